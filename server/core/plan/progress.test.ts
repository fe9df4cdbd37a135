import { describe, expect, it } from 'vitest'
import { id, plan, task } from '../testing/build.ts'
import { progressOf } from './progress.ts'

describe('progressOf', () => {
  it('counts leaves, not headings, and leaves cancelled ones out', () => {
    const found = progressOf(
      plan(
        task('1', null, { estimateMinutes: 500, spentMinutes: 5 }),
        task('11', '1', { estimateMinutes: 60, spentMinutes: 20, status: 'in_progress' }),
        task('12', '1', { estimateMinutes: 30, spentMinutes: 40, status: 'done' }),
        task('13', '1', { estimateMinutes: 90, status: 'cancelled' }),
        task('2', null, { estimateMinutes: 10, spentMinutes: 20 }),
      ),
    )
    expect(found.get(id('1'))).toEqual({ done: 1, total: 2, estimateMinutes: 90, spentMinutes: 65, remainingMinutes: 40 })
    expect(found.get(id('2'))).toMatchObject({ done: 0, total: 1, remainingMinutes: 0 })
    expect(found.get(null)).toEqual({ done: 1, total: 3, estimateMinutes: 100, spentMinutes: 85, remainingMinutes: 40 })
  })

  it('takes the estimate of a heading where no leaf below has one', () => {
    const found = progressOf(plan(task('1', null, { estimateMinutes: 100, spentMinutes: 10 }), task('11', '1', { spentMinutes: 20 })))
    expect(found.get(id('1'))).toEqual({ done: 0, total: 1, estimateMinutes: 100, spentMinutes: 30, remainingMinutes: 70 })
    expect(progressOf(plan(task('1', null, { estimateMinutes: 100 }), task('11', '1', { status: 'done' }))).get(id('1'))).toMatchObject({
      remainingMinutes: 0,
    })
    expect(progressOf(plan()).get(null)).toMatchObject({ done: 0, total: 0 })
  })
})
