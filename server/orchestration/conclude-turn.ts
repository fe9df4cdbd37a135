import type { AgentAnswer } from '../agents/agent.ts'
import type { Problem } from '../contract/problem.ts'
import { sameJson } from '../core/json.ts'
import { taskIdOf, type Operation, type OperationId } from '../core/patch/operation.ts'
import type { TaskId } from '../core/plan/task.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { onto } from '../core/review/accept.ts'
import type { Proposal, ReviewedOperation } from '../core/review/proposal.ts'
import { refine } from '../core/review/refine.ts'
import type { Turn } from '../core/review/turn.ts'
import { standingOn } from '../core/review/view.ts'
import { draftInvalid } from './apply-draft.ts'
import type { Deps } from './deps.ts'
import { leftOutOf, type DraftAnswer } from './draft-answer.ts'
import { endedElsewhere } from './left-turns.ts'
import { findProject, notFound } from './find-project.ts'
import { storeProject } from './projects.ts'
import { parkOther, rationalesOf, storeProposal, tellProposals, undecided, type SeenProposal } from './proposals.ts'
import { shapeProposal } from './shape-proposal.ts'
import { resolveAnswer, type ResolvedAnswer } from './resolve-answer.ts'
import { startOver, undoLast } from './turn-commands.ts'
import type { TakeTurn } from './take-turn.ts'
import type { Heard, StartedTurn, TakenTurn } from './turn-parts.ts'
import { unrequestedBy } from './unrequested.ts'

/** Turns an agent's answer into what it means: words, a question, a command carried out, or a proposal. */
export async function concludeTurn(
  deps: Deps,
  input: TakeTurn,
  started: StartedTurn,
  answer: AgentAnswer,
  heard: Heard,
): Promise<Result<TakenTurn, Problem>> {
  const by = ('by' in answer && answer.by) || null
  const turn: Turn = { ...started.turn, agent: answer.agent, by, usage: heard.usage }
  switch (answer.kind) {
    case 'words':
      return keepWords(deps, started, { ...turn, status: 'done', reply: answer.reply })
    case 'question':
      return keepWords(deps, started, { ...turn, status: 'question', reply: answer.reply, question: answer.question })
    case 'command':
      return answer.command === 'undo' ? undoLast(deps, input, started, turn) : startOver(deps, started, turn)
    case 'failed':
      return fail(answer.problem)
    case 'draft':
      return propose(deps, { input, started, turn, answer, heard })
  }
}

async function keepWords(deps: Deps, started: StartedTurn, turn: Turn): Promise<Result<TakenTurn, Problem>> {
  const told: Turn = started.isNew ? { ...turn, projectId: null } : turn
  const parked = await deps.storage.write(async (session): Promise<readonly Proposal[] | Problem | undefined> => {
    const ended = await endedElsewhere(session, told.id)
    if (ended) return ended
    if (told.projectId !== null && (await session.findVersion(told.projectId)) === undefined) return undefined
    await session.saveTurn(told)
    return parkOther(deps, session, started.parks)
  })
  if (!parked) return fail(notFound('project', told.projectId ?? ''))
  if ('kind' in parked) return fail(parked)
  tellProposals(deps, parked)
  return ok({ turn: told, seen: null })
}

interface Proposing {
  readonly input: TakeTurn
  readonly started: StartedTurn
  readonly turn: Turn
  readonly answer: DraftAnswer
  readonly heard: Heard
}

async function propose(deps: Deps, proposing: Proposing): Promise<Result<TakenTurn, Problem>> {
  const { started, turn, answer, heard } = proposing
  const resolved = resolveAnswer({ input: proposing.input, started, answer, ids: heard.ids, today: deps.clock.today() })
  const { draft, operations, issues, taskIds, unasked } = resolved
  if (operations.length === 0 && issues.length > 0) return fail(draftInvalid(issues))
  const leftOut = leftOutOf(answer, issues, started.plan)
  const done: Turn = {
    ...turn,
    status: 'done',
    reply: answer.reply,
    created: operations.flatMap((operation) => (operation.kind === 'create' ? [operation.task.id] : [])),
    touched: touchedBy(
      draft.taskPatches.map((entry) => entry.taskId),
      taskIds,
      operations,
    ),
  }
  if (operations.length === 0) return keepWords(deps, started, done)

  const given = rationalesOf(draft, Object.fromEntries(taskIds))
  const rationales = (operation: Operation): string | null => [given(operation), unasked(operation)].filter((text) => text !== null).join(' ') || null
  const items = reviewItems(proposing, resolved, rationales)
  const own = undecided(deps, operations, rationales).map((item) => ({
    ...item,
    id: heard.ids.operation(item.operation),
    unrequested: unasked(item.operation) !== null,
  }))
  const outcome = await deps.storage.write(
    async (session): Promise<Result<{ turn: Turn; seen: SeenProposal; saved: readonly Proposal[] }, Problem>> => {
      const ended = await endedElsewhere(session, turn.id)
      if (ended) return fail(ended)
      if (started.isNew) await storeProject(session, started.head)
      const found = await findProject(deps, session, started.head.plan.project.id)
      if (!found.ok) return found
      const shaped = await shapeProposal(deps, session, { started, turn: done, answer, items, own, leftOut, head: found.value.plan })
      if (!shaped.ok) return shaped
      const proposal = shaped.value
      const told: Turn = { ...done, proposalId: proposal.id, operationIds: changedIn(proposal.operations, started) }
      const parked = await parkOther(deps, session, started.parks)
      const saved = await storeProposal(deps, session, proposal)
      await session.saveTurn(told)
      if (started.isNew) await session.giveTries(told.id, proposal.projectId)
      return ok({ turn: told, seen: { proposal, head: found.value }, saved: [...parked, ...saved] })
    },
  )
  if (!outcome.ok) return outcome
  if (started.isNew) deps.feed.publish({ kind: 'project', projectId: started.head.plan.project.id, change: 'created' })
  tellProposals(deps, outcome.value.saved)
  return ok({ turn: outcome.value.turn, seen: outcome.value.seen })
}

/** What a turn changed in the proposal it was started on: the new operations, and those that are different now. */
function changedIn(items: readonly ReviewedOperation[], { proposal, head }: StartedTurn): readonly OperationId[] {
  const before = new Map(onto(proposal?.operations ?? [], head.plan).map((item) => [item.id, item.operation]))
  return items.filter((item) => !sameJson(before.get(item.id) ?? null, item.operation)).map((item) => item.id)
}

/** The whole proposal after this answer, squashed, as operations on the head that the turn saw. */
function reviewItems(
  { input, started, answer, heard }: Proposing,
  { after, unasked }: ResolvedAnswer,
  rationaleOf: (operation: Operation) => string | null,
): readonly ReviewedOperation[] {
  const head = started.head.plan
  const previous = onto(started.proposal?.operations ?? [], head)
  const waiting = new Set(standingOn(previous, head).conflicts.flatMap((conflict) => conflict.operationId ?? []))
  const isUnrequested = unrequestedBy({ agent: answer.agent, mode: input.mode ?? null, focus: (input.taskId as TaskId | undefined) ?? null, head })
  return refine({
    previous,
    head,
    after,
    waiting,
    newId: (operation) => heard.ids.operation(operation),
    rationaleOf,
    unrequested: (operation) => isUnrequested(operation, after) || unasked(operation) !== null,
  })
}

/** The tasks of a draft in the order in which it names them. */
function touchedBy(names: readonly string[], taskIds: ReadonlyMap<string, TaskId>, operations: readonly Operation[]): readonly TaskId[] {
  const known = new Set(operations.flatMap((operation) => taskIdOf(operation) ?? []))
  const ids = names.map((name) => taskIds.get(name) ?? (name as TaskId)).filter((id) => known.has(id))
  return [...new Set(ids)]
}
