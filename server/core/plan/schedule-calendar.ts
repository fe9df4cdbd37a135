import type { JsonObject } from '../json.ts'
import { workingTime } from './limits.ts'
import type { CalendarDate } from './task.ts'

/** When people work. */
export interface WorkCalendar {
  /** Days of the week on which work is done: 1 is Monday, 7 is Sunday (ISO 8601). At least one. */
  readonly weekdays: readonly number[]
  readonly minutesPerDay: number
  /** Days off, whichever day of the week they fall on. */
  readonly daysOff: readonly CalendarDate[]
}

/** Monday to Friday, eight hours a day. */
export const standardCalendar: WorkCalendar = {
  weekdays: [1, 2, 3, 4, 5],
  minutesPerDay: workingTime.hoursPerDay * workingTime.minutesPerHour,
  daysOff: [],
}

const millisecondsPerDay = 86_400_000

/** A calendar day as a count of days since 1970-01-01: one can add to it, and no time zone comes in. */
export const dayNumberOf = (date: CalendarDate): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / millisecondsPerDay)

export const dateOf = (dayNumber: number): CalendarDate => new Date(dayNumber * millisecondsPerDay).toISOString().slice(0, 10)

/** 1 for Monday to 7 for Sunday. 1970-01-01 was a Thursday. */
export const weekdayOf = (dayNumber: number): number => modulo(dayNumber + 3, 7) + 1

/** The day that many days later (or, below zero, earlier). */
export const shiftDate = (date: CalendarDate, days: number): CalendarDate => dateOf(dayNumberOf(date) + days)

/**
 * Working days counted from an origin, which has number 0 if it is one, else the next one has. Days before have numbers
 * below zero. Both ways in constant time, but for a search among the days off.
 */
export class WorkDays {
  readonly origin: CalendarDate
  readonly minutesPerDay: number
  readonly #perWeek: number
  /** How many working days of a week come before each of its days, Monday first. */
  readonly #before: readonly number[]
  readonly #inWeek: readonly number[]
  /** Days off that would have been worked, in order. */
  readonly #off: readonly number[]
  readonly #start: number
  /** Working days before each date that was asked for: the same few are asked for again and again. */
  readonly #asked = new Map<CalendarDate, number>()
  readonly #ended = new Map<CalendarDate, number>()

  constructor(calendar: WorkCalendar, origin: CalendarDate) {
    const worked = [0, 1, 2, 3, 4, 5, 6].filter((day) => calendar.weekdays.includes(day + 1))
    if (worked.length === 0) throw new RangeError('a calendar needs a day of the week on which work is done')
    this.origin = origin
    this.minutesPerDay = calendar.minutesPerDay
    this.#inWeek = worked
    this.#perWeek = worked.length
    this.#before = [0, 1, 2, 3, 4, 5, 6, 7].map((day) => worked.filter((each) => each < day).length)
    this.#off = [...new Set(calendar.daysOff.map(dayNumberOf))]
      .filter((day) => Number.isFinite(day) && worked.includes(weekdayOf(day) - 1))
      .sort((a, b) => a - b)
    this.#start = this.#count(dayNumberOf(origin))
  }

  /** How many working days lie from the origin up to, not including, that day. */
  before(dayNumber: number): number {
    return this.#count(dayNumber) - this.#start
  }

  /** The day of that working day. */
  dayNumber(index: number): number {
    const wanted = this.#start + index
    // Days off push the day on; those that it is pushed over push it again.
    let off = 0
    for (;;) {
      const day = this.#nth(wanted + off)
      const passed = this.#offUpTo(day + 1)
      if (passed === off) return day
      off = passed
    }
  }

  isWorked(dayNumber: number): boolean {
    return this.#count(dayNumber + 1) > this.#count(dayNumber)
  }

  /** The first working minute of a day, counted from the origin; of the next working day, where it is none. */
  startOf(date: CalendarDate): number {
    let index = this.#asked.get(date)
    if (index === undefined) this.#asked.set(date, (index = this.before(dayNumberOf(date))))
    return index * this.minutesPerDay
  }

  /** The working minute with which a day is over. */
  endOf(date: CalendarDate): number {
    let index = this.#ended.get(date)
    if (index === undefined) this.#ended.set(date, (index = this.before(dayNumberOf(date) + 1)))
    return index * this.minutesPerDay
  }

  /** Working days since Monday 1969-12-29. */
  #count(dayNumber: number): number {
    const days = dayNumber + 3
    return Math.floor(days / 7) * this.#perWeek + (this.#before[modulo(days, 7)] ?? 0) - this.#offUpTo(dayNumber)
  }

  #nth(count: number): number {
    return Math.floor(count / this.#perWeek) * 7 + (this.#inWeek[modulo(count, this.#perWeek)] ?? 0) - 3
  }

  #offUpTo(dayNumber: number): number {
    let [low, high] = [0, this.#off.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#off[middle] ?? 0) < dayNumber) low = middle + 1
      else high = middle
    }
    return low
  }
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by

/** Under which name a project keeps its calendar among its metadata. */
export const calendarKey = 'calendar'

/** The calendar that a project keeps in its metadata; what is missing or makes no sense there is as in the standard one. */
export function calendarOf({ metadata }: { readonly metadata: JsonObject }): WorkCalendar {
  const kept = metadata[calendarKey]
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return standardCalendar
  const { weekdays, minutesPerDay, daysOff } = kept as JsonObject
  const days = Array.isArray(weekdays) ? weekdays.filter((day): day is number => typeof day === 'number' && day >= 1 && day <= 7) : []
  const off = Array.isArray(daysOff) ? daysOff.filter((day): day is string => typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day)) : []
  const isDay = typeof minutesPerDay === 'number' && Number.isInteger(minutesPerDay) && minutesPerDay >= 1 && minutesPerDay <= 1440
  return {
    weekdays: days.length > 0 ? [...new Set(days)].sort((a, b) => a - b) : standardCalendar.weekdays,
    minutesPerDay: isDay ? minutesPerDay : standardCalendar.minutesPerDay,
    daysOff: off,
  }
}
