import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply } from '../../core/patch/apply.ts'
import { resolve } from '../../core/patch/resolve.ts'
import { criterion, id, plan, task } from '../../core/testing/build.ts'
import type { CriterionId } from '../../core/plan/task.ts'
import { decodeAnswer } from '../wire/decode.ts'
import { handlesFor } from '../wire/handles.ts'
import { AnswerStream } from '../wire/stream.ts'
import { judge } from './judge.ts'
import { outermostObject } from './outermost.ts'

const base = plan(
  task('a', null, { title: 'Ship it', status: 'done' }),
  task('ab', 'a', { title: 'Build', acceptanceCriteria: [criterion('c1', 'It builds')] }),
  task('ac', 'a', { title: 'Test', dependsOn: ['ab'] }),
  task('d', null, { title: 'Sell' }),
)
const handles = handlesFor(base)

/** A name as answers hold them: good ones, and every kind of bad one. */
const name = fc.oneof(
  fc.constantFrom('t1', 't2', 't3', 't4', 'n1', 'n2', 'n3', 'root', 'first', 'project', '', 't99', 'a', 'Build', '__proto__', ' T2 '),
  fc.string({ maxLength: 8 }),
)
const junk = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(null, undefined, '', 0, -1, [], {}, [null], '\ud800', '\u0000'))
const or = <Value>(good: fc.Arbitrary<Value>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 8, arbitrary: good as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: junk })
const names = or(fc.array(name, { maxLength: 4 }))
const value = fc.oneof(
  fc.constantFrom('high', 'done', '2d', '3', 'soon', '2026-12-01', '2026-02-30', 'It builds', '', 'Ann', 'agent:Bot', 't2', 'n1'),
  fc.string({ maxLength: 12, unit: 'binary' }),
)

const operation = or(
  fc.oneof(
    fc.record({
      op: fc.constant('add_task'),
      tempId: or(name),
      parentId: or(name),
      afterId: or(name),
      title: or(fc.constantFrom('A', 'B', ' ')),
      priority: or(fc.constantFrom('none', 'high', 'P0')),
      estimate: or(value),
      startDate: or(value),
      dueDate: or(value),
      assignee: or(value),
      tags: or(fc.array(value, { maxLength: 3 })),
      criteria: or(fc.array(value, { maxLength: 3 })),
      dependsOn: names,
    }),
    fc.record({
      op: fc.constant('set_field'),
      ids: names,
      field: or(
        fc.constantFrom(
          'title',
          'summary',
          'description',
          'status',
          'priority',
          'estimate',
          'spent',
          'startDate',
          'dueDate',
          'assignee',
          'tags',
          'criteria',
          'dependsOn',
        ),
      ),
      change: or(fc.constantFrom('set', 'add', 'remove', 'check', 'uncheck')),
      values: or(fc.array(fc.oneof(value, name), { maxLength: 3 })),
    }),
    fc.record({ op: fc.constant('move_task'), ids: names, parentId: or(name), afterId: or(name) }),
    fc.record({ op: fc.constant('delete_task'), ids: names, children: or(fc.constantFrom('delete', 'promote')), reason: or(value) }),
  ),
)
const answer = fc.record({
  reply: or(value),
  operations: or(fc.array(operation, { maxLength: 8 })),
  question: or(value),
  options: or(fc.array(value)),
})

describe('any answer', () => {
  it('is judged, and what stands of it applies to the plan', () => {
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: answer }, { weight: 1, arbitrary: junk }), (given) => {
        const text = JSON.stringify(given) ?? ''
        const { standing, decoded } = judge(text, { plan: base, handles })
        if (!decoded) {
          expect(standing).toBe(0)
          return
        }
        const { operations } = resolve(decoded.draft, base, { task: (local) => id(`new ${local}`), criterion: () => 'c' as CriterionId })
        expect(operations).toHaveLength(standing)
        expect(apply(operations, base).ok).toBe(true)
        // Names of the draft are tasks of the plan or new ones of the answer: never what only looks like one.
        for (const entry of decoded.draft.taskPatches)
          if (entry.op !== 'create')
            expect(
              base.tasks.has(entry.taskId as never) ||
                decoded.draft.taskPatches.some((other) => other.op === 'create' && other.taskId === entry.taskId) ||
                decoded.issues.length > 0,
            ).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  it('says the same whether it is read whole or while it arrives', () => {
    fc.assert(
      fc.property(answer, fc.integer({ min: 1, max: 40 }), (given, size) => {
        const text = JSON.stringify(given)
        const stream = new AnswerStream()
        const streamed = Array.from({ length: Math.ceil(text.length / size) }, (_, at) => stream.read(text.slice(at * size, (at + 1) * size)))
        const operations: unknown = (JSON.parse(text) as { operations?: unknown }).operations
        if (Array.isArray(operations) && text.isWellFormed()) expect(streamed.flatMap((piece) => piece.operations)).toEqual(operations)
      }),
      { numRuns: 1_000 },
    )
  })

  it('cut anywhere is no answer', () => {
    fc.assert(
      fc.property(answer, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (given, share) => {
        const text = JSON.stringify(given)
        expect(outermostObject(text.slice(0, Math.floor(text.length * share))).ok).toBe(false)
      }),
      { numRuns: 1_000 },
    )
  })

  it('that is decoded twice is decoded alike', () => {
    fc.assert(
      fc.property(answer, (given) => {
        expect(decodeAnswer(given, base, handles).draft).toEqual(decodeAnswer(given, base, handles).draft)
      }),
      { numRuns: 200 },
    )
  })
})
