import { workingTime } from './limits.ts'

const hour = workingTime.minutesPerHour
const day = hour * workingTime.hoursPerDay
const week = day * workingTime.daysPerWeek

/** Working minutes of each word for a unit of time, as people write it. A month is four weeks. */
export const workingMinutes: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...{ m: 1, min: 1, mins: 1, minute: 1, minutes: 1 },
    ...{ h: hour, hr: hour, hrs: hour, hour, hours: hour },
    ...{ d: day, day, days: day, pd: day, md: day, 'person-day': day, 'person-days': day, workday: day, workdays: day },
    ...{ w: week, wk: week, wks: week, week, weeks: week, month: 4 * week, months: 4 * week },
  }),
)

/** Minutes of working time in the shortest form that reads back exactly: 990 → "2d 30min". */
export function formatDuration(minutes: number): string {
  const parts = [
    [Math.floor(minutes / day), 'd'],
    [Math.floor((minutes % day) / hour), 'h'],
    [minutes % hour, 'min'],
  ] as const
  return (
    parts
      .filter(([count]) => count > 0)
      .map(([count, unit]) => `${count}${unit}`)
      .join(' ') || '0min'
  )
}

/**
 * "2d", "1 week 2 days", "1.5 hours" or "1:30" in whole minutes; a bare number counts `bareUnit` minutes each.
 * Undefined where the text is no duration.
 */
export function parseDuration(text: string, bareUnit = 1): number | undefined {
  const plain = text.trim().toLowerCase()
  const clock = /^(\d{1,4}):([0-5]\d)$/.exec(plain)
  if (clock) return Number(clock[1]) * hour + Number(clock[2])
  if (/^\d{1,7}(?:[.,]\d{1,3})?$/.test(plain)) return Math.round(Number(plain.replace(',', '.')) * bareUnit)
  // Longer than any duration that people write; and the pattern has but one way to read each space, so that it ends.
  if (plain.length > 100 || !/^\d{1,6}(?:[.,]\d{1,3})?\s?[a-z]{1,7}(?:(?:\s|,|\band\b)*\d{1,6}(?:[.,]\d{1,3})?\s?[a-z]{1,7})*$/.test(plain))
    return undefined
  let minutes = 0
  for (const [, count = '', unit = ''] of plain.matchAll(/(\d{1,6}(?:[.,]\d{1,3})?)\s?([a-z]{1,7})/g)) {
    const each = workingMinutes.get(unit)
    if (each === undefined) return undefined
    minutes += Number(count.replace(',', '.')) * each
  }
  return Math.round(minutes)
}

/** What a bare number counts where its column says so. */
export const minutesPer = { minutes: 1, hours: hour, days: day, weeks: week } as const
