import { childrenOf, type Plan } from './plan.ts'
import { isClosed, type TaskId } from './task.ts'

/** What a subtree adds up to. Computed, never stored. Times in integer minutes. */
export interface Progress {
  /** Leaves that are done, of the leaves that are not cancelled. A leaf's own progress counts itself. */
  readonly done: number
  readonly total: number
  /** The leaves' estimates summed; where no leaf below has one, the task's own. */
  readonly estimateMinutes: number
  readonly spentMinutes: number
  /** Estimate of the open leaves less the time spent on them, never below 0. */
  readonly remainingMinutes: number
}

const nothing: Progress = { done: 0, total: 0, estimateMinutes: 0, spentMinutes: 0, remainingMinutes: 0 }

/** The progress of every task, and of the whole plan under `null`, in one pass. */
export function progressOf(plan: Plan): ReadonlyMap<TaskId | null, Progress> {
  const found = new Map<TaskId | null, Progress>()
  const visit = (id: TaskId): Progress => {
    const task = plan.tasks.get(id)
    if (!task) return nothing
    const children = childrenOf(plan, id)
    const own = task.estimateMinutes ?? 0
    const progress = children.length === 0 ? leafProgress(task.status, own, task.spentMinutes) : subtree(children.map(visit), own, task.spentMinutes)
    found.set(id, progress)
    return progress
  }
  found.set(null, sum(childrenOf(plan, null).map(visit)))
  return found
}

function leafProgress(status: Parameters<typeof isClosed>[0], estimateMinutes: number, spentMinutes: number): Progress {
  if (status === 'cancelled') return { ...nothing, spentMinutes }
  const remainingMinutes = isClosed(status) ? 0 : Math.max(0, estimateMinutes - spentMinutes)
  return { done: status === 'done' ? 1 : 0, total: 1, estimateMinutes, spentMinutes, remainingMinutes }
}

function subtree(parts: readonly Progress[], own: number, spentMinutes: number): Progress {
  const all = sum(parts)
  const estimated = all.estimateMinutes > 0
  return {
    ...all,
    estimateMinutes: estimated ? all.estimateMinutes : own,
    spentMinutes: all.spentMinutes + spentMinutes,
    remainingMinutes: estimated || all.done === all.total ? all.remainingMinutes : Math.max(0, own - all.spentMinutes - spentMinutes),
  }
}

function sum(parts: readonly Progress[]): Progress {
  let { done, total, estimateMinutes, spentMinutes, remainingMinutes } = nothing
  for (const part of parts) {
    done += part.done
    total += part.total
    estimateMinutes += part.estimateMinutes
    spentMinutes += part.spentMinutes
    remainingMinutes += part.remainingMinutes
  }
  return { done, total, estimateMinutes, spentMinutes, remainingMinutes }
}
