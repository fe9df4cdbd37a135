import { describe, expect, it } from 'vitest'
import type { TaskDraft } from '../api/wire.ts'
import { deleted, indented, inTreeOrder, moved, outdented, refusalOf, shifted, topmost, withFields, withTags } from './bulk.ts'
import { inOrder, planOf, resolve, taskDefaults, type Plan, type Project, type TaskId } from './core.ts'

const id = (name: string): TaskId => name as TaskId
/** Two blanks deeper is one level deeper; siblings stand in the order written. */
function planOfLines(text: string): Plan {
  const path: string[] = []
  const tasks = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      const name = line.trim()
      const depth = (line.length - line.trimStart().length) / 2
      path.length = depth
      const parentId = path.at(-1) ?? null
      path.push(name)
      return { ...taskDefaults, id: id(name), parentId: parentId as TaskId | null, rank: `a${String(index).padStart(3, '0')}`, title: name }
    })
  return planOf({ id: 'p', title: 'Plan' } as unknown as Project, tasks)
}
const textOf = (plan: Plan): string =>
  inOrder(plan)
    .map(({ task, depth }) => `${'  '.repeat(depth)}${task.title}`)
    .join('\n')

const after = (plan: Plan, taskPatches: readonly TaskDraft[]): string => {
  const { after: next, issues } = resolve({ baseVersion: 0, taskPatches }, plan, { task: (name) => id(name), criterion: () => 'made' as never })
  expect(issues).toEqual([])
  return textOf(next)
}

const plan = planOfLines(`
a
  a1
  a2
    a21
  a3
b
c
  c1`)
const ids = (...names: string[]): TaskId[] => names.map(id)

describe('several tasks at once', () => {
  it('are taken in the order of the tree, and branches once', () => {
    expect(inTreeOrder(plan, ids('c1', 'b', 'a21', 'a', 'gone'))).toEqual(['a', 'a21', 'b', 'c1'])
    expect(topmost(plan, ids('a21', 'c', 'a2', 'c1'))).toEqual(['a2', 'c'])
  })

  it('get the same fields, and tags beside the ones they have', () => {
    expect(withFields(ids('a', 'b'), { status: 'done' })).toEqual([
      { op: 'update', taskId: 'a', body: { status: 'done' } },
      { op: 'update', taskId: 'b', body: { status: 'done' } },
    ])
    const tagged = planOf(
      plan.project,
      [...plan.tasks.values()].map((task) => (task.id === 'a' ? { ...task, tags: ['x', 'y'] } : task)),
    )
    expect(withTags(tagged, ids('a', 'b'), ['x'], ['y'])).toEqual([
      { op: 'update', taskId: 'a', body: { tags: ['x'] } },
      { op: 'update', taskId: 'b', body: { tags: ['x'] } },
    ])
    expect(withTags(tagged, ids('a'), ['x'])).toEqual([])
  })

  it('are deleted as branches', () => {
    expect(after(plan, deleted(plan, ids('a2', 'a21', 'b')))).toBe('a\n  a1\n  a3\nc\n  c1')
  })

  it('move under a task, to its end, its front, or behind one of its children', () => {
    expect(after(plan, moved(plan, ids('b', 'a1'), id('c'), undefined))).toBe('a\n  a2\n    a21\n  a3\nc\n  c1\n  a1\n  b')
    expect(after(plan, moved(plan, ids('b', 'a1'), id('c'), null))).toBe('a\n  a2\n    a21\n  a3\nc\n  a1\n  b\n  c1')
    expect(after(plan, moved(plan, ids('a1', 'c'), null, id('b')))).toBe('a\n  a2\n    a21\n  a3\nb\na1\nc\n  c1')
  })

  it('are not put below themselves, nor deeper than a plan goes', () => {
    expect(refusalOf(plan, id('a'), id('a21'))).toBe('below-itself')
    expect(refusalOf(plan, id('a'), id('a'))).toBe('below-itself')
    const deep = planOfLines('0\n  1\n    2\n      3\n        4\n          5\nx\n  y')
    expect(refusalOf(deep, id('x'), id('4'))).toBe('too-deep')
    expect(refusalOf(deep, id('y'), id('4'))).toBeUndefined()
    expect(moved(deep, ids('x'), id('4'), undefined)).toEqual([])
  })

  it('are indented under what stands before them, and outdented behind what they stand under', () => {
    expect(after(plan, indented(plan, ids('a2', 'a3', 'b')))).toBe('a\n  a1\n    a2\n      a21\n    a3\n  b\nc\n  c1')
    expect(indented(plan, ids('a', 'a1'))).toEqual([])
    expect(after(plan, outdented(plan, ids('a1', 'a3', 'b')))).toBe('a\n  a2\n    a21\na1\na3\nb\nc\n  c1')
  })

  it('shift together, past the next sibling, and no further than the end', () => {
    expect(after(plan, shifted(plan, ids('a2', 'a3'), -1))).toBe('a\n  a2\n    a21\n  a3\n  a1\nb\nc\n  c1')
    expect(after(plan, shifted(plan, ids('a', 'b'), 1))).toBe('c\n  c1\na\n  a1\n  a2\n    a21\n  a3\nb')
    expect(shifted(plan, ids('b', 'c'), 1)).toEqual([])
    expect(shifted(plan, ids('a', 'c'), 1)).toEqual([])
  })
})
