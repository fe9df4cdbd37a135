import { describe, expect, it } from 'vitest'
import { planOf, taskDefaults, type Project, type Task, type TaskId } from './core.ts'
import { choicesOf, filterSize, matcherOf, noFilter, toggled } from './filter.ts'

const task = (name: string, fields: Partial<Task> = {}): Task => ({
  ...taskDefaults,
  id: name as TaskId,
  parentId: null,
  rank: name,
  title: name,
  ...fields,
})
const today = '2031-03-10'
const tasks = [
  task('late', { dueDate: '2031-03-09', priority: 'high', tags: ['api'] }),
  task('late but done', { dueDate: '2031-03-09', status: 'done' }),
  task('today', { dueDate: today, assignee: { kind: 'person', name: 'Ada' } }),
  task('in a week', { dueDate: '2031-03-17', assignee: { kind: 'person', name: 'Ada' }, tags: ['api', 'docs'] }),
  task('far', { dueDate: '2031-03-18' }),
  task('never', { status: 'blocked' }),
]
const found = (search: string, ...values: readonly (readonly [Parameters<typeof toggled>[1], string])[]): readonly string[] => {
  const filter = values.reduce((sum, [kind, value]) => toggled(sum, kind, value), noFilter)
  const fits = matcherOf(search, filter, today)
  return fits ? tasks.filter(fits).map(({ title }) => title) : ['all']
}

describe('the filter of the plan', () => {
  it('lets everything through where nothing is asked for', () => {
    expect(found('  ')).toEqual(['all'])
  })

  it('takes any value of a kind, and every kind', () => {
    expect(found('', ['status', 'done'], ['status', 'blocked'])).toEqual(['late but done', 'never'])
    expect(found('', ['tag', 'api'], ['priority', 'high'])).toEqual(['late'])
    expect(found('', ['assignee', 'Ada'], ['tag', 'docs'])).toEqual(['in a week'])
    expect(found('', ['assignee', ''])).not.toContain('today')
  })

  it('knows what is late, due within a week, and never due', () => {
    expect(found('', ['due', 'overdue'])).toEqual(['late'])
    expect(found('', ['due', 'week'])).toEqual(['today', 'in a week'])
    expect(found('', ['due', 'none'])).toEqual(['never'])
  })

  it('finds words, tags and people', () => {
    expect(found('late done')).toEqual(['late but done'])
    expect(found('#api')).toEqual(['late', 'in a week'])
    expect(found('@ada', ['due', 'week'])).toEqual(['today', 'in a week'])
  })

  it('counts what is asked for, and forgets what is asked for twice', () => {
    const once = toggled(noFilter, 'tag', 'api')
    expect([filterSize(noFilter), filterSize(once), filterSize(toggled(once, 'tag', 'api'))]).toEqual([0, 1, 0])
  })

  it('offers what occurs, the most frequent first', () => {
    const plan = planOf({ id: 'p', title: 'Plan' } as unknown as Project, tasks)
    expect(choicesOf(plan)).toEqual({
      assignee: [{ value: 'Ada', count: 2 }],
      tag: [
        { value: 'api', count: 2 },
        { value: 'docs', count: 1 },
      ],
    })
    expect(choicesOf(plan, 1).tag).toHaveLength(1)
  })
})
