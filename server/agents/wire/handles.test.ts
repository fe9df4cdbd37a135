import { describe, expect, it } from 'vitest'
import { taskDefaults, type ProjectId, type Task, type TaskId } from '../../core/plan/task.ts'
import { projectDefaults } from '../../core/plan/project.ts'
import { planOf } from '../../core/plan/plan.ts'
import { handlesFor } from './handles.ts'

const id = (name: string): TaskId => name as TaskId
const task = (name: string, parent: string | null, rank: string): Task => ({
  ...taskDefaults,
  id: id(name),
  title: name,
  parentId: parent === null ? null : id(parent),
  rank,
})
const plan = (...tasks: Task[]) => planOf({ ...projectDefaults, id: 'p' as ProjectId, title: 'A project' }, tasks)

describe('handles', () => {
  const first = plan(task('b', null, 'b'), task('a', null, 'a'), task('a1', 'a', 'a'))

  it('number the tasks in the order of the plan', () => {
    const handles = handlesFor(first)
    expect(['a', 'a1', 'b'].map((name) => handles.handleOf(id(name)))).toEqual(['t1', 't2', 't3'])
    expect(handles.idOf('t2')).toBe('a1')
  })

  it('stay for a whole conversation: what comes later is appended, what is gone keeps its number', () => {
    const { ids } = handlesFor(first)
    const later = handlesFor(plan(task('new', null, 'A'), task('b', null, 'b'), task('a1', null, 'c')), ids)
    expect(['new', 'b', 'a1'].map((name) => later.handleOf(id(name)))).toEqual(['t4', 't3', 't2'])
    expect(later.idOf('t1')).toBe('a')
  })

  it('read a handle whatever its case, and nothing else', () => {
    const handles = handlesFor(first)
    expect(handles.idOf(' T1 ')).toBe('a')
    for (const wrong of ['', 't0', 't4', 't01', '1', 'a', 't1 t2', 't1.5', 't99999999999', '__proto__']) expect(handles.idOf(wrong)).toBeUndefined()
    expect(() => handles.handleOf(id('elsewhere'))).toThrow('elsewhere')
  })
})
