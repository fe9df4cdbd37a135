import { describe, expect, it } from 'vitest'
import { criterion, entry, id, plan, resolved, task, withProject } from '../testing/build.ts'

describe('resolve: fields', () => {
  const one = plan(
    task('1', null, {
      tags: ['x'],
      dependsOn: ['2'],
      startDate: '2026-02-01',
      acceptanceCriteria: [criterion('c1', 'first', true), criterion('c2', 'second')],
    }),
    task('2'),
    task('3', null, { dependsOn: ['1'] }),
    task('31', '3'),
  )

  it('S41 dependsOn is the whole set; a bad member is left out by itself', () => {
    const { operations, kinds } = resolved(one, [
      entry('update', '1', { dependsOn: ['31', 'zz', '1', '3'] }),
      entry('update', '31', { dependsOn: ['3'] }),
    ])
    expect(kinds).toEqual([
      '0 dependsOn dependency-unknown',
      '0 dependsOn dependency-self',
      '0 dependsOn dependency-cycle',
      '1 dependsOn dependency-ancestor',
    ])
    expect(operations).toEqual([{ kind: 'update', taskId: '1', before: { dependsOn: ['2'] }, after: { dependsOn: ['31'] } }])
  })

  it('S41 a dependency may be turned round', () => {
    const { operations, kinds } = resolved(one, [entry('update', '1', { dependsOn: ['3'] }), entry('update', '3', { dependsOn: [] })])
    expect(kinds).toEqual([])
    expect(operations).toHaveLength(2)
  })

  it('S42 criteria keep their ids', () => {
    const { plan: after } = resolved(one, [
      entry('update', '1', { acceptanceCriteria: ['new', 'second', { id: 'c1', text: 'reworded' }, { text: 'done', done: true }] }),
    ])
    expect(after.tasks.get(id('1'))?.acceptanceCriteria).toEqual([
      criterion('c-new-0', 'new'),
      criterion('c2', 'second'),
      criterion('c1', 'reworded', true),
      criterion('c-new-1', 'done', true),
    ])
  })

  it('S42 two of one text are two, a named one is not taken by its text, and a bad text leaves it as it was', () => {
    const { plan: after, kinds } = resolved(one, [
      entry('update', '1', { acceptanceCriteria: ['first', { id: 'c1', text: 'first' }, { id: 'c2', text: ' ' }, 'x'.repeat(1_001)] }),
    ])
    expect(after.tasks.get(id('1'))?.acceptanceCriteria).toEqual([
      criterion('c-new-0', 'first'),
      criterion('c1', 'first', true),
      criterion('c2', 'second'),
    ])
    expect(kinds).toEqual(['0 acceptanceCriteria empty', '0 acceptanceCriteria too-long'])
  })

  it.each([
    ['title', ' ', 'empty'],
    ['title', 'bell \u0007', 'invalid-text'],
    ['title', 'half \ud800', 'invalid-text'],
    ['title', 5, 'wrong-type'],
    ['description', 'x'.repeat(50_001), 'too-long'],
    ['status', 'finished', 'unknown-value'],
    ['priority', null, 'unknown-value'],
    ['estimateMinutes', 1.5, 'out-of-range'],
    ['estimateMinutes', 525_601, 'out-of-range'],
    ['spentMinutes', null, 'out-of-range'],
    ['startDate', '2026-02-30', 'invalid-date'],
    ['dueDate', 'tomorrow', 'invalid-date'],
    ['assignee', { kind: 'robot', name: 'x' }, 'unknown-value'],
    ['assignee', { kind: 'agent', name: '' }, 'empty'],
    ['tags', 'x', 'wrong-type'],
    ['tags', Array.from({ length: 51 }, String), 'too-many'],
    ['acceptanceCriteria', 'x', 'wrong-type'],
    ['acceptanceCriteria', Array.from({ length: 101 }, String), 'too-many'],
    ['dependsOn', '2', 'wrong-type'],
    ['dependsOn', Array.from({ length: 201 }, String), 'too-many'],
    ['boardRank', '', 'empty'],
    ['focusFiles', [''], 'empty'],
    ['externalRefs', [{ provider: 'x' }], 'wrong-type'],
    ['metadata', [], 'wrong-type'],
    ['metadata', { text: 'x'.repeat(16_001) }, 'too-long'],
    ['metadata', { text: '\u0000' }, 'invalid-text'],
    ['metadata', { number: Number.NaN }, 'invalid-text'],
  ])('S43 leaves out a bad %s (%j): %s', (field, value, kind) => {
    const { kinds, plan: after } = resolved(plan(task('1'), task('2')), [
      { op: 'update', taskId: '1', body: { [field]: value, ...(field === 'status' ? {} : { status: 'done' }) } },
    ])
    expect(new Set(kinds)).toEqual(new Set([`0 ${field} ${kind}`]))
    expect(after.tasks.get(id('1'))).toMatchObject({ title: '1', status: field === 'status' ? 'todo' : 'done' })
  })

  it('S43 takes what is good', () => {
    const body = {
      description: 'a\r\nb\tc',
      estimateMinutes: 0,
      assignee: { kind: 'agent', name: ' Bot ' },
      tags: [' b', 'a', 'b', ''],
      boardRank: 'a0',
      focusFiles: ['src/a.ts'],
      externalRefs: [{ provider: 'linear', id: 'L-1', url: 'https://example.org' }],
      metadata: { nested: { list: [1, null, 'é'] } },
      startDate: '2028-02-29',
    } as const
    const { plan: after, kinds } = resolved(plan(task('1')), [entry('update', '1', body)])
    expect(kinds).toEqual(['0 tags empty'])
    expect(after.tasks.get(id('1'))).toMatchObject({ ...body, description: 'a\nb\tc', assignee: { kind: 'agent', name: 'Bot' }, tags: ['a', 'b'] })
  })

  it('S44 keeps one of two dates that are the wrong way round', () => {
    const late = resolved(one, [entry('update', '1', { dueDate: '2026-01-01', title: 'x' })])
    expect(late.kinds).toEqual(['0 dueDate due-before-start'])
    expect(late.plan.tasks.get(id('1'))).toMatchObject({ dueDate: null, title: 'x' })
    const dated = plan(task('1', null, { startDate: '2026-01-01', dueDate: '2026-02-01' }))
    const start = resolved(dated, [entry('update', '1', { startDate: '2026-03-01' })])
    expect(start.kinds).toEqual(['0 startDate due-before-start'])
    const both = resolved(dated, [
      entry('update', '1', { startDate: '2026-03-01', dueDate: '2026-02-15' }),
      entry('create', 'n', { title: 'n', startDate: '2026-03-01', dueDate: '2026-02-15' }),
    ])
    expect(both.plan.tasks.get(id('1'))).toMatchObject({ startDate: '2026-01-01', dueDate: '2026-02-15' })
    expect(both.plan.tasks.get(id('n'))).toMatchObject({ startDate: '2026-03-01', dueDate: null })
  })

  it('S45 the project goes by the same rules', () => {
    const { operations, issues } = resolved(withProject({ startDate: '2026-02-01' }), [], {
      metaUpdates: { title: ' New ', tags: ['b', 'a'], dueDate: '2026-01-01', summary: '\u0000' },
    })
    expect(operations).toEqual([{ kind: 'project', before: { title: 'Plan', tags: [] }, after: { title: 'New', tags: ['a', 'b'] } }])
    expect(issues.map(({ index, taskId, field, kind }) => [index, taskId, field, kind])).toEqual([
      [-1, null, 'summary', 'invalid-text'],
      [-1, null, 'dueDate', 'due-before-start'],
    ])
  })
})
