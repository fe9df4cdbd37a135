import type { Plan, PlanView } from '../plan/plan.ts'
import { type Task, taskFieldNames } from '../plan/task.ts'
import { changesOf } from './changes.ts'
import type { Operation, OperationId, PatchOperation } from './operation.ts'
import { type Rebased, rebase } from './rebase.ts'
import { reconcileField } from './reconcile-field.ts'
import { placeOf } from './reconcile.ts'

/** What a person chose where an operation conflicts: all of it, or one field of an update. */
export interface Resolution {
  readonly operationId: OperationId
  readonly field?: string
  readonly take: 'mine' | 'theirs'
}

/**
 * Rebases with a person's choice per conflict. `mine` expresses the operation on the head as it is now, so that it
 * overrides what was changed there; `theirs` drops it, or that field of it. A choice for what does not conflict does
 * nothing. What no choice can mend (a parent that is gone, a broken rule) conflicts still.
 */
export function choose(operations: readonly PatchOperation[], head: Plan, resolutions: readonly Resolution[]): Rebased {
  const plain = rebase(operations, head)
  const conflicting = new Set(plain.conflicts.map(({ operationId }) => operationId))
  const chosen = new Map<OperationId, Resolution[]>()
  for (const resolution of resolutions) {
    if (conflicting.has(resolution.operationId)) chosen.set(resolution.operationId, [...(chosen.get(resolution.operationId) ?? []), resolution])
  }
  if (chosen.size === 0) return plain
  const given: OperationId[] = []
  const decided = operations.flatMap((item) => {
    const operation = (chosen.get(item.id) ?? []).reduce<Operation | undefined>(
      (current, resolution) => current && resolved(current, resolution, head),
      item.operation,
    )
    if (!operation) given.push(item.id)
    return operation ? [operation === item.operation ? item : { ...item, operation }] : []
  })
  const rebased = rebase(decided, head)
  return { ...rebased, dropped: [...rebased.dropped, ...given] }
}

/** The operation after one choice; undefined where nothing of it is left. */
function resolved(operation: Operation, { field, take }: Resolution, head: PlanView): Operation | undefined {
  if (operation.kind === 'update' || operation.kind === 'project') {
    const target = operation.kind === 'project' ? head.project : head.tasks.get(operation.taskId)
    if (take === 'mine') return target ? overriding(operation, field, target) : operation
    return field === undefined ? undefined : withoutField(operation, field)
  }
  if (take === 'theirs') return undefined
  if (operation.kind === 'create') return overwriting(operation.task, head) ?? operation
  const present = head.tasks.get(operation.kind === 'move' ? operation.taskId : operation.task.id)
  if (!present) return operation
  return operation.kind === 'move' ? { ...operation, before: placeOf(present) } : { kind: 'delete', task: present }
}

type Fields = Extract<Operation, { kind: 'update' | 'project' }>

/** The fields that conflict (or the one named) with the head as their before side. */
function overriding(operation: Fields, only: string | undefined, head: object): Operation {
  const before = { ...operation.before } as Record<string, unknown>
  const heads = head as Record<string, unknown>
  for (const [field, after] of Object.entries(operation.after)) {
    if (only !== undefined && field !== only) continue
    if (reconcileField(field, { before: before[field], after }, heads[field]) === 'conflict') before[field] = heads[field]
  }
  return { ...operation, before } as Operation
}

function withoutField(operation: Fields, field: string): Operation | undefined {
  const without = (side: object): object => Object.fromEntries(Object.entries(side).filter(([name]) => name !== field))
  const after = without(operation.after)
  return Object.keys(after).length === 0 ? undefined : ({ ...operation, before: without(operation.before), after } as Operation)
}

/** A create of a task that is there, as an update of its fields. It stays where it stands. */
function overwriting(task: Task, head: PlanView): Operation | undefined {
  const present = head.tasks.get(task.id)
  if (!present) return undefined
  const changes = changesOf(taskFieldNames, present, task)
  return { kind: 'update', taskId: task.id, before: {}, after: {}, ...changes }
}
