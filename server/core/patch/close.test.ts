import { describe, expect, it } from 'vitest'
import { create, move, op, patch, plan, remove, task, update } from '../testing/build.ts'
import type { Plan } from '../plan/plan.ts'
import { close, dependentsOf, requires } from './close.ts'
import type { PatchOperation } from './operation.ts'

const closed = (operations: readonly PatchOperation[], base: Plan, ...selection: readonly string[]) => [
  ...close(new Set(selection.map(op)), operations, base),
]

describe('close', () => {
  it('S26 a create needs the creates of what it names, and no more', () => {
    const operations = patch(
      create(task('1')),
      create(task('2', '1')),
      create(task('3', '2', { dependsOn: ['4'] })),
      create(task('4')),
      create(task('5')),
    )
    expect(closed(operations, plan(), 'o2')).toEqual(['o0', 'o1', 'o2', 'o3'])
    expect(closed(operations, plan(), 'o4')).toEqual(['o4'])
    expect(closed(operations, plan())).toEqual([])
  })

  it('S26 a delete needs what takes its children away and what lets go of it', () => {
    const base = plan(task('1'), task('2', '1'), task('3', '1'), task('4', null, { dependsOn: ['1'] }))
    const operations = patch(
      move(task('2', '1'), null),
      update('4', { dependsOn: ['1'], title: '4' }, { dependsOn: [], title: 'x' }),
      remove(task('3', '1')),
      remove(task('1')),
    )
    expect(closed(operations, base, 'o3')).toEqual(['o0', 'o1', 'o2', 'o3'])
    expect(closed(operations, base, 'o2')).toEqual(['o2'])
  })

  it('S27 a move needs the nearest move that leads out of its subtree, and none where it is no cycle', () => {
    const base = plan(task('1'), task('2', '1'), task('3', '2'), task('4'))
    const operations = patch(move(task('2', '1'), null), move(task('3', '2'), '4'), move(task('1'), '2'))
    expect(closed(operations, base, 'o2')).toEqual(['o0', 'o2'])
    expect(closed(operations, base, 'o1')).toEqual(['o1'])
  })

  it('S28 what keeps the rules is added', () => {
    const base = plan(task('1', null, { dependsOn: ['2'] }), task('2'))
    const turned = patch(
      update('1', { dependsOn: ['2'] }, { dependsOn: [] }),
      update('2', { dependsOn: [] }, { dependsOn: ['1'] }),
      move(task('2'), null, 'a9'),
    )
    expect(closed(turned, base, 'o1')).toEqual(['o0', 'o1'])
    const deep = plan(task('1'), task('2', '1'), task('3', '2'), task('4', '3'), task('5', '4'), task('6', '5'))
    const shallower = patch(move(task('3', '2'), null), create(task('7', '6')), update('3', { title: '3' }, { title: 'x' }))
    expect(closed(shallower, deep, 'o1')).toEqual(['o0', 'o1'])
  })

  it('S28 is total on a patch that does not apply', () => {
    const operations = patch(create(task('1', '9')), remove(task('2')), move(task('3'), '3'), update('4', {}, { dependsOn: [task('4').id] }))
    expect(closed(operations, plan(task('2'), task('5', '2'), task('3'), task('4')), 'o0', 'o1', 'o2', 'o3')).toHaveLength(4)
    expect(closed(operations, plan(), 'nobody')).toEqual([])
  })

  it('S29 requires: what each row ticks too', () => {
    const operations = patch(create(task('1')), create(task('2', '1')), create(task('3', null, { dependsOn: ['2'] })))
    expect(Object.fromEntries(requires(operations, plan()))).toEqual({ o0: [], o1: ['o0'], o2: ['o0', 'o1'] })
  })

  it('S29 two parts that are closed, each by itself, need not be closed together', () => {
    const base = plan(task('1'), task('2'), task('3', '2'))
    const operations = patch(move(task('3', '2'), null), move(task('2'), '1'), move(task('1'), '3'))
    expect(closed(operations, base, 'o1')).toEqual(['o1'])
    expect(closed(operations, base, 'o2')).toEqual(['o2'])
    expect(closed(operations, base, 'o1', 'o2')).toEqual(['o0', 'o1', 'o2'])
  })

  it('S30 dependentsOf: what cannot stand without the rejected', () => {
    const base = plan(task('9'), task('8', '9'), task('7', null, { dependsOn: ['9'] }))
    const operations = patch(
      create(task('1')),
      create(task('2', '1')),
      create(task('3', null, { dependsOn: ['2'] })),
      create(task('4')),
      move(task('8', '9'), null),
      update('7', { dependsOn: ['9'] }, { dependsOn: [] }),
      remove(task('9')),
    )
    expect([...dependentsOf(new Set([op('o0')]), operations, base)]).toEqual(['o1', 'o2'])
    expect([...dependentsOf(new Set([op('o4')]), operations, base)]).toEqual(['o6'])
    expect([...dependentsOf(new Set([op('o5')]), operations, base)]).toEqual(['o6'])
    expect([...dependentsOf(new Set([op('o3')]), operations, base)]).toEqual([])
  })
})
