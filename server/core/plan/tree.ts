import { childrenOf, type Plan, type PlanView } from './plan.ts'
import type { Task, TaskId } from './task.ts'

/** How many ancestors a task has: 0 for a root task. */
export function depthOf(plan: PlanView, id: TaskId): number {
  return ancestorsOf(plan, id).length
}

/** The ancestors of a task, nearest first. Ends even where the tree is broken by a cycle. */
export function ancestorsOf(plan: PlanView, id: TaskId): readonly TaskId[] {
  const ancestors: TaskId[] = []
  const seen = new Set<TaskId>([id])
  let parentId = plan.tasks.get(id)?.parentId ?? null
  while (parentId !== null && !seen.has(parentId)) {
    ancestors.push(parentId)
    seen.add(parentId)
    parentId = plan.tasks.get(parentId)?.parentId ?? null
  }
  return ancestors
}

/** Whether `id` stands somewhere below `above`. A task is not below itself. */
export function isBelow(plan: PlanView, id: TaskId, above: TaskId): boolean {
  return ancestorsOf(plan, id).includes(above)
}

/** A task and everything below it, parents before children, in order. */
export function subtreeOf(plan: PlanView, id: TaskId): readonly TaskId[] {
  const found: TaskId[] = []
  const visit = (current: TaskId): void => {
    found.push(current)
    for (const child of childrenOf(plan, current)) visit(child)
  }
  if (plan.tasks.has(id)) visit(id)
  return found
}

/** How many edges lead from a task down to its deepest descendant: 0 for a leaf. */
export function heightOf(plan: PlanView, id: TaskId): number {
  let height = 0
  for (const child of childrenOf(plan, id)) height = Math.max(height, 1 + heightOf(plan, child))
  return height
}

/** A task where it stands: depth (0 = root) and outline number ("2.1", counted from 1 among its siblings). */
export interface TreeRow {
  readonly task: Task
  readonly depth: number
  readonly number: string
}

/** All tasks in tree order: parents before children, siblings by place. */
export function inOrder(plan: Plan): readonly TreeRow[] {
  const rows: TreeRow[] = []
  const visit = (parentId: TaskId | null, depth: number, prefix: string): void => {
    let position = 0
    for (const id of childrenOf(plan, parentId)) {
      const task = plan.tasks.get(id)
      if (!task) continue
      position += 1
      const number = `${prefix}${position}`
      rows.push({ task, depth, number })
      visit(id, depth + 1, `${number}.`)
    }
  }
  visit(null, 0, '')
  return rows
}

/** Leaves carry the work; a task with children is a heading over theirs. */
export const isLeaf = (plan: PlanView, id: TaskId): boolean => childrenOf(plan, id).length === 0
