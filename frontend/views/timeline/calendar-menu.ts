import { msg, str } from '@lit/localize'
import { shiftDate, type WorkCalendar } from '../../state/core.ts'
import type { TimelineView } from './timeline.ts'

/** A Monday, to name the days of the week by. */
const someMonday = '2024-01-01'

const weekdayName = (weekday: number): string =>
  new Intl.DateTimeFormat(document.documentElement.lang || 'en', { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(`${shiftDate(someMonday, weekday - 1)}T12:00:00Z`),
  )

/** When people work. It is kept with the project, so that everybody computes the same. */
export function calendarMenu(view: TimelineView, anchor: Element): void {
  const { store, services } = view
  const { calendar } = store
  if (!calendar) return
  const { weekdays, minutesPerDay, daysOff } = calendar
  const save = (change: Partial<WorkCalendar>) => (): void => void store.saveCalendar({ ...calendar, ...change })
  services.overlays.openMenu(anchor, msg('Working days and hours'), [
    ...[1, 2, 3, 4, 5, 6, 7].map((weekday) => {
      const isWorked = weekdays.includes(weekday)
      const next = isWorked ? weekdays.filter((day) => day !== weekday) : [...weekdays, weekday].sort((a, b) => a - b)
      return {
        ...{ label: weekdayName(weekday), checked: isWorked, run: save({ weekdays: next }) },
        ...(next.length === 0 ? { disabled: msg('A week needs a day of work.') } : {}),
      }
    }),
    { label: msg(str`${minutesPerDay / 60} hours a day`), icon: 'timer', separator: true, run: () => void askHours(view, calendar) },
    {
      label: daysOff.length === 0 ? msg('Days off') : msg(str`${daysOff.length} days off`),
      icon: 'calendar',
      run: () => void askDaysOff(view, calendar),
    },
  ])
}

async function askHours({ store, services }: TimelineView, calendar: WorkCalendar): Promise<void> {
  const given = await services.overlays.ask({
    title: msg('Hours of work in a day'),
    body: msg('A task of 8 hours takes one day of 8 hours, or two days of 4.'),
    confirm: msg('Save'),
    input: { label: msg('Hours, up to 24'), value: String(calendar.minutesPerDay / 60), required: true },
  })
  if (given === null) return
  const minutesPerDay = Math.round(Number(given.replace(',', '.')) * 60)
  if (!(minutesPerDay >= 1 && minutesPerDay <= 1440))
    return services.toasts.show(msg(str`“${given}” is not a number of hours up to 24.`), null, 'problem')
  await store.saveCalendar({ ...calendar, minutesPerDay })
}

async function askDaysOff({ store, services }: TimelineView, calendar: WorkCalendar): Promise<void> {
  const given = await services.overlays.ask({
    title: msg('Days off'),
    body: msg('Days on which nobody works, such as 2026-12-25. One on a line, or separated by commas.'),
    confirm: msg('Save'),
    input: { label: msg('Dates, YYYY-MM-DD'), value: calendar.daysOff.join('\n'), lines: 6 },
  })
  if (given === null) return
  const daysOff = given.split(/[\s,;]+/).filter(Boolean)
  const wrong = daysOff.find((date) => !/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(date)))
  if (wrong !== undefined) return services.toasts.show(msg(str`“${wrong}” is no date. Write it as 2026-12-25.`), null, 'problem')
  await store.saveCalendar({ ...calendar, daysOff: [...new Set(daysOff)].sort() })
}
