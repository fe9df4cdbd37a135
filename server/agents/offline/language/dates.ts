import { en } from 'chrono-node'
import type { CalendarDate } from '../../../core/plan/task.ts'
import type { Shift } from './durations.ts'
import { ordinal } from './numbers.ts'

/** A date phrase as read: one day, or two where a day and a month could be either. */
export type DateRead = { readonly date: CalendarDate } | { readonly either: readonly [CalendarDate, CalendarDate] }

const toDate = (date: CalendarDate): Date => new Date(`${date}T12:00:00Z`)
const spell = (date: Date): CalendarDate => date.toISOString().slice(0, 10)
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** Reads a whole phrase as one calendar day, counted from `today`. */
export function readDate(phrase: string, today: CalendarDate): DateRead | undefined {
  const text = phrase
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^(on|at|the date of) /, '')
    .replace(/^the (?=\d)/, '')
    .replace(/^(\d{1,2}(?:st|nd|rd|th)?) of (?=[a-z]{3,9}\b)(?!this|next|the)/, '$1 ')
    .replace(/ (?:at the latest|latest)$/, '')
  if (text === '' || text.length > 60) return undefined
  const own = ownPhrase(text, today) ?? isoDate(text)
  if (own) return { date: own }
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  // "next week" is no day: its Monday or its Friday?
  const week = /^(?:the )?(next|coming|following|this) week$/.exec(text)
  const [monday, friday] = week ? [weekday(today, 1, week[1] === 'this' ? 0 : 1), weekday(today, 5, week[1] === 'this' ? 0 : 1)] : []
  if (monday && friday) return monday < today ? { date: friday } : { either: [monday, friday] }
  const slashes = /^(\d{1,2})[/](\d{1,2})(?:[/](\d{4}|\d{2}))?$/.exec(text)
  if (slashes) return eitherWay(slashes, today)
  const dots = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text)
  if (dots) {
    const date = isoDate(`${dots[3]}-${dots[2]?.padStart(2, '0')}-${dots[1]?.padStart(2, '0')}`)
    return date === undefined ? undefined : { date }
  }
  // A bare month, time or number names no day.
  if (/^[\d.]+$/.test(text) || /^\d+[a-z]+$/.test(text)) return undefined
  // "two weeks" is a span, not a day.
  if (
    /^(?:an? |the )?(?:couple of |few |next |last )?[\w.]+ (?:days?|weeks?|months?|years?|hours?|minutes?|working days?)$/.test(text) &&
    !/^(?:next|last|this|in|the next|the last) /.test(text)
  )
    return undefined
  if (/^(?:an? )?\w+ (?:days?|weeks?|months?|years?)$/.test(text) && !/^(?:next|last|this)/.test(text)) return undefined
  return couldBeDate.test(text) ? parsed(text, today) : undefined
}

/** What every phrase has that the library could read as a day; asking it costs too much to ask for every phrase. */
const couldBeDate =
  /\b(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\b(?:today|tonight|tomorrow|tmrw?|yesterday|day|days|week|weeks|weekend|fortnight|month|months|year|years|quarter)\b|^\d{1,4}[-/. ]\d{1,2}[-/. ]\d{2,4}$/

function isoDate(text: string): CalendarDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const date = new Date(`${text}T12:00:00Z`)
  return Number.isNaN(date.getTime()) || spell(date) !== text ? undefined : text
}

function parsed(text: string, today: CalendarDate): DateRead | undefined {
  const forwardDate = !/\b(last|ago|past|previous|yesterday)\b/.test(text)
  const results = en.casual.parse(text.replace(/(\d)(?:st|nd|rd|th)\b/g, '$1'), { instant: toDate(today), timezone: 0 }, { forwardDate })
  const result = results[0]
  if (!result || results.length !== 1 || result.end || result.text.length < text.replace(/(\d)(?:st|nd|rd|th)\b/g, '$1').replace(/^the /, '').length)
    return undefined
  const { start } = result
  if (!start.isCertain('day') && !start.isCertain('weekday')) return undefined
  const year = start.get('year')
  const month = start.get('month')
  const day = start.get('day')
  if (year === null || month === null || day === null || year < 1000 || year > 9999) return undefined
  const date = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  // "November 10" said a week later: the one that was, or next year's?
  const before = `${year - 1}${date.slice(4)}`
  if (start.isCertain('month') && !start.isCertain('year') && before < today && shiftDate(before, { unit: 'days', amount: 60 }) >= today)
    return { either: [before, date] }
  return { date }
}

/** What the library does not know, or knows otherwise than people at work mean it. */
function ownPhrase(text: string, today: CalendarDate): CalendarDate | undefined {
  if (/^(eod|end of (the )?day|cob|end of today|tonight|right now|now)$/.test(text)) return today
  const endOfWeek = /^(?:the )?(?:end of|eow|by end of)(?: (this|the|next))?(?: week)?$/.exec(text)
  if (endOfWeek && (text.includes('week') || text.includes('eow'))) return weekday(today, 5, endOfWeek[1] === 'next' ? 1 : 0)
  const dayNextWeek = /^(?:(\w+day) )(?:of )?next week$/.exec(text)
  if (dayNextWeek) return weekday(today, weekdays.indexOf(dayNextWeek[1] ?? ''), 1)
  const later = /^(?:a|one) week from (\w+day)$/.exec(text)
  if (later && weekdays.includes(later[1] ?? '')) {
    const base = parsed(later[1] ?? '', today)
    return base && 'date' in base ? shiftDate(base.date, { unit: 'days', amount: 7 }) : undefined
  }
  const end = /^(?:the )?(?:end of|eom|last day of)(?: (?:this|the|next))?(?: (month|year|quarter))?$/.exec(text)
  if (end && /eom|month|year|quarter/.test(text)) return endOf(end[1] ?? 'month', today, text.includes('next'))
  if (/^(?:in )?a fortnight$/.test(text)) return shiftDate(today, { unit: 'days', amount: 14 })
  const nthOnly = /^(?:the )?(\d{1,2}(?:st|nd|rd|th)|\w+)(?: of (this|next|the) month)?$/.exec(text)
  // "second" alone is a place, "the second" or "2nd" may be a day.
  const nth = nthOnly && /^the |\d|month$/.test(text) ? ordinal(nthOnly[1] ?? '') : undefined
  if (nth !== undefined && nth <= 31) return dayOfMonth(today, nth, nthOnly?.[2])
  if (text === 'christmas') return nextYearly(today, '12-25')
  if (text === 'christmas eve') return nextYearly(today, '12-24')
  if (text === "new year's eve" || text === 'new years eve') return nextYearly(today, '12-31')
  return undefined
}

function weekday(today: CalendarDate, day: number, weeksOn: number): CalendarDate | undefined {
  if (day < 0) return undefined
  const now = toDate(today)
  const monday = now.getUTCDate() - ((now.getUTCDay() + 6) % 7)
  now.setUTCDate(monday + ((day + 6) % 7) + 7 * weeksOn)
  return spell(now)
}

function endOf(what: string, today: CalendarDate, next: boolean): CalendarDate {
  const now = toDate(today)
  const step = what === 'year' ? 12 : what === 'quarter' ? 3 : 1
  const month = Math.floor(now.getUTCMonth() / step) * step + step * (next ? 2 : 1)
  return spell(new Date(Date.UTC(now.getUTCFullYear(), month, 0, 12)))
}

function dayOfMonth(today: CalendarDate, day: number, which: string | undefined): CalendarDate | undefined {
  const now = toDate(today)
  for (let ahead = which === 'next' ? 1 : 0; ahead < 3; ahead += 1) {
    const date = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, day, 12))
    if (date.getUTCDate() === day && (which !== undefined || spell(date) >= today)) return spell(date)
  }
  return undefined
}

const nextYearly = (today: CalendarDate, monthDay: string): CalendarDate => {
  const year = Number(today.slice(0, 4))
  return `${year}-${monthDay}` >= today ? `${year}-${monthDay}` : `${year + 1}-${monthDay}`
}

function eitherWay(match: RegExpExecArray, today: CalendarDate): DateRead | undefined {
  const [a, b] = [Number(match[1]), Number(match[2])]
  const at = (month: number, day: number): CalendarDate | undefined => {
    const given = match[3]
    for (const year of given ? [given.length === 2 ? 2000 + Number(given) : Number(given)] : [0, 1].map((add) => Number(today.slice(0, 4)) + add)) {
      const date = isoDate(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
      if (date && (given || date >= today)) return date
    }
    return undefined
  }
  const [monthFirst, dayFirst] = [at(a, b), at(b, a)]
  if (monthFirst && dayFirst && monthFirst !== dayFirst) return { either: [monthFirst, dayFirst] }
  const date = monthFirst ?? dayFirst
  return date ? { date } : undefined
}

/** A date moved by a shift. Months keep the day, or take the month's last. */
export function shiftDate(date: CalendarDate, shift: Shift): CalendarDate {
  const moved = toDate(date)
  if (shift.unit === 'days') moved.setUTCDate(moved.getUTCDate() + shift.amount)
  else if (shift.unit === 'months') {
    const day = moved.getUTCDate()
    moved.setUTCDate(1)
    moved.setUTCMonth(moved.getUTCMonth() + shift.amount)
    const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate()
    moved.setUTCDate(Math.min(day, last))
  } else {
    const step = Math.sign(shift.amount)
    for (let left = Math.abs(shift.amount); left > 0;) {
      moved.setUTCDate(moved.getUTCDate() + step)
      if (moved.getUTCDay() !== 0 && moved.getUTCDay() !== 6) left -= 1
    }
  }
  return spell(moved)
}

/** The Monday and the Sunday of the week `today` lies in, moved by whole weeks. */
export function weekOf(today: CalendarDate, weeksOn = 0): { readonly from: CalendarDate; readonly to: CalendarDate } {
  return { from: weekday(today, 1, weeksOn) ?? today, to: weekday(today, 0, weeksOn) ?? today }
}
