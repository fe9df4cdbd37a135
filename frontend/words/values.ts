import { msg, str } from '@lit/localize'
import type { Assignee, Criterion, Priority, TaskId, TaskStatus } from '../state/core.ts'
import type { CountName, Counts } from '../state/counts.ts'
import { durationText } from '../state/duration.ts'
import { countLabel, priorityLabel, projectStatusLabel, statusLabel } from './labels.ts'
import { plural } from './plural.ts'

const statuses = new Set(['todo', 'in_progress', 'blocked', 'review', 'done', 'cancelled'])

/** Where the titles of tasks are looked up: a plan is one, and so are several, such as those on the two sides of a change. */
export type Names = TitleBook | null | readonly (TitleBook | null)[]

interface TitleBook {
  readonly tasks: { get(id: TaskId): { readonly title: string } | undefined }
}

/** A field's value as a person reads it. */
export function valueText(field: string, value: unknown, plan: Names): string {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return msg('nothing')
  switch (field) {
    case 'status':
      return statuses.has(value as string) ? statusLabel(value as TaskStatus) : projectStatusLabel(value as never)
    case 'priority':
      return priorityLabel(value as Priority)
    case 'estimateMinutes':
    case 'spentMinutes':
      return durationText(value as number)
    case 'startDate':
    case 'dueDate':
      return dateText(value as string)
    case 'assignee':
      return (value as Assignee).name
    case 'dependsOn':
      return (value as readonly string[]).map((id) => taskName(plan, id)).join(', ')
    case 'parentId':
      return taskName(plan, value as string)
    case 'acceptanceCriteria':
      return (value as readonly Criterion[]).map((criterion) => `${criterion.done ? '☑' : '☐'} ${criterion.text}`).join('\n')
    default:
      return Array.isArray(value)
        ? value.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join(', ')
        : typeof value === 'string'
          ? value
          : JSON.stringify(value)
  }
}

export function taskName(names: Names, id: string): string {
  for (const book of [names].flat()) {
    const title = book?.tasks.get(id as TaskId)?.title
    if (title !== undefined) return title
  }
  return msg('a task that is gone')
}

/** "12 Mar" this year, "12 Mar 2027" in another. The date has no time zone, so it is read as noon in UTC. */
export function dateText(date: string, today = new Date()): string {
  const day = new Date(`${date}T12:00:00Z`)
  if (Number.isNaN(day.getTime())) return date
  const sameYear = day.getUTCFullYear() === today.getFullYear()
  return new Intl.DateTimeFormat(language(), { day: 'numeric', month: 'short', timeZone: 'UTC', ...(sameYear ? {} : { year: 'numeric' }) }).format(
    day,
  )
}

export const timeText = (at: string): string => new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at))

/** "just now", "5 minutes ago", "3 days ago". */
export function ageText(at: string, now = Date.now()): string {
  const minutes = Math.round((now - Date.parse(at)) / 60_000)
  if (minutes < 1) return msg('just now')
  const format = new Intl.RelativeTimeFormat(language(), { numeric: 'auto' })
  if (minutes < 60) return format.format(-minutes, 'minute')
  if (minutes < 36 * 60) return format.format(-Math.round(minutes / 60), 'hour')
  if (minutes < 60 * 24 * 45) return format.format(-Math.round(minutes / 1440), 'day')
  return format.format(-Math.round(minutes / 43_200), 'month')
}

const language = (): string => (typeof document === 'undefined' ? '' : document.documentElement.lang) || 'en'

/** "3 of 12 done · 4d left" for people; nothing where there is no work. */
export function progressText(progress: { done: number; total: number; remainingMinutes: number }): string {
  if (progress.total === 0) return msg('No tasks yet')
  const done = msg(str`${progress.done} of ${progress.total} done`)
  return progress.remainingMinutes > 0 ? `${done} · ${msg(str`${durationText(progress.remainingMinutes)} left`)}` : done
}

/** "3d of 2w left": what is still to do of what was estimated. */
export function workText({ remainingMinutes, estimateMinutes }: { remainingMinutes: number; estimateMinutes: number }): string {
  const [left, all] = [durationText(remainingMinutes), durationText(estimateMinutes)]
  if (remainingMinutes <= 0) return all
  return left === all ? msg(str`${left} left`) : msg(str`${left} of ${all} left`)
}

export const changesText = (count: number): string => plural(count, msg('1 change'), msg(str`${count} changes`))

/** "12 added, 4 changed". */
export const countsText = (counts: Counts): string =>
  (Object.keys(counts) as CountName[])
    .filter((name) => counts[name] > 0)
    .map((name) => `${counts[name]} ${countLabel(name)}`)
    .join(', ')
