import { describe, expect, it } from 'vitest'
import { criterion, entry, id, outlineOf, plan, resolved, task, withProject } from '../testing/build.ts'

const base = plan(task('1'), task('2'), task('21', '2'), task('22', '2'), task('211', '21'), task('3'))
const outline = outlineOf(base)

describe('resolve: creates', () => {
  it('S31 S32 places creates by local names, in any order of the entries', () => {
    const {
      plan: after,
      issues,
      taskIds,
    } = resolved(base, [
      entry('create', 'n2', { title: ' two ', parentTaskId: 'n1' }),
      entry('create', 'n3', { title: 'three', parentTaskId: 'n1', afterTaskId: null }),
      entry('create', 'n1', { title: 'one', afterTaskId: '1' }),
      entry('create', 'n4', { title: 'four' }),
    ])
    expect(issues).toEqual([])
    expect(outlineOf(after)).toEqual(['1', 'n1', '  n3', '  n2', '2', '  21', '    211', '  22', '3', 'n4'])
    expect(after.tasks.get(id('n2'))?.title).toBe('two')
    expect([...taskIds.keys()].sort()).toEqual(['n1', 'n2', 'n3', 'n4'])
  })

  it('S32 leaves out the second of one name, and one that the plan has already', () => {
    const { kinds, plan: after } = resolved(base, [
      entry('create', 'n', { title: 'a' }),
      entry('create', 'n', { title: 'b' }),
      entry('create', '3', { title: 'c' }),
    ])
    expect(kinds).toEqual(['1 - duplicate-name', '2 - task-exists'])
    expect(after.tasks.get(id('n'))?.title).toBe('a')
  })

  it('S47 leaves out a create without a title and what hangs on it, and keeps the rest', () => {
    const { kinds, plan: after } = resolved(base, [
      entry('create', 'n1', {}),
      entry('create', 'n2', { title: 'two', parentTaskId: 'n1' }),
      entry('create', 'n3', { title: 'three', afterTaskId: 'n1', dependsOn: ['n1', '3'] }),
      entry('update', 'n1', { title: 'x' }),
      entry('update', 'n2', { title: 'x' }),
      entry('create', 'n5', { title: 'x'.repeat(301) }),
    ])
    expect(kinds).toEqual([
      '0 title title-missing',
      '1 parentTaskId parent-unknown',
      '2 afterTaskId after-unknown',
      '2 dependsOn dependency-unknown',
      '3 - task-left-out',
      '4 - task-left-out',
      '5 title too-long',
    ])
    expect(after.tasks.get(id('n3'))).toMatchObject({ parentId: null, dependsOn: ['3'] })
  })

  it('S47 puts what was to follow a task that was left out where that one would have stood', () => {
    const { plan: after } = resolved(base, [
      entry('create', 'n1', { title: '', parentTaskId: '2', afterTaskId: '21' }),
      entry('create', 'n2', { title: 'two', afterTaskId: 'n1' }),
      entry('create', 'n3', { title: '', afterTaskId: '21' }),
      entry('create', 'n4', { title: 'four', afterTaskId: 'n3' }),
    ])
    expect(after.tasks.get(id('n2'))?.parentId).toBe('2')
    expect(after.tasks.get(id('n4'))?.parentId).toBe('2')
  })

  it('S47 puts nothing at the root that was to follow a task which is too deep', () => {
    const deep = plan(task('1'), task('2', '1'), task('3', '2'), task('4', '3'), task('5', '4'), task('6', '5'))
    const { kinds, operations } = resolved(deep, [
      entry('create', 'a', { title: 'a', parentTaskId: '6' }),
      entry('create', 'b', { title: 'b', afterTaskId: 'a' }),
      entry('create', 'c', { title: 'c', afterTaskId: 'b' }),
      entry('create', 'd', { title: 'd', parentTaskId: 'c' }),
    ])
    expect(operations).toEqual([])
    expect(new Set(kinds.map((kind) => kind.slice(0, 1)))).toEqual(new Set(['0', '1', '2', '3']))
  })

  it('S47 lets go of one of two that each want to stand behind the other', () => {
    const { kinds, plan: after } = resolved(base, [
      entry('create', 'a', { title: 'a', afterTaskId: 'b' }),
      entry('create', 'b', { title: 'b', afterTaskId: 'a' }),
    ])
    expect(kinds).toEqual(['0 afterTaskId after-unknown'])
    expect(outlineOf(after).slice(-2)).toEqual(['a', 'b'])
  })

  it('S47 leaves out parents that go in a circle, or too deep', () => {
    const { kinds } = resolved(base, [
      entry('create', 'a', { title: 'a', parentTaskId: 'b' }),
      entry('create', 'b', { title: 'b', parentTaskId: 'a' }),
      entry('create', 'c', { title: 'c', parentTaskId: 'c' }),
    ])
    expect(kinds).toEqual(['0 parentTaskId parent-unknown', '1 parentTaskId parent-unknown', '2 parentTaskId parent-unknown'])
    const deep = resolved(
      plan(),
      Array.from({ length: 8 }, (_, depth) => entry('create', `d${depth}`, { title: 'd', parentTaskId: depth ? `d${depth - 1}` : null })),
    )
    expect(deep.kinds).toEqual(['6 parentTaskId too-deep', '7 parentTaskId parent-unknown'])
  })
})

describe('resolve: moves', () => {
  const order = (...entries: Parameters<typeof resolved>[1]) => outlineOf(resolved(base, entries).plan)

  it('S33 under a parent: last, first, or behind a sibling; behind a task alone: under its parent', () => {
    expect(order(entry('update', '1', { parentTaskId: '2' }))).toEqual(['2', '  21', '    211', '  22', '  1', '3'])
    expect(order(entry('update', '1', { parentTaskId: '2', afterTaskId: null }))).toEqual(['2', '  1', '  21', '    211', '  22', '3'])
    expect(order(entry('update', '1', { parentTaskId: '2', afterTaskId: '21' }))).toEqual(['2', '  21', '    211', '  1', '  22', '3'])
    expect(order(entry('update', '1', { afterTaskId: '211' }))).toEqual(['2', '  21', '    211', '    1', '  22', '3'])
    expect(order(entry('update', '3', { afterTaskId: null }))).toEqual(['3', '1', '2', '  21', '    211', '  22'])
    expect(order(entry('update', '21', { parentTaskId: null }))).toEqual(['1', '2', '  22', '3', '21', '  211'])
  })

  it('S33 leaves out an afterTaskId that disagrees, and keeps the rest of the entry', () => {
    const { plan: after, kinds } = resolved(base, [
      entry('update', '1', { parentTaskId: '2', afterTaskId: '3', title: 'new' }),
      entry('update', '3', { afterTaskId: 'zz' }),
      entry('update', '22', { afterTaskId: '22' }),
    ])
    expect(kinds).toEqual(['0 afterTaskId after-elsewhere', '1 afterTaskId after-unknown', '2 afterTaskId after-itself'])
    expect(outlineOf(after)).toEqual(['2', '  21', '    211', '  22', '  1', '3'])
    expect(after.tasks.get(id('1'))?.title).toBe('new')
  })

  it('S34 does not move what stands there already', () => {
    const same = [
      entry('update', '21', { parentTaskId: '2' }),
      entry('update', '22', { afterTaskId: '21' }),
      entry('update', '1', { parentTaskId: null, afterTaskId: null }),
    ]
    expect(resolved(base, same).operations).toEqual([])
    expect(resolved(base, [entry('update', '3', { afterTaskId: '1' })]).operations).toHaveLength(1)
  })

  it('S31 lets tasks change places, in whatever order it is said', () => {
    const swap = [entry('update', '2', { parentTaskId: '21' }), entry('update', '21', { parentTaskId: null })]
    expect(order(...swap)).toEqual(['1', '3', '21', '  211', '  2', '    22'])
    expect(order(...[...swap].reverse())).toEqual(['1', '3', '21', '  211', '  2', '    22'])
    expect(
      order(entry('update', '1', { parentTaskId: '2', afterTaskId: '3' }), entry('update', '3', { parentTaskId: '2', afterTaskId: '21' })),
    ).toEqual(['2', '  21', '    211', '  3', '  1', '  22'])
  })

  it('S31 the last entry that places a task counts', () => {
    expect(order(entry('update', '1', { parentTaskId: '21' }), entry('update', '1', { parentTaskId: '3' }))).toEqual([
      '2',
      '  21',
      '    211',
      '  22',
      '3',
      '  1',
    ])
  })

  it('S47 leaves out a move below itself, too deep, or into a task it is bound to', () => {
    expect(resolved(base, [entry('update', '2', { parentTaskId: '211' })]).kinds).toEqual(['0 parentTaskId cycle'])
    const deep = plan(task('1'), task('2', '1'), task('3', '2'), task('4', '3'), task('5', '4'), task('7'), task('8', '7'))
    expect(resolved(deep, [entry('update', '7', { parentTaskId: '5' })]).kinds).toEqual(['0 parentTaskId too-deep'])
    const bound = plan(task('1'), task('2', null, { dependsOn: ['1'] }))
    expect(resolved(bound, [entry('update', '2', { parentTaskId: '1' })]).kinds).toEqual(['0 parentTaskId dependency-ancestor'])
    expect(resolved(bound, [entry('update', '2', { parentTaskId: '1', dependsOn: [] })]).kinds).toEqual([])
  })

  it('S35 gives the right-hand siblings of a run of equal ranks new ones, and moves nothing else', () => {
    const equal = plan(...['a', 'b', 'c', 'd'].map((name) => task(name, null, { rank: 'a1' })), task('e', null, { rank: 'a2' }))
    const { plan: after, operations } = resolved(equal, [entry('create', 'n', { title: 'n', afterTaskId: 'b' })])
    expect(outlineOf(after)).toEqual(['a', 'b', 'n', 'c', 'd', 'e'])
    expect(operations.map(({ kind }) => kind)).toEqual(['create', 'move', 'move'])
    const first = resolved(equal, [entry('update', 'e', { afterTaskId: null })])
    expect(first.operations).toHaveLength(1)
    expect(outlineOf(first.plan)).toEqual(['e', 'a', 'b', 'c', 'd'])
  })
})

describe('resolve: deletes', () => {
  it('S36 S38 takes the subtree, children first, and the dependencies on it', () => {
    const linked = plan(task('1', null, { dependsOn: ['21', '3'] }), task('2'), task('21', '2'), task('211', '21'), task('3'))
    const { operations, kinds } = resolved(linked, [entry('delete', '2'), entry('delete', '21'), entry('delete', '2')])
    expect(kinds).toEqual([])
    expect(operations.map((operation) => [operation.kind, 'task' in operation ? operation.task.id : ''].join(' ').trim())).toEqual([
      'update',
      'delete 211',
      'delete 21',
      'delete 2',
    ])
    expect(operations[0]).toMatchObject({ before: { dependsOn: ['21'] }, after: { dependsOn: [] } })
  })

  it('S37 promotes the children to its place', () => {
    expect(outlineOf(resolved(base, [entry('delete', '2', { children: 'promote' })]).plan)).toEqual(['1', '21', '  211', '22', '3'])
    const both = [entry('delete', '2', { children: 'promote' }), entry('delete', '21', { children: 'promote' })]
    expect(outlineOf(resolved(base, both).plan)).toEqual(['1', '211', '22', '3'])
    expect(resolved(base, [entry('delete', '2'), entry('delete', '2', { children: 'promote' })]).kinds).toEqual(['1 children contradiction'])
  })

  it('S39 keeps what is moved away first, and keeps the rest back where that cannot be', () => {
    expect(outlineOf(resolved(base, [entry('delete', '2'), entry('update', '21', { parentTaskId: '3' })]).plan)).toEqual([
      '1',
      '3',
      '  21',
      '    211',
    ])
    const stuck = resolved(base, [entry('delete', '2'), entry('update', '21', { parentTaskId: 'zz' })])
    expect(stuck.kinds).toEqual(['0 - delete-takes-along', '1 parentTaskId parent-unknown'])
    expect(stuck.operations).toEqual([])
  })

  it('S40 puts nothing under what is deleted, and updates nothing that is', () => {
    const { kinds, plan: after } = resolved(base, [
      entry('delete', '2'),
      entry('create', 'n', { title: 'n', parentTaskId: '22' }),
      entry('update', '1', { parentTaskId: '2', title: 'one' }),
      entry('update', '2', { title: 'x' }),
      entry('update', '211', { title: 'x' }),
      entry('update', '3', { dependsOn: ['211'] }),
      entry('create', 'm', { title: 'm' }),
      entry('delete', 'm'),
      entry('delete', 'zz'),
      entry('update', 'zz', { title: 'x' }),
    ])
    expect(kinds).toEqual([
      '1 parentTaskId parent-deleted',
      '2 parentTaskId parent-deleted',
      '3 - task-deleted',
      '4 - task-deleted',
      '5 dependsOn dependency-deleted',
      '6 - task-deleted',
      '8 - task-unknown',
      '9 - task-unknown',
    ])
    expect(outlineOf(after)).toEqual(['1', '3'])
    expect(after.tasks.get(id('1'))?.title).toBe('one')
  })

  it('S37 what a promotion makes room for may come', () => {
    const deep = plan(task('1'), task('2', '1'), task('3', '2'), task('4', '3'), task('5', '4'), task('6', '5'), task('9'))
    const { kinds, plan: after } = resolved(deep, [entry('update', '9', { parentTaskId: '6' }), entry('delete', '2', { children: 'promote' })])
    expect(kinds).toEqual([])
    expect(outlineOf(after).at(-1)).toBe('          9')
  })
})

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

describe('resolve: the draft', () => {
  it('S46 comes to nothing for another project', () => {
    const { operations, kinds } = resolved(base, [entry('create', 'n', { title: 'n' })], { projectId: 'other' })
    expect([operations, kinds]).toEqual([[], ['-1 projectId project-unknown']])
    expect(resolved(base, [entry('create', 'n', { title: 'n' })], { projectId: 'p' }).operations).toHaveLength(1)
  })

  it('S43 holds as many entries as a patch holds operations', () => {
    const many = Array.from({ length: 10_001 }, (_, index) => entry('update', '1', { title: `t${index}` }))
    const { kinds, plan: after } = resolved(base, many)
    expect(kinds).toEqual(['-1 draft too-many'])
    expect(after.tasks.get(id('1'))?.title).toBe('t9999')
  })

  it('S34 says nothing where nothing changes', () => {
    expect(resolved(base, [entry('update', '1', { title: '1', tags: [], dependsOn: [] }), entry('update', '2')]).operations).toEqual([])
    expect(outlineOf(base)).toEqual(outline)
  })
})
