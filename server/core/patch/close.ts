import type { Plan } from '../plan/plan.ts'
import type { OperationId, PatchOperation } from './operation.ts'
import { quietIn } from './quiet.ts'
import { rebase } from './rebase.ts'
import { needsOf, patchIndex } from './requirements.ts'
import { missingFrom } from './shortfall.ts'

/**
 * A small part of a patch around a selection that stands on its own: on the base it applies in the order of the patch,
 * and once it is accepted the rest rebases without conflict. A function of the whole selection: the union of two
 * closed parts need not be closed. Deterministic. Of a patch that does not apply to the base, as much as can be found.
 */
export function close(selection: ReadonlySet<OperationId>, operations: readonly PatchOperation[], base: Plan): ReadonlySet<OperationId> {
  return closer(operations, base)(selection)
}

/**
 * For every operation of a patch, what ticking it alone ticks too, in the order of the patch. In a long chain that is
 * the square of its length: once `most` ids are told in all, the rest of the operations tell what they name themselves.
 */
export function requires(
  operations: readonly PatchOperation[],
  base: Plan,
  most = Number.POSITIVE_INFINITY,
): ReadonlyMap<OperationId, readonly OperationId[]> {
  const closeOne = closer(operations, base)
  const index = patchIndex(operations)
  let left = most
  return new Map(
    operations.map(({ id, operation }) => {
      const needs = left > 0 ? closeOne(new Set([id])) : index.inOrder(new Set(needsOf(operation, index, base))).map((item) => item.id)
      const others = [...needs].filter((other) => other !== id)
      left -= others.length
      return [id, others]
    }),
  )
}

/** What cannot stand any more when these are rejected; the rejected themselves not among it. */
export function dependentsOf(rejected: ReadonlySet<OperationId>, operations: readonly PatchOperation[], base: Plan): ReadonlySet<OperationId> {
  const rest = operations.filter((item) => !rejected.has(item.id))
  return new Set(rebase(rest, base).conflicts.flatMap(({ operationId }) => operationId ?? []))
}

/** Closes selections of one patch; what is the same for all of them is made once. */
function closer(operations: readonly PatchOperation[], base: Plan): (selection: Iterable<OperationId>) => ReadonlySet<OperationId> {
  const index = patchIndex(operations)
  const isQuiet = quietIn(operations, base)
  return (selection) => {
    const closed = new Set<OperationId>()
    for (let missing = [...selection]; missing.length > 0;) {
      for (let id = missing.pop(); id !== undefined; id = missing.pop()) {
        const item = index.byId.get(id)
        if (!item || closed.has(id)) continue
        closed.add(id)
        missing.push(...needsOf(item.operation, index, base))
      }
      const part = index.inOrder(closed)
      missing = part.every(({ operation }) => isQuiet(operation)) ? [] : missingFrom(part, closed, index, base)
    }
    return new Set(index.inOrder(closed).map(({ id }) => id))
  }
}
