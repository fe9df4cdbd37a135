import { describe, expect, it } from 'vitest'
import { after, create, criterion, id, move, outlineOf, plan, remove, task, update, withProject } from '../testing/build.ts'
import { samePlan } from '../testing/compare.ts'
import { apply } from './apply.ts'
import { canonical } from './canonical.ts'
import { diff } from './diff.ts'
import { identify } from './identify.ts'
import { invert } from './invert.ts'
import type { Operation, OperationId } from './operation.ts'

const a = task('1')
const b = task('2', '1')
const base = plan(a, b)
const failure = (operations: readonly Operation[], on = base): unknown => {
  const result = apply(operations, on)
  return result.ok
    ? 'applied'
    : [...result.error.conflicts.map(({ kind, taskId }) => `${kind} ${taskId}`), ...(result.error.broken ? [result.error.broken.rule] : [])]
}

describe('apply', () => {
  it('S1 is exact: what a rebase would drop is refused, and every conflict is told', () => {
    expect(
      failure([create(a), update('2', { title: 'x' }, { title: '2' }), move(b, '1'), remove(task('3')), update('9', {}, { title: 'x' })]),
    ).toEqual(['task-exists 1', 'field-changed 2', 'place-changed 2', 'task-missing 3', 'task-missing 9'])
    expect(failure([update('1', { tags: ['x'] }, { tags: [] })])).toEqual(['field-changed 1'])
    expect(failure([{ kind: 'project', before: { title: 'x' }, after: { title: 'Plan' } }])).toEqual(['field-changed null'])
  })

  it('S2 asks the rules once, at the end', () => {
    const first = task('3', null, { dependsOn: ['4'] })
    expect(failure([create(first)])).toEqual(['dependency-unknown'])
    expect(failure([create(first), create(task('4'))])).toBe('applied')
  })

  it('S3 leaves what it was given, shares what it did not touch, and keeps the version', () => {
    const result = after([update('2', { title: '2' }, { title: 'two' })], base)
    expect(result.tasks.get(id('1'))).toBe(a)
    expect(base.tasks.get(id('2'))?.title).toBe('2')
    expect(result.version).toBe(base.version)
    expect(result.children).toBe(base.children)
    expect(after([], base)).toBe(base)
  })

  it('S3 keeps children in order, and knows the dependants', () => {
    const result = after(
      [create(task('3', '1', { rank: 'a1', dependsOn: ['2'] })), create(task('4', '1', { rank: 'Zz' })), move(a, null, 'a5')],
      base,
    )
    expect(outlineOf(result)).toEqual(['1', '  4', '  3', '  2'])
    expect([...(result.dependants.get(id('2')) ?? [])]).toEqual(['3'])
    expect(after([update('3', { dependsOn: ['2'] }, { dependsOn: [] })], result).dependants.has(id('2'))).toBe(false)
  })

  it('S5 S6 writes every kind of field', () => {
    const changes = { estimateMinutes: 60, metadata: { k: [1] }, acceptanceCriteria: [criterion('c')], tags: ['y', 'z'] }
    const result = after(
      [update('1', { estimateMinutes: null, metadata: {}, acceptanceCriteria: [], tags: ['x'] }, changes)],
      plan({ ...a, tags: ['a', 'x'] }),
    )
    expect(result.tasks.get(a.id)).toMatchObject({
      estimateMinutes: 60,
      metadata: { k: [1] },
      acceptanceCriteria: [{ id: 'c' }],
      tags: ['a', 'y', 'z'],
    })
  })
})

describe('invert', () => {
  it('S18 reverses and swaps', () => {
    const operations = [create(task('3')), update('1', { title: '1' }, { title: 'x' }), move(b, null), remove(task('9'))]
    expect(invert(operations)).toEqual([
      create(task('9')),
      { kind: 'move', taskId: '2', before: { parentId: null, rank: 'a2' }, after: { parentId: '1', rank: 'a2' } },
      update('1', { title: 'x' }, { title: '1' }),
      remove(task('3')),
    ])
  })
})

describe('diff', () => {
  it('S19 goes top-down in the order of the target, then deletes bottom-up', () => {
    const from = plan(task('1'), task('2', '1'), task('3', '2'), task('4'))
    const to = withProject({ title: 'Other' }, task('5'), task('4', '5'), task('6', '4', { title: 'six' }))
    expect(
      diff(from, to).map((operation) =>
        `${operation.kind} ${'task' in operation ? operation.task.id : 'taskId' in operation ? operation.taskId : ''}`.trim(),
      ),
    ).toEqual(['project', 'create 5', 'move 4', 'create 6', 'delete 3', 'delete 2', 'delete 1'])
    expect(samePlan(after(diff(from, to), from), to)).toBe(true)
  })

  it('S19 tells sets by their members and says nothing of what is the same', () => {
    const to = plan({ ...a, tags: ['y'], metadata: {} }, b)
    expect(diff(plan({ ...a, tags: ['x'] }, b), to)).toEqual([update('1', { tags: ['x'] }, { tags: ['y'] })])
    expect(diff(base, plan({ ...a }, { ...b }))).toEqual([])
  })
})

describe('canonical', () => {
  it('S20 squashes, and fails as apply does', () => {
    const twice = [update('1', { title: '1' }, { title: 'x' }), update('1', { title: 'x' }, { title: 'y' }), create(task('3')), remove(task('3'))]
    expect(canonical(twice, base)).toEqual({ ok: true, value: [update('1', { title: '1' }, { title: 'y' })] })
    expect(canonical([create(a)], base)).toMatchObject({ ok: false })
  })
})

describe('identify', () => {
  it('S21 keeps an id and its rationale while task and kind stay', () => {
    const known = [{ id: 'old' as OperationId, operation: update('1', { title: '1' }, { title: 'x' }), rationale: 'because' }]
    const next = [update('1', { title: '1' }, { title: 'z' }), move(b, null), { kind: 'project', before: {}, after: { title: 'x' } } as const]
    let count = 0
    const newId = (): OperationId => `new${count++}` as OperationId
    expect(identify(next, known, newId).map(({ id: own, rationale }) => [own, rationale])).toEqual([
      ['old', 'because'],
      ['new0', null],
      ['new1', null],
    ])
    expect(identify(next, known, newId, ({ kind }) => (kind === 'update' ? 'a better one' : null)).map(({ rationale }) => rationale)).toEqual([
      'a better one',
      null,
      null,
    ])
  })
})
