import type { ProjectFields } from '../plan/project.ts'
import type { Place, Task, TaskFields, TaskId } from '../plan/task.ts'
import type { Operation } from './operation.ts'

/** Both sides of an operation, as flat objects: fields, `parentId` and `rank` side by side. The shape on the wire. */
export interface FlatOperation {
  readonly kind: Operation['kind']
  /** Null for the project's own fields. */
  readonly taskId: TaskId | null
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
}

/** A create has no before and a whole after, a delete the reverse; the others show only what changes. */
export function flatten(operation: Operation): FlatOperation {
  switch (operation.kind) {
    case 'create':
      return { kind: 'create', taskId: operation.task.id, before: null, after: { ...operation.task } }
    case 'delete':
      return { kind: 'delete', taskId: operation.task.id, before: { ...operation.task }, after: null }
    case 'update':
    case 'move':
      return { kind: operation.kind, taskId: operation.taskId, before: { ...operation.before }, after: { ...operation.after } }
    case 'project':
      return { kind: 'project', taskId: null, before: { ...operation.before }, after: { ...operation.after } }
  }
}

/**
 * The operation of a flat one. The sides are trusted: they come from `flatten`, through JSON, from our own server or
 * our own store.
 */
export function unflatten(flat: FlatOperation): Operation {
  const { kind, before, after } = flat
  switch (kind) {
    case 'create':
      return { kind, task: after as unknown as Task }
    case 'delete':
      return { kind, task: before as unknown as Task }
    case 'update':
      return { kind, taskId: flat.taskId as TaskId, before: before as Partial<TaskFields>, after: after as Partial<TaskFields> }
    case 'move':
      return { kind, taskId: flat.taskId as TaskId, before: before as unknown as Place, after: after as unknown as Place }
    case 'project':
      return { kind, before: before as Partial<ProjectFields>, after: after as Partial<ProjectFields> }
  }
}
