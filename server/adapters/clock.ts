import type { Clock } from '../ports/clock.ts'

/** The machine's clock. `today` is the day in the machine's own time zone, since that is the person's calendar. */
export function systemClock(): Clock {
  return {
    now: () => new Date().toISOString(),
    today: () => {
      const now = new Date()
      const two = (part: number): string => String(part).padStart(2, '0')
      return `${String(now.getFullYear()).padStart(4, '0')}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
    },
  }
}
