import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scheduleLaws, todayAt, type ScheduleLaw, type Scheduler } from '../testing/laws/scheduling.ts'
import { randomOf } from '../testing/random.ts'
import { scheduledPlan } from '../testing/scheduled-plan.ts'
import { planOf, type Plan } from './plan.ts'
import { schedule } from './schedule.ts'
import { standardCalendar } from './schedule-calendar.ts'
import type { Task } from './task.ts'

const runs = Math.min(20_000, Number(process.env.LAWS_RUNS ?? 2_000))

const calendars = [undefined, standardCalendar, { weekdays: [1, 3, 6], minutesPerDay: 300, daysOff: ['2026-11-04', '2026-11-11'] }] as const

/** Checks a law on many plans. Throws with the seed; else how often each label was told. */
function checkLaw(law: ScheduleLaw, make: Scheduler, numRuns: number): ReadonlyMap<string, number> {
  const told = new Map<string, number>()
  const property = fc.property(fc.nat(), fc.nat(25), fc.constantFrom(...calendars), fc.boolean(), (seed, at, calendar, openFromToday) => {
    const options = { today: todayAt(at - 5), openFromToday, ...(calendar ? { calendar } : {}) }
    const labels = new Set<string>()
    const wrong = law.check(make, scheduledPlan(randomOf(seed)), options, (label) => labels.add(label))
    for (const label of labels) told.set(label, (told.get(label) ?? 0) + 1)
    if (wrong) throw new Error(`${law.id} (${law.promise}): ${wrong}`)
  })
  fc.assert(property, { numRuns })
  return told
}

describe('the laws of the schedule', () => {
  it.each(scheduleLaws.map((law) => [`${law.id} ${law.promise}`, law] as const))('%s', { timeout: 60_000 + runs * 10 }, (_, law) => {
    const told = checkLaw(law, schedule, runs)
    for (const [label, share] of Object.entries(law.least)) {
      expect((told.get(label) ?? 0) / runs, `share of cases with "${label}"`).toBeGreaterThanOrEqual(share)
    }
  })
})

/** Our schedule of a plan in which something was changed first: what a scheduler does that does not look at it. */
const blindTo =
  (change: (task: Task) => Task): Scheduler =>
  (plan, options) =>
    schedule(edited(plan, change), options)

const edited = (plan: Plan, change: (task: Task) => Task): Plan => planOf(plan.project, [...plan.tasks.values()].map(change), plan.version)

/** Our schedule, with something done to each task of it. */
const spoiled =
  (change: (made: ReturnType<Scheduler>) => ReturnType<Scheduler>): Scheduler =>
  (plan, options) =>
    change(schedule(plan, options))

type Planned = ReturnType<Scheduler>['tasks'] extends ReadonlyMap<string, infer Value> ? Value : never

const each = (change: (planned: Planned) => Planned): Scheduler =>
  spoiled((made) => ({ ...made, tasks: new Map([...made.tasks].map(([id, planned]) => [id, change(planned)])) }))

/** Ways to get it wrong that somebody might, and the law that notices. */
const mutants: readonly { readonly name: string; readonly law: string; readonly make: Scheduler }[] = [
  { name: 'no dependencies', law: 'S1', make: blindTo((task) => ({ ...task, dependsOn: [] })) },
  { name: 'one dependency only', law: 'S1', make: blindTo((task) => ({ ...task, dependsOn: task.dependsOn.slice(0, 1) })) },
  { name: 'no start dates', law: 'S2', make: blindTo((task) => ({ ...task, startDate: null })) },
  { name: 'everything takes a day', law: 'S2', make: blindTo((task) => ({ ...task, estimateMinutes: 480 })) },
  { name: 'slack a minute too large', law: 'S3', make: each((planned) => ({ ...planned, slack: planned.isCritical ? 0 : planned.slack + 1 })) },
  {
    name: 'slack a minute too small',
    law: 'S3',
    make: each((planned) => ({ ...planned, slack: Math.max(0, planned.slack - 1), isCritical: planned.slack <= 1 })),
  },
  { name: 'nothing is critical', law: 'S3', make: spoiled((made) => ({ ...made, critical: [] })) },
  {
    name: 'headings a day long',
    law: 'S4',
    make: each((planned) => (planned.duration === 'below' ? { ...planned, finish: planned.start + 480 } : planned)),
  },
  {
    name: 'headings never critical',
    law: 'S4',
    make: each((planned) => (planned.duration === 'below' ? { ...planned, isCritical: false } : planned)),
  },
  { name: 'cancelled work is planned', law: 'S5', make: blindTo((task) => (task.status === 'cancelled' ? { ...task, status: 'todo' } : task)) },
  { name: 'done work is planned like any', law: 'S5', make: blindTo((task) => (task.status === 'done' ? { ...task, status: 'in_progress' } : task)) },
  { name: 'days count to the morning after', law: 'S6', make: each((planned) => ({ ...planned, finishDay: planned.startDay })) },
  { name: 'nobody is told of lateness', law: 'S6', make: spoiled((made) => ({ ...made, warnings: [] })) },
]

describe('the laws notice', () => {
  it.each(mutants)('$name', ({ law: id, make }) => {
    const law = scheduleLaws.find((each) => each.id === id) as ScheduleLaw
    expect(() => checkLaw(law, make, 2_000)).toThrow(/^Property failed/)
  })
})
