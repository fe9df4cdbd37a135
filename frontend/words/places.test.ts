import { expect, test } from 'vitest'
import { planOf, taskDefaults, type Project, type Task, type TaskId } from '../state/core.ts'
import { reorderText } from './places.ts'

const task = (name: string, rank: string): Task => ({ ...taskDefaults, id: name as TaskId, parentId: null, rank, title: name })
const [bread, cheese] = [task('bread', 'a0'), task('cheese', 'a1')]
const shown = planOf({ id: 'p', title: 'Plan' } as unknown as Project, [bread, cheese])

test('a new place among the same siblings is told by its numbers', () => {
  expect(reorderText({ task: bread, number: '1', numberBefore: '2' }, shown)).toBe('was 2, now 1')
})

test('where the numbers tell nothing, the next one does', () => {
  expect(reorderText({ task: bread, number: '1', numberBefore: '1' }, shown)).toBe('moved before “cheese”')
  expect(reorderText({ task: cheese, number: '', numberBefore: '1' }, shown)).toBe('moved to the end')
})
