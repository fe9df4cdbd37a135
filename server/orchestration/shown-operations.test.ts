import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TaskDraft } from '../core/patch/draft.ts'
import { resolve } from '../core/patch/resolve.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { ReviewedOperation } from '../core/review/proposal.ts'
import { refine } from '../core/review/refine.ts'
import { criterion, entry, plan, task } from '../core/testing/build.ts'
import { smallDraft } from '../core/testing/drafts.ts'
import { randomOf } from '../core/testing/random.ts'
import { smallPlan } from '../core/testing/small-plan.ts'
import { ShownOperations } from './shown-operations.ts'
import { subjectOf } from './turn-ids.ts'

function showing(head: Plan): ShownOperations {
  let count = 0
  return new ShownOperations({ head, plan: head, previous: [], ids: { next: () => `id-${(count += 1)}` }, unrequested: () => false })
}

/** What is stored when the whole answer is there. */
function stored(shown: ShownOperations, entries: readonly TaskDraft[], head: Plan): readonly ReviewedOperation[] {
  const { after, taskIds } = resolve({ baseVersion: head.version, taskPatches: entries }, head, shown.ids.forDraft())
  for (const [name, given] of taskIds) expect(shown.ids.taskOf(name)).toBe(given)
  return refine({ previous: [], head, after, waiting: new Set(), newId: (operation) => shown.ids.operation(operation) })
}

const said = (items: readonly ReviewedOperation[]): readonly string[] => items.map(({ operation }) => operation.kind)

describe('what is shown of an answer while it arrives', () => {
  const head = plan(task('a'), task('b', 'a'), task('c', null, { acceptanceCriteria: [criterion('k1', 'there')] }))
  const answer: readonly TaskDraft[] = [
    entry('create', 'new-1', { title: 'One', acceptanceCriteria: ['first', 'second'] }),
    entry('create', 'new-2', { title: 'Two', parentTaskId: 'new-1', dependsOn: ['c'] }),
    entry('update', 'c', { title: 'See', acceptanceCriteria: ['there', 'more'] }),
    entry('update', 'b', { parentTaskId: null, afterTaskId: 'new-1' }),
    entry('update', 'new-1', { description: 'Later' }),
    entry('delete', 'a'),
  ]

  it('is what is stored in the end, under the same ids, whether it came in one go or entry by entry', () => {
    for (const size of [1, 2, answer.length]) {
      const shown = showing(head)
      const told = new Map<string, ReviewedOperation>()
      for (let from = 0; from < answer.length; from += size) for (const item of shown.add(answer.slice(from, from + size))) told.set(item.id, item)
      const final = stored(shown, answer, head)
      expect(final.map((item) => told.get(item.id))).toEqual(final)
      expect(final.filter((item) => shown.isNews(item))).toEqual([])
    }
  })

  it('tells an operation again when a later entry changes it, and nothing that stays as it is', () => {
    const shown = showing(head)
    const [first] = shown.add(answer.slice(0, 1))
    expect(said(shown.add([entry('update', 'a', { title: 'A' })]))).toEqual(['update'])
    expect(shown.add([entry('update', 'new-1', { title: 'Uno' })])).toMatchObject([
      { id: first?.id, operation: { kind: 'create', task: { title: 'Uno' } } },
    ])
    expect(shown.add([entry('update', 'new-1', { title: 'Uno' })])).toEqual([])
  })

  it('holds an entry back until the task is there that it speaks of', () => {
    const shown = showing(head)
    expect(shown.add([entry('create', 'x', { title: 'X', parentTaskId: 'y' }), entry('update', 'z', { title: 'Z2' })])).toEqual([])
    expect(shown.add([entry('create', 'y', { title: 'Y', afterTaskId: 'z' })])).toEqual([])
    const told = shown.add([entry('create', 'z', { title: 'Z' })])
    expect(told.map(({ operation }) => (operation.kind === 'create' ? operation.task.title : ''))).toEqual(['Z2', 'Y', 'X'])
  })

  it('passes over what is no change at all, and what is said of nothing', () => {
    const shown = showing(head)
    const wrong = [null, 'create', { op: 'sing', taskId: 'a' }, { op: 'update' }, { op: 'update', taskId: 'nowhere', body: { title: 'x' } }]
    expect(shown.add(wrong as never)).toEqual([])
    expect(shown.add([entry('create', 'n', {}), entry('update', 'a', { parentTaskId: 'b' })])).toEqual([])
    expect(said(shown.add([entry('create', 'm', { title: 'M' }), entry('create', 'm', { title: 'again' })]))).toEqual(['create'])
  })

  it('is forgotten with the try it belongs to', () => {
    const shown = showing(head)
    const [first] = shown.add(answer.slice(0, 1))
    shown.reset()
    const [second] = shown.add(answer.slice(0, 1))
    expect(second).toMatchObject({ operation: { task: { title: 'One' } } })
    expect(second?.id).not.toBe(first?.id)
    expect(subjectOf(second?.operation ?? { kind: 'project', before: {}, after: {} })).not.toBe(
      subjectOf(first?.operation ?? { kind: 'project', before: {}, after: {} }),
    )
  })

  it('keeps the ids, decisions and words of a proposal that it refines', () => {
    const [was] = stored(showing(head), answer.slice(0, 1), head)
    if (was?.operation.kind !== 'create') throw new Error('one create')
    const previous = [{ ...was, decision: 'accepted' as const, comment: 'Good', rationale: 'since' }]
    const draft = { ...head, tasks: new Map([...head.tasks, [was.operation.task.id, was.operation.task]]) }
    const shown = new ShownOperations({ head, plan: planAgain(draft), previous, ids: { next: () => 'fresh' }, unrequested: () => true })
    expect(shown.add([entry('update', was.operation.task.id, { title: 'Other' })])).toMatchObject([
      {
        id: was.id,
        decision: 'pending',
        comment: 'Good',
        rationale: 'since',
        unrequested: true,
        operation: { kind: 'create', task: { title: 'Other' } },
      },
    ])
    expect(shown.add([entry('update', was.operation.task.id, { title: 'One' })])).toEqual(previous)
  })

  it('carries the final ids whatever the draft says, in whatever portions it comes', () => {
    let compared = 0
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const random = randomOf(seed)
        const base = smallPlan(random)
        const entries = smallDraft(base, random).taskPatches
        const shown = showing(base)
        const told = new Map<string, ReviewedOperation>()
        for (const each of entries) for (const item of shown.add([each])) told.set(subjectOf(item.operation), item)
        for (const item of stored(shown, entries, base)) {
          const known = told.get(subjectOf(item.operation))
          if (known === undefined) continue
          compared += 1
          if (known.id !== item.id) return false
        }
        return true
      }),
      { numRuns: 1_000 },
    )
    expect(compared).toBeGreaterThan(500)
  })
})

const planAgain = ({ tasks }: Plan): Plan => plan(...tasks.values())
