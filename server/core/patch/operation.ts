import type { Place, ProjectId, Task, TaskFields, TaskId } from '../plan/task.ts'
import type { ProjectFields } from '../plan/project.ts'

declare const brand: unique symbol
export type OperationId = string & { readonly [brand]: 'OperationId' }

/**
 * One create, update, move or delete of exactly one task, or an update of the project's own fields. It carries both
 * sides, so undo is a swap and a stale operation is noticed field by field.
 *
 * In `before` and `after` of an update only the changed fields stand. `tags` and `dependsOn` are sets: there `before`
 * lists the members removed and `after` the members added. `acceptanceCriteria` is the whole list on both sides and
 * merges per id and per field.
 */
export type Operation =
  | { readonly kind: 'create'; readonly task: Task }
  | { readonly kind: 'update'; readonly taskId: TaskId; readonly before: Partial<TaskFields>; readonly after: Partial<TaskFields> }
  | { readonly kind: 'move'; readonly taskId: TaskId; readonly before: Place; readonly after: Place }
  | { readonly kind: 'delete'; readonly task: Task }
  | { readonly kind: 'project'; readonly before: Partial<ProjectFields>; readonly after: Partial<ProjectFields> }

/** An operation of a patch under an id that stays while `(task, kind)` does. */
export interface PatchOperation {
  readonly id: OperationId
  readonly operation: Operation
  /** For people only; no code branches on it. */
  readonly rationale: string | null
}

export interface Author {
  readonly kind: 'person' | 'agent' | 'script' | 'import' | 'sync'
  readonly id: string
  readonly name: string
}

/** An ordered list of operations made on a base version. */
export interface Patch {
  readonly id: string
  readonly projectId: ProjectId
  readonly baseVersion: number
  readonly operations: readonly PatchOperation[]
  readonly author: Author
}

export const commitSources = ['chat', 'edit', 'patch', 'import', 'revert', 'sync'] as const
export type CommitSource = (typeof commitSources)[number]

/** An accepted patch as stored in the log, one per version. */
export interface Commit {
  readonly projectId: ProjectId
  readonly version: number
  readonly patchId: string
  readonly proposalId: string | null
  readonly operations: readonly Operation[]
  readonly author: Author
  readonly source: CommitSource
  readonly message: string
  /** ISO 8601, UTC. */
  readonly at: string
}

/** The task an operation touches; null for the project's own fields. */
export function taskIdOf(operation: Operation): TaskId | null {
  switch (operation.kind) {
    case 'create':
    case 'delete':
      return operation.task.id
    case 'update':
    case 'move':
      return operation.taskId
    case 'project':
      return null
  }
}
