import { expect, test } from 'vitest'
import type { OperationWire, TurnWire } from '../api/wire.ts'
import { turnOperations } from './turn-operations.ts'

const operation = (id: string) => ({ id, kind: 'create', taskId: id }) as OperationWire
const turn = (status: TurnWire['status'], operationIds: readonly string[] = []) => ({ status, operationIds }) as unknown as TurnWire
const [a, b, c] = [operation('a'), operation('b'), operation('c')]

test('a turn shows what it changed itself, not the rest of its proposal', () => {
  expect(turnOperations({ turn: turn('done', ['b']), operations: [] }, { operations: [a, b, c] })).toEqual([b])
})

test('while it runs, what has arrived', () => {
  expect(turnOperations({ turn: turn('running'), operations: [a] }, { operations: [b] })).toEqual([a])
})

test('where the proposal is settled, what was seen to arrive; after a reload nothing', () => {
  expect(turnOperations({ turn: turn('done', ['a']), operations: [a] }, undefined)).toEqual([a])
  expect(turnOperations({ turn: turn('done', ['a']), operations: [] }, undefined)).toEqual([])
})

test('what a later turn took back is not shown, nor what was stopped', () => {
  expect(turnOperations({ turn: turn('done', ['a', 'b']), operations: [a, b] }, { operations: [a] })).toEqual([a])
  expect(turnOperations({ turn: turn('cancelled', []), operations: [a] }, undefined)).toEqual([])
})
