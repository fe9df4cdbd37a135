import { type Json, sameJson } from '../json.ts'
import { childrenOf, type PlanView } from '../plan/plan.ts'
import type { Place, TaskId } from '../plan/task.ts'
import { isBelow } from '../plan/tree.ts'
import type { Conflict, ConflictKind } from './conflict.ts'
import type { Operation } from './operation.ts'
import { reconcileField } from './reconcile-field.ts'

type Of<Kind extends Operation['kind']> = Extract<Operation, { kind: Kind }>

/**
 * What becomes of an operation on a head. `keep` carries it as it applies there: the very same value where nothing of
 * it changed. The conflicts of one answer are one per field for an update, else one; their `operationId` is null.
 */
export type Answer =
  | { readonly kind: 'keep'; readonly operation: Operation }
  | { readonly kind: 'drop' }
  | { readonly kind: 'conflict'; readonly conflicts: readonly Conflict[] }

const drop: Answer = { kind: 'drop' }
const keep = (operation: Operation): Answer => ({ kind: 'keep', operation })

/** The three-way answer for one operation, from its two sides and the head alone (the table in DESIGN §3). */
export function reconcile(operation: Operation, head: PlanView): Answer {
  switch (operation.kind) {
    case 'create':
      return reconcileCreate(operation, head)
    case 'update':
      return reconcileUpdate(operation, head)
    case 'move':
      return reconcileMove(operation, head)
    case 'delete':
      return reconcileDelete(operation, head)
    case 'project':
      return reconcileSides(operation, null, head.project)
  }
}

function reconcileCreate(operation: Of<'create'>, head: PlanView): Answer {
  const { task } = operation
  const present = head.tasks.get(task.id)
  if (present) return sameJson(present, task) ? drop : conflict('task-exists', task.id, { before: null, after: task, head: present })
  if (isMissing(task.parentId, head)) return conflict('parent-missing', task.id, { before: null, after: task, head: null })
  return keep(operation)
}

function reconcileUpdate(operation: Of<'update'>, head: PlanView): Answer {
  const { taskId, before, after } = operation
  const task = head.tasks.get(taskId)
  if (!task) return conflict('task-missing', taskId, { before, after, head: null })
  return reconcileSides(operation, taskId, task)
}

/** Fields are answered singly: some may be dropped, and one that conflicts makes the whole operation wait. */
function reconcileSides(operation: Of<'update'> | Of<'project'>, taskId: TaskId | null, head: object): Answer {
  const [befores, afters, heads] = [operation.before, operation.after, head] as Record<string, unknown>[]
  const before: Record<string, unknown> = {}
  const after: Record<string, unknown> = {}
  const conflicts: Conflict[] = []
  let same = true
  for (const field of Object.keys(operation.after)) {
    const change = { before: befores?.[field], after: afters?.[field] }
    const answer = reconcileField(field, change, heads?.[field])
    if (answer === 'conflict') conflicts.push(conflictOf('field-changed', taskId, { ...change, head: heads?.[field] }, field))
    else if (answer === 'drop') same = false
    else {
      const kept = answer === 'keep' ? change : answer
      before[field] = kept.before
      after[field] = kept.after
      same &&= answer === 'keep'
    }
  }
  if (conflicts.length > 0) return { kind: 'conflict', conflicts }
  if (same) return keep(operation)
  return Object.keys(after).length === 0 ? drop : keep({ ...operation, before, after } as Operation)
}

function reconcileMove(operation: Of<'move'>, head: PlanView): Answer {
  const { taskId, before, after } = operation
  const task = head.tasks.get(taskId)
  if (!task) return conflict('task-missing', taskId, { before, after, head: null })
  if (samePlace(task, after)) return drop
  const place = placeOf(task)
  if (!samePlace(task, before)) return conflict('place-changed', taskId, { before, after, head: place })
  if (isMissing(after.parentId, head)) return conflict('parent-missing', taskId, { before, after, head: null })
  if (after.parentId !== null && (after.parentId === taskId || isBelow(head, after.parentId, taskId))) {
    return conflict('cycle', taskId, { before, after, head: place })
  }
  return keep(operation)
}

function reconcileDelete(operation: Of<'delete'>, head: PlanView): Answer {
  const { task } = operation
  const present = head.tasks.get(task.id)
  if (!present) return drop
  if (present !== task && !sameJson(present, task)) return conflict('task-changed', task.id, { before: task, after: null, head: present })
  const children = childrenOf(head, task.id)
  if (children.length > 0) return conflict('has-children', task.id, { before: task, after: null, head: [...children] })
  return keep(operation)
}

export const placeOf = ({ parentId, rank }: Place): Place => ({ parentId, rank })

export const samePlace = (a: Place, b: Place): boolean => a.parentId === b.parentId && a.rank === b.rank

const isMissing = (parentId: TaskId | null, head: PlanView): boolean => parentId !== null && !head.tasks.has(parentId)

interface Sides {
  readonly before: unknown
  readonly after: unknown
  readonly head: unknown
}

function conflictOf(kind: ConflictKind, taskId: TaskId | null, sides: Sides, field: string | null = null): Conflict {
  // `as`: tasks, places and fields are JSON by their types.
  return { kind, operationId: null, taskId, field, before: sides.before as Json, after: sides.after as Json, head: sides.head as Json }
}

const conflict = (kind: ConflictKind, taskId: TaskId, sides: Sides): Answer => ({ kind: 'conflict', conflicts: [conflictOf(kind, taskId, sides)] })

/**
 * Why an operation that must apply exactly does not, where `reconcile` would have dropped all or some of it: the task
 * or the place that was expected is not there.
 */
export function inexact(operation: Operation, head: PlanView): readonly Conflict[] {
  switch (operation.kind) {
    case 'create':
      return [conflictOf('task-exists', operation.task.id, { before: null, after: operation.task, head: head.tasks.get(operation.task.id) ?? null })]
    case 'delete':
      return [conflictOf('task-missing', operation.task.id, { before: operation.task, after: null, head: null })]
    case 'move':
      return [conflictOf('place-changed', operation.taskId, { before: operation.before, after: operation.after, head: operation.after })]
    case 'update':
      return inexactFields(operation, operation.taskId, head.tasks.get(operation.taskId) ?? {})
    case 'project':
      return inexactFields(operation, null, head.project)
  }
}

function inexactFields(operation: Of<'update'> | Of<'project'>, taskId: TaskId | null, head: object): readonly Conflict[] {
  const [befores, afters, heads] = [operation.before, operation.after, head] as Record<string, unknown>[]
  return Object.keys(operation.after).flatMap((field) => {
    const change = { before: befores?.[field], after: afters?.[field] }
    return reconcileField(field, change, heads?.[field]) === 'keep'
      ? []
      : [conflictOf('field-changed', taskId, { ...change, head: heads?.[field] }, field)]
  })
}
