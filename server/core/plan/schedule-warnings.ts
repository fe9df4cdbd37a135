import type { Plan } from './plan.ts'
import type { Schedule } from './schedule.ts'
import type { Moments } from './schedule-graph.ts'
import { isClosed, type CalendarDate, type Task, type TaskId } from './task.ts'

/** What about a schedule somebody should know. Days are working days. */
export type ScheduleWarning =
  /** The project has no start, so the plan begins today. */
  | { readonly kind: 'no-start' }
  /** It ends that many days after its due date; `taskId: null` is the project. */
  | { readonly kind: 'due-missed'; readonly taskId: TaskId | null; readonly dueDate: CalendarDate; readonly days: number }
  /** What it waits for ends that many days after the start date it was given. */
  | { readonly kind: 'start-missed'; readonly taskId: TaskId; readonly startDate: CalendarDate; readonly days: number }
  /** It should have begun before today, and nobody has begun it. */
  | { readonly kind: 'not-begun'; readonly taskId: TaskId; readonly days: number }
  /** Nobody said how long it takes: a day is assumed. */
  | { readonly kind: 'unestimated'; readonly taskId: TaskId }
  /** Headings wait for each other: this dependency is passed over. */
  | { readonly kind: 'circle'; readonly taskId: TaskId; readonly neededId: TaskId }

export function warningsOf(
  plan: Plan,
  moments: Moments,
  { tasks, finish, days }: Pick<Schedule, 'tasks' | 'finish' | 'days'>,
  today: CalendarDate,
): readonly ScheduleWarning[] {
  const warnings: ScheduleWarning[] = []
  const { project } = plan
  const inDays = (minutes: number): number => Math.ceil(minutes / days.minutesPerDay)
  const late = (taskId: TaskId | null, dueDate: CalendarDate | null, end: number): void => {
    if (dueDate === null) return
    const by = end - days.endOf(dueDate)
    if (by > 0) warnings.push({ kind: 'due-missed', taskId, dueDate, days: inDays(by) })
  }
  if (project.startDate === null) warnings.push({ kind: 'no-start' })
  late(null, project.dueDate, finish)
  const morning = days.startOf(today)
  for (let index = 0; index < moments.tasks.length; index += 1) {
    const task = moments.tasks[index] as Task
    const planned = tasks.get(task.id)
    if (!planned) continue
    for (const neededId of moments.hasCircles ? task.dependsOn : []) {
      const needed = moments.indexOf.get(neededId)
      if (needed !== undefined && moments.isBackward(needed * 2 + 1, index * 2)) warnings.push({ kind: 'circle', taskId: task.id, neededId })
    }
    if (isClosed(task.status)) continue
    late(task.id, task.dueDate, planned.finish)
    if (task.startDate !== null) {
      const by = planned.start - days.startOf(task.startDate)
      if (by > 0 && planned.start > 0) warnings.push({ kind: 'start-missed', taskId: task.id, startDate: task.startDate, days: inDays(by) })
    }
    if (planned.duration === 'below') continue
    if (task.status === 'todo' && planned.start < morning)
      warnings.push({ kind: 'not-begun', taskId: task.id, days: inDays(morning - planned.start) })
    if (planned.duration === 'assumed') warnings.push({ kind: 'unestimated', taskId: task.id })
  }
  return warnings
}
