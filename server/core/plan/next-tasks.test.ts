import { describe, expect, it } from 'vitest'
import { largePlan } from '../testing/large-plan.ts'
import { readyTasks } from './graph.ts'
import { nextTasks, reasonInWords } from './next-tasks.ts'
import { planOf } from './plan.ts'
import { projectDefaults } from './project.ts'
import { taskDefaults, type ProjectId, type Task, type TaskId } from './task.ts'

const today = '2026-11-21'
const task = (id: string, fields: Partial<Task> = {}): Task => ({ ...taskDefaults, id: id as TaskId, parentId: null, rank: id, title: id, ...fields })
const plan = (...tasks: readonly Task[]) => planOf({ ...projectDefaults, id: 'p' as ProjectId, title: 'P' }, tasks)
const on = (...ids: readonly string[]) => ({ dependsOn: ids as readonly TaskId[] })
const order = (...tasks: readonly Task[]): readonly string[] => nextTasks(plan(...tasks), today).map(({ id }) => id)
const why = (...tasks: readonly Task[]): readonly string[] => nextTasks(plan(...tasks), today)[0]?.reasons.map(reasonInWords) ?? []

describe('what to work on next', () => {
  it('leaves out what waits, is blocked, under review, closed, or only a heading', () => {
    const rest = [task('c', on('a')), task('d', { status: 'blocked' }), task('e', { status: 'review' }), task('f', { status: 'done' })]
    expect(order(task('a'), task('b'), ...rest, task('b1', { parentId: 'b' as TaskId }))).toEqual(['a', 'b1'])
  })

  it('goes on with what is begun before anything else', () => {
    expect(order(task('a', { priority: 'urgent' }), task('b', { status: 'in_progress' }))).toEqual(['b', 'a'])
    expect(why(task('b', { status: 'in_progress' }))).toEqual(['already begun'])
  })

  it('takes what is overdue, then the higher priority, also one of a task above', () => {
    const tasks = [
      task('a', { priority: 'high' }),
      task('b', { dueDate: '2026-11-20' }),
      task('c', { priority: 'urgent' }),
      task('c1', { parentId: 'c' as TaskId }),
    ]
    expect(order(...tasks)).toEqual(['b', 'c1', 'a'])
    expect(why(...tasks)).toEqual(['overdue since 2026-11-20'])
  })

  it('takes what holds up the end before what has time', () => {
    const tasks = [task('a', { estimateMinutes: 60 }), task('b', { estimateMinutes: 480 }), task('c', { estimateMinutes: 60, ...on('b') })]
    expect(order(...tasks)).toEqual(['b', 'a'])
    expect(why(...tasks)).toEqual(['on the critical path', '1 task waits for it'])
  })

  it('takes what is due sooner, then what more waits for, then as the plan stands', () => {
    expect(order(task('a'), task('b', { dueDate: '2026-12-02' }), task('c', { dueDate: '2026-12-01' }))).toEqual(['c', 'b', 'a'])
    expect(order(task('a'), task('b'), task('c', on('b')), task('d', on('b')), task('e', on('a')))).toEqual(['b', 'a'])
  })

  it('names every ready task once, and always in the same order', () => {
    const large = largePlan(2_000, 7)
    const found = nextTasks(large, today).map(({ id }) => id)
    expect(new Set(found).size).toBe(found.length)
    const ready = readyTasks(large).filter((id) => !['blocked', 'review'].includes(large.tasks.get(id)?.status ?? ''))
    expect(found.toSorted()).toEqual([...ready].toSorted())
    expect(nextTasks(large, today).map(({ id }) => id)).toEqual(found)
  })
})
