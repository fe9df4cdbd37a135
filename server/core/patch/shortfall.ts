import { childrenOf, type Plan, type PlanView } from '../plan/plan.ts'
import type { TaskId } from '../plan/task.ts'
import { ancestorsOf } from '../plan/tree.ts'
import type { Operation, OperationId, PatchOperation } from './operation.ts'
import { perform } from './perform.ts'
import { reconcile } from './reconcile.ts'
import type { PatchIndex } from './requirements.ts'
import { bearsOn, findBroken } from './rules.ts'
import { Workspace } from './workspace.ts'

/**
 * What a part of a patch lacks to stand on its own, beyond what its operations name: the moves without which one of
 * its own is a cycle, then the operations that keep the rules. Empty where it stands, or where nothing would help.
 */
export function missingFrom(part: readonly PatchOperation[], closed: ReadonlySet<OperationId>, index: PatchIndex, base: Plan): OperationId[] {
  const workspace = new Workspace(base)
  const unselected = (id: TaskId | null): readonly PatchOperation[] => (index.byTask.get(id) ?? []).filter((item) => !closed.has(item.id))
  const missing: PatchOperation[] = []
  for (const { operation } of part) {
    const answer = reconcile(operation, workspace)
    if (answer.kind === 'keep') perform(answer.operation, workspace)
    else if (answer.kind === 'conflict') missing.push(...unblocking(operation, workspace, unselected))
  }
  if (missing.length > 0) return missing.map(({ id }) => id)
  const performed = part.map((item) => item.operation)
  for (const rule of findBroken(performed, workspace)) {
    const tasks = rule.tasks.length === 0 ? [null] : rule.tasks
    missing.push(...tasks.flatMap(unselected).filter((item) => bearsOn(item.operation, rule)))
  }
  return missing.map(({ id }) => id)
}

/** For a move into its own subtree, the nearest move that leads out of it; for a delete, what takes the children away. */
function unblocking(operation: Operation, state: PlanView, unselected: (id: TaskId) => readonly PatchOperation[]): readonly PatchOperation[] {
  const leading = (id: TaskId): readonly PatchOperation[] => unselected(id).filter(({ operation: { kind } }) => kind === 'move' || kind === 'delete')
  if (operation.kind === 'delete') return childrenOf(state, operation.task.id).flatMap(leading)
  if (operation.kind !== 'move' || operation.after.parentId === null) return []
  for (const id of [operation.after.parentId, ...ancestorsOf(state, operation.after.parentId)]) {
    if (id === operation.taskId) return []
    const moves = leading(id)
    if (moves.length > 0) return moves
  }
  return []
}
