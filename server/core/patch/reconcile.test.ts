import { describe, expect, it } from 'vitest'
import type { Plan } from '../plan/plan.ts'
import { create, criterion, move, plan, remove, task, update, withProject } from '../testing/build.ts'
import type { Operation } from './operation.ts'
import { reconcile } from './reconcile.ts'

const answer = (operation: Operation, head: Plan): string => {
  const given = reconcile(operation, head)
  if (given.kind === 'conflict') return given.conflicts.map(({ kind, field }) => (field ? `${kind} ${field}` : kind)).join(', ')
  return given.kind === 'keep' && given.operation !== operation ? 'keep a part' : given.kind
}

const a = task('a')
const b = task('b', 'a')

describe('reconcile', () => {
  it('S4 a create: keep, drop, task-exists, parent-missing', () => {
    expect(answer(create(b), plan(a))).toBe('keep')
    expect(answer(create(b), plan(a, b))).toBe('drop')
    expect(answer(create(b), plan(a, { ...b, title: 'other' }))).toBe('task-exists')
    expect(answer(create(b), plan())).toBe('parent-missing')
  })

  it('S5 an update: keep, drop, field-changed, task-missing, each field singly', () => {
    const both = update('a', { title: 'a', status: 'todo' }, { title: 'A', status: 'done' })
    expect(answer(both, plan(a))).toBe('keep')
    expect(answer(both, plan({ ...a, title: 'A', status: 'done' }))).toBe('drop')
    expect(answer(both, plan({ ...a, title: 'A' }))).toBe('keep a part')
    expect(reconcile(both, plan({ ...a, title: 'A' }))).toEqual({ kind: 'keep', operation: update('a', { status: 'todo' }, { status: 'done' }) })
    expect(answer(both, plan({ ...a, title: 'x' }))).toBe('field-changed title')
    expect(answer(both, plan({ ...a, title: 'x', status: 'review' }))).toBe('field-changed title, field-changed status')
    expect(answer(both, plan(b))).toBe('task-missing')
  })

  it('S5 tells all three sides of a conflict', () => {
    const given = reconcile(update('a', { title: 'a' }, { title: 'A' }), plan({ ...a, title: 'x' }))
    expect(given).toEqual({
      kind: 'conflict',
      conflicts: [{ kind: 'field-changed', operationId: null, taskId: 'a', field: 'title', before: 'a', after: 'A', head: 'x' }],
    })
  })

  it('S6 a set: members are dropped singly and never conflict', () => {
    const tags = update('a', { tags: ['x'] }, { tags: ['y', 'z'] })
    expect(answer(tags, plan({ ...a, tags: ['w', 'x'] }))).toBe('keep')
    expect(reconcile(tags, plan({ ...a, tags: ['x', 'y'] }))).toEqual({ kind: 'keep', operation: update('a', { tags: ['x'] }, { tags: ['z'] }) })
    expect(answer(tags, plan({ ...a, tags: ['y', 'z'] }))).toBe('drop')
  })

  it('S7 criteria: merged into the list of the head, or field-changed', () => {
    const [one, two, three] = [criterion('one'), criterion('two'), criterion('three')]
    const adds = update('a', { acceptanceCriteria: [one] }, { acceptanceCriteria: [one, two] })
    expect(reconcile(adds, plan({ ...a, acceptanceCriteria: [three, one] }))).toEqual({
      kind: 'keep',
      operation: update('a', { acceptanceCriteria: [three, one] }, { acceptanceCriteria: [three, one, two] }),
    })
    expect(answer(adds, plan({ ...a, acceptanceCriteria: [one, two] }))).toBe('drop')
    expect(answer(adds, plan({ ...a, acceptanceCriteria: [one, three, two] }))).toBe('field-changed acceptanceCriteria')
    const renames = update('a', { acceptanceCriteria: [one] }, { acceptanceCriteria: [criterion('one', 'mine')] })
    expect(answer(renames, plan({ ...a, acceptanceCriteria: [criterion('one', 'theirs')] }))).toBe('field-changed acceptanceCriteria')
    expect(answer(renames, plan({ ...a, acceptanceCriteria: [criterion('one', 'mine'), two] }))).toBe('drop')
  })

  it('S8 a move: keep, drop, place-changed, parent-missing, cycle, task-missing', () => {
    const c = task('c')
    expect(answer(move(a, 'c'), plan(a, b, c))).toBe('keep')
    expect(answer(move(a, 'c'), plan({ ...a, parentId: c.id }, c))).toBe('drop')
    expect(answer(move(a, 'c'), plan({ ...a, rank: 'a9' }, c))).toBe('place-changed')
    expect(answer(move(a, 'c'), plan(a))).toBe('parent-missing')
    expect(answer(move(a, 'b'), plan(a, b))).toBe('cycle')
    expect(answer(move(a, 'a'), plan(a))).toBe('cycle')
    expect(answer(move(a, 'c'), plan(c))).toBe('task-missing')
  })

  it('S9 a delete: keep, drop, task-changed, has-children', () => {
    expect(answer(remove(a), plan(a))).toBe('keep')
    expect(answer(remove(a), plan())).toBe('drop')
    expect(answer(remove(a), plan({ ...a, title: 'newer' }))).toBe('task-changed')
    expect(answer(remove(a), plan(a, b))).toBe('has-children')
  })

  it("S10 the project's own fields", () => {
    const project: Operation = { kind: 'project', before: { title: 'Plan', tags: [] }, after: { title: 'Mine', tags: ['x'] } }
    expect(answer(project, plan())).toBe('keep')
    expect(answer(project, withProject({ title: 'Mine', tags: ['x'] }))).toBe('drop')
    expect(answer(project, withProject({ title: 'Theirs' }))).toBe('field-changed title')
  })
})
