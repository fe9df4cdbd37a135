import type { CalendarDate, Priority, TaskStatus } from '../../../core/plan/task.ts'
import { minutesOf } from './duration.ts'
import { readDate } from '../language/dates.ts'
import type { Hints } from './outline.ts'

type Found = { -readonly [Key in keyof Hints]: Hints[Key] }

/** Longer lines are prose: nothing is read out of them. */
const longestLine = 2000

/** Takes the fields out of a line and leaves its words. What is not understood without doubt stays in the words. */
export function readHints(line: string, today?: CalendarDate): { readonly title: string; readonly hints: Hints } {
  if (line.length > longestLine) return { title: line, hints: {} }
  const found: Found = {}
  let text = line
  const take = (pattern: RegExp, use: (match: RegExpExecArray) => boolean): void => {
    // Code is not read: what stands between backticks is masked by characters that no pattern knows.
    const masked = text.replace(/`[^`]*`/g, (code) => '\uE000'.repeat(code.length))
    let kept = ''
    let from = 0
    for (const match of masked.matchAll(pattern)) {
      if (!use(match as RegExpExecArray)) continue
      kept += text.slice(from, match.index)
      from = match.index + match[0].length
    }
    text = kept + text.slice(from)
  }
  take(/[([{]([^()[\]{}\n]{1,80})[)\]}]/g, (match) => readGroup(match[1] ?? '', found, today))
  take(/(?:^|\s)(?:after|depends on|blocked by|waits for)\s?:\s+(\S.*)$/gi, (match) => add(found, 'after', namesIn(match[1] ?? '')))
  take(/(?:^|\s)(?:due|deadline|📅)(?::\s?|\s)(?:on\s|by\s)?(\d{4}-\d{2}-\d{2})(?![\d-])/giu, (match) => date(found, 'dueDate', match[1]))
  take(/(?:^|\s)(?:starts?|starting|🛫)(?::\s?|\s)(?:on\s)?(\d{4}-\d{2}-\d{2})(?![\d-])/giu, (match) => date(found, 'startDate', match[1]))
  take(/(?:^|\s)(?:est|estimate|effort)\s?[:=]\s?(\d[\d.,]*\s?[a-z]{1,7})(?!\S)/gi, (match) => estimate(found, match[1] ?? ''))
  take(/(?:^|\s)prio(?:rity)?\s?[:=]\s?([a-z\d]{1,8})(?!\S)/gi, (match) => priority(found, match[1] ?? ''))
  take(/(?:^|\s)!(low|medium|high|urgent|critical|p[0-4])(?![\p{L}\d])/giu, (match) => priority(found, match[1] ?? ''))
  take(/(?:^|\s)#(\p{L}[\p{L}\d_/-]{0,48})(?=$|[\s,;)])/gu, (match) => add(found, 'tags', [match[1] ?? '']))
  take(/(?:^|\s)@(\p{L}[\p{L}\d._-]{0,48})(?=$|[\s,;)])/gu, (match) => assignee(found, match[1] ?? ''))
  take(/(?:^|\s)(?:[-–—~:]\s*)?(\d{1,4}(?:\.\d{1,2})?(?:h|d|w|min)(?:\s\d{1,2}(?:h|d|min))?)\s*$/g, (match) => estimate(found, match[1] ?? ''))
  take(/\s[–—-]\s*~?(\d{1,4}(?:\.\d{1,2})?\s(?:hours?|days?|weeks?|minutes?))\s*$/gi, (match) => estimate(found, match[1] ?? ''))
  if (today !== undefined) text = takeEnding(text, found, today)
  const title = text
    .replace(/[ \t]{2,}/g, ' ')
    .trim()
    .replace(/\s+([,;.])$/, '$1')
  return /[\p{L}\p{N}\p{S}]/u.test(title) ? { title, hints: found } : { title: line.trim(), hints: {} }
}

const numbers = '\\d{1,3}(?:\\.\\d{1,3})*(?:(?:,\\s?|\\s?&\\s?|\\sand\\s)\\d{1,3}(?:\\.\\d{1,3})*)*'
const endings: readonly (readonly [RegExp, 'dueDate' | 'startDate' | 'after'])[] = [
  [/(?:[,;]\s*|\s[–—-]+\s*|\s)(?:due|deadline)(?::\s?|\s)(?:on\s|by\s)?([^,;()`]{2,30})$/i, 'dueDate'],
  [/(?:[,;]\s*|\s[–—-]+\s*|\s)(?:by|until|no later than)\s([^,;()`]{2,30})$/i, 'dueDate'],
  [/(?:[,;]\s*|\s[–—-]+\s*|\s)(?:starts?|starting)(?::\s?|\s)(?:on\s)?([^,;()`]{2,30})$/i, 'startDate'],
  [/(?:[,;]\s*|\s[–—-]+\s*)(?:depends on|blocked by|waits for)\s([^;()`]{1,200})$/i, 'after'],
  [new RegExp(`(?:[,;]\\s*|\\s[–—-]+\\s*|\\s)(?:depends on|blocked by|waits for)\\s(${numbers})$`, 'i'), 'after'],
  [new RegExp(`(?:[,;]\\s*|\\s[–—-]+\\s*)after\\s(${numbers})$`, 'i'), 'after'],
]

/** "Salads - due Friday", "wine, depends on 1": what closes a line is taken, from the end. */
function takeEnding(line: string, found: Found, today: CalendarDate): string {
  let text = line.trim()
  for (let round = 0; round < 6; round += 1) {
    const before = text
    for (const [pattern, field] of endings) {
      const match = pattern.exec(text.slice(-260))
      if (!match) continue
      const value = match[1] ?? ''
      if (field === 'after' ? add(found, 'after', namesIn(value)) : date(found, field, value, today)) text = text.slice(0, -match[0].length).trimEnd()
    }
    if (text === before) break
  }
  return text
}

/** A line that is nothing but a field: "Estimate: 3 days", "**Owner:** Anna". */
export function readFieldLine(line: string, today?: CalendarDate): Hints | null {
  if (line.length > 400) return null
  const match = /^[*_]{0,3}([a-z][a-z ]{1,18})[*_]{0,3}\s?:[*_]{0,3}\s+(\S.*)$/i.exec(line.trim())
  if (!match) return null
  const found: Found = {}
  const value = (match[2] ?? '').replace(/^[*_`'"]+|[*_`'"]+$/g, '').trim()
  return readField((match[1] ?? '').trim().toLowerCase(), value, found, today) ? found : null
}

/** One named field into `found`; false where name or value says nothing we know. */
export function readField(name: string, value: string, found: Found, today?: CalendarDate): boolean {
  switch (name) {
    case 'estimate':
    case 'estimated effort':
    case 'effort':
    case 'duration':
      return estimate(found, value)
    case 'priority':
    case 'prio':
      return priority(found, value)
    case 'owner':
    case 'assignee':
    case 'assigned to':
    case 'responsible':
      return assignee(found, value)
    case 'due':
    case 'due date':
    case 'deadline':
      return date(found, 'dueDate', value, today)
    case 'start':
    case 'start date':
    case 'starts':
      return date(found, 'startDate', value, today)
    case 'tags':
    case 'labels':
    case 'tag':
    case 'label':
      return add(
        found,
        'tags',
        value
          .split(/[,;]/)
          .map((tag) => tag.trim().replace(/^#/, ''))
          .filter((tag) => tag !== ''),
      )
    case 'depends on':
    case 'dependencies':
    case 'after':
    case 'blocked by':
    case 'waits for':
      return add(found, 'after', namesIn(value))
    case 'status':
      return status(found, value)
    default:
      return false
  }
}

/** "(2d, high)": every part must be a hint, else the group belongs to the words. */
function readGroup(inner: string, found: Found, today: CalendarDate | undefined): boolean {
  const trial: Found = {}
  const known = (part: string): boolean => {
    const field = /^([a-z][a-z ]{0,18}?)\s?[:=]\s?(\S.*)$/i.exec(part)
    if (field && readField((field[1] ?? '').toLowerCase(), (field[2] ?? '').trim(), trial, today)) return true
    const due = /^(?:due|by|until|deadline)\s(?:on\s|by\s)?(\S.*)$/i.exec(part)
    if (due) return date(trial, 'dueDate', due[1], today)
    const needs = /^(?:depends on|blocked by|waits for)\s(\S.*)$/i.exec(part) ?? /^after\s(\d+(?:\.\d+)*)$/i.exec(part)
    if (needs) return add(trial, 'after', namesIn(needs[1] ?? ''))
    if (/^@\p{L}[\p{L}\d._-]{0,48}$/u.test(part)) return assignee(trial, part)
    if (/^#\p{L}[\p{L}\d_/-]{0,48}$/u.test(part)) return add(trial, 'tags', [part.slice(1)])
    if (/^(?:low|medium|high|urgent|critical|p[0-4])(?: prio(?:rity)?)?$/i.test(part)) return priority(trial, part.split(' ')[0] ?? '')
    return estimate(trial, part.replace(/^(?:est\.?|estimate)\s/i, ''))
  }
  const after = /^(?:after|depends on|blocked by)\s?:?\s(\S.*)$/i.exec(inner.trim())
  if (after && inner.includes(':')) add(trial, 'after', namesIn(after[1] ?? ''))
  else if (!inner.split(/[,;|]/).every((part) => known(part.trim()))) return false
  for (const key of Object.keys(trial) as (keyof Hints)[]) if (key !== 'tags' && key !== 'after' && found[key] !== undefined) return false
  const { tags, after: names, ...fields } = trial
  Object.assign(found, fields)
  if (tags) add(found, 'tags', tags)
  if (names) add(found, 'after', names)
  return true
}

const namesIn = (value: string): readonly string[] =>
  value
    .split(/[,;]|(?<=^\s*[\d.]+|[,;]\s*[\d.]+)\s(?:and|&)\s(?=[\d.]+\s*(?:$|[,;]))/)
    .map((name) => name.trim().replace(/^["'“‘]|["'”’.]$/g, ''))
    .filter((name) => name !== '')

function add(found: Found, field: 'tags' | 'after', members: readonly string[]): boolean {
  if (members.length === 0 || members.some((member) => field === 'tags' && member.length > 50)) return false
  found[field] = [...(found[field] ?? []), ...members]
  return true
}

function estimate(found: Found, value: string): boolean {
  const minutes = minutesOf(value)
  if (minutes === null || found.estimateMinutes !== undefined) return false
  found.estimateMinutes = minutes
  return true
}

const priorityWords: Readonly<Record<string, Priority>> = {
  none: 'none',
  low: 'low',
  medium: 'medium',
  normal: 'medium',
  high: 'high',
  urgent: 'urgent',
  critical: 'urgent',
  p0: 'urgent',
  p1: 'high',
  p2: 'medium',
  p3: 'low',
  p4: 'low',
}

function priority(found: Found, value: string): boolean {
  const known = Object.hasOwn(priorityWords, value.toLowerCase()) ? priorityWords[value.toLowerCase()] : undefined
  if (known === undefined || found.priority !== undefined) return false
  found.priority = known
  return true
}

function assignee(found: Found, value: string): boolean {
  const name = value.trim().replace(/^@/, '')
  if (found.assignee !== undefined || name === '' || name.length > 60) return false
  found.assignee = name
  return true
}

function date(found: Found, field: 'dueDate' | 'startDate', value: string | undefined, today?: CalendarDate): boolean {
  const day = value === undefined || isDate(value) || today === undefined ? value : dayIn(value, today)
  if (found[field] !== undefined || day === undefined || !isDate(day)) return false
  found[field] = day
  return true
}

/** "Friday", "Dec 4", "4 December 2026" counted from today; nothing where it could be two days or none. */
function dayIn(phrase: string, today: CalendarDate): CalendarDate | undefined {
  const read = readDate(phrase.replace(/[.!]$/, ''), today)
  return read && 'date' in read ? read.date : undefined
}

/** Whether a text is a day that the calendar has. */
export function isDate(value: string): value is CalendarDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const lengths = [31, year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return year > 0 && day >= 1 && day <= (lengths[month - 1] ?? 0)
}

const statusWords: Readonly<Record<string, TaskStatus>> = {
  'to do': 'todo',
  todo: 'todo',
  open: 'todo',
  backlog: 'todo',
  'not started': 'todo',
  planned: 'todo',
  'in progress': 'in_progress',
  doing: 'in_progress',
  started: 'in_progress',
  wip: 'in_progress',
  in_progress: 'in_progress',
  blocked: 'blocked',
  waiting: 'blocked',
  review: 'review',
  'in review': 'review',
  done: 'done',
  completed: 'done',
  complete: 'done',
  closed: 'done',
  finished: 'done',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  dropped: 'cancelled',
}

function status(found: Found, value: string): boolean {
  const key = value.toLowerCase()
  const known = Object.hasOwn(statusWords, key) ? statusWords[key] : undefined
  if (known === undefined || found.status !== undefined) return false
  found.status = known
  return true
}
