import * as chrono from 'chrono-node'
import type { CalendarDate } from '../../../core/plan/task.ts'

/** A day that a text names, with the words that named it. */
export interface Deadline {
  readonly date: CalendarDate
  /** "by 1 December", as written. */
  readonly words: string
  readonly index: number
  /** Whether only a month was named: then the words say when the thing happens, and stay in its name. */
  readonly isMonth: boolean
}

const lead =
  /\b(by|before|until|till|no later than|within|in|on|due|due on|due by|deadline|deadline:|deadline is|bis|bis zum|avant le|antes del|until the)\s+(?=[\p{L}\d])/giu
const months = 'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
const monthOnly = new RegExp(
  `^(?:(early|mid|late|the end of|end of|the beginning of)[ -])?(${months})(?:,?\\s(\\d{4}))?(?![\\p{L}\\d])(?!\\s\\d{1,2}(?:st|nd|rd|th)?(?!\\d))`,
  'iu',
)
const span =
  /^(?:the next |about |around |roughly )?(\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s(?:working |business )?(day|week|month|year)s?\b/i
const endOf = /^(?:the )?end of (?:the |this )?(year|month|week|quarter)\b/i

/** The first deadline in a text, counted from `today`; null where it names none, or one that has passed. */
export function readDeadline(text: string, today: CalendarDate): Deadline | null {
  for (const match of text.slice(0, 5000).matchAll(lead)) {
    const start = match.index + match[0].length
    const found = dateAt(text.slice(start, start + 60), (match[1] ?? '').toLowerCase(), today)
    if (found && found.date >= today)
      return { date: found.date, words: text.slice(match.index, start + found.length), index: match.index, isMonth: found.isMonth }
  }
  return null
}

function dateAt(tail: string, word: string, today: CalendarDate): { date: CalendarDate; length: number; isMonth: boolean } | null {
  const iso = /^\d{4}-\d{2}-\d{2}(?!\d)/.exec(tail)
  if (iso) return { date: iso[0], length: iso[0].length, isMonth: false }
  const month = monthOnly.exec(tail)
  if (month) return { date: endOfMonth(month, word, today), length: month[0].length, isMonth: word === 'in' }
  const end = endOf.exec(tail)
  if (end) return { date: endOfUnit((end[1] ?? '').toLowerCase(), today), length: end[0].length, isMonth: false }
  const length = span.exec(tail)
  if (length) return { date: after(today, length[1] ?? '1', (length[2] ?? 'day').toLowerCase()), length: length[0].length, isMonth: false }
  if (word === 'in' || word === 'within') return null
  const [first] = chrono.parse(tail, dateOf(today), { forwardDate: true })
  if (!first || first.index > 4 || (!first.start.isCertain('day') && !first.start.isCertain('weekday'))) return null
  const { start } = first
  return {
    date: dayOf(start.get('year') ?? 0, start.get('month') ?? 1, start.get('day') ?? 1),
    length: first.index + first.text.length,
    isMonth: false,
  }
}

function endOfMonth(match: RegExpExecArray, word: string, today: CalendarDate): CalendarDate {
  const month = 1 + 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ').indexOf((match[2] ?? '').slice(0, 3).toLowerCase())
  const part = (match[1] ?? '').toLowerCase()
  const last = word === 'before' ? 0 : part === 'early' || part.includes('beginning') ? 10 : part === 'mid' ? 15 : 31
  const inYear = (year: number): CalendarDate => (last === 0 ? lastOf(year, month - 1) : last === 31 ? lastOf(year, month) : dayOf(year, month, last))
  const year = match[3] === undefined ? Number(today.slice(0, 4)) : Number(match[3])
  return match[3] === undefined && inYear(year) < today ? inYear(year + 1) : inYear(year)
}

function endOfUnit(unit: string, today: CalendarDate): CalendarDate {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  if (unit === 'year') return dayOf(year, 12, 31)
  if (unit === 'quarter') return lastOf(year, Math.ceil(month / 3) * 3)
  if (unit === 'month') return lastOf(year, month)
  return addDays(today, (7 - dateOf(today).getDay()) % 7)
}

const amounts: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
}

function after(today: CalendarDate, amount: string, unit: string): CalendarDate {
  const count = amounts[amount.toLowerCase()] ?? Number(amount)
  if (unit === 'day') return addDays(today, count)
  if (unit === 'week') return addDays(today, 7 * count)
  const [year, month, day] = [Number(today.slice(0, 4)), Number(today.slice(5, 7)), Number(today.slice(8, 10))]
  const target = year * 12 + (month - 1) + (unit === 'year' ? 12 * count : count)
  const last = lastOf(Math.floor(target / 12), (target % 12) + 1)
  return day >= Number(last.slice(8)) ? last : `${last.slice(0, 8)}${String(day).padStart(2, '0')}`
}

/** A calendar day as a date at noon: no time zone moves it to a neighbour. */
const dateOf = (day: CalendarDate): Date => new Date(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)), 12)

/** The day so many days later. */
export function addDays(day: CalendarDate, count: number): CalendarDate {
  const date = dateOf(day)
  date.setDate(date.getDate() + count)
  return dayOf(date.getFullYear(), date.getMonth() + 1, date.getDate())
}

/** Days from one to the other, never negative. */
export const daysBetween = (from: CalendarDate, to: CalendarDate): number =>
  Math.max(0, Math.round((dateOf(to).getTime() - dateOf(from).getTime()) / 86_400_000))

/** Working days from one day to the other, both counted. */
export function workingDaysBetween(from: CalendarDate, to: CalendarDate): number {
  const days = daysBetween(from, to) + 1
  const rest = days % 7
  const start = dateOf(from).getDay()
  let working = Math.floor(days / 7) * 5
  for (let offset = 0; offset < rest; offset += 1) if (![0, 6].includes((start + offset) % 7)) working += 1
  return working
}

const lastOf = (year: number, month: number): CalendarDate => dayOf(year, month, new Date(year, month, 0, 12).getDate())

function dayOf(year: number, month: number, day: number): CalendarDate {
  const date = new Date(year, month - 1, day, 12)
  return `${String(date.getFullYear()).padStart(4, '0')}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`
}
