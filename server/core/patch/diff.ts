import type { Plan } from '../plan/plan.ts'
import { projectFieldNames } from '../plan/project.ts'
import { type Task, taskFieldNames, type TaskId } from '../plan/task.ts'
import { inTreeOrder } from '../plan/tree-order.ts'
import { changesOf } from './changes.ts'
import type { Operation } from './operation.ts'
import { placeOf, samePlace } from './reconcile.ts'

/**
 * The canonical operations from one plan to another: the project's fields, then creates, moves and updates top-down
 * in the target's order, then deletes bottom-up. So no step in between has a cycle or an orphan. Fast where the two
 * share their tasks by reference. Whoever knows which tasks can differ names them (`among`), and the others are not
 * looked at.
 */
export function diff(from: Plan, to: Plan, among?: readonly TaskId[]): readonly Operation[] {
  const project = from.project === to.project ? undefined : changesOf(projectFieldNames, from.project, to.project)
  const operations: Operation[] = project ? [{ kind: 'project', ...project } as Operation] : []
  if (from.tasks === to.tasks) return operations
  for (const id of inTreeOrder(to, touched(from, to, among ?? to.tasks.keys()))) {
    const [was, is] = [from.tasks.get(id), to.tasks.get(id)]
    if (is) operations.push(...(was ? changed(was, is) : [{ kind: 'create', task: is } as const]))
  }
  // `as`: they are tasks of that plan.
  for (const id of [...inTreeOrder(from, gone(to, from, among ?? from.tasks.keys()))].reverse())
    operations.push({ kind: 'delete', task: from.tasks.get(id) as Task })
  return operations
}

function touched(from: Plan, to: Plan, among: Iterable<TaskId>): ReadonlySet<TaskId> {
  const ids = new Set<TaskId>()
  for (const id of among) if (to.tasks.has(id) && from.tasks.get(id) !== to.tasks.get(id)) ids.add(id)
  return ids
}

function gone(to: Plan, from: Plan, among: Iterable<TaskId>): ReadonlySet<TaskId> {
  const ids = new Set<TaskId>()
  for (const id of among) if (from.tasks.has(id) && !to.tasks.has(id)) ids.add(id)
  return ids
}

function changed(was: Task, is: Task): readonly Operation[] {
  const operations: Operation[] = []
  if (!samePlace(was, is)) operations.push({ kind: 'move', taskId: is.id, before: placeOf(was), after: placeOf(is) })
  const fields = changesOf(taskFieldNames, was, is)
  if (fields) operations.push({ kind: 'update', taskId: is.id, ...fields } as Operation)
  return operations
}
