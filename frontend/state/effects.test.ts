import { describe, expect, it } from 'vitest'
import type { OperationWire } from '../api/wire.ts'
import { applyText } from '../words/effects.ts'
import { effectsOf, readingOrder } from './effects.ts'

// Of an operation, the part that these functions read.
const operation = (kind: OperationWire['kind'], taskId: string | null, before: Record<string, unknown> | null = null): OperationWire =>
  ({ id: `${kind} ${taskId ?? ''}`, kind, taskId, before, after: null }) as unknown as OperationWire

const gone = (id: string, parentId: string | null, status = 'todo'): OperationWire => operation('delete', id, { parentId, status })

describe('what a button says it does', () => {
  it.each([
    [[operation('create', 'a')], 'Apply 1 change'],
    [[operation('create', 'a'), operation('move', 'b')], 'Apply 2 changes'],
    [[operation('create', 'a'), gone('b', null)], 'Apply 1 change, delete 1 task'],
    [[gone('c', 'b'), gone('d', 'c'), gone('b', null)], 'Delete 1 task with 2 sub-tasks'],
    [[gone('a', null), gone('b', null), gone('c', 'b'), operation('update', 'e')], 'Apply 1 change, delete 2 tasks with 1 sub-task'],
  ])('%#', (operations, text) => {
    expect(applyText(effectsOf(operations))).toBe(text)
  })

  it('knows what was begun already', () => {
    expect(effectsOf([gone('a', null, 'in_progress'), gone('b', null)]).begun.map(({ taskId }) => taskId)).toEqual(['a'])
  })
})

describe('the order of reading', () => {
  it('begins with what goes, and keeps to the plan within a kind', () => {
    const operations = [operation('create', 'n'), operation('update', 'b'), operation('project', null), operation('update', 'a'), gone('x', null)]
    const places = new Map(['a', 'b', 'n'].map((id, index) => [id, index]))
    expect(readingOrder(operations, places).map(({ taskId }) => taskId)).toEqual(['x', null, 'a', 'b', 'n'])
  })
})
