import { describe, expect, it } from 'vitest'
import type { OperationWire } from '../api/wire.ts'
import { columnsOf, dropOf, type BoardBy, type BoardInput } from './board.ts'
import { planOf, taskDefaults, type Plan, type Project, type Task, type TaskId } from './core.ts'
import { overlayOf } from './overlay.ts'

const task = (id: string, rank: string, fields: Partial<Task> = {}): Task => ({
  ...taskDefaults,
  id: id as TaskId,
  parentId: null,
  rank,
  title: id,
  ...fields,
})
const ada = { kind: 'person', name: 'Ada' } as const
const plan: Plan = planOf({ id: 'p', title: 'Plan' } as unknown as Project, [
  task('head', 'a0'),
  task('one', 'a0', { parentId: 'head' as TaskId, assignee: ada }),
  task('two', 'a1', { parentId: 'head' as TaskId, priority: 'high' }),
  task('three', 'a1', { status: 'done' }),
])

const columns = (input: Partial<BoardInput> = {}) => columnsOf({ plan, shown: plan, overlay: null, by: 'status', all: false, keep: null, ...input })
const inColumn = (id: string, input: Partial<BoardInput> = {}): readonly string[] =>
  columns(input)
    .find((column) => column.id === id)
    ?.cards.map(({ key }) => key) ?? []

describe('the columns', () => {
  it('hold the leaves, or all tasks, in the order of the tree', () => {
    expect(columns().map(({ id }) => id)).toEqual(['todo', 'in_progress', 'blocked', 'review', 'done', 'cancelled'])
    expect(inColumn('todo')).toEqual(['one', 'two'])
    expect(inColumn('todo', { all: true })).toEqual(['head', 'one', 'two'])
    expect(inColumn('todo', { keep: ({ id }) => id === 'two' })).toEqual(['two'])
  })

  it('stand for who does it, or for how urgent it is', () => {
    expect(columns({ by: 'assignee' }).map(({ id }) => id)).toEqual(['', 'person:Ada'])
    expect(columns({ by: 'assignee' })[1]?.fields).toEqual({ assignee: ada })
    expect(inColumn('', { by: 'assignee' })).toEqual(['two', 'three'])
    expect(columns({ by: 'priority' }).map(({ id }) => id)).toEqual(['urgent', 'high', 'medium', 'low', 'none'])
  })

  it('show both ends of a move that is proposed, and what is deleted', () => {
    const operation = (kind: 'update' | 'delete', taskId: string, after: object | null): OperationWire =>
      ({
        id: taskId,
        kind,
        taskId,
        before: kind === 'delete' ? plan.tasks.get(taskId as TaskId) : { status: 'todo' },
        after,
        decision: 'pending',
      }) as unknown as OperationWire
    const overlay = overlayOf(plan, [operation('update', 'two', { status: 'done' }), operation('delete', 'one', null)])
    const shown = { overlay, shown: overlay.after }
    expect(inColumn('todo', shown)).toEqual(['one', 'ghost:two'])
    expect(inColumn('done', shown)).toEqual(['two', 'three'])
  })
})

describe('a drop', () => {
  const drop = (id: string, columnId: string, afterKey: string | null, by: BoardBy = 'status') =>
    dropOf(plan, columns({ by }), by, id as TaskId, { columnId, afterKey })

  it('changes the field of the column, and the place', () => {
    expect(drop('one', 'done', 'three')).toMatchObject({ status: 'done', boardRank: expect.any(String) })
    expect(drop('two', 'todo', null)).toEqual({ boardRank: expect.any(String) })
    expect(drop('two', 'person:Ada', 'one', 'assignee')).toMatchObject({ assignee: ada })
  })

  it('changes nothing where the card stands already', () => {
    expect(drop('two', 'todo', 'one')).toEqual({})
    expect(drop('nobody', 'todo', null)).toEqual({})
    expect(drop('one', 'nowhere', null)).toEqual({})
  })
})
