import { msg, str } from '@lit/localize'
import type { Schedule, ScheduledTask, ScheduleWarning, Task, TaskId } from '../../state/core.ts'
import { durationText } from '../../state/duration.ts'
import type { Effects } from '../../state/timeline.ts'
import type { Zoom } from '../../state/timeline-scale.ts'
import { plural } from '../../words/plural.ts'
import { dateText } from '../../words/values.ts'

export const zoomLabel = (zoom: Zoom | 'table'): string =>
  ({ day: msg('Day'), week: msg('Week'), month: msg('Month'), quarter: msg('Quarter'), table: msg('Table') })[zoom]

export const daysText = (days: number): string => plural(days, msg('1 day'), msg(str`${days} days`))

export function spanText({ startDay, finishDay }: ScheduledTask): string {
  return startDay === finishDay ? dateText(startDay) : msg(str`${dateText(startDay)} to ${dateText(finishDay)}`)
}

/** How long it takes, and where that is known from. */
export function lengthText({ duration, start, finish }: ScheduledTask): string {
  const length = durationText(finish - start)
  if (duration === 'assumed') return msg('1 day assumed')
  return finish === start ? msg('no time') : length
}

export const slackText = ({ slack, isCritical }: ScheduledTask): string =>
  isCritical ? msg('critical') : slack > 0 ? msg(str`slack ${durationText(slack)}`) : ''

/** By how many working days a task misses its due date; 0 where it does not. */
export const lateDays = (late: ReadonlyMap<TaskId | null, number>, id: TaskId | null): number => late.get(id) ?? 0

export const lateOf = ({ warnings }: Schedule): ReadonlyMap<TaskId | null, number> =>
  new Map(warnings.flatMap((warning) => (warning.kind === 'due-missed' ? [[warning.taskId, warning.days] as const] : [])))

/** A bar in words: when, how long, how urgent, and whether it is late. */
export function barText(task: Task, planned: ScheduledTask | undefined, late: number): string {
  if (!planned) return task.status === 'cancelled' ? msg('Cancelled, left out') : msg('Left out')
  return [
    spanText(planned),
    task.startDate === null && planned.duration !== 'below' ? msg('computed') : '',
    lengthText(planned),
    task.status === 'done' ? msg('done') : slackText(planned),
    late > 0
      ? msg(str`${daysText(late)} after the due date ${dateText(task.dueDate ?? '')}`)
      : task.dueDate
        ? msg(str`due ${dateText(task.dueDate)}`)
        : '',
  ]
    .filter(Boolean)
    .join(', ')
}

/** What else an adjustment changes, in words. */
export function effectsText({ moved, finishDays }: Effects): string {
  const others = moved.length === 0 ? msg('moves nothing else') : plural(moved.length, msg('moves 1 task'), msg(str`moves ${moved.length} tasks`))
  const finish =
    finishDays === 0
      ? msg('same finish')
      : finishDays > 0
        ? msg(str`finish ${daysText(finishDays)} later`)
        : msg(str`finish ${daysText(-finishDays)} earlier`)
  return `${others}, ${finish}`
}

/** A warning of a task in words, beside its title. */
export function warningText(warning: ScheduleWarning, nameOf: (id: TaskId) => string): string {
  switch (warning.kind) {
    case 'no-start':
      return msg('The project has no start date, so the plan begins today.')
    case 'due-missed':
      return msg(str`ends ${daysText(warning.days)} after ${dateText(warning.dueDate)}`)
    case 'start-missed':
      return msg(str`begins ${daysText(warning.days)} after ${dateText(warning.startDate)}, waiting for others`)
    case 'not-begun':
      return msg(str`should have begun ${daysText(warning.days)} ago`)
    case 'unestimated':
      return msg('not estimated: 1 day assumed')
    case 'circle':
      return msg(str`waits for “${nameOf(warning.neededId)}”, which waits for it: passed over`)
  }
}
