import { expect, test } from 'vitest'
import type { OperationWire } from '../api/wire.ts'
import { planOf, taskDefaults, type Plan, type Project, type Task, type TaskId } from './core.ts'
import { overlayOf } from './overlay.ts'
import { rowsOf, type Row } from './rows.ts'

const id = (name: string) => name as TaskId
const task = (name: string, parent: string | null, rank: string): Task => ({
  ...taskDefaults,
  id: id(name),
  parentId: parent === null ? null : id(parent),
  rank,
  title: name,
})
const project = { id: 'p', title: 'Plan' } as unknown as Project
const plan: Plan = planOf(project, [task('a', null, 'a0'), task('a1', 'a', 'a0'), task('a2', 'a', 'a1'), task('b', null, 'a1')], 3)

const operation = (kind: OperationWire['kind'], taskId: string | null, sides: Partial<OperationWire>): OperationWire => ({
  id: `${kind}-${taskId}`,
  kind,
  taskId,
  before: null,
  after: null,
  rationale: null,
  requires: [],
  unrequested: false,
  unticked: false,
  decision: 'pending',
  comment: null,
  editedBy: null,
  original: null,
  ...sides,
})

const rows = (operations: readonly OperationWire[] | null, collapsed: readonly string[] = [], keep: Parameters<typeof rowsOf>[0]['keep'] = null) =>
  rowsOf({ plan, overlay: operations ? overlayOf(plan, operations) : null, collapsed: new Set(collapsed.map(id)), keep, adding: null })

const line = (row: Row): string =>
  row.kind === 'project' || row.kind === 'input'
    ? row.kind
    : `${row.number || row.kind} ${row.task.title} @${row.depth}${row.expandable && !row.expanded ? ` (${row.hidden} hidden)` : ''}`

test('a plan is its tasks in tree order with outline numbers', () => {
  expect(rows(null).map(line)).toEqual(['1 a @0', '1.1 a1 @1', '1.2 a2 @1', '2 b @0'])
})

test('a collapsed row hides what is below', () => {
  expect(rows(null, ['a']).map(line)).toEqual(['1 a @0 (0 hidden)', '2 b @0'])
})

test('a proposal is drawn in: added at its place, removed where it was, moved at both ends', () => {
  const operations = [
    operation('create', 'n', { after: { ...task('n', 'b', 'a0') } }),
    operation('delete', 'a1', { before: { ...task('a1', 'a', 'a0') } }),
    operation('move', 'a2', { before: { parentId: 'a', rank: 'a1' }, after: { parentId: 'b', rank: 'a1' } }),
  ]
  expect(rows(operations).map(line)).toEqual(['1 a @0', 'removed a1 @1', 'ghost a2 @1', '2 b @0', '2.1 n @1', '2.2 a2 @1'])
})

test('a move within one parent has no ghost', () => {
  const operations = [operation('move', 'a2', { before: { parentId: 'a', rank: 'a1' }, after: { parentId: 'a', rank: 'Zz' } })]
  expect(rows(operations).map(line)).toEqual(['1 a @0', '1.1 a2 @1', '1.2 a1 @1', '2 b @0'])
})

test('a collapsed row says how many operations are below', () => {
  const operations = [operation('update', 'a1', { before: { title: 'a1' }, after: { title: 'A1' } })]
  expect(rows(operations, ['a']).map(line)).toEqual(['1 a @0 (1 hidden)', '2 b @0'])
})

test('a filter keeps what fits with its ancestors and its numbers', () => {
  expect(rows(null, ['a'], (each) => each.title === 'a2').map(line)).toEqual(['1 a @0', '1.2 a2 @1'])
})

test('an update of a set adds and removes members', () => {
  const tagged = planOf(project, [{ ...task('a', null, 'a0'), tags: ['api', 'old'] }])
  const overlay = overlayOf(tagged, [operation('update', 'a', { before: { tags: ['old'] }, after: { tags: ['new'] } })])
  expect(overlay.after.tasks.get(id('a'))?.tags).toEqual(['api', 'new'])
})

test('operations on tasks that are not there are passed over', () => {
  expect(rows([operation('update', 'gone', { before: { title: 'x' }, after: { title: 'y' } })])).toHaveLength(4)
})

test('numbers are those of the draft state: what was turned down has none, and the others close up', () => {
  const create = (name: string, rank: string, decision: OperationWire['decision']) =>
    operation('create', name, { after: { ...task(name, 'a', rank) }, decision })
  const operations = [create('n1', 'a2', 'rejected'), create('n2', 'a3', 'pending'), create('n3', 'a4', 'accepted')]
  expect(rows(operations).map(line)).toEqual(['1 a @0', '1.1 a1 @1', '1.2 a2 @1', 'task n1 @1', '1.3 n2 @1', '1.4 n3 @1', '2 b @0'])
})

test('a deletion that was turned down leaves the task its number, a move the number of the old place', () => {
  const operations = [
    operation('delete', 'a1', { before: { ...task('a1', 'a', 'a0') }, decision: 'rejected' }),
    operation('move', 'a2', { before: { parentId: 'a', rank: 'a1' }, after: { parentId: 'b', rank: 'a1' }, decision: 'rejected' }),
  ]
  expect(rows(operations).map(line)).toEqual(['1 a @0', '1.1 a1 @1', '1.2 a2 @1', '2 b @0', 'task a2 @1'])
})

test('what no longer fits the plan takes no number either', () => {
  const operations = [operation('create', 'n', { after: { ...task('n', null, 'Zz') } })]
  const overlay = overlayOf(plan, operations, new Set(['create-n']))
  expect(rowsOf({ plan, overlay, collapsed: new Set([id('a')]), keep: null, adding: null }).map(line)).toEqual([
    'task n @0',
    '1 a @0 (0 hidden)',
    '2 b @0',
  ])
})

test('a reordered row knows its number before', () => {
  const operations = [operation('move', 'a2', { before: { parentId: 'a', rank: 'a1' }, after: { parentId: 'a', rank: 'Zz' } })]
  const moved = rows(operations).find((row) => row.key === 'a2')
  expect(moved).toMatchObject({ number: '1.1', numberBefore: '1.2' })
})
