import { minutesPer, parseDuration } from '../../core/plan/duration.ts'
import { limits } from '../../core/plan/limits.ts'
import { priorities, taskStatuses, type Assignee, type CalendarDate, type Priority, type TaskStatus } from '../../core/plan/task.ts'
import { fail, ok, type Result } from '../../core/result.ts'

/** Words that other tools and people use, for what a plan knows. Each reader says in words what it would take. */
export type Reader<Value> = (text: string) => Result<Value, string>

const statusWords: Readonly<Record<TaskStatus, string>> = {
  todo: 'todo, to do, open, new, backlog, planned, not started, pending, unstarted, incomplete, no, false, 0, selected for development',
  in_progress: 'in progress, doing, started, active, wip, ongoing, working on it, in development',
  blocked: 'blocked, on hold, waiting, stuck, paused, impeded',
  review: 'review, in review, code review, testing, in testing, qa, verify, ready for review',
  done: 'done, completed, complete, closed, finished, resolved, yes, true, x, 1, checked, merged',
  cancelled: 'cancelled, canceled, dropped, rejected, abandoned, won’t do, won’t fix, wont do, wont fix',
}

const priorityWords: Readonly<Record<Priority, string>> = {
  none: 'none, no priority, -',
  low: 'low, lowest, minor, trivial, p3, p4',
  medium: 'medium, normal, moderate, med, p2',
  high: 'high, major, important, p1',
  urgent: 'urgent, critical, highest, blocker, immediate, p0',
}

export const readStatus: Reader<TaskStatus> = wordReader(
  taskStatuses,
  statusWords,
  'is no status; use to do, in progress, blocked, review, done or cancelled',
)

export const readPriority: Reader<Priority> = wordReader(priorities, priorityWords, 'is no priority; use none, low, medium, high or urgent')

/** A duration; a bare number counts what the column says, else minutes. */
export const readMinutes =
  (unit: keyof typeof minutesPer = 'minutes'): Reader<number> =>
  (text) => {
    const minutes = parseDuration(text, minutesPer[unit])
    if (minutes === undefined) return fail(`“${text}” is no duration; write it as 2d, 3h, 1d 4h or in minutes`)
    return minutes <= limits.minutes ? ok(minutes) : fail(`“${text}” is more than ${limits.minutes} minutes`)
  }

const agentMark = /\s*\(agent\)$/i

export const readAssignee: Reader<Assignee> = (text) =>
  ok({ kind: agentMark.test(text) ? 'agent' : 'person', name: text.replace(agentMark, '').replace(/^@(?=\S)/, '') })

export const assigneeText = ({ kind, name }: Assignee): string => (kind === 'agent' ? `${name} (agent)` : name)

/** A day in ISO or in a form that can be read in one way only; 03/04/2026 cannot. */
export const readDate: Reader<CalendarDate> = (text) => {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:$|[T ]\d{1,2}:\d{2})/.exec(text)
  if (iso) return day(text, iso[1], iso[2], iso[3])
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text)
  if (dotted) return day(text, dotted[3], dotted[2], dotted[1])
  const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:$|[T ,]\s?\d{1,2}:\d{2})/.exec(text)
  if (slashed) return slashedDay(text, Number(slashed[1]), Number(slashed[2]), slashed[3] ?? '')
  const dayFirst = /^(?:[a-z]{3,9},?\s)?(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]([a-z]{3,9})\.?,?[\s-](\d{4})$/i.exec(text)
  if (dayFirst) return day(text, dayFirst[3], monthOf(dayFirst[2]), dayFirst[1])
  const monthFirst = /^(?:[a-z]{3,9},?\s)?([a-z]{3,9})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})$/i.exec(text)
  if (monthFirst) return day(text, monthFirst[3], monthOf(monthFirst[1]), monthFirst[2])
  return fail(`“${text}” is no date; write it as 2026-12-31`)
}

function slashedDay(text: string, first: number, second: number, year: string): Result<CalendarDate, string> {
  if (first > 12 || first === second) return day(text, year, second, first)
  if (second > 12) return day(text, year, first, second)
  const two = (part: number): string => String(part).padStart(2, '0')
  return fail(`“${text}” can be read as ${year}-${two(second)}-${two(first)} or as ${year}-${two(first)}-${two(second)}; write the one that is meant`)
}

const monthNames = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']

const monthOf = (name = ''): number => monthNames.findIndex((full) => full === name.toLowerCase() || full.slice(0, 3) === name.toLowerCase()) + 1

function day(text: string, ...parts: readonly (string | number | undefined)[]): Result<CalendarDate, string> {
  const [year = 0, month = 0, date = 0] = parts.map(Number)
  const found = new Date(Date.UTC(year, month - 1, date))
  const exists = year >= 1 && found.getUTCFullYear() === year && found.getUTCMonth() === month - 1 && found.getUTCDate() === date
  return exists ? ok(found.toISOString().slice(0, 10)) : fail(`“${text}” is no day of the calendar; write it as 2026-12-31`)
}

function wordReader<Value extends string>(values: readonly Value[], words: Readonly<Record<Value, string>>, refusal: string): Reader<Value> {
  const known = new Map<string, Value>(
    values.flatMap((value) => [[plainWord(value), value], ...words[value].split(', ').map((word) => [plainWord(word), value] as const)] as const),
  )
  return (text) => {
    const value = known.get(plainWord(text))
    return value === undefined ? fail(`“${text}” ${refusal}`) : ok(value)
  }
}

/** "To-Do" and "to do", "In_Progress" and "in progress" are one word each. */
function plainWord(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[\s_-]+/g, ' ')
    .trim()
  return plain || text.trim()
}
