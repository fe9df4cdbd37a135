import { limits } from '../plan/limits.ts'
import { toSet } from '../plan/order.ts'
import { type Plan, planOf } from '../plan/plan.ts'
import { dateOf, dayNumberOf } from '../plan/schedule-calendar.ts'
import { type Task, taskDefaults, type TaskId, type TaskStatus } from '../plan/task.ts'
import type { Random } from './random.ts'
import { emptyProject } from './small-plan.ts'

/** The days that these plans are about begin here; a Monday. */
export const firstDay = '2026-11-02'

const estimates = [null, null, 0, 60, 240, 480, 480, 960, 1_500] as const
const statuses: readonly TaskStatus[] = ['todo', 'todo', 'todo', 'in_progress', 'blocked', 'done', 'done', 'cancelled']

/** A plan of up to ten tasks with what a schedule is made of: estimates, dates, statuses, headings, dependencies. */
export function scheduledPlan(random: Random): Plan {
  const tasks: Task[] = []
  const above = new Map<TaskId, readonly TaskId[]>()
  const count = 1 + random.below(10)
  for (let index = 0; index < count; index += 1) {
    const id = `t${index}` as TaskId
    const parent = random.chance(0.5) ? (tasks[random.below(tasks.length + 1)] ?? null) : null
    const path = parent ? [parent.id, ...(above.get(parent.id) ?? [])] : []
    if (path.length > limits.depth) continue
    above.set(id, path)
    const others = tasks.filter((task) => !path.includes(task.id) && random.chance(0.3)).map((task) => task.id)
    tasks.push({ ...taskDefaults, ...datesOf(random), id, parentId: parent?.id ?? null, rank: `a${index}`, title: id, dependsOn: toSet(others) })
  }
  const startDate = random.chance(0.7) ? day(random, 5) : null
  return planOf({ ...emptyProject, startDate, dueDate: random.chance(0.3) && startDate !== null ? '2026-11-20' : null }, tasks)
}

function datesOf(random: Random): Pick<Task, 'estimateMinutes' | 'startDate' | 'dueDate' | 'status'> {
  const startDate = random.chance(0.25) ? day(random, 14) : null
  const dueDate = random.chance(0.25) ? dateOf(dayNumberOf(startDate ?? firstDay) + random.below(10)) : null
  return { estimateMinutes: random.pick(estimates), startDate, dueDate, status: random.pick(statuses) }
}

const day = (random: Random, within: number): string => dateOf(dayNumberOf(firstDay) + random.below(within))
