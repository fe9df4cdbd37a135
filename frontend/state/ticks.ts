import type { OperationWire } from '../api/wire.ts'
import { close, dependentsOf, type OperationId, type PatchOperation, type Plan, type TaskId } from './core.ts'
import { operationOfWire } from './wire-plan.ts'

/** What is in the selection: everything not refused, but of the unrequested only what was taken by hand. */
export const isTicked = (operation: Pick<OperationWire, 'decision' | 'unrequested'>): boolean =>
  operation.decision === 'accepted' || (operation.decision === 'pending' && !operation.unrequested)

export const tickedOf = (operations: readonly OperationWire[]): readonly OperationWire[] => operations.filter(isTicked)

/** What follows from a click on a tick box, known before the click. */
export interface Consequence {
  /** Operations that change sides, the clicked ones first. */
  readonly ids: readonly string[]
  /** Those that nobody clicked. */
  readonly also: readonly string[]
}

/** Ticking takes along what the whole selection then needs to stand on its own: the same rule that the server holds. */
export function tickConsequence(operations: readonly OperationWire[], ids: readonly string[], base: Plan): Consequence {
  const before = idsOf(tickedOf(operations))
  // What is ticked is complete already.
  if (ids.every((id) => before.has(id))) return { ids, also: [] }
  const selection = new Set([...before, ...ids] as OperationId[])
  const closed = close(selection, patchOf(operations), base)
  return consequence(
    ids,
    [...closed].filter((id) => !before.has(id)),
  )
}

/** Unticking lets fall what cannot stand without it. */
export function untickConsequence(operations: readonly OperationWire[], ids: readonly string[], base: Plan): Consequence {
  const before = idsOf(tickedOf(operations))
  const rejected = new Set([...operations.map(({ id }) => id).filter((id) => !before.has(id)), ...ids] as OperationId[])
  const falling = dependentsOf(rejected, patchOf(operations), base)
  return consequence(
    ids,
    [...falling].filter((id) => before.has(id)),
  )
}

/** Whether the tasks of all these operations stand below a task of the clicked ones, in the plan or as proposed. */
export function standBelow(operations: readonly OperationWire[], { ids, also }: Consequence, plan: Plan): boolean {
  const byId = new Map(operations.map((operation) => [operation.id, operation]))
  const proposed = new Map(
    operations.flatMap(({ kind, taskId, after }) => (kind === 'create' && taskId ? [[taskId, after?.['parentId'] ?? null]] : [])),
  )
  const followers = new Set(also)
  const above = new Set(ids.filter((id) => !followers.has(id)).map((id) => byId.get(id)?.taskId ?? null))
  const parentOf = (id: string): string | null => (proposed.get(id) as string | null | undefined) ?? plan.tasks.get(id as TaskId)?.parentId ?? null
  return also.every((id) => {
    let at = byId.get(id)?.taskId ?? null
    for (let steps = 0; at !== null && steps < 64; steps += 1) {
      at = parentOf(at)
      if (at !== null && above.has(at)) return true
    }
    return false
  })
}

const idsOf = (operations: readonly OperationWire[]): ReadonlySet<string> => new Set(operations.map(({ id }) => id))

const patchOf = (operations: readonly OperationWire[]): readonly PatchOperation[] =>
  operations.map((wire) => ({ id: wire.id as OperationId, operation: operationOfWire(wire), rationale: wire.rationale }))

function consequence(clicked: readonly string[], reached: readonly string[]): Consequence {
  const also = reached.filter((id) => !clicked.includes(id))
  return { ids: [...clicked, ...also], also }
}
