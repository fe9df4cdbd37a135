import { describe, expect, it } from 'vitest'
import { entry, id, outlineOf, plan, resolved, task } from '../testing/build.ts'

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
