import { describe, expect, it } from 'vitest'
import type { Plan } from '../plan/plan.ts'
import { after, create, id, move, op, outlineOf, patch, plan, remove, task, update } from '../testing/build.ts'
import { choose, type Resolution } from './choose.ts'
import type { PatchOperation } from './operation.ts'
import { rebase, type Rebased } from './rebase.ts'

const told = ({ operations, conflicts, dropped }: Rebased) => ({
  kept: operations.map((item) => item.id),
  conflicts: conflicts.map(({ operationId, kind, field }) => [operationId, kind, ...(field ? [field] : [])].join(' ')),
  dropped,
})
const planAfter = ({ operations }: Rebased, head: Plan): Plan =>
  after(
    operations.map((item) => item.operation),
    head,
  )

describe('rebase', () => {
  it('S22 puts every operation in one of three', () => {
    const head = plan(task('1', null, { title: 'theirs' }), task('2', null, { status: 'done' }), task('3'))
    const mine = patch(
      update('1', { title: '1' }, { title: 'mine' }),
      update('2', { status: 'todo' }, { status: 'done' }),
      update('3', { title: '3' }, { title: 'mine' }),
      remove(task('4')),
    )
    expect(told(rebase(mine, head))).toEqual({ kept: ['o2'], conflicts: ['o0 field-changed title'], dropped: ['o1', 'o3'] })
  })

  it('S22 keeps the very operations where nothing changed', () => {
    const mine = patch(update('1', { title: '1' }, { title: 'mine' }))
    expect(rebase(mine, plan(task('1'))).operations[0]).toBe(mine[0])
  })

  it('S23 tries a blocked move again: it is a cycle only until a later move of the patch', () => {
    // Here 3 went under 1 in the meantime. 1 can go under 3 once 2, through which 3 hangs below 1, has left.
    const head = plan(task('1'), task('2', '1'), task('3', '2'))
    const mine = patch(move(task('1'), '3'), move(task('2', '1'), null))
    const rebased = rebase(mine, head)
    expect(told(rebased)).toEqual({ kept: ['o1', 'o0'], conflicts: [], dropped: [] })
    expect(outlineOf(planAfter(rebased, head))).toEqual(['2', '  3', '    1'])
  })

  it('S23 tries a delete and a create again too, and conflicts where nothing helps', () => {
    const head = plan(task('1'), task('2', '1'))
    expect(told(rebase(patch(remove(task('1')), remove(task('2', '1'))), head)).kept).toEqual(['o1', 'o0'])
    expect(told(rebase(patch(create(task('4', '3')), create(task('3'))), head)).kept).toEqual(['o1', 'o0'])
    expect(told(rebase(patch(remove(task('1')), create(task('4', '9'))), head)).conflicts).toEqual(['o0 has-children', 'o1 parent-missing'])
  })

  it('S24 gives way only where a rule is at stake', () => {
    const head = plan(task('1', null, { dependsOn: ['2'] }), task('2'))
    const mine = patch(
      move(task('2'), null, 'a9'),
      update('2', { title: '2', dependsOn: [] }, { title: 'x', dependsOn: ['1'] }),
      update('1', { title: '1' }, { title: 'y' }),
    )
    expect(told(rebase(mine, head))).toEqual({ kept: ['o0', 'o2'], conflicts: ['o1 rule-broken dependency-cycle'], dropped: [] })
    expect(rebase(mine, head).conflicts[0]?.head).toEqual([
      { id: '2', title: 'x' },
      { id: '1', title: 'y' },
    ])
  })

  it('S24 takes what depends on what gave way along', () => {
    const path = [task('1'), task('2', '1'), task('3', '2'), task('4', '3'), task('5', '4')]
    const mine = patch(create(task('6', '5')), create(task('7', '6')), create(task('8')))
    expect(told(rebase(mine, plan(...path))).kept).toEqual(['o2'])
  })
})

describe('choose', () => {
  const head = plan(task('1', null, { title: 'theirs', status: 'done' }), task('2', null, { rank: 'b0' }), task('3', null, { title: 'newer' }))
  const mine: readonly PatchOperation[] = patch(
    update('1', { title: '1', status: 'todo', priority: 'none' }, { title: 'mine', status: 'review', priority: 'high' }),
    move(task('2'), '1'),
    remove(task('3')),
    update('9', { title: '9' }, { title: 'x' }),
  )
  const chosen = (...resolutions: readonly Resolution[]) => choose(mine, head, resolutions)

  it('S25 is a rebase where nothing is chosen, and where the choice is for what does not conflict', () => {
    expect(chosen()).toEqual(rebase(mine, head))
    expect(choose(patch(update('2', { title: '2' }, { title: 'x' })), head, [{ operationId: op('o0'), take: 'theirs' }]).operations).toHaveLength(1)
  })

  it('S25 mine: on the head as it is now', () => {
    const rebased = chosen(
      { operationId: op('o0'), take: 'mine' },
      { operationId: op('o1'), take: 'mine' },
      { operationId: op('o2'), take: 'mine' },
      { operationId: op('o3'), take: 'mine' },
    )
    expect(told(rebased)).toEqual({ kept: ['o0', 'o1', 'o2'], conflicts: ['o3 task-missing'], dropped: [] })
    const result = planAfter(rebased, head)
    expect(result.tasks.get(id('1'))).toMatchObject({ title: 'mine', status: 'review', priority: 'high' })
    expect(outlineOf(result)).toEqual(['1', '  2'])
  })

  it('S25 theirs: the operation, or the field, goes', () => {
    expect(told(chosen(...mine.map(({ id: operationId }) => ({ operationId, take: 'theirs' as const }))))).toEqual({
      kept: [],
      conflicts: [],
      dropped: ['o0', 'o1', 'o2', 'o3'],
    })
    const mixed = chosen({ operationId: op('o0'), field: 'title', take: 'theirs' }, { operationId: op('o0'), field: 'status', take: 'mine' })
    expect(told(mixed).kept).toEqual(['o0'])
    expect(planAfter(mixed, head).tasks.get(id('1'))).toMatchObject({ title: 'theirs', status: 'review', priority: 'high' })
    expect(told(chosen({ operationId: op('o0'), field: 'title', take: 'theirs' })).conflicts).toContain('o0 field-changed status')
  })

  it('S25 theirs: dropping the last field drops the operation', () => {
    const one = patch(update('1', { title: '1' }, { title: 'mine' }))
    expect(told(choose(one, head, [{ operationId: op('o0'), field: 'title', take: 'theirs' }])).dropped).toEqual(['o0'])
  })

  it('S25 mine, of a create whose task is there: its fields are written over', () => {
    const again = patch(create(task('1', null, { tags: ['x'] })))
    const rebased = choose(again, head, [{ operationId: op('o0'), take: 'mine' }])
    expect(planAfter(rebased, head).tasks.get(id('1'))).toMatchObject({ title: '1', status: 'todo', tags: ['x'] })
  })

  it("S25 mine and theirs of the project's fields", () => {
    const project = patch({ kind: 'project', before: { title: 'old' }, after: { title: 'mine' } })
    expect(planAfter(choose(project, head, [{ operationId: op('o0'), take: 'mine' }]), head).project.title).toBe('mine')
    expect(told(choose(project, head, [{ operationId: op('o0'), take: 'theirs' }])).dropped).toEqual(['o0'])
  })
})
