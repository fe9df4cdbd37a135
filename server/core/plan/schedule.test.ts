import { describe, expect, it } from 'vitest'
import { emptyProject } from '../testing/small-plan.ts'
import { planOf, type Plan } from './plan.ts'
import type { Project } from './project.ts'
import { schedule, type ScheduleOptions } from './schedule.ts'
import { calendarOf, standardCalendar, WorkDays, dayNumberOf, dateOf } from './schedule-calendar.ts'
import { type Task, taskDefaults, type TaskId } from './task.ts'

const day = 480

/** Monday. */
const monday = '2026-11-02'

type Given = Partial<Omit<Task, 'id' | 'dependsOn' | 'parentId'>> & { readonly under?: string; readonly after?: readonly string[] }

/** Tasks by name, in this order; `after` names what each waits for. */
function planWith(tasks: Readonly<Record<string, Given>>, project: Partial<Project> = { startDate: monday }): Plan {
  const all = Object.entries(tasks).map(([id, { under, after = [], ...fields }], index): Task => {
    const parentId = (under ?? null) as TaskId | null
    return { ...taskDefaults, title: id, rank: `a${index}`, ...fields, id: id as TaskId, parentId, dependsOn: after as TaskId[] }
  })
  return planOf({ ...emptyProject, ...project }, all)
}

const scheduled = (plan: Plan, options: Partial<ScheduleOptions> = {}) => {
  const made = schedule(plan, { today: monday, ...options })
  const of = (id: string) => made.tasks.get(id as TaskId)
  return { ...made, of, span: (id: string) => `${of(id)?.startDay} to ${of(id)?.finishDay}`, kinds: made.warnings.map(({ kind }) => kind) }
}

const days = (count: number, more: Given = {}): Given => ({ estimateMinutes: count * day, ...more })

describe('schedule', () => {
  it('lays tasks after what they wait for, over working days only', () => {
    const found = scheduled(planWith({ dig: days(3), pour: days(4, { after: ['dig'] }), paint: days(1) }))
    expect(found.span('dig')).toBe('2026-11-02 to 2026-11-04')
    expect(found.span('pour')).toBe('2026-11-05 to 2026-11-10')
    expect(found.span('paint')).toBe('2026-11-02 to 2026-11-02')
    expect(found.finishDay).toBe('2026-11-10')
    expect(found.critical).toEqual(['dig', 'pour'])
    expect(found.of('paint')?.slack).toBe(6 * day)
  })

  it('lets a task begin in the middle of a day, right after another one', () => {
    const found = scheduled(planWith({ a: { estimateMinutes: 240 }, b: { estimateMinutes: 480, after: ['a'] } }))
    expect(found.of('b')).toMatchObject({ start: 240, finish: 720, startDay: '2026-11-02', finishDay: '2026-11-03' })
  })

  it('begins nothing before its start date, and tells where that cannot be kept', () => {
    const found = scheduled(planWith({ a: days(5), b: days(1, { startDate: '2026-11-12' }), c: days(1, { startDate: '2026-11-04', after: ['a'] }) }))
    expect(found.span('b')).toBe('2026-11-12 to 2026-11-12')
    expect(found.span('c')).toBe('2026-11-09 to 2026-11-09')
    expect(found.warnings).toEqual([{ kind: 'start-missed', taskId: 'c', startDate: '2026-11-04', days: 3 }])
  })

  it('moves nothing for a due date, and says by how many working days it is missed', () => {
    const found = scheduled(
      planWith({ a: days(5, { dueDate: '2026-11-04' }), b: days(2, { dueDate: '2026-11-08' }) }, { startDate: monday, dueDate: '2026-11-05' }),
    )
    expect(found.span('a')).toBe('2026-11-02 to 2026-11-06')
    expect(found.warnings).toEqual([
      { kind: 'due-missed', taskId: null, dueDate: '2026-11-05', days: 1 },
      { kind: 'due-missed', taskId: 'a', dueDate: '2026-11-04', days: 2 },
    ])
  })

  it('takes a day where nobody estimated, and the dates where both are given', () => {
    const found = scheduled(planWith({ a: {}, b: { startDate: '2026-11-05', dueDate: '2026-11-10' } }))
    expect(found.of('a')).toMatchObject({ duration: 'assumed', finish: day })
    expect(found.of('b')).toMatchObject({ duration: 'dates', startDay: '2026-11-05', finishDay: '2026-11-10' })
    expect(found.warnings).toEqual([{ kind: 'unestimated', taskId: 'a' }])
  })

  it('spans headings over what is below them; what waits for a heading waits for all of it', () => {
    const found = scheduled(
      planWith({ build: {}, a: days(2, { under: 'build' }), b: days(4, { under: 'build' }), open: days(1, { after: ['build'] }) }),
    )
    expect(found.of('build')).toMatchObject({ duration: 'below', startDay: '2026-11-02', finishDay: '2026-11-05', isCritical: true, slack: 0 })
    expect(found.span('open')).toBe('2026-11-06 to 2026-11-06')
    expect(found.critical).toEqual(['b', 'open'])
  })

  it('holds everything under a heading to the start of the heading', () => {
    const found = scheduled(
      planWith({ later: { startDate: '2026-11-09' }, a: days(1, { under: 'later' }), stone: { estimateMinutes: 0, under: 'later' } }),
    )
    expect(found.span('a')).toBe('2026-11-09 to 2026-11-09')
    expect(found.span('stone')).toBe('2026-11-09 to 2026-11-09')
  })

  it('puts what takes no time at the end of what it waited for', () => {
    const found = scheduled(planWith({ work: days(5), ready: { estimateMinutes: 0, dueDate: '2026-11-06', after: ['work'] } }))
    expect(found.span('ready')).toBe('2026-11-06 to 2026-11-06')
    expect(found.kinds).toEqual([])
  })

  it('leaves out what is cancelled, and everything below it', () => {
    const found = scheduled(planWith({ no: { status: 'cancelled' }, below: days(9, { under: 'no' }), a: days(1, { after: ['below'] }) }))
    expect([...found.tasks.keys()]).toEqual(['a'])
    expect(found.span('a')).toBe('2026-11-02 to 2026-11-02')
  })

  it('leaves done work where its dates say, and never later than today', () => {
    const found = scheduled(
      planWith({
        dated: days(2, { status: 'done', startDate: '2026-10-28', dueDate: '2026-10-30' }),
        early: days(9, { status: 'done' }),
        next: days(1, { after: ['early', 'dated'] }),
      }),
      { today: '2026-11-03' },
    )
    expect(found.span('dated')).toBe('2026-10-28 to 2026-10-30')
    expect(found.span('early')).toBe('2026-11-02 to 2026-11-03')
    expect(found.span('next')).toBe('2026-11-04 to 2026-11-04')
    expect(found.critical).toEqual(['next'])
  })

  it('begins today where the project has no start, and says so', () => {
    const found = scheduled(planWith({ a: days(1) }, { startDate: null }), { today: '2026-11-07' })
    expect(found.startDay).toBe('2026-11-07')
    expect(found.span('a')).toBe('2026-11-09 to 2026-11-09')
    expect(found.kinds).toEqual(['no-start'])
  })

  it('tells what should have begun, or plans what is open from today on', () => {
    const plan = planWith({ a: days(1), going: days(2, { status: 'in_progress' }) })
    expect(scheduled(plan, { today: '2026-11-05' }).warnings).toEqual([{ kind: 'not-begun', taskId: 'a', days: 3 }])
    const from = scheduled(plan, { today: '2026-11-05', openFromToday: true })
    expect(from.span('a')).toBe('2026-11-05 to 2026-11-05')
    expect(from.span('going')).toBe('2026-11-02 to 2026-11-03')
    expect(from.kinds).toEqual([])
  })

  it('passes over a dependency that closes a circle of headings, and names it', () => {
    const found = scheduled(planWith({ a: {}, a1: days(1, { under: 'a', after: ['b'] }), b: {}, b1: days(2, { under: 'b', after: ['a'] }) }))
    expect(found.warnings).toEqual([{ kind: 'circle', taskId: 'a1', neededId: 'b' }])
    expect(found.span('b1')).toBe('2026-11-03 to 2026-11-04')
  })

  it('is empty for an empty plan', () => {
    const found = scheduled(planWith({}))
    expect(found).toMatchObject({ finishDay: monday, finish: 0, critical: [], warnings: [] })
  })
})

describe('the working calendar', () => {
  it('counts working days both ways, also before the origin', () => {
    const work = new WorkDays({ ...standardCalendar, daysOff: ['2026-11-11', '2026-11-14', '2026-10-30'] }, monday)
    const from = Array.from({ length: 12 }, (_, index) => dateOf(work.dayNumber(index - 3)))
    expect(from.slice(0, 4)).toEqual(['2026-10-27', '2026-10-28', '2026-10-29', '2026-11-02'])
    expect(from.slice(9)).toEqual(['2026-11-10', '2026-11-12', '2026-11-13'])
    for (const [index, date] of from.entries()) expect(work.before(dayNumberOf(date))).toBe(index - 3)
    expect(work.isWorked(dayNumberOf('2026-11-11'))).toBe(false)
    expect(work.isWorked(dayNumberOf('2026-11-07'))).toBe(false)
    expect(work.isWorked(dayNumberOf(monday))).toBe(true)
  })

  it('gives a week of another kind the room it has', () => {
    const plan = planWith({ a: { estimateMinutes: 600 } })
    const calendar = { weekdays: [6, 7], minutesPerDay: 240, daysOff: [] }
    expect(scheduled(plan, { calendar }).span('a')).toBe('2026-11-07 to 2026-11-14')
  })

  it('is read from the project, and is the standard one where that makes no sense', () => {
    const kept = { weekdays: [1, 2, 3, 4], minutesPerDay: 420, daysOff: ['2026-12-24'] }
    expect(calendarOf({ metadata: { calendar: kept } })).toEqual(kept)
    expect(calendarOf({ metadata: {} })).toEqual(standardCalendar)
    expect(calendarOf({ metadata: { calendar: { weekdays: ['Monday', 9], minutesPerDay: -1, daysOff: 'never' } } })).toEqual(standardCalendar)
    expect(calendarOf({ metadata: { calendar: [] } })).toEqual(standardCalendar)
  })

  it('needs a working day', () => {
    expect(() => new WorkDays({ ...standardCalendar, weekdays: [] }, monday)).toThrow(RangeError)
  })
})
