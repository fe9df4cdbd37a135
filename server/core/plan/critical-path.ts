import type { Plan } from './plan.ts'
import { momentsOf } from './schedule-graph.ts'
import { isClosed, type Task, type TaskId } from './task.ts'

/** The longest chain of open work, by estimates. */
export interface CriticalPath {
  /** The open leaves along it, first to last. */
  readonly tasks: readonly TaskId[]
  readonly minutes: number
  /** For every open leaf, how many minutes it may slip without making the whole longer. */
  readonly slack: ReadonlyMap<TaskId, number>
}

/**
 * The critical path over the open leaves. A dependency on a heading, or of one, means all of its leaves; what is
 * closed holds nothing up; a leaf without an estimate takes no time. Linear. Where headings wait for each other, the
 * dependency that closes the circle is passed over.
 */
export function criticalPath(plan: Plan): CriticalPath {
  const { tasks: all, first, to, order, isLeaf, isBackward } = momentsOf(plan, (task) => !isClosed(task.status))
  /** From the start of an open leaf to its end; from any other moment none. */
  const minutesFrom = (moment: number): number => (moment % 2 === 0 && isLeaf(moment / 2) ? ((all[moment / 2] as Task).estimateMinutes ?? 0) : 0)
  const earliest = new Float64Array(order.length)
  const previous = new Int32Array(order.length).fill(-1)
  for (const moment of order) {
    for (const next of to.subarray(first[moment], first[moment + 1])) {
      if (isBackward(moment, next)) continue
      const reached = (earliest[moment] ?? 0) + minutesFrom(moment)
      if (reached <= (earliest[next] ?? 0) && previous[next] !== -1) continue
      earliest[next] = Math.max(reached, earliest[next] ?? 0)
      previous[next] = moment
    }
  }
  const leaves = all.flatMap((task, index) => (isLeaf(index) ? [{ id: task.id, start: index * 2 }] : []))
  let last = -1
  for (const { start } of leaves) if (last === -1 || (earliest[start + 1] ?? 0) > (earliest[last] ?? 0)) last = start + 1
  const minutes = last === -1 ? 0 : (earliest[last] ?? 0)
  const latest = new Float64Array(order.length).fill(minutes)
  for (const moment of order.toReversed()) {
    for (const next of to.subarray(first[moment], first[moment + 1])) {
      if (isBackward(moment, next)) continue
      latest[moment] = Math.min(latest[moment] ?? 0, (latest[next] ?? 0) - minutesFrom(moment))
    }
  }
  const tasks: TaskId[] = []
  for (let moment = last; moment !== -1; moment = previous[moment] ?? -1) {
    if (moment % 2 === 0 && isLeaf(moment / 2)) tasks.push((all[moment / 2] as Task).id)
  }
  const slack = new Map(leaves.map(({ id, start }) => [id, (latest[start] ?? 0) - (earliest[start] ?? 0)]))
  return { tasks: tasks.reverse(), minutes, slack }
}
