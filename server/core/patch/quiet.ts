import { findCycles } from '../plan/cycle.ts'
import type { Plan } from '../plan/plan.ts'
import type { TaskId } from '../plan/task.ts'
import type { Operation, PatchOperation } from './operation.ts'

/**
 * Tells which operations can break no rule, whatever part of a patch they are taken in, as long as all that they name
 * is in it. Changes of plain fields always; and all of a patch that moves nothing, and whose dependencies, together
 * with those of the base, have no cycle.
 */
export function quietIn(operations: readonly PatchOperation[], base: Plan): (operation: Operation) => boolean {
  const moves = operations.some(({ operation }) => operation.kind === 'move')
  if (!moves && !mayCycle(operations, base)) return () => true
  return (operation) => operation.kind === 'project' || (operation.kind === 'update' && added(operation).length === 0)
}

/** Whether the dependencies of the base and those that the patch adds, taken together, have a cycle. */
function mayCycle(operations: readonly PatchOperation[], base: Plan): boolean {
  const more = new Map<TaskId, readonly TaskId[]>()
  for (const { operation } of operations) {
    const needed = added(operation)
    if (needed.length > 0 && operation.kind === 'create') more.set(operation.task.id, needed)
    if (needed.length > 0 && operation.kind === 'update') more.set(operation.taskId, needed)
  }
  return findCycles(more.keys(), (id) => [...(base.tasks.get(id)?.dependsOn ?? []), ...(more.get(id) ?? [])]).length > 0
}

function added(operation: Operation): readonly TaskId[] {
  if (operation.kind === 'create') return operation.task.dependsOn
  return operation.kind === 'update' ? (operation.after.dependsOn ?? []) : []
}
