import { describe, expect, it } from 'vitest'
import { samePlan } from '../testing/compare.ts'
import { after, entry, id, patch, resolved } from '../testing/build.ts'
import { largePlan } from '../testing/large-plan.ts'
import { randomOf } from '../testing/random.ts'
import { unsound } from '../testing/laws/rules.ts'
import { inOrder } from '../plan/tree.ts'
import { close, requires } from './close.ts'
import { diff } from './diff.ts'
import type { TaskDraft } from './draft.ts'
import { invert } from './invert.ts'
import { rebase } from './rebase.ts'

/** Correct at the size that is ordinary: no timed assertion, but a quadratic algorithm would not end in time. */
describe('a plan of 10,000 tasks and a patch of 1,000 operations', () => {
  const base = largePlan(10_000, 11)
  const draftOf = (seed: number, size: number): readonly TaskDraft[] => {
    const random = randomOf(seed)
    const ids = [...base.tasks.keys()]
    return Array.from({ length: size }, (_, index) => {
      const what = random.below(10)
      const target = random.pick(ids)
      if (what < 4)
        return entry('create', `s${seed}-${index}`, { title: `New ${index}`, parentTaskId: random.pick(ids), dependsOn: [random.pick(ids)] })
      if (what < 7) return entry('update', target, { title: `Changed ${index}`, tags: ['x'], dependsOn: [random.pick(ids)] })
      return what < 9
        ? entry('update', target, { parentTaskId: random.pick(ids), afterTaskId: null })
        : entry('delete', target, { children: 'promote' })
    })
  }
  const { operations, plan: result, issues } = resolved(base, draftOf(1, 1_000))
  const mine = patch(...operations)
  const { plan: head } = resolved(base, draftOf(2, 400))

  it('L11 L4 resolves, applies, and compares', () => {
    expect(operations.length).toBeGreaterThan(700)
    expect(issues.length).toBeGreaterThan(0)
    expect(unsound(result)).toBeUndefined()
    expect(samePlan(after(diff(base, result), base), result)).toBe(true)
  })

  it('L2 takes back', () => {
    expect(samePlan(after(invert(operations), result), base)).toBe(true)
  })

  it('L5 L6 rebases', () => {
    const { operations: kept, conflicts, dropped } = rebase(mine, head)
    const rebased = after(
      kept.map(({ operation }) => operation),
      head,
    )
    expect(unsound(rebased)).toBeUndefined()
    expect(conflicts.length).toBeGreaterThan(0)
    expect(kept.length + dropped.length + new Set(conflicts.map(({ operationId }) => operationId)).size).toBe(mine.length)
  })

  it('L9 closes', () => {
    const selection = new Set(mine.filter((_, index) => index % 3 === 0).map((item) => item.id))
    const closed = close(selection, mine, base)
    const part = mine.filter((item) => closed.has(item.id))
    const middle = after(
      part.map(({ operation }) => operation),
      base,
    )
    const rest = rebase(
      mine.filter((item) => !closed.has(item.id)),
      middle,
    )
    expect(rest.conflicts).toEqual([])
    expect(
      samePlan(
        after(
          rest.operations.map(({ operation }) => operation),
          middle,
        ),
        result,
      ),
    ).toBe(true)
  })

  it('S29 says what each of all rows requires', () => {
    const needs = requires(mine, base)
    expect(needs.size).toBe(mine.length)
    for (const { id: own } of mine.slice(0, 50)) expect(new Set([own, ...(needs.get(own) ?? [])])).toEqual(close(new Set([own]), mine, base))
  })

  it('L11 deletes all of it', () => {
    const roots = inOrder(base).flatMap(({ task, depth }) => (depth === 0 ? [entry('delete', task.id)] : []))
    const { operations: deletes, plan: empty } = resolved(base, roots)
    expect([deletes.length, empty.tasks.size, empty.children.size, empty.dependants.size]).toEqual([10_000, 0, 0, 0])
  })

  it('L11 survives 10,000 entries that wait for each other', () => {
    const chain = Array.from({ length: 10_000 }, (_, index) =>
      entry('create', `z${index}`, { title: 'z', afterTaskId: `z${index + 1}`, dependsOn: [`z${index + 1}`] }),
    )
    const { plan: long } = resolved(base, chain)
    expect(long.tasks.size).toBe(20_000)
    expect(long.tasks.get(id('z0'))?.dependsOn).toEqual(['z1'])
  })
})
