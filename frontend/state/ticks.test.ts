import { expect, test } from 'vitest'
import type { OperationWire } from '../api/wire.ts'
import { planOf, taskDefaults, type Project, type Task, type TaskId } from './core.ts'
import { isTicked, tickConsequence, untickConsequence } from './ticks.ts'

const id = (name: string) => name as TaskId
const task = (name: string, parent: string | null): Task => ({
  ...taskDefaults,
  id: id(name),
  parentId: parent === null ? null : id(parent),
  rank: 'a0',
  title: name,
})
const base = planOf({ id: 'p', title: 'Plan' } as unknown as Project, [], 1)

const create = (name: string, parent: string | null, decision: OperationWire['decision']): OperationWire => ({
  id: `create-${name}`,
  kind: 'create',
  taskId: name,
  before: null,
  after: { ...task(name, parent) },
  rationale: null,
  requires: [],
  unrequested: false,
  unticked: false,
  decision,
  comment: null,
  editedBy: null,
  original: null,
})

test('a child takes its proposed parents along', () => {
  const operations = [create('a', null, 'rejected'), create('b', 'a', 'rejected'), create('c', 'b', 'rejected')]
  expect(tickConsequence(operations, ['create-c'], base).also).toEqual(['create-a', 'create-b'])
})

test('what is ticked already is not told again', () => {
  const operations = [create('a', null, 'pending'), create('b', 'a', 'rejected')]
  expect(tickConsequence(operations, ['create-b'], base)).toEqual({ ids: ['create-b'], also: [] })
})

test('a parent that is left out lets what is below fall', () => {
  const operations = [create('a', null, 'pending'), create('b', 'a', 'pending'), create('c', 'b', 'rejected')]
  expect(untickConsequence(operations, ['create-a'], base).also).toEqual(['create-b'])
})

test('what nobody asked for is out until it is taken by hand', () => {
  expect(isTicked({ decision: 'pending', unrequested: true })).toBe(false)
  expect(isTicked({ decision: 'accepted', unrequested: true })).toBe(true)
  expect(isTicked({ decision: 'pending', unrequested: false })).toBe(true)
})
