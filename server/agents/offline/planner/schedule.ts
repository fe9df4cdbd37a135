import type { CalendarDate } from '../../../core/plan/task.ts'
import { addDays, daysBetween } from './dates.ts'
import type { Planned } from './fill.ts'

const minutesPerDay = 480

/**
 * Start and due dates by dependencies and estimates, one person's working days, from today. With a deadline the same
 * order is stretched or pressed to end on it.
 */
export function schedule(
  planned: readonly Planned[],
  today: CalendarDate,
  deadline: CalendarDate | null,
): ReadonlyMap<string, { readonly startDate: CalendarDate; readonly dueDate: CalendarDate }> {
  const begin = new Map<string, number>()
  const end = new Map<string, number>()
  for (const milestone of planned) {
    const start = Math.max(0, ...milestone.dependsOn.map((key) => end.get(key) ?? 0))
    begin.set(milestone.key, start)
    end.set(milestone.key, start + milestone.estimateMinutes / minutesPerDay)
  }
  const length = Math.max(1, ...end.values())
  const calendarDays = deadline === null ? (length * 7) / 5 : daysBetween(today, deadline) + 1
  const dayAt = (work: number): number => Math.floor((work / length) * calendarDays)
  return new Map(
    planned.map((milestone) => {
      const startDay = dayAt(begin.get(milestone.key) ?? 0)
      const lastDay = Math.max(startDay, Math.ceil(((end.get(milestone.key) ?? 0) / length) * calendarDays) - 1)
      return [milestone.key, { startDate: addDays(today, startDay), dueDate: addDays(today, lastDay) }]
    }),
  )
}
