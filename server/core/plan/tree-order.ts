import { byPlace } from './order.ts'
import { childrenOf, type Plan, type PlanView } from './plan.ts'
import type { Task, TaskId } from './task.ts'
import { ancestorsOf } from './tree.ts'

/**
 * Some tasks of a plan in tree order: parents before children, siblings by place. Walks the whole tree only where many
 * are asked for; a few are put in order by their paths.
 */
export function inTreeOrder(plan: Plan, ids: ReadonlySet<TaskId>): readonly TaskId[] {
  if (ids.size * 16 > plan.tasks.size) return walk(plan).filter((id) => ids.has(id))
  return [...ids]
    .map((id) => ({ id, path: pathOf(plan, id) }))
    .sort((a, b) => byPath(a.path, b.path))
    .map(({ id }) => id)
}

function walk(plan: PlanView): TaskId[] {
  const found: TaskId[] = []
  const visit = (parentId: TaskId | null): void => {
    for (const id of childrenOf(plan, parentId)) {
      found.push(id)
      if (plan.children.has(id)) visit(id)
    }
  }
  visit(null)
  return found
}

/** From the root down to the task. */
const pathOf = (plan: PlanView, id: TaskId): readonly Task[] => [id, ...ancestorsOf(plan, id)].flatMap((step) => plan.tasks.get(step) ?? []).reverse()

function byPath(a: readonly Task[], b: readonly Task[]): number {
  for (const [depth, task] of a.entries()) {
    const other = b[depth]
    if (!other) return 1
    const order = task === other ? 0 : byPlace(task, other)
    if (order !== 0) return order
  }
  return a.length - b.length
}
