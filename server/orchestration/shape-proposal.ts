import { problem, type Problem } from '../contract/problem.ts'
import { sameJson } from '../core/json.ts'
import { rebase } from '../core/patch/rebase.ts'
import type { Plan } from '../core/plan/plan.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { LeftOut, Proposal, ReviewedOperation } from '../core/review/proposal.ts'
import type { Turn } from '../core/review/turn.ts'
import { asPatchOperation } from '../core/review/view.ts'
import type { StorageSession } from '../ports/storage.ts'
import type { DraftAnswer } from './draft-answer.ts'
import type { Deps } from './deps.ts'
import { newProposal, type NewProposal } from './proposals.ts'
import { subjectOf } from './turn-ids.ts'
import type { StartedTurn } from './turn-parts.ts'

/** So many refinements of a proposal can be taken back. */
const revisionsKept = 20

export interface Answered {
  readonly started: StartedTurn
  /** The turn as it ends. */
  readonly turn: Turn
  readonly answer: DraftAnswer
  /** The whole proposal after this answer, on the head that the turn saw. */
  readonly items: readonly ReviewedOperation[]
  /** What the answer itself changes, on the draft state that the turn saw. */
  readonly own: readonly ReviewedOperation[]
  readonly leftOut: readonly LeftOut[]
  /** The head by now. */
  readonly head: Plan
}

/** Within the transaction that keeps an answer: the proposal that the answer refines, as it is by now; or a new one, where there was none or it was closed meanwhile. */
export async function shapeProposal(
  deps: Deps,
  session: StorageSession,
  { started, turn, answer, items, own, leftOut, head }: Answered,
): Promise<Result<Proposal, Problem>> {
  const seen = started.proposal
  const now = seen ? await session.findProposal(seen.id) : undefined
  if (seen && now?.status === 'open') {
    const { revision, baseVersion, operations } = now
    const before = { revision, turnId: turn.id, baseVersion, message: now.message, rationale: now.rationale, operations, leftOut: now.leftOut }
    return ok({
      ...now,
      agent: answer.agent,
      ...modelIn(answer, now),
      // Naming a parked proposal takes it up again.
      parked: now.parked && !seen.parked,
      revision: revision + 1,
      revisions: [...now.revisions, before].slice(-revisionsKept),
      baseVersion: started.head.plan.version,
      message: shortened(`${now.message} · ${turn.message}`),
      operations: withDecisionsMeanwhile(items, seen.operations, operations),
      leftOut,
      updatedAt: deps.clock.now(),
    })
  }
  const fresh: NewProposal = {
    projectId: head.project.id,
    mode: answer.agent === 'decomposer' ? 'task' : (turn.mode ?? 'project'),
    taskId: turn.taskId,
    agent: answer.agent,
    author: { kind: 'agent', id: answer.agent, name: answer.agent },
    source: 'chat',
    baseVersion: started.head.plan.version,
    message: shortened(turn.message),
    rationale: answer.draft.rationale ?? answer.reply,
    operations: items,
    leftOut,
  }
  const made: Proposal = { ...newProposal(deps, fresh), ...modelIn(answer, null) }
  if (!seen) return ok(made)
  // What was closed meanwhile was decided about: only what the answer itself changes is proposed, as far as it stands.
  const { operations, conflicts } = rebase(own.map(asPatchOperation), head)
  if (operations.length === 0) return fail(closedMeanwhile)
  const standing = new Map(operations.map((item) => [item.id, item.operation]))
  const kept = own.flatMap((item) => (standing.has(item.id) ? [{ ...item, operation: standing.get(item.id) ?? item.operation }] : []))
  const lost = conflicts.map(({ kind }) => ({
    draft: null,
    reason: `The proposal it refined was closed while the answer was worked out, and the plan does not have what it needs (${kind}).`,
  }))
  return ok({ ...made, baseVersion: head.version, operations: kept, leftOut: [...leftOut, ...lost] })
}

/** The model and the prompt that a proposal comes from: those of its last refinement that a model made. */
const modelIn = ({ by }: DraftAnswer, before: Proposal | null): Pick<Proposal, 'model' | 'promptVersion'> =>
  by
    ? { model: `${by.provider}/${by.model}`, promptVersion: by.promptVersion }
    : { model: before?.model ?? null, promptVersion: before?.promptVersion ?? null }

const closedMeanwhile: Problem = problem(
  'proposal-closed',
  'The proposal was closed while the answer was worked out, and the plan does not have what the answer changes. Send the message again.',
)

/** What the reviewer decided or edited while the agent was thinking stays, where the answer did not change the same. */
function withDecisionsMeanwhile(
  items: readonly ReviewedOperation[],
  seen: readonly ReviewedOperation[],
  now: readonly ReviewedOperation[],
): readonly ReviewedOperation[] {
  if (sameJson(seen, now)) return items
  const then = new Map(seen.map((item) => [item.id, item]))
  const current = new Map(now.map((item) => [item.id, item]))
  const merged = items.flatMap((item) => {
    const was = then.get(item.id)
    const is = current.get(item.id)
    const kept = was !== undefined && sameJson(was.operation, item.operation)
    if (!is) return kept ? [] : [item]
    return kept ? [is] : [{ ...item, comment: is.comment }]
  })
  const covered = new Set(merged.map(({ operation }) => subjectOf(operation)))
  return [...merged, ...now.filter((item) => !then.has(item.id) && !covered.has(subjectOf(item.operation)))]
}

/** What was asked for, on one line of bearable length. */
function shortened(message: string): string {
  const line = message.replace(/\s+/g, ' ').trim()
  return line.length <= 300 ? line : `${[...line].slice(0, 280).join('').trimEnd()} …`
}
