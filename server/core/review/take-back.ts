import { apply } from '../patch/apply.ts'
import { taskIdOf, type Operation, type OperationId } from '../patch/operation.ts'
import { rebase } from '../patch/rebase.ts'
import type { Plan } from '../plan/plan.ts'
import { onto } from './accept.ts'
import type { AppliedPart, Proposal, ReviewedOperation } from './proposal.ts'
import { refine } from './refine.ts'
import { asPatchOperation } from './view.ts'

/** A commit that turned another one back. */
export interface TurnedBack {
  /** The version that was turned back. */
  readonly version: number
  /** The version that did it; null where the plan was like that already. */
  readonly by: number | null
  /** The plan after it. */
  readonly head: Plan
  readonly newId: () => OperationId
}

/**
 * A proposal after a commit of it was undone: what the commit took stands in it again, as it was decided, and it is
 * open. What was not taken when the proposal was closed stays turned down. Where the rest was refined since, both are
 * one patch again. Undefined where the commit took nothing of this proposal.
 */
export function takenBack(proposal: Proposal, { version, by, head, newId }: TurnedBack): Proposal | undefined {
  const part = proposal.applied.find((each) => each.version === version && each.undoneBy === null)
  if (!part) return undefined
  const isOpen = proposal.status === 'open'
  const rest = isOpen ? proposal.operations : proposal.operations.map((item) => ({ ...item, decision: 'rejected' as const }))
  return {
    ...proposal,
    status: 'open',
    reason: null,
    operations: onto(together(part.operations, rest, { head, newId }), head),
    applied: proposal.applied.map((each) => (each === part ? { ...part, undoneBy: by ?? 0 } : each)),
    revisions: [],
    baseVersion: head.version,
  }
}

/**
 * A proposal after such an undo was itself undone: what the plan has again counts as applied, and with nothing left to
 * decide the proposal is accepted. Undefined where it is not concerned.
 */
export function broughtBack(proposal: Proposal, { version, by, head }: TurnedBack): Proposal | undefined {
  const part = proposal.applied.find((each) => each.undoneBy === version)
  if (!part || by === null || proposal.status !== 'open') return undefined
  const had = new Set(rebase(proposal.operations.map(asPatchOperation), head).dropped)
  const left = onto(
    proposal.operations.filter(({ id }) => !had.has(id)),
    head,
  )
  const isDone = left.length === 0 || (part.closing && left.every(({ decision }) => decision === 'rejected'))
  const again: AppliedPart = { version: by, operations: proposal.operations.filter(({ id }) => had.has(id)), closing: isDone, undoneBy: null }
  return {
    ...proposal,
    status: isDone ? 'accepted' : 'open',
    parked: isDone ? false : proposal.parked,
    operations: left,
    applied: proposal.applied.map((each) => (each === part ? again : each)),
    revisions: [],
    baseVersion: head.version,
  }
}

/**
 * An accepted proposal to be decided anew. Of what it applied, all that the plan does not have any more; undefined
 * where the plan has all of it still.
 */
export function reopened(proposal: Proposal, { head, newId }: Pick<TurnedBack, 'head' | 'newId'>): Proposal | undefined {
  const taken = proposal.applied.filter(({ undoneBy }) => undoneBy === null)
  const operations = latest(taken.flatMap((part) => part.operations))
  const has = new Set(rebase(operations.map(asPatchOperation), head).dropped)
  const missing = operations.filter(({ id }) => !has.has(id))
  if (missing.length === 0) return undefined
  const gone = new Set(missing.map(({ id }) => id))
  return {
    ...proposal,
    status: 'open',
    reason: null,
    operations: onto(together(missing, proposal.operations, { head, newId }), head),
    applied: proposal.applied
      .map((part) => (taken.includes(part) ? { ...part, operations: part.operations.filter(({ id }) => !gone.has(id)) } : part))
      .filter((part) => part.operations.length > 0),
    revisions: [],
    baseVersion: head.version,
  }
}

/**
 * What comes back, and what is there, as one canonical patch: where both touch the same task, they are squashed if they
 * apply one after the other; else, of what does the same to the same task, what is there stands.
 */
function together(
  back: readonly ReviewedOperation[],
  rest: readonly ReviewedOperation[],
  { head, newId }: Pick<TurnedBack, 'head' | 'newId'>,
): readonly ReviewedOperation[] {
  const tasks = new Set(rest.map(({ operation }) => taskIdOf(operation)))
  if (!back.some(({ operation }) => tasks.has(taskIdOf(operation)))) return [...back, ...rest]
  const slots = new Set(rest.map(({ operation }) => slotOf(operation)))
  const previous = [...back.filter(({ operation }) => !slots.has(slotOf(operation))), ...rest]
  const active = [...back, ...rest.filter(({ decision }) => decision !== 'rejected')]
  const result = apply(
    active.map(({ operation }) => operation),
    head,
  )
  return result.ok ? refine({ previous, head, after: result.value, waiting: new Set(), newId }) : previous
}

const slotOf = (operation: Operation): string => `${operation.kind} ${taskIdOf(operation) ?? ''}`

/** Of operations that were applied, taken back and applied again, the last form of each. */
const latest = (operations: readonly ReviewedOperation[]): readonly ReviewedOperation[] => [
  ...new Map(operations.map((item) => [item.id, item])).values(),
]
