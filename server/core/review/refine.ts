import { sameJson } from '../json.ts'
import { diff } from '../patch/diff.ts'
import { identify } from '../patch/identify.ts'
import type { Operation, OperationId } from '../patch/operation.ts'
import type { Plan } from '../plan/plan.ts'
import type { ReviewedOperation } from './proposal.ts'
import { asPatchOperation } from './view.ts'

export interface Refinement {
  /** What is under review so far; empty for a new proposal. */
  readonly previous: readonly ReviewedOperation[]
  /** The plan that the result is expressed on. */
  readonly head: Plan
  /** The plan that the proposal should lead to. */
  readonly after: Plan
  /** Operations that conflict with the head, so that they are no part of the draft state. */
  readonly waiting: ReadonlySet<OperationId>
  readonly newId: (operation: Operation) => OperationId
  readonly rationaleOf?: (operation: Operation) => string | null
  readonly unrequested?: (operation: Operation) => boolean
}

/**
 * Squashes a change of the draft state into what is under review: one canonical patch from the head. An operation that
 * did not change keeps its id, its decision and its comment; one that changed keeps its id and comment and is pending
 * again. What the reviewer turned down, or what waits for a choice, stays listed.
 */
export function refine({ previous, head, after, waiting, newId, rationaleOf, unrequested }: Refinement): readonly ReviewedOperation[] {
  const before = new Map(previous.map((item) => [item.id, item]))
  const operations = identify(diff(head, after), previous.map(asPatchOperation), newId, rationaleOf)
  const items = operations.map(({ id, operation, rationale }): ReviewedOperation => {
    const was = before.get(id)
    if (was && sameJson(was.operation, operation)) return was
    return {
      id,
      operation,
      rationale,
      unrequested: unrequested?.(operation) ?? was?.unrequested ?? false,
      decision: 'pending',
      unticked: false,
      comment: was?.comment ?? null,
      editedBy: null,
      original: null,
    }
  })
  const present = new Set(items.map((item) => item.id))
  return [...items, ...previous.filter((item) => !present.has(item.id) && (item.decision === 'rejected' || waiting.has(item.id)))]
}
