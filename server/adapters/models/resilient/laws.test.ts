import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { modelErrorKinds, type ModelEvent } from '../../../ports/language-model.ts'
import { failed, finished, used, words, world, type Step } from './testing/world.ts'

const ending: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(finished) },
  {
    weight: 3,
    arbitrary: fc
      .record({
        kind: fc.constantFrom(...modelErrorKinds),
        retryAfterMs: fc.option(fc.integer({ min: 0, max: 60_000 }), { nil: undefined }),
        structure: fc.boolean(),
      })
      .map(({ kind, retryAfterMs, structure }) =>
        failed(kind, { ...(retryAfterMs === undefined ? {} : { retryAfterMs }), refusedStructure: structure && kind === 'bad_request' }),
      ),
  },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ kind: 'hang' }, { kind: 'throw' }, words('and no end')) },
)
const middle: fc.Arbitrary<Step> = fc.oneof(
  fc.constant(words('x')),
  fc.constant(used(100, 10)),
  fc.integer({ min: 0, max: 50_000 }).map((ms): Step => ({ kind: 'wait', ms })),
)
const script = fc.tuple(fc.array(middle, { maxLength: 4 }), ending).map(([steps, end]): readonly Step[] => [...steps, end])
const model = fc.record({ scripts: fc.array(script, { minLength: 8, maxLength: 8 }), contextTokens: fc.constantFrom(3000, 100_000) })

describe('whatever providers do', () => {
  it('a call is a row of tries, each with its account, and one end; it makes no more than eight, and stops where it is told to', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(model, { minLength: 1, maxLength: 4 }),
        fc.option(fc.integer({ min: 0, max: 200_000 })),
        async (models, stopAfter) => {
          const named = models.map(
            ({ scripts, contextTokens }, index) => [`p/${'abcd'[index] ?? ''}`, { scripts, settings: { contextTokens } }] as const,
          )
          const one = world(Object.fromEntries(named))
          const control = new AbortController()
          if (stopAfter !== null) one.timing.after(stopAfter, () => control.abort())
          const events = await one.ask({}, control.signal)
          holdsTogether(events)
          const last = events.at(-1)
          const given = new Set(events.flatMap((event) => (event.kind === 'tried' && event.record.error ? [event.record.error] : [])))
          // The end is something that happened: an error of a try, a prompt that does not fit, or being stopped.
          if (last?.kind === 'error') expect([...given, 'context_overflow', 'aborted']).toContain(last.error.kind)
          const calls = Object.values(one.calls).reduce((sum, made) => sum + made.length, 0)
          expect(events.filter(({ kind }) => kind === 'try')).toHaveLength(calls)
          expect(calls).toBeLessThanOrEqual(8)
          // A second call on what the first has left behind holds together as well.
          if (calls < 8) holdsTogether(await one.ask())
        },
      ),
      { numRuns: 500 },
    )
  })
})

function holdsTogether(events: readonly ModelEvent[]): void {
  const ends = events.filter(({ kind }) => kind === 'finish' || kind === 'error')
  expect(ends).toHaveLength(1)
  expect(events.at(-1)).toBe(ends[0])
  let open: number | null = null
  let n = 0
  for (const event of events) {
    if (event.kind === 'try') {
      expect(open, 'a try begins where none is open').toBeNull()
      expect(event.n).toBe((n += 1))
      open = event.n
    } else if (event.kind === 'tried') {
      expect(event.record.n).toBe(open)
      expect(event.record.error === null).toBe(event.record.finish !== null)
      open = null
    } else if (event.kind !== 'finish' && event.kind !== 'error') expect(open, `${event.kind} belongs to a try`).not.toBeNull()
  }
  expect(open, 'every try has its account').toBeNull()
}
