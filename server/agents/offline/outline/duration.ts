import { workingMinutes } from '../../../core/plan/duration.ts'

const pair = /^(\d{1,4}(?:[.,]\d{1,2})?)[ \t]?(?:-[ \t]?)?([a-z]{1,7})[\s,]*(?:and[ \t])?/i

/** "2 days", "3h", "1w 2d", "1.5 hours" in minutes; null where the whole text is not a duration, or an absurd one. */
export function minutesOf(text: string): number | null {
  let rest = text.trim().replace(/^(?:~|≈|ca\.?|about|approx\.?|around)\s*/i, '')
  if (rest === '' || rest.length > 40) return null
  let total = 0
  while (rest !== '') {
    const match = pair.exec(rest)
    const unit = workingMinutes.get(match?.[2]?.toLowerCase() ?? '')
    if (!match || unit === undefined) return null
    total += Number((match[1] ?? '').replace(',', '.')) * unit
    rest = rest.slice(match[0].length)
  }
  const minutes = Math.round(total)
  return minutes > 0 && minutes <= 525_600 ? minutes : null
}
