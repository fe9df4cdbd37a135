import { findCycles } from './cycle.ts'
import { childrenOf, type Plan } from './plan.ts'
import { isClosed, type TaskId } from './task.ts'
import { inOrder } from './tree.ts'

/** A cycle of dependencies, as the tasks along it; undefined where there is none. */
export function findCycle(plan: Plan): readonly TaskId[] | undefined {
  return findCycles(plan.tasks.keys(), (id) => plan.tasks.get(id)?.dependsOn ?? [])[0]
}

/** All tasks, what is needed before what needs it, and in tree order where nothing else is said. Total, even on cycles. */
export function dependencyOrder(plan: Plan): readonly TaskId[] {
  const order: TaskId[] = []
  const seen = new Set<TaskId>()
  for (const { task } of inOrder(plan)) {
    const path: { readonly id: TaskId; readonly rest: Iterator<TaskId> }[] = []
    const enter = (id: TaskId): void => {
      const entered = plan.tasks.get(id)
      if (!entered || seen.has(id)) return
      seen.add(id)
      path.push({ id, rest: entered.dependsOn[Symbol.iterator]() })
    }
    enter(task.id)
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const step = top.rest.next()
      if (!step.done) enter(step.value)
      else {
        path.pop()
        order.push(top.id)
      }
    }
  }
  return order
}

/**
 * The open leaves that can be worked on now, in tree order: everything they depend on is closed, and everything that
 * a task above them depends on. A heading counts as closed where its leaves are.
 */
export function readyTasks(plan: Plan): readonly TaskId[] {
  const closed = closedTasks(plan)
  const ready: TaskId[] = []
  const visit = (id: TaskId): void => {
    const task = plan.tasks.get(id)
    if (!task || task.dependsOn.some((needed) => plan.tasks.has(needed) && !closed.has(needed))) return
    const children = childrenOf(plan, id)
    if (children.length > 0) children.forEach(visit)
    else if (!isClosed(task.status)) ready.push(id)
  }
  childrenOf(plan, null).forEach(visit)
  return ready
}

/** The tasks that ask for no more work: closed by their own status, or headings all of whose children are. */
export function closedTasks(plan: Plan): ReadonlySet<TaskId> {
  const closed = new Set<TaskId>()
  const visit = (id: TaskId): boolean => {
    const task = plan.tasks.get(id)
    const children = childrenOf(plan, id)
    const below = children.map(visit)
    const isDone = task !== undefined && (isClosed(task.status) || (children.length > 0 && below.every(Boolean)))
    if (isDone) closed.add(id)
    return isDone
  }
  childrenOf(plan, null).forEach(visit)
  return closed
}
