import { apply } from '../patch/apply.ts'
import { close } from '../patch/close.ts'
import type { BrokenRule, Conflict } from '../patch/conflict.ts'
import type { Operation, OperationId, PatchOperation } from '../patch/operation.ts'
import { rebase } from '../patch/rebase.ts'
import type { Plan } from '../plan/plan.ts'
import { fail, ok, type Result } from '../result.ts'
import type { ReviewedOperation } from './proposal.ts'
import { asPatchOperation, isActive, type Standing } from './view.ts'

/** What accepting would do. */
export interface Acceptance {
  /** To be committed, in order; empty where the head already has all of it. */
  readonly operations: readonly Operation[]
  readonly after: Plan
  readonly taken: readonly ReviewedOperation[]
  /** What was not taken, expressed on `after` where it can be. */
  readonly rest: readonly ReviewedOperation[]
  /** Taken, but the head already had them. */
  readonly dropped: readonly OperationId[]
}

export type Refusal =
  | { readonly kind: 'unknown-operations'; readonly ids: readonly OperationId[] }
  | { readonly kind: 'incomplete'; readonly missing: readonly OperationId[] }
  | { readonly kind: 'conflict'; readonly conflicts: readonly Conflict[] }
  | { readonly kind: 'broken'; readonly broken: BrokenRule }

/** What is taken where nobody names a selection: all that was not turned down, but not what nobody asked for. */
export const defaultSelection = (items: readonly ReviewedOperation[]): ReadonlySet<OperationId> =>
  new Set(items.filter((item) => isActive(item) && !(item.unrequested && item.decision === 'pending')).map((item) => item.id))

/**
 * Decides what accepting a selection means on the head. Refuses a selection that cannot stand on its own and one that
 * conflicts; `widen` takes what is missing too instead, as a preview does.
 */
export function acceptance(
  items: readonly ReviewedOperation[],
  selection: ReadonlySet<OperationId>,
  head: Plan,
  widen = false,
): Result<Acceptance, Refusal> {
  const known = new Set(items.map((item) => item.id))
  const unknown = [...selection].filter((id) => !known.has(id))
  if (unknown.length > 0) return fail({ kind: 'unknown-operations', ids: unknown })

  const candidates = items.filter((item) => isActive(item) || selection.has(item.id)).map(asPatchOperation)
  const all = standOn(candidates, selection, head)
  const conflicts = all.conflicts.filter((conflict) => conflict.operationId !== null && selection.has(conflict.operationId))
  if (conflicts.length > 0) return fail({ kind: 'conflict', conflicts })

  const standing = new Set(all.operations.map((item) => item.id))
  const chosen = new Set([...selection].filter((id) => standing.has(id)))
  const closed = chosen.size === standing.size ? chosen : close(chosen, all.operations, head)
  const missing = [...closed].filter((id) => !selection.has(id))
  if (missing.length > 0 && !widen) return fail({ kind: 'incomplete', missing })

  const operations = all.operations.filter((item) => closed.has(item.id)).map((item) => item.operation)
  const applied = all.after && closed.size === standing.size ? ok(all.after) : apply(operations, head)
  if (!applied.ok)
    return fail(applied.error.broken ? { kind: 'broken', broken: applied.error.broken } : { kind: 'conflict', conflicts: applied.error.conflicts })

  const dropped = all.dropped.filter((id) => selection.has(id))
  const gone = new Set<OperationId>([...closed, ...dropped])
  const left = items.filter((item) => !gone.has(item.id))
  return ok({
    operations,
    after: applied.value,
    taken: items.filter((item) => gone.has(item.id)),
    rest: onto(left, applied.value),
    dropped,
  })
}

/** The operations expressed on the head. What conflicts only with operations that are not selected is tried without them. */
function standOn(operations: readonly PatchOperation[], selection: ReadonlySet<OperationId>, head: Plan): Standing & { readonly after?: Plan } {
  const applied = apply(
    operations.map((item) => item.operation),
    head,
  )
  if (applied.ok) return { operations, conflicts: [], dropped: [], after: applied.value }
  const all = rebase(operations, head)
  if (!all.conflicts.some((conflict) => conflict.operationId !== null && selection.has(conflict.operationId))) return all
  const alone = rebase(
    operations.filter((item) => selection.has(item.id)),
    head,
  )
  return alone.conflicts.length === 0 ? alone : all
}

/** The items expressed on a newer head, each where that is possible; what the head already has goes. */
export function onto(items: readonly ReviewedOperation[], head: Plan): readonly ReviewedOperation[] {
  const { operations, dropped } = rebase(items.map(asPatchOperation), head)
  const onHead = new Map(operations.map((item) => [item.id, item.operation]))
  const gone = new Set(dropped)
  return items.filter((item) => !gone.has(item.id)).map((item) => ({ ...item, operation: onHead.get(item.id) ?? item.operation }))
}
