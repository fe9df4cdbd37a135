import type { Problem } from '../contract/problem.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { sameJson } from '../core/json.ts'
import type { Proposal, ReviewedOperation } from '../core/review/proposal.ts'
import type { Turn } from '../core/review/turn.ts'
import type { StorageSession, StoredPlan } from '../ports/storage.ts'
import { authorOf } from './actor.ts'
import type { Deps } from './deps.ts'
import { findProject } from './find-project.ts'
import { undoOperations } from './history.ts'
import { endedElsewhere } from './left-turns.ts'
import { newProposal, parkOther, storeProposal, tellProposals, undecided } from './proposals.ts'
import type { TakeTurn } from './take-turn.ts'
import type { StartedTurn, TakenTurn } from './turn-parts.ts'

/** What a command did: words, and the proposals it changed. The last one is what the turn shows. */
interface Done {
  readonly reply: string
  readonly saved: readonly Proposal[]
}

/** "Undo that": takes back the last refinement of the open proposal, else the proposal, else proposes to undo the last commit. */
export const undoLast = (deps: Deps, input: TakeTurn, started: StartedTurn, turn: Turn): Promise<Result<TakenTurn, Problem>> =>
  carryOut(deps, started, turn, async (session, head) => {
    const proposal = started.proposal && (await session.findProposal(started.proposal.id))
    const { version } = head.plan
    const last = await session.findCommit(head.plan.project.id, version)
    // What was done last is then not the proposal but that a part of it was accepted.
    const isPartDone = proposal?.revisions.length === 0 && last?.commit.proposalId === proposal.id && last.commit.source !== 'revert'
    if (proposal?.status === 'open' && !isPartDone) return takeBack(deps, session, proposal)
    if (version === 0) return ok({ reply: 'There is nothing to undo yet.', saved: [] })
    const undo = await undoOperations(session, head.plan, { version })
    if (!undo.ok) return undo
    const inverse = newProposal(deps, {
      projectId: head.plan.project.id,
      mode: 'project',
      taskId: turn.taskId,
      agent: turn.agent ?? 'editor',
      author: authorOf(input.actor),
      source: 'revert',
      baseVersion: undo.value.baseVersion,
      message: undo.value.message,
      rationale: undo.value.message,
      operations: undecided(deps, undo.value.operations),
      leftOut: [],
    })
    return ok({ reply: `This proposal takes back version ${version}. Apply it to undo.`, saved: await storeProposal(deps, session, inverse) })
  })

async function takeBack(deps: Deps, session: StorageSession, proposal: Proposal): Promise<Result<Done, Problem>> {
  const before = proposal.revisions.at(-1)
  const updatedAt = deps.clock.now()
  const changed: Proposal = before
    ? {
        ...proposal,
        revision: proposal.revision + 1,
        revisions: proposal.revisions.slice(0, -1),
        baseVersion: before.baseVersion,
        message: before.message,
        rationale: before.rationale,
        operations: withWordsSince(before.operations, proposal.operations),
        leftOut: before.leftOut,
        updatedAt,
      }
    : { ...proposal, status: 'superseded', reason: 'taken back', updatedAt }
  await session.saveProposal(changed)
  const reply = before ? 'I took the last refinement back; the proposal is as it was before.' : 'I took the proposal back. Your plan is as it was.'
  return ok({ reply, saved: [changed] })
}

/** What the reviewer said, and what they edited by hand, since then stays where the refinement had left the operation alone. */
function withWordsSince(before: readonly ReviewedOperation[], now: readonly ReviewedOperation[]): readonly ReviewedOperation[] {
  const current = new Map(now.map((item) => [item.id, item]))
  return before.map((item) => {
    const is = current.get(item.id)
    if (!is) return item
    if (sameJson(is.operation, item.operation)) return { ...item, decision: is.decision, comment: is.comment }
    const isOnlyEdited = is.original !== null && (sameJson(is.original, item.operation) || sameJson(is.original, item.original))
    return isOnlyEdited ? is : item
  })
}

/** "Start over": leaves the open proposal behind. It can be reopened. */
export const startOver = (deps: Deps, started: StartedTurn, turn: Turn): Promise<Result<TakenTurn, Problem>> =>
  carryOut(deps, started, turn, async (session) => {
    const proposal = started.proposal && (await session.findProposal(started.proposal.id))
    if (proposal?.status !== 'open')
      return ok({ reply: 'There is no open proposal to leave behind. Tell me what you would like to plan.', saved: [] })
    const changed: Proposal = { ...proposal, status: 'superseded', reason: 'started over', updatedAt: deps.clock.now() }
    await session.saveProposal(changed)
    return ok({ reply: 'I left that proposal behind; your plan is as it was. Tell me what you would like instead.', saved: [changed] })
  })

async function carryOut(
  deps: Deps,
  started: StartedTurn,
  turn: Turn,
  command: (session: StorageSession, head: StoredPlan) => Promise<Result<Done, Problem>>,
): Promise<Result<TakenTurn, Problem>> {
  const outcome = await deps.storage.write(async (session) => {
    const ended = await endedElsewhere(session, turn.id)
    if (ended) return fail(ended)
    const found = await findProject(deps, session, started.head.plan.project.id)
    if (!found.ok) return found
    const parked = await parkOther(deps, session, started.parks)
    const done = await command(session, found.value)
    if (!done.ok) return done
    const proposal = done.value.saved.at(-1)
    const told: Turn = { ...turn, status: 'done', reply: done.value.reply, proposalId: proposal?.id ?? null }
    await session.saveTurn(told)
    return ok({ turn: told, seen: proposal ? { proposal, head: found.value } : null, saved: [...parked, ...done.value.saved] })
  })
  if (!outcome.ok) return outcome
  tellProposals(deps, outcome.value.saved)
  return ok({ turn: outcome.value.turn, seen: outcome.value.seen })
}
