import { toSet } from '../plan/order.ts'
import { isSetField } from './reconcile-field.ts'
import type { Operation } from './operation.ts'
import type { Workspace } from './workspace.ts'

/** Carries out an operation that `reconcile` keeps. */
export function perform(operation: Operation, workspace: Workspace): void {
  switch (operation.kind) {
    case 'create':
      return workspace.put(operation.task)
    case 'update': {
      const task = workspace.tasks.get(operation.taskId)
      return task && workspace.put(changed(task, operation))
    }
    case 'move': {
      const task = workspace.tasks.get(operation.taskId)
      return task && workspace.put({ ...task, parentId: operation.after.parentId, rank: operation.after.rank })
    }
    case 'delete': {
      const task = workspace.tasks.get(operation.task.id)
      return task && workspace.remove(task)
    }
    case 'project':
      workspace.project = changed(workspace.project, operation)
  }
}

/** A task, or the project, with the changed fields. */
function changed<Value extends object>(value: Value, sides: { readonly before: object; readonly after: object }): Value {
  const next = { ...value } as Record<string, unknown>
  for (const [field, after] of Object.entries(sides.after)) {
    const before = (sides.before as Record<string, unknown>)[field]
    next[field] = isSetField(field) ? withMembers(next[field] as string[], before as string[], after as string[]) : after
  }
  // `as`: fields keep their types, operations are typed.
  return next as Value
}

const withMembers = (members: readonly string[], removed: readonly string[] = [], added: readonly string[] = []): readonly string[] =>
  toSet([...members.filter((member) => !removed.includes(member)), ...added])
