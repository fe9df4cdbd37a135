import { describe, expect, it } from 'vitest'
import { plan, task } from '../testing/build.ts'
import { largePlan } from '../testing/large-plan.ts'
import { criticalPath } from './critical-path.ts'
import { findCycles } from './cycle.ts'
import { dependencyOrder, findCycle, readyTasks } from './graph.ts'

describe('findCycle', () => {
  it('S13 names the tasks along a cycle, and nothing where there is none', () => {
    expect(findCycle(plan(task('a', null, { dependsOn: ['b'] }), task('b')))).toBeUndefined()
    const cycle = findCycle(plan(task('x', null, { dependsOn: ['a'] }), task('a', null, { dependsOn: ['b'] }), task('b', null, { dependsOn: ['a'] })))
    expect([...(cycle ?? [])].sort()).toEqual(['a', 'b'])
  })

  it('walks a chain as long as a plan', () => {
    const length = 20_000
    expect(findCycles([0], (node) => (node < length ? [node + 1] : []))).toEqual([])
    expect(findCycles([0], (node) => [node < length ? node + 1 : 5])[0]).toHaveLength(length - 4)
  })
})

describe('dependencyOrder', () => {
  it('puts what is needed first, else keeps the tree order, and is total on cycles', () => {
    const order = dependencyOrder(
      plan(task('a', null, { dependsOn: ['c'] }), task('b'), task('c'), task('d', null, { dependsOn: ['e'] }), task('e', null, { dependsOn: ['d'] })),
    )
    expect(order).toEqual(['c', 'a', 'b', 'e', 'd'])
  })
})

describe('readyTasks', () => {
  it('S49 lists open leaves whose own and inherited dependencies are closed', () => {
    const ready = readyTasks(
      plan(
        task('1', null),
        task('11', '1', { status: 'done' }),
        task('12', '1', { status: 'cancelled' }),
        task('2', null, { dependsOn: ['1'] }),
        task('21', '2'),
        task('22', '2', { dependsOn: ['21'] }),
        task('3', null, { dependsOn: ['2'] }),
        task('31', '3'),
        task('4', null, { status: 'blocked', dependsOn: ['gone'] }),
      ),
    )
    expect(ready).toEqual(['21', '4'])
  })
})

describe('criticalPath', () => {
  const minutes = (estimateMinutes: number, dependsOn: readonly string[] = []) => ({ estimateMinutes, dependsOn })

  it('S50 is the longest chain of open leaves, with the slack of the others', () => {
    const path = criticalPath(plan(task('a', null, minutes(60)), task('b', null, minutes(30)), task('c', null, minutes(10, ['a', 'b']))))
    expect(path.tasks).toEqual(['a', 'c'])
    expect(path.minutes).toBe(70)
    expect(Object.fromEntries(path.slack)).toEqual({ a: 0, b: 30, c: 0 })
  })

  it('S50 reads a dependency between headings as one of all their leaves', () => {
    const path = criticalPath(
      plan(
        task('1'),
        task('11', '1', minutes(10)),
        task('12', '1', minutes(50)),
        task('2', null, { dependsOn: ['1'] }),
        task('21', '2', minutes(5)),
        task('22', '2', minutes(20)),
      ),
    )
    expect(path.tasks).toEqual(['12', '22'])
    expect(path.minutes).toBe(70)
  })

  it('S50 passes over what is closed, counts no estimate as no time, and needs no leaves', () => {
    const path = criticalPath(
      plan(task('a', null, { ...minutes(60), status: 'done' }), task('b', null, { dependsOn: ['a'] }), task('c', null, minutes(10, ['b']))),
    )
    expect(path.tasks).toEqual(['b', 'c'])
    expect(path.minutes).toBe(10)
    expect(criticalPath(plan())).toEqual({ tasks: [], minutes: 0, slack: new Map() })
  })

  it('S50 is total where headings wait for each other', () => {
    const path = criticalPath(plan(task('1'), task('11', '1', minutes(10, ['2'])), task('2'), task('21', '2', minutes(20, ['1']))))
    expect(path.minutes).toBeGreaterThanOrEqual(20)
    expect(path.slack.size).toBe(2)
  })

  it('S50 holds on a large plan: no leaf has less slack than those on the path', () => {
    const { tasks, slack } = criticalPath(largePlan(3_000, 2))
    expect(tasks.length).toBeGreaterThan(3)
    expect(tasks.every((task) => slack.get(task) === 0)).toBe(true)
    expect(Math.min(...slack.values())).toBe(0)
  })
})
