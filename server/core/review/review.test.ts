import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply } from '../patch/apply.ts'
import { diff } from '../patch/diff.ts'
import type { OperationId } from '../patch/operation.ts'
import type { Plan } from '../plan/plan.ts'
import { create, op, plan, remove, task, update } from '../testing/build.ts'
import { samePlan } from '../testing/compare.ts'
import { edited } from '../testing/edits.ts'
import { randomOf } from '../testing/random.ts'
import { smallPlan } from '../testing/small-plan.ts'
import { acceptance, defaultSelection } from './accept.ts'
import { decide } from './decide.ts'
import type { ReviewedOperation } from './proposal.ts'
import { refine } from './refine.ts'
import { draftState, isActive, standingOn, viewOf } from './view.ts'

const runs = 1_000

function reviewed(operations: readonly ReviewedOperation['operation'][]): readonly ReviewedOperation[] {
  return operations.map((operation, index) => ({
    id: `o${index}` as OperationId,
    operation,
    rationale: null,
    unrequested: false,
    unticked: false,
    decision: 'pending',
    comment: null,
    editedBy: null,
    original: null,
  }))
}

/** A small plan, a proposal that leads to another one, and a way to choose. */
const cases = fc.integer({ min: 0, max: 2 ** 31 }).map((seed) => {
  const random = randomOf(seed)
  const head = smallPlan(random)
  const target = edited(head, 4, random)
  return { head, target, items: reviewed(diff(head, target)), random, seed }
})

const someIds = (items: readonly ReviewedOperation[], chance: (p: number) => boolean): readonly OperationId[] =>
  items.filter(() => chance(0.4)).map((item) => item.id)

const active = (items: readonly ReviewedOperation[]) => items.filter(isActive).map((item) => item.operation)

describe('deciding', () => {
  it('leaves what is not turned down applicable, whatever is decided in whatever order', () => {
    fc.assert(
      fc.property(cases, ({ head, items, random }) => {
        let current = items
        for (let step = 0; step < 5; step += 1) {
          const changes = someIds(items, (p) => random.chance(p)).map((id) => ({
            id,
            decision: random.chance(0.5) ? ('rejected' as const) : ('accepted' as const),
          }))
          current = decide(current, changes, head)
        }
        return apply(active(current), head).ok
      }),
      { numRuns: runs },
    )
  })

  it('turns down what needs the operation, and takes back in what it needs', () => {
    const head = plan()
    const items = reviewed([create(task('a')), create(task('b', 'a')), create(task('c'))])
    const rejected = decide(items, [{ id: op('o0'), decision: 'rejected' }], head)
    expect(rejected.map((item) => item.decision)).toEqual(['rejected', 'rejected', 'pending'])
    const again = decide(rejected, [{ id: op('o1'), decision: 'accepted' }], head)
    expect(again.map((item) => item.decision)).toEqual(['pending', 'accepted', 'pending'])
  })

  it('keeps a comment without a decision', () => {
    const items = reviewed([create(task('a'))])
    expect(decide(items, [{ id: op('o0'), comment: 'Why?' }], plan())[0]).toMatchObject({ comment: 'Why?', decision: 'pending' })
  })
})

describe('accepting', () => {
  it('all of it gives the plan that was proposed', () => {
    fc.assert(
      fc.property(cases, ({ head, target, items }) => {
        const result = acceptance(items, defaultSelection(items), head)
        return result.ok && samePlan(result.value.after, target) && result.value.rest.length === 0
      }),
      { numRuns: runs },
    )
  })

  it('a part and then the rest gives the same plan as all at once', () => {
    fc.assert(
      fc.property(cases, ({ head, target, items, random }) => {
        const part = acceptance(items, new Set(someIds(items, (p) => random.chance(p))), head, true)
        if (!part.ok) return false
        const rest = acceptance(part.value.rest, defaultSelection(part.value.rest), part.value.after)
        return rest.ok && samePlan(rest.value.after, target)
      }),
      { numRuns: runs },
    )
  })

  it('names exactly what a selection lacks: with it, it can be accepted', () => {
    let incomplete = 0
    fc.assert(
      fc.property(cases, ({ head, items, random }) => {
        const selection = new Set(someIds(items, (p) => random.chance(p)))
        const result = acceptance(items, selection, head)
        if (result.ok) return true
        if (result.error.kind !== 'incomplete') return false
        incomplete += 1
        return acceptance(items, new Set([...selection, ...result.error.missing]), head).ok
      }),
      { numRuns: runs },
    )
    expect(incomplete).toBeGreaterThan(20)
  })

  it('does not take what nobody asked for, unless it is named or accepted', () => {
    const [asked, other] = reviewed([create(task('a')), create(task('b'))])
    if (!asked || !other) throw new Error('two operations')
    const items = [asked, { ...other, unrequested: true }]
    expect([...defaultSelection(items)]).toEqual(['o0'])
    expect([...defaultSelection([asked, { ...other, unrequested: true, decision: 'accepted' }])]).toEqual(['o0', 'o1'])
  })

  it('refuses what conflicts with the head, and says with what', () => {
    const items = reviewed([update('a', { title: 'a' }, { title: 'Mine' })])
    const head = plan(task('a', null, { title: 'Theirs' }))
    const result = acceptance(items, defaultSelection(items), head)
    expect(result).toMatchObject({
      ok: false,
      error: { kind: 'conflict', conflicts: [{ kind: 'field-changed', field: 'title', before: 'a', after: 'Mine', head: 'Theirs' }] },
    })
  })

  it('does not let an operation that conflicts keep others back', () => {
    const items = reviewed([update('a', { title: 'a' }, { title: 'Mine' }), create(task('b'))])
    const head = plan(task('a', null, { title: 'Theirs' }))
    expect(acceptance(items, new Set([op('o1')]), head)).toMatchObject({ ok: true, value: { rest: [{ id: 'o0' }] } })
  })

  it('refuses operations that the proposal does not have', () => {
    expect(acceptance([], new Set([op('nothing')]), plan())).toEqual({ ok: false, error: { kind: 'unknown-operations', ids: ['nothing'] } })
  })
})

describe('refining', () => {
  const refineTo = (previous: readonly ReviewedOperation[], head: Plan, after: Plan): readonly ReviewedOperation[] => {
    let count = 0
    const waiting = new Set(standingOn(previous, head).conflicts.flatMap((conflict) => conflict.operationId ?? []))
    return refine({ previous, head, after, waiting, newId: () => `n${(count += 1)}` as OperationId })
  }

  it('leads from the head to the new draft state, in one canonical patch', () => {
    fc.assert(
      fc.property(cases, ({ head, items, random }) => {
        const after = edited(draftState(items, head).plan, 3, random)
        const refined = refineTo(items, head, after)
        const applied = apply(active(refined), head)
        return applied.ok && samePlan(applied.value, after) && new Set(refined.map((item) => item.id)).size === refined.length
      }),
      { numRuns: runs },
    )
  })

  it('keeps id, decision and comment of an operation that did not change, and the turned down ones', () => {
    const head = plan(task('a'))
    const [first, second, third] = reviewed([create(task('b')), create(task('c')), update('a', { priority: 'none' }, { priority: 'high' })])
    if (!first || !second || !third) throw new Error('three operations')
    const items: readonly ReviewedOperation[] = [
      { ...first, decision: 'accepted', comment: 'Yes' },
      { ...second, decision: 'rejected', comment: 'No' },
      { ...third, decision: 'accepted', comment: 'Hm' },
    ]
    const { plan: draft } = draftState(items, head)
    const after = apply([update('a', { priority: 'high' }, { priority: 'urgent' })], draft)
    if (!after.ok) throw new Error('applies')
    expect(refineTo(items, head, after.value)).toEqual([
      expect.objectContaining({ id: 'o2', decision: 'pending', comment: 'Hm', operation: update('a', { priority: 'none' }, { priority: 'urgent' }) }),
      items[0],
      items[1],
    ])
  })

  it('keeps an operation that waits for a choice', () => {
    const items = reviewed([update('a', { title: 'a' }, { title: 'Mine' })])
    const head = plan(task('a', null, { title: 'Theirs' }))
    expect(refineTo(items, head, head)).toEqual(items)
  })
})

describe('seeing a proposal', () => {
  const proposal = (operations: readonly ReviewedOperation[], status: 'open' | 'rejected' = 'open') =>
    ({ operations, status, applied: [], baseVersion: 1 }) as unknown as Parameters<typeof viewOf>[0]

  it('tells what ticking a row ticks too', () => {
    const view = viewOf(proposal(reviewed([create(task('a')), create(task('b', 'a'))])), plan())
    expect(view.operations.map((item) => item.requires)).toEqual([[], ['o0']])
    expect(view).toMatchObject({ stale: false, conflicts: [] })
  })

  it('leaves out what the head has by now, and shows what conflicts', () => {
    const items = reviewed([create(task('a')), update('b', { title: 'b' }, { title: 'Mine' })])
    const head = { ...plan(task('a'), task('b', null, { title: 'Theirs' })), version: 3 }
    const view = viewOf(proposal(items), head)
    expect(view.operations.map((item) => item.id)).toEqual(['o1'])
    expect(view).toMatchObject({ stale: true, headVersion: 3, dropped: ['o0'], conflicts: [{ operationId: 'o1' }] })
  })

  it('shows a closed one as it was left', () => {
    const items = reviewed([remove(task('gone'))])
    expect(viewOf(proposal(items, 'rejected'), plan()).operations).toEqual(items.map((item) => ({ ...item, requires: [] })))
  })
})
