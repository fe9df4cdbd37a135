import { childrenOf, type Plan } from './plan.ts'
import type { Task, TaskId } from './task.ts'

/**
 * Every task as two moments, its start (even) and its end (odd). So a heading spans what is below it, and a dependency
 * between headings is one edge instead of one for each pair of leaves. Arrays of numbers, since a plan of 10,000 tasks is
 * looked at again with every step of a drag.
 */
export interface Moments {
  /** Tasks in tree order; the task at `index` starts at moment `2 * index`. */
  readonly tasks: readonly Task[]
  readonly indexOf: ReadonlyMap<TaskId, number>
  /** The index of the parent, -1 for a root task. */
  readonly parents: Int32Array
  /** The moments that come after moment `m` are `to[first[m]]` up to, not including, `to[first[m + 1]]`. */
  readonly first: Int32Array
  readonly to: Int32Array
  /** All moments, each before those it leads to, but for the dependencies that close a circle. */
  readonly order: Int32Array
  /** Whether there are such circles. */
  readonly hasCircles: boolean
  takesPart(index: number): boolean
  /** Whether it takes part and has nothing below it. */
  isLeaf(index: number): boolean
  /** Whether an edge closes a circle and is passed over. Only dependencies do; the tree never does. */
  isBackward(from: number, to: number): boolean
}

/**
 * Only tasks that take part lead from their start to their end, and hold up what waits for them. `withBelow`: what stands
 * below a task that takes no part takes none either.
 */
export function momentsOf(plan: Plan, isPart: (task: Task) => boolean, withBelow = false): Moments {
  const { tasks, indexOf, parents } = inTreeOrder(plan)
  const part = new Uint8Array(tasks.length)
  for (let index = 0; index < tasks.length; index += 1) {
    const parent = parents[index] as number
    part[index] = isPart(tasks[index] as Task) && (!withBelow || parent < 0 || part[parent]) ? 1 : 0
  }
  const leaf = new Uint8Array(tasks.length)
  const from: number[] = []
  const towards: number[] = []
  const lead = (a: number, b: number): void => {
    from.push(a)
    towards.push(b)
  }
  for (let index = 0; index < tasks.length; index += 1) {
    const task = tasks[index] as Task
    const start = index * 2
    const parent = parents[index] as number
    if (parent >= 0) {
      lead(parent * 2, start)
      lead(start + 1, parent * 2 + 1)
    }
    if (!part[index]) continue
    if (!plan.children.has(task.id)) {
      leaf[index] = 1
      lead(start, start + 1)
    }
    for (const id of task.dependsOn) {
      const needed = indexOf.get(id)
      if (needed !== undefined && part[needed]) lead(needed * 2 + 1, start)
    }
  }
  const { first, to } = gathered(tasks.length * 2, from, towards)
  const { order, hasCircles } = ordered(first, to)
  const position = new Int32Array(order.length)
  for (let at = 0; at < order.length; at += 1) position[order[at] as number] = at
  return {
    tasks,
    indexOf,
    parents,
    first,
    to,
    order,
    hasCircles,
    takesPart: (index) => part[index] === 1,
    isLeaf: (index) => leaf[index] === 1,
    isBackward: (a, b) => (position[a] as number) >= (position[b] as number),
  }
}

function inTreeOrder(plan: Plan): Pick<Moments, 'tasks' | 'indexOf' | 'parents'> {
  const tasks: Task[] = []
  const indexOf = new Map<TaskId, number>()
  const parents = new Int32Array(plan.tasks.size)
  const visit = (parentId: TaskId | null, parent: number): void => {
    for (const id of childrenOf(plan, parentId)) {
      const task = plan.tasks.get(id)
      if (!task) continue
      const index = tasks.length
      parents[index] = parent
      tasks.push(task)
      indexOf.set(id, index)
      visit(id, index)
    }
  }
  visit(null, -1)
  return { tasks, indexOf, parents }
}

/** Edges, given one by one, put together by where they begin; those of one moment keep their order. */
function gathered(size: number, from: readonly number[], towards: readonly number[]): Pick<Moments, 'first' | 'to'> {
  const first = new Int32Array(size + 1)
  for (const moment of from) first[moment + 1] = (first[moment + 1] as number) + 1
  for (let moment = 0; moment < size; moment += 1) first[moment + 1] = (first[moment + 1] as number) + (first[moment] as number)
  const filled = first.slice(0, size)
  const to = new Int32Array(from.length)
  for (let edge = 0; edge < from.length; edge += 1) {
    const moment = from[edge] as number
    const at = filled[moment] as number
    filled[moment] = at + 1
    to[at] = towards[edge] as number
  }
  return { first, to }
}

/**
 * Topological order by counting what each moment still waits for (A. B. Kahn, "Topological sorting of large networks",
 * Communications of the ACM 5, 1962). Headings may wait for each other although no task does: where nothing is free, the
 * first start in tree order is taken. All above it has come by then, so what it leaves behind are dependencies.
 */
function ordered(first: Int32Array, to: Int32Array): Pick<Moments, 'order' | 'hasCircles'> {
  const size = first.length - 1
  const waits = new Int32Array(size)
  for (const moment of to) waits[moment] = (waits[moment] as number) + 1
  const taken = new Uint8Array(size)
  const order = new Int32Array(size)
  let count = 0
  let hasCircles = false
  const take = (moment: number): void => {
    taken[moment] = 1
    order[count] = moment
    count += 1
  }
  for (let moment = 0; moment < size; moment += 1) if (waits[moment] === 0) take(moment)
  for (let at = 0, untaken = 0; at < size; at += 1) {
    if (at === count) {
      hasCircles = true
      while (taken[untaken]) untaken += 2
      take(untaken)
    }
    const moment = order[at] as number
    for (let edge = first[moment] as number; edge < (first[moment + 1] as number); edge += 1) {
      const next = to[edge] as number
      waits[next] = (waits[next] as number) - 1
      if (waits[next] === 0 && !taken[next]) take(next)
    }
  }
  return { order, hasCircles }
}
