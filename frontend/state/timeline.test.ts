import { describe, expect, it, test } from 'vitest'
import { calendarOf, dateOf, dayNumberOf, planOf, schedule, taskDefaults, type Plan, type Project, type Task, type TaskId } from './core.ts'
import { adjusted, effectsOf, fixedDates, withFields } from './timeline.ts'
import { Scale, weekendShade } from './timeline-scale.ts'

const day = 480
const monday = '2026-11-02'

const task = (id: string, fields: Partial<Task> = {}): Task => ({ ...taskDefaults, id: id as TaskId, parentId: null, rank: id, title: id, ...fields })
const planWith = (...tasks: Task[]): Plan =>
  planOf({ id: 'p', title: 'Plan', startDate: monday, dueDate: null, metadata: {} } as unknown as Project, tasks)
const made = (plan: Plan) => schedule(plan, { today: monday })
const change = (plan: Plan, id: string, kind: 'shift' | 'resize', days: number) => adjusted(plan, made(plan), { taskId: id as TaskId, kind, days })

describe('what moving a bar writes', () => {
  const plan = planWith(
    task('a', { estimateMinutes: 2 * day }),
    task('b', { estimateMinutes: day, dueDate: '2026-11-05' }),
    task('c', { startDate: '2026-11-04', dueDate: '2026-11-06' }),
    task('d', { startDate: '2026-11-04', estimateMinutes: day, dueDate: '2026-11-13' }),
    task('e'),
  )

  it('is a start date, in working days, never before the project', () => {
    expect(change(plan, 'a', 'shift', 5)).toEqual({ startDate: '2026-11-09' })
    expect(change(plan, 'a', 'shift', -3)).toEqual({ startDate: monday })
    expect(change(plan, 'a', 'shift', 0)).toEqual({})
  })

  it('takes a due date along where that is the end of the same stretch, and leaves a promise alone', () => {
    expect(change(plan, 'c', 'shift', 1)).toEqual({ startDate: '2026-11-05', dueDate: '2026-11-09' })
    expect(change(plan, 'd', 'shift', -1)).toEqual({ startDate: '2026-11-03', dueDate: '2026-11-12' })
    expect(change(plan, 'b', 'shift', 2)).toEqual({ startDate: '2026-11-04' })
    expect(change(plan, 'b', 'shift', 6)).toEqual({ startDate: '2026-11-10', dueDate: '2026-11-10' })
  })

  it('is an estimate or a due date where its end is moved', () => {
    expect(change(plan, 'a', 'resize', 1)).toEqual({ estimateMinutes: 3 * day })
    expect(change(plan, 'a', 'resize', -9)).toEqual({ estimateMinutes: 60 })
    expect(change(plan, 'e', 'resize', 2)).toEqual({ estimateMinutes: 3 * day })
    expect(change(plan, 'c', 'resize', 1)).toEqual({ dueDate: '2026-11-09' })
    expect(change(plan, 'c', 'resize', -9)).toEqual({ dueDate: '2026-11-04' })
  })
})

test('the effects of a change are the others that move, and the end', () => {
  const plan = planWith(
    task('a', { estimateMinutes: 2 * day }),
    task('b', { estimateMinutes: day, dependsOn: ['a' as TaskId] }),
    task('c', { estimateMinutes: day }),
  )
  const later = made(withFields(plan, 'a' as TaskId, { estimateMinutes: 4 * day }))
  expect(effectsOf(made(plan), later, 'a' as TaskId)).toEqual({ moved: ['b'], finishDays: 2 })
  expect(effectsOf(later, made(plan), 'a' as TaskId).finishDays).toBe(-2)
})

test('computed dates are written down for open leaves that have none, and promises stay', () => {
  const plan = planWith(
    task('a', { estimateMinutes: 2 * day }),
    task('b', { estimateMinutes: day, dependsOn: ['a' as TaskId], dueDate: '2026-11-20' }),
    task('c', { estimateMinutes: day, dependsOn: ['a' as TaskId], dueDate: '2026-11-02' }),
    task('d', { status: 'done', estimateMinutes: day }),
    task('e', { startDate: monday, dueDate: '2026-11-03' }),
  )
  expect(fixedDates(plan, made(plan), null)).toEqual([
    { op: 'update', taskId: 'a', body: { startDate: '2026-11-02', dueDate: '2026-11-03' } },
    { op: 'update', taskId: 'b', body: { startDate: '2026-11-04' } },
    { op: 'update', taskId: 'c', body: { startDate: '2026-11-04', dueDate: '2026-11-04' } },
  ])
  expect(fixedDates(plan, made(plan), 'b' as TaskId)).toHaveLength(1)
})

describe('the scale', () => {
  const plan = planWith(task('a', { estimateMinutes: 6 * day }))
  const { days } = made(plan)
  const scale = new Scale('week', dayNumberOf('2026-11-04'), dayNumberOf('2026-12-02'), days)

  it('begins on a Monday, and reads back what it writes', () => {
    expect(dateOf(scale.first)).toBe(monday)
    expect(scale.dayAt(scale.xOf(dayNumberOf('2026-11-20')) + 1)).toBe(dayNumberOf('2026-11-20'))
  })

  it('ends work in the evening and begins it in the morning, with the weekend between', () => {
    expect(scale.xOfFinish(5 * day)).toBe(5 * scale.perDay)
    expect(scale.xOfStart(5 * day)).toBe(7 * scale.perDay)
    expect(scale.xOfStart(5 * day + 240)).toBe(7.5 * scale.perDay)
  })

  it('has ticks that touch each other and cover what is seen', () => {
    for (const zoom of ['day', 'week', 'month', 'quarter'] as const) {
      const each = new Scale(zoom, dayNumberOf('2026-11-04'), dayNumberOf('2028-02-02'), days)
      for (const ticks of [each.major(100, 900), each.minor(100, 900)]) {
        expect(ticks[0]?.x).toBeLessThanOrEqual(100)
        expect((ticks.at(-1)?.x ?? 0) + (ticks.at(-1)?.width ?? 0)).toBeGreaterThanOrEqual(Math.min(900, each.width))
        for (const [index, tick] of ticks.entries())
          if (index > 0) expect(tick.x).toBeCloseTo((ticks[index - 1]?.x ?? 0) + (ticks[index - 1]?.width ?? 0))
      }
    }
    expect(scale.major(0, 400).map((tick) => dateOf(tick.day))).toEqual([monday])
  })

  it('shades the days off of a week, where a day is wide enough to be seen', () => {
    expect(weekendShade(calendarOf({ metadata: {} }), scale)).toContain('var(--day-off) 100px 120px')
    expect(weekendShade(calendarOf({ metadata: {} }), new Scale('quarter', 0, 10, days))).toBe('none')
  })
})
