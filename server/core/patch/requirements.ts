import { childrenOf, type Plan } from '../plan/plan.ts'
import type { TaskId } from '../plan/task.ts'
import type { Operation, OperationId, PatchOperation } from './operation.ts'
import { taskIdOf } from './operation.ts'

/** A patch, to be asked by id and by task. */
export interface PatchIndex {
  readonly byId: ReadonlyMap<OperationId, PatchOperation>
  /** `null`: the project's own. */
  readonly byTask: ReadonlyMap<TaskId | null, readonly PatchOperation[]>
  /** The operations of these ids in the order of the patch. */
  inOrder(ids: ReadonlySet<OperationId>): readonly PatchOperation[]
}

export function patchIndex(operations: readonly PatchOperation[]): PatchIndex {
  const byTask = new Map<TaskId | null, PatchOperation[]>()
  const position = new Map<OperationId, number>()
  for (const [index, item] of operations.entries()) {
    const id = taskIdOf(item.operation)
    const among = byTask.get(id)
    if (among) among.push(item)
    else byTask.set(id, [item])
    position.set(item.id, index)
  }
  const inOrder = (ids: ReadonlySet<OperationId>): readonly PatchOperation[] => {
    const positions = [...ids].map((id) => position.get(id) ?? 0).sort((a, b) => a - b)
    // `as`: every position is one of the list's own.
    return positions.map((index) => operations[index] as PatchOperation)
  }
  return { byId: new Map(operations.map((item) => [item.id, item])), byTask, inOrder }
}

/**
 * What an operation can never stand without, one step: the creates of the tasks it names; for a delete, what takes the
 * children away and what takes out the dependencies on the task.
 */
export function needsOf(operation: Operation, index: PatchIndex, base: Plan): readonly OperationId[] {
  switch (operation.kind) {
    case 'create':
      return creates([operation.task.parentId, ...operation.task.dependsOn], index)
    case 'update':
      return creates(operation.after.dependsOn ?? [], index)
    case 'move':
      return creates([operation.after.parentId], index)
    case 'delete':
      return [...takingAway(operation.task.id, index, base), ...lettingGo(operation.task.id, index, base)]
    case 'project':
      return []
  }
}

function creates(named: readonly (TaskId | null)[], index: PatchIndex): readonly OperationId[] {
  return idsOf(named, index, ({ kind }) => kind === 'create')
}

const takingAway = (id: TaskId, index: PatchIndex, base: Plan): readonly OperationId[] =>
  idsOf(childrenOf(base, id), index, ({ kind }) => kind === 'move' || kind === 'delete')

const lettingGo = (id: TaskId, index: PatchIndex, base: Plan): readonly OperationId[] =>
  idsOf(
    base.dependants.get(id) ?? [],
    index,
    (operation) => operation.kind === 'delete' || (operation.kind === 'update' && (operation.before.dependsOn ?? []).includes(id)),
  )

function idsOf(tasks: Iterable<TaskId | null>, index: PatchIndex, matches: (operation: Operation) => boolean): readonly OperationId[] {
  const ids: OperationId[] = []
  for (const task of tasks) {
    if (task === null) continue
    for (const item of index.byTask.get(task) ?? []) if (matches(item.operation)) ids.push(item.id)
  }
  return ids
}
