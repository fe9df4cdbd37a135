import type { Operation } from '../../../server/core/patch/operation.ts'
import { childrenOf, type Plan } from '../../../server/core/plan/plan.ts'
import { taskStatuses, type Task, type TaskId } from '../../../server/core/plan/task.ts'
import { depthOf, heightOf, isBelow } from '../../../server/core/plan/tree.ts'
import { edited } from './edited.ts'
import { create, sampleTask } from './samples.ts'

/** A patch that fits a plan, chosen by numbers: creates, updates, moves and deletes of leaves, one task at most once. */
export function randomPatch(plan: Plan, numbers: readonly number[], prefix: string): readonly Operation[] {
  const touched = new Set<TaskId>()
  const operations: Operation[] = []
  let current = plan
  for (const [index, number] of numbers.entries()) {
    const operation = randomOperation(current, number, `${prefix}-${index}`, touched)
    operations.push(operation)
    current = edited(current, [operation])
  }
  return operations
}

function randomOperation(plan: Plan, number: number, id: string, touched: Set<TaskId>): Operation {
  const free = [...plan.tasks.values()].filter((task) => !touched.has(task.id))
  const task = free[Math.floor(number / 7) % Math.max(1, free.length)]
  if (!task || number % 7 < 3) return createUnder(plan, number, id, touched)
  touched.add(task.id)
  if (number % 7 === 3 && childrenOf(plan, task.id).length === 0) return { kind: 'delete', task }
  if (number % 7 === 4) return moveOf(plan, task, number)
  return updateOf(task, number)
}

function createUnder(plan: Plan, number: number, id: string, touched: Set<TaskId>): Operation {
  const parents = [null, ...plan.tasks.keys()].filter((parentId) => parentId === null || depthOf(plan, parentId) < 5)
  const parentId = parents[Math.floor(number / 11) % parents.length] ?? null
  const task = sampleTask(id, {
    parentId,
    rank: `a${number % 50}`,
    estimateMinutes: number % 3 === 0 ? null : number % 1_000,
    tags: number % 2 ? ['api'] : [],
  })
  touched.add(task.id)
  // The parent must not be deleted later in the same patch, or the create would be the child of nothing.
  if (parentId !== null) touched.add(parentId)
  return create(task)
}

function moveOf(plan: Plan, task: Task, number: number): Operation {
  const height = heightOf(plan, task.id)
  const fits = (id: TaskId): boolean => id !== task.id && !isBelow(plan, id, task.id) && depthOf(plan, id) + 1 + height <= 5
  const targets = [null, ...[...plan.tasks.keys()].filter(fits)]
  const parentId = targets[Math.floor(number / 13) % targets.length] ?? null
  const rank = `b${number % 1_000}`
  // A move to where the task stands is none, and does not apply.
  return {
    kind: 'move',
    taskId: task.id,
    before: { parentId: task.parentId, rank: task.rank },
    after: { parentId, rank: rank === task.rank ? `${rank}1` : rank },
  }
}

function updateOf(task: Task, number: number): Operation {
  const status = taskStatuses[number % taskStatuses.length] ?? 'todo'
  const change = { status, estimateMinutes: number % 4 === 0 ? null : number % 2_000, spentMinutes: task.spentMinutes + 1 + (number % 300) }
  const changed = (Object.keys(change) as (keyof typeof change)[]).filter((field) => change[field] !== task[field])
  const side = (from: Pick<Task, keyof typeof change>) => Object.fromEntries(changed.map((field) => [field, from[field]]))
  return { kind: 'update', taskId: task.id, before: side(task), after: side(change) }
}
