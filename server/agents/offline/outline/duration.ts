import { workingTime } from '../../../core/plan/limits.ts'

const hour = workingTime.minutesPerHour
const day = hour * workingTime.hoursPerDay
const week = day * workingTime.daysPerWeek

const units: Readonly<Record<string, number>> = {
  m: 1,
  min: 1,
  mins: 1,
  minute: 1,
  minutes: 1,
  h: hour,
  hr: hour,
  hrs: hour,
  hour: hour,
  hours: hour,
  d: day,
  day: day,
  days: day,
  pd: day,
  w: week,
  wk: week,
  wks: week,
  week: week,
  weeks: week,
  month: 4 * week,
  months: 4 * week,
}

const pair = /^(\d{1,4}(?:[.,]\d{1,2})?)[ \t]?(?:-[ \t]?)?([a-z]{1,7})[\s,]*(?:and[ \t])?/i

/** "2 days", "3h", "1w 2d", "1.5 hours" in minutes; null where the whole text is not a duration, or an absurd one. */
export function minutesOf(text: string): number | null {
  let rest = text.trim().replace(/^(?:~|≈|ca\.?|about|approx\.?|around)\s*/i, '')
  if (rest === '' || rest.length > 40) return null
  let total = 0
  while (rest !== '') {
    const match = pair.exec(rest)
    const unit = units[match?.[2]?.toLowerCase() ?? '']
    if (!match || unit === undefined) return null
    total += Number((match[1] ?? '').replace(',', '.')) * unit
    rest = rest.slice(match[0].length)
  }
  const minutes = Math.round(total)
  return minutes > 0 && minutes <= 525_600 ? minutes : null
}
