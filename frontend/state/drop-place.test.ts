import { expect, it } from 'vitest'
import { planOf, taskDefaults, type Project, type TaskId } from './core.ts'
import { dropPlace, type Pointed } from './drop-place.ts'

const id = (name: string): TaskId => name as TaskId
const task = (name: string, parent: string | null, rank: string) => ({
  ...taskDefaults,
  id: id(name),
  parentId: parent === null ? null : id(parent),
  rank,
  title: name,
})
const plan = planOf({ id: 'p', title: 'Plan' } as unknown as Project, [
  task('a', null, 'a0'),
  task('a1', 'a', 'a0'),
  task('a2', 'a', 'a1'),
  task('a21', 'a2', 'a0'),
  task('b', null, 'a1'),
])
const drop = (dragged: string, target: string, pointed: Pointed) => dropPlace(plan, [id(dragged)], id(target), pointed)

it('puts before and behind a row', () => {
  expect(drop('b', 'a', { type: 'reorder-above' })).toEqual({ parentId: null, afterId: null, refusal: undefined })
  expect(drop('b', 'a2', { type: 'reorder-above' })).toEqual({ parentId: 'a', afterId: 'a1', refusal: undefined })
  expect(drop('b', 'a1', { type: 'reorder-below' })).toEqual({ parentId: 'a', afterId: 'a1', refusal: undefined })
})

it('does not name the dragged one as its own neighbour', () => {
  expect(drop('a1', 'a2', { type: 'reorder-above' })).toEqual({ parentId: 'a', afterId: null, refusal: undefined })
  expect(drop('a1', 'a1', { type: 'reorder-below' })).toEqual({ parentId: 'a', afterId: null, refusal: undefined })
})

it('puts inside, at the front of what is open and at the end of what is folded', () => {
  expect(drop('b', 'a', { type: 'make-child', first: true })).toMatchObject({ parentId: 'a', afterId: null })
  expect(drop('b', 'a', { type: 'make-child', first: false })).toMatchObject({ parentId: 'a', afterId: undefined })
})

it('puts behind what the last row of a branch stands under', () => {
  expect(drop('b', 'a21', { type: 'reparent', level: 1 })).toMatchObject({ parentId: 'a', afterId: 'a2' })
  expect(drop('b', 'a21', { type: 'reparent', level: 0 })).toMatchObject({ parentId: null, afterId: 'a' })
})

it('says why it may not', () => {
  expect(drop('a', 'a21', { type: 'reorder-above' }).refusal).toBe('below-itself')
  expect(drop('a', 'a', { type: 'make-child', first: true }).refusal).toBe('below-itself')
})
