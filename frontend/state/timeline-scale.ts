import { dateOf, dayNumberOf, weekdayOf, type WorkCalendar, type WorkDays } from './core.ts'

/** How much time is seen at once. */
export const zooms = ['day', 'week', 'month', 'quarter'] as const
export type Zoom = (typeof zooms)[number]

const pixelsPerDay: Readonly<Record<Zoom, number>> = { day: 44, week: 20, month: 7, quarter: 2.4 }

export interface Tick {
  readonly x: number
  readonly width: number
  /** The first day of it. */
  readonly day: number
}

/** Days as pixels. The first day is at 0. */
export class Scale {
  readonly zoom: Zoom
  readonly perDay: number
  readonly first: number
  readonly last: number
  readonly #days: WorkDays

  /** From a Monday up to a Monday around these days, both counted since 1970-01-01. */
  constructor(zoom: Zoom, from: number, to: number, days: WorkDays) {
    this.zoom = zoom
    this.perDay = pixelsPerDay[zoom]
    this.first = from - weekdayOf(from) + 1
    this.last = to + 8 - weekdayOf(to)
    this.#days = days
  }

  get width(): number {
    return Math.ceil((this.last - this.first) * this.perDay)
  }

  xOf(day: number): number {
    return (day - this.first) * this.perDay
  }

  dayAt(x: number): number {
    return Math.floor(x / this.perDay) + this.first
  }

  /** Where work begins at that working minute: never in the night before. */
  xOfStart(minute: number): number {
    const per = this.#days.minutesPerDay
    const index = Math.floor(minute / per)
    return (this.#days.dayNumber(index) - this.first + (minute - index * per) / per) * this.perDay
  }

  /** Where work ends with that working minute: never on the morning after. */
  xOfFinish(minute: number): number {
    const per = this.#days.minutesPerDay
    const index = Math.ceil(minute / per) - 1
    return (this.#days.dayNumber(index) - this.first + (minute - index * per) / per) * this.perDay
  }

  /** The larger unit of the axis: months, or years where those are the smaller one. */
  major(left: number, right: number): readonly Tick[] {
    return this.#ticks(left, right, this.zoom === 'quarter' ? nextYear : nextMonth)
  }

  /** The smaller unit: days, weeks, or quarters. */
  minor(left: number, right: number): readonly Tick[] {
    const next = { day: (day: number) => day + 1, week: nextMonday, month: nextMonday, quarter: nextQuarter }[this.zoom]
    return this.#ticks(left, right, next)
  }

  #ticks(left: number, right: number, next: (day: number) => number): readonly Tick[] {
    const ticks: Tick[] = []
    const end = Math.min(this.last, this.dayAt(right) + 1)
    // From before the left edge, so that a unit that began there is drawn too.
    for (let day = Math.max(this.first, this.dayAt(left) - 370); day < end; day = next(day)) {
      const width = (Math.min(next(day), this.last) - day) * this.perDay
      const x = this.xOf(day)
      if (x + width > left) ticks.push({ x, width, day })
    }
    return ticks
  }
}

const nextMonday = (day: number): number => day + 8 - weekdayOf(day)
const parts = (day: number): readonly [number, number] => {
  const [year = 0, month = 1] = dateOf(day).split('-').map(Number)
  return [year, month - 1]
}
const firstOf = (year: number, month: number): number =>
  dayNumberOf(`${year + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`)
const nextMonth = (day: number): number => firstOf(parts(day)[0], parts(day)[1] + 1)
const nextQuarter = (day: number): number => firstOf(parts(day)[0], (Math.floor(parts(day)[1] / 3) + 1) * 3)
const nextYear = (day: number): number => firstOf(parts(day)[0] + 1, 0)

/** The days of a week without work, from Monday on, as a background that repeats; none where a day is too narrow to see. */
export function weekendShade({ weekdays }: WorkCalendar, { perDay }: Scale): string {
  if (perDay < 6) return 'none'
  const stops = [1, 2, 3, 4, 5, 6, 7].map((weekday, index) => {
    const colour = weekdays.includes(weekday) ? 'transparent' : 'var(--day-off)'
    return `${colour} ${index * perDay}px ${(index + 1) * perDay}px`
  })
  return `repeating-linear-gradient(to right, ${stops.join(', ')})`
}
