import { describe, expect, it } from 'vitest'
import { create, move, plan, remove, task, update, withProject } from '../testing/build.ts'
import { apply } from './apply.ts'
import type { BrokenRule } from './conflict.ts'
import type { Operation } from './operation.ts'
import { bearsOn, broken } from './rules.ts'

const deep = [task('1'), task('2', '1'), task('3', '2'), task('4', '3'), task('5', '4'), task('6', '5')]
const refused = (operations: readonly Operation[], on: Parameters<typeof apply>[1]): BrokenRule | null | undefined => {
  const result = apply(operations, on)
  return result.ok ? undefined : result.error.broken
}

describe('the rules of a plan', () => {
  it('S11 S17 depth: at most five above one another, and the whole path is named', () => {
    expect(broken(plan(...deep))).toBeUndefined()
    const path = ['1', '2', '3', '4', '5', '6', '7']
    expect(broken(plan(...deep, task('7', '6')))).toEqual({ rule: 'depth', tasks: path })
    expect(refused([create(task('7', '6'))], plan(...deep))).toEqual({ rule: 'depth', tasks: path })
    expect(refused([move(task('8'), '5')], plan(...deep, task('8'), task('9', '8')))).toEqual({
      rule: 'depth',
      tasks: ['1', '2', '3', '4', '5', '8', '9'],
    })
    expect(refused([move(task('8'), '4')], plan(...deep, task('8'), task('9', '8')))).toBeUndefined()
  })

  it('S12 S17 dependency-unknown: both ends are named', () => {
    expect(broken(plan(task('a', null, { dependsOn: ['z'] })))).toEqual({ rule: 'dependency-unknown', tasks: ['a', 'z'] })
    expect(refused([remove(task('b'))], plan(task('a', null, { dependsOn: ['b'] }), task('b')))).toEqual({
      rule: 'dependency-unknown',
      tasks: ['a', 'b'],
    })
  })

  it('S13 S17 dependency-cycle: every task along it is named', () => {
    const three = [task('a', null, { dependsOn: ['b'] }), task('b', null, { dependsOn: ['c'] }), task('c')]
    const rule = refused([update('c', { dependsOn: [] }, { dependsOn: ['a'] })], plan(...three))
    expect({ ...rule, tasks: [...(rule?.tasks ?? [])].sort() }).toEqual({ rule: 'dependency-cycle', tasks: ['a', 'b', 'c'] })
    expect(broken(plan(task('a', null, { dependsOn: ['a'] })))?.rule).toBe('dependency-cycle')
  })

  it('S14 S17 dependency-ancestor: either way round, also by a move of something between', () => {
    expect(broken(plan(task('1'), task('2', '1', { dependsOn: ['1'] })))).toEqual({ rule: 'dependency-ancestor', tasks: ['2', '1'] })
    expect(broken(plan(task('1', null, { dependsOn: ['3'] }), task('2', '1'), task('3', '2')))).toEqual({
      rule: 'dependency-ancestor',
      tasks: ['3', '2', '1'],
    })
    const apart = plan(task('1'), task('2'), task('3', '2', { dependsOn: ['1'] }))
    expect(refused([move(task('2'), '1')], apart)).toEqual({ rule: 'dependency-ancestor', tasks: ['3', '2', '1'] })
    const other = plan(task('1', null, { dependsOn: ['3'] }), task('2'), task('3', '2'))
    expect(refused([move(task('2'), '1')], other)).toEqual({ rule: 'dependency-ancestor', tasks: ['3', '2', '1'] })
  })

  it("S15 S16 title-empty and due-before-start, the project's too", () => {
    expect(refused([update('a', { title: 'a' }, { title: '  ' })], plan(task('a')))).toEqual({ rule: 'title-empty', tasks: ['a'] })
    const late = plan(task('a', null, { startDate: '2026-02-01' }))
    expect(refused([update('a', { dueDate: null }, { dueDate: '2026-01-31' })], late)).toEqual({ rule: 'due-before-start', tasks: ['a'] })
    expect(refused([update('a', { dueDate: null }, { dueDate: '2026-02-01' })], late)).toBeUndefined()
    expect(broken(withProject({ startDate: '2026-02-01', dueDate: '2026-01-01' }))).toEqual({ rule: 'due-before-start', tasks: [] })
    expect(refused([{ kind: 'project', before: { title: 'Plan' }, after: { title: '' } }], plan())).toEqual({ rule: 'title-empty', tasks: [] })
  })

  it('S17 an operation bears on a rule only in a way that matters to it', () => {
    const depth: BrokenRule = { rule: 'depth', tasks: [task('a').id] }
    expect(bearsOn(move(task('a'), null), depth)).toBe(true)
    expect(bearsOn(update('a', { title: 'a' }, { title: 'b' }), depth)).toBe(false)
    expect(bearsOn(move(task('b'), null), depth)).toBe(false)
    expect(bearsOn(update('a', { dependsOn: [] }, { dependsOn: ['b'] }), { ...depth, rule: 'dependency-cycle' })).toBe(true)
    expect(bearsOn({ kind: 'project', before: {}, after: {} }, { rule: 'title-empty', tasks: [] })).toBe(true)
  })
})
