import { workingTime } from './core.ts'

const hour = workingTime.minutesPerHour
const day = hour * workingTime.hoursPerDay
const week = day * workingTime.daysPerWeek
const units = { w: week, d: day, h: hour, m: 1 } as const

/** "1w 2d 4h": at most two units, the largest that fit. A plan of a day is 8 hours. */
export function durationText(minutes: number): string {
  if (minutes === 0) return '0h'
  const parts: string[] = []
  let rest = Math.round(minutes)
  for (const [unit, size] of Object.entries(units)) {
    const count = Math.floor(rest / size)
    if (count === 0) continue
    parts.push(`${count}${unit}`)
    rest -= count * size
  }
  return parts.slice(0, 2).join(' ')
}

/** Minutes of "2d", "1.5h", "1w 2d", "90 min", "3" (hours); null of nothing; undefined where it cannot be read. */
export function parseDuration(text: string): number | null | undefined {
  const trimmed = text.trim().toLowerCase().replaceAll(',', '.')
  if (trimmed === '') return null
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Math.round(Number(trimmed) * hour)
  const pattern = /(\d+(?:\.\d+)?)\s*(weeks?|wks?|w|days?|d|hours?|hrs?|hr|h|minutes?|mins?|min|m)(?![a-z])/g
  let total = 0
  const rest = trimmed.replace(pattern, (_whole, amount: string, unit: string) => {
    total += Number(amount) * units[unit[0] as keyof typeof units]
    return ''
  })
  return /^[\s&+]*(and)?[\s&+]*$/.test(rest) && rest !== trimmed ? Math.round(total) : undefined
}
