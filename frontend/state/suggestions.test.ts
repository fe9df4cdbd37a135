import { expect, it } from 'vitest'
import { planOf, taskDefaults, type Project, type Task, type TaskId } from './core.ts'
import { suggestionsFor, type Situation } from './suggestions.ts'

const task = (title: string, fields: Partial<Task> = {}): Task => ({
  ...taskDefaults,
  id: title as TaskId,
  parentId: null,
  rank: 'a0',
  estimateMinutes: 60,
  title,
  ...fields,
})
const situation = (tasks: readonly Task[], rest: Partial<Situation> = {}): Situation => ({
  plan: planOf({ id: 'p', title: 'Plan' } as unknown as Project, tasks, 1),
  taskId: null,
  proposes: false,
  said: [],
  today: '2026-06-01',
  ...rest,
})

it('an empty plan is offered goals', () => {
  expect(suggestionsFor(situation([]))[0]).toBe('Build a new user authentication flow')
})

it('offers what fits the plan: what is late, and the largest piece to break down', () => {
  const tasks = [task('Small', { dueDate: '2026-05-01' as Task['dueDate'] }), task('Large', { estimateMinutes: 4800 })]
  expect(suggestionsFor(situation(tasks))).toEqual(['What should I do next?', 'What is late?', 'Break down “Large”'])
})

it('says nothing that was just said, however it was written', () => {
  const said = ['what should I do next', 'Break down "Small"']
  expect(suggestionsFor(situation([task('Small')], { said }))).toEqual(['Add a task for documentation'])
})

it('adds to a proposal only what is not in it', () => {
  const tasks = [task('Docs'), task('Build', { dependsOn: ['Docs' as TaskId] })]
  expect(suggestionsFor(situation(tasks, { proposes: true }))).toEqual([
    'Break down “Docs”',
    'What is on the critical path?',
    'Add a task for testing',
  ])
})

it('speaks of the task that the conversation is about', () => {
  const parent = task('Parent')
  expect(suggestionsFor(situation([parent], { taskId: parent.id }))).toEqual(['Break this down into sub-tasks'])
  const child = task('Test it', { parentId: parent.id })
  expect(suggestionsFor(situation([parent, child], { taskId: parent.id }))).toEqual(['What is next here?', 'Add a task for documentation'])
})
