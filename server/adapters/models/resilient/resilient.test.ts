import { describe, expect, it } from 'vitest'
import { modelErrorKinds, type CallEvent, type ModelClient, type ModelEvent, type TryRecord, type WorstCase } from '../../../ports/language-model.ts'
import { withDeadlines } from './deadlines.ts'
import { policies } from './policy.ts'
import { answer, failed, fakeTime, finished, request, settings, used, words, world, type Step } from './testing/world.ts'
import { pause } from './timing.ts'

const kindsOf = (events: readonly ModelEvent[]): string[] => events.map((event) => event.kind)
const tries = (events: readonly ModelEvent[]): TryRecord[] => events.flatMap((event) => (event.kind === 'tried' ? [event.record] : []))
const asked = (events: readonly ModelEvent[]): string[] =>
  events.flatMap((event) => (event.kind === 'try' ? [`${event.provider}/${event.model}`] : []))
const end = (events: readonly ModelEvent[]) => {
  const ends = events.filter(({ kind }) => kind === 'finish' || kind === 'error')
  expect(ends).toHaveLength(1)
  expect(events.at(-1)).toBe(ends[0])
  const [last] = ends
  if (last?.kind !== 'finish' && last?.kind !== 'error') throw new Error('no end')
  return last.kind === 'error'
    ? { error: last.error.kind, message: last.error.message, retryAfterMs: last.error.retryAfterMs }
    : { reason: last.reason }
}

describe('an answer at the first try', () => {
  it('passes on what arrives, with one account and one end', async () => {
    const events = await world({ 'one/a': { scripts: [answer] } }).ask()
    expect(kindsOf(events)).toEqual(['try', 'delta', 'delta', 'usage', 'tried', 'finish'])
    expect(events[0]).toEqual({ kind: 'try', n: 1, provider: 'one', model: 'a' })
    expect(tries(events)[0]).toEqual({
      provider: 'one',
      model: 'a',
      n: 1,
      kind: 'plan',
      answeredBy: 'answerer',
      startedAt: '2026-11-20T09:00:00.000Z',
      firstTokenMs: 0,
      totalMs: 0,
      finish: 'stop',
      error: null,
      requestId: 'req-1',
      usage: { inputTokens: 100, cachedTokens: 0, cacheWriteTokens: 0, outputTokens: 10, reasoningTokens: 0 },
      costMicros: 200,
      price: 'a, test',
    })
  })

  it('measures the time to the first word, not to the first sign of thinking', async () => {
    const script: Step[] = [{ kind: 'wait', ms: 500 }, words(''), { kind: 'wait', ms: 2000 }, words('x'), finished]
    const [record] = tries(await world({ 'one/a': { scripts: [script] } }).ask())
    expect(record).toMatchObject({ firstTokenMs: 2500, totalMs: 2500, usage: null, costMicros: null, price: null })
  })

  it('knows no cost where the price is not known, which is not nothing', async () => {
    const [record] = tries(await world({ 'one/unpriced': { scripts: [answer] } }).ask())
    expect(record).toMatchObject({ usage: { inputTokens: 100 }, costMicros: null, price: null })
  })

  it('asks for no more than the model gives and the prompt leaves', async () => {
    const one = world({ 'one/a': { scripts: [answer], settings: { outputTokens: 1000 } } })
    await one.ask({ maxOutputTokens: 120_000 })
    expect(one.calls['one/a']?.[0]?.maxOutputTokens).toBe(1000)
    const small = world({ 'one/a': { scripts: [answer], settings: { contextTokens: 3000 } } })
    await small.ask({ maxOutputTokens: 4000, system: 'word '.repeat(2000) })
    const sent = small.calls['one/a']?.[0]?.maxOutputTokens ?? 0
    expect(sent).toBeGreaterThan(700)
    expect(sent).toBeLessThan(1000)
  })
})

describe('marks for a cache', () => {
  const cache = { control: 'explicit', minPrefix: 2000 } as const
  const markedFor = async (more: Parameters<ReturnType<typeof world>['ask']>[0]) => {
    const one = world({ 'one/a': { scripts: [answer], settings: { cache } } })
    await one.ask(more)
    return one.calls['one/a']?.[0]?.cache
  }

  it('are set where the part that stays the same is long enough to be kept', async () => {
    expect(await markedFor({ system: 'word '.repeat(2500) })).toBe('explicit')
    const messages = [{ role: 'user', text: 'word '.repeat(2500) }] as const
    expect(await markedFor({ messages, stableMessages: 1 })).toBe('explicit')
    expect(await markedFor({ messages, stableMessages: 0 })).toBe('none')
    expect(await markedFor({ system: 'word '.repeat(1000) })).toBe('none')
  })
})

describe('errors', () => {
  it.each(['overloaded', 'server', 'network', 'rate_limited'] as const)('of the kind %s are tried again on the same model', async (kind) => {
    const events = await world({ 'one/a': { scripts: [[words('half'), failed(kind)], answer] }, 'two/b': { scripts: [] } }).ask()
    expect(asked(events)).toEqual(['one/a', 'one/a'])
    expect(kindsOf(events)).toEqual(['try', 'delta', 'tried', 'try', 'delta', 'delta', 'usage', 'tried', 'finish'])
    expect(tries(events).map(({ n, error }) => [n, error])).toEqual([
      [1, kind],
      [2, null],
    ])
  })

  it.each(['quota_exhausted', 'auth', 'model_not_found', 'timeout', 'not_configured'] as const)(
    'of the kind %s go to the next model at once',
    async (kind) => {
      const events = await world({ 'one/a': { scripts: [[failed(kind)]] }, 'two/b': { scripts: [answer] } }).ask()
      expect(asked(events)).toEqual(['one/a', 'two/b'])
      expect(end(events)).toEqual({ reason: 'stop' })
    },
  )

  it.each(['bad_request', 'truncated', 'refused', 'invalid_json', 'schema_mismatch', 'semantic_invalid', 'aborted', 'budget_exhausted'] as const)(
    'of the kind %s end the call: nobody else is asked',
    async (kind) => {
      const events = await world({ 'one/a': { scripts: [[failed(kind)]] }, 'two/b': { scripts: [] } }).ask()
      expect(asked(events)).toEqual(['one/a'])
      expect(end(events)).toMatchObject({ error: kind })
    },
  )

  it('all have a policy', () => {
    expect(Object.keys(policies).sort()).toEqual([...modelErrorKinds].sort())
  })

  it('are tried three times, with pauses that grow, and then the next model is asked', async () => {
    const timing = fakeTime(() => 0.999_999)
    const down: Step[] = [failed('server')]
    const start = timing.now()
    const events = await world({ 'one/a': { scripts: [down, down, down] }, 'two/b': { scripts: [answer] } }, { timing }).ask()
    expect(asked(events)).toEqual(['one/a', 'one/a', 'one/a', 'two/b'])
    expect(tries(events).map(({ startedAt }) => Date.parse(startedAt) - start)).toEqual([0, 500, 1500, 1500])
  })

  it('of every model end in a sentence for each, and no call makes more than eight tries', async () => {
    const kinds = ['overloaded', 'server', 'network', 'overloaded'] as const
    const models = kinds.map((kind, index) => [`p/${'abcd'[index] ?? ''}`, { scripts: [[failed(kind)], [failed(kind)], [failed(kind)]] }] as const)
    const events = await world(Object.fromEntries(models)).ask()
    expect(tries(events)).toHaveLength(8)
    expect(end(events)).toMatchObject({ error: 'network', message: 'There was a overloaded. There was a server. There was a network.' })
  })

  it('go on to another model where one has declined and that is wished for', async () => {
    const events = await world({ 'one/a': { scripts: [[failed('refused')]] }, 'two/b': { scripts: [answer] } }, { failoverWhenRefused: true }).ask()
    expect(asked(events)).toEqual(['one/a', 'two/b'])
  })

  it('that a client throws, or an end that it forgets, are errors like others', async () => {
    const thrown = await world({ 'one/a': { scripts: [[words('x'), { kind: 'throw' }], [words('x')], answer] } }).ask()
    expect(tries(thrown).map(({ error }) => error)).toEqual(['server', 'network', null])
  })
})

describe('a client with a fault of its own', () => {
  it('that throws before it has begun is a try like others', async () => {
    const broken: ModelClient = {
      call: () => {
        throw new Error('no such thing')
      },
    }
    const timing = fakeTime()
    const events: CallEvent[] = []
    const read = async (): Promise<void> => {
      const { timeouts } = settings('a')
      const call = {
        model: 'a',
        request: request(),
        structure: 'strict',
        maxOutputTokens: 1,
        temperature: null,
        cache: 'none',
        streamUsage: true,
      } as const
      for await (const event of withDeadlines({ client: broken, name: 'one/a' }, call, timeouts, timing, new AbortController().signal))
        events.push(event)
    }
    await timing.run(read())
    expect(events).toMatchObject([{ kind: 'error', error: { kind: 'server', message: 'The call of one/a failed unexpectedly.' } }])
  })
})

describe('a wait that the provider asks for', () => {
  it('is kept where nobody else can answer', async () => {
    const one = world({ 'one/a': { scripts: [[failed('rate_limited', { retryAfterMs: 12_000 })], answer] } })
    const start = one.timing.now()
    const [, second] = tries(await one.ask())
    expect(Date.parse(second?.startedAt ?? '') - start).toBe(12_000)
  })

  it('is kept when it is short, also where somebody else could answer', async () => {
    const events = await world({ 'one/a': { scripts: [[failed('rate_limited', { retryAfterMs: 1500 })], answer] }, 'two/b': { scripts: [] } }).ask()
    expect(asked(events)).toEqual(['one/a', 'one/a'])
  })

  it('is not sat out where somebody else can answer, and nobody calls meanwhile', async () => {
    const both = world({
      'one/a': { scripts: [[failed('rate_limited', { retryAfterMs: 12_000 })], answer] },
      'two/b': { scripts: [answer, answer] },
    })
    expect(asked(await both.ask())).toEqual(['one/a', 'two/b'])
    expect(asked(await both.ask())).toEqual(['two/b'])
    both.timing.advance(12_000)
    expect(asked(await both.ask())).toEqual(['one/a'])
  })

  it('ends the call where it is longer than anybody wants to wait, and says for how long', async () => {
    const one = world({ 'one/a': { scripts: [[failed('rate_limited', { retryAfterMs: 60_000 })]] } })
    expect(end(await one.ask())).toMatchObject({ error: 'rate_limited', retryAfterMs: 60_000 })
    one.timing.advance(20_000)
    const later = await one.ask()
    expect(asked(later)).toEqual([])
    expect(end(later)).toMatchObject({ error: 'rate_limited', retryAfterMs: 40_000, message: expect.stringContaining('40 seconds') })
  })
})

describe('deadlines', () => {
  it('run out before the first word, between two pieces, and over the whole', async () => {
    const one = world({
      'one/a': { scripts: [[{ kind: 'hang' }]] },
      'two/b': { scripts: [[words('x'), { kind: 'hang' }]] },
      'three/c': { scripts: [Array.from({ length: 30 }, (): Step[] => [{ kind: 'wait', ms: 20_000 }, words('x')]).flat()] },
      'four/d': { scripts: [answer] },
    })
    const records = tries(await one.ask())
    expect(records.map(({ error, totalMs }) => [error, totalMs])).toEqual([
      ['timeout', 60_000],
      ['timeout', 30_000],
      ['timeout', 300_250],
      [null, 0],
    ])
  })

  it('count only our own waiting: whoever reads may take their time', async () => {
    const one = world({ 'one/a': { scripts: [answer] } })
    const seen: string[] = []
    const slowly = async (): Promise<void> => {
      for await (const event of one.model.generate(request(), new AbortController().signal)) {
        seen.push(event.kind)
        if (event.kind === 'delta') await pause(one.timing, 100_000, new AbortController().signal)
      }
    }
    await one.timing.run(slowly())
    expect(seen).toEqual(['try', 'delta', 'delta', 'usage', 'tried', 'finish'])
  })

  it('end the try also where the client does not hear that it was stopped, and keep what it still tells of its use', async () => {
    const deaf: Step[] = [words('x'), { kind: 'wait', ms: 30_100 }, used(50, 5), { kind: 'wait', ms: 1_000_000 }, finished]
    const events = await world({ 'one/a': { scripts: [deaf] }, 'two/b': { scripts: [answer] } }).ask()
    expect(tries(events)[0]).toMatchObject({ error: 'timeout', totalMs: 30_250, costMicros: 100 })
    expect(end(events)).toEqual({ reason: 'stop' })
  })
})

describe('stopping', () => {
  it('ends the answer at once, with its account', async () => {
    const control = new AbortController()
    const one = world({ 'one/a': { scripts: [[words('x'), { kind: 'hang' }]] }, 'two/b': { scripts: [] } })
    one.timing.after(5000, () => control.abort())
    const events = await one.ask({}, control.signal)
    expect(tries(events)).toMatchObject([{ error: 'aborted', totalMs: 5000 }])
    expect(end(events)).toMatchObject({ error: 'aborted' })
  })

  it('ends a pause, too, and a call that had not begun', async () => {
    const control = new AbortController()
    const one = world({ 'one/a': { scripts: [[failed('rate_limited', { retryAfterMs: 15_000 })]] } })
    one.timing.after(5000, () => control.abort())
    const start = one.timing.now()
    expect(end(await one.ask({}, control.signal))).toMatchObject({ error: 'aborted' })
    expect(one.timing.now() - start).toBe(5000)
    one.timing.advance(60_000)
    expect(end(await one.ask({}, control.signal))).toMatchObject({ error: 'aborted' })
    expect(one.calls['one/a']).toHaveLength(1)
  })

  it('frees the model where whoever reads goes away in the middle', async () => {
    const one = world({ 'one/a': { scripts: [[failed('auth')], [words('x'), { kind: 'hang' }], answer] } })
    await one.ask()
    one.timing.advance(30_000)
    const leave = async (): Promise<void> => {
      for await (const event of one.model.generate({ ...probe }, new AbortController().signal)) if (event.kind === 'delta') return
    }
    await one.timing.run(leave())
    expect(end(await one.ask())).toEqual({ reason: 'stop' })
  })
})

const probe = {
  kind: 'plan',
  system: '',
  messages: [],
  stableMessages: 0,
  cacheKey: '',
  output: null,
  tools: [],
  maxOutputTokens: 10,
  prefer: null,
  only: null,
  allow: null,
} as const

describe('the ladder', () => {
  const refuses: Step[] = [failed('bad_request', { refusedStructure: true })]

  it('goes down one rung for each refusal, remembers where it stood, and takes one retry from nobody', async () => {
    const one = world({ 'one/a': { scripts: [refuses, refuses, [failed('server')], [failed('server')], answer, answer] } })
    const first = await one.ask()
    expect(end(first)).toEqual({ reason: 'stop' })
    expect(tries(first).map(({ n }) => n)).toEqual([1, 2, 3, 4, 5])
    expect(one.calls['one/a']?.map(({ structure }) => structure)).toEqual(['strict', 'schema', 'json', 'json', 'json'])
    await one.ask()
    expect(one.calls['one/a']?.at(-1)?.structure).toBe('json')
  })

  it('begins where the model does, drops other parameters at the foot, and then gives up', async () => {
    const one = world({
      'one/a': { scripts: [refuses, refuses, refuses, refuses], settings: { structure: 'json', temperature: 0.2 } },
      'two/b': { scripts: [] },
    })
    expect(end(await one.ask())).toMatchObject({ error: 'bad_request' })
    expect(one.calls['one/a']?.map(({ structure, temperature, streamUsage }) => [structure, temperature, streamUsage])).toEqual([
      ['json', 0.2, true],
      ['text', 0.2, true],
      ['json', null, false],
      ['text', null, false],
    ])
  })

  it('is one for each shape of answer, and is climbed again after an hour', async () => {
    const one = world({ 'one/a': { scripts: [refuses, answer, answer, answer] } })
    await one.ask()
    await one.ask({ output: { name: 'route', schema: {} } })
    one.timing.advance(3_600_001)
    await one.ask()
    expect(one.calls['one/a']?.map(({ structure }) => structure)).toEqual(['strict', 'schema', 'strict', 'strict'])
  })

  it('leaves out parameters alone where words are wanted', async () => {
    const one = world({ 'one/a': { scripts: [refuses, answer] } })
    await one.ask({ output: null })
    expect(one.calls['one/a']?.map(({ streamUsage }) => streamUsage)).toEqual([true, false])
  })
})

describe('a model that fails again and again', () => {
  const down: Step[] = [failed('server')]

  it('rests, is tried by one call when the rest is over, and rests twice as long where that fails', async () => {
    const one = world(
      { 'one/a': { scripts: [down, down, down, down, answer] }, 'two/b': { scripts: [answer, answer, answer, answer] } },
      { restAfter: 3 },
    )
    expect(asked(await one.ask())).toEqual(['one/a', 'one/a', 'one/a', 'two/b'])
    expect(asked(await one.ask())).toEqual(['two/b'])
    one.timing.advance(30_000)
    expect(asked(await one.ask())).toEqual(['one/a', 'two/b'])
    one.timing.advance(59_000)
    expect(asked(await one.ask())).toEqual(['two/b'])
    one.timing.advance(1000)
    expect(asked(await one.ask())).toEqual(['one/a'])
  })

  it('lets one call find out, while others go elsewhere', async () => {
    const slow: Step[] = [{ kind: 'wait', ms: 1000 }, ...answer]
    const one = world({ 'one/a': { scripts: [[failed('auth')], slow] }, 'two/b': { scripts: [answer, answer] } })
    await one.ask()
    one.timing.advance(30_000)
    const both = await Promise.all([one.ask(), one.ask()])
    expect(both.map((events) => asked(events)[0])).toEqual(['one/a', 'two/b'])
  })

  it('rests in the middle of a call, too: nobody waits for it, and the error is still the one that it gave', async () => {
    const one = world({ 'one/a': { scripts: [down, down] } }, { restAfter: 2, timing: fakeTime(() => 0.999_999) })
    const start = one.timing.now()
    const events = await one.ask()
    expect(tries(events)).toHaveLength(2)
    expect(end(events)).toMatchObject({ error: 'server', message: 'There was a server.' })
    expect(one.timing.now() - start).toBe(500)
  })

  it('rests at once where the next call would fail alike, and the error says so where nobody else is there', async () => {
    const one = world({ 'one/a': { scripts: [[failed('quota_exhausted')]] } })
    await one.ask()
    const next = await one.ask()
    expect(asked(next)).toEqual([])
    expect(end(next)).toMatchObject({ error: 'quota_exhausted', retryAfterMs: 30_000 })
  })
})

describe('a prompt that is too long', () => {
  const long = { system: 'word '.repeat(9000) }

  it('is not sent to a model that cannot take it', async () => {
    const events = await world({ 'one/a': { scripts: [], settings: { contextTokens: 8000 } }, 'two/b': { scripts: [answer] } }).ask(long)
    expect(asked(events)).toEqual(['two/b'])
  })

  it('ends in an error that gives both lengths where nobody takes it', async () => {
    const events = await world({ 'one/a': { scripts: [], settings: { contextTokens: 8000 } } }).ask(long)
    expect(end(events)).toMatchObject({ error: 'context_overflow', message: expect.stringMatching(/about 9\d{3} tokens; one\/a takes 8000/) })
  })

  it('goes on to a model with more room where the server saw it first', async () => {
    const events = await world({
      'one/a': { scripts: [[failed('context_overflow')]] },
      'two/same': { scripts: [] },
      'three/c': { scripts: [answer], settings: { contextTokens: 200_000 } },
    }).ask()
    expect(asked(events)).toEqual(['one/a', 'three/c'])
  })

  it('is noticed where a server of one’s own has cut it without a word', async () => {
    const cut: Step[] = [words('nonsense'), used(4096, 10), finished]
    const events = await world({
      'local/a': { scripts: [cut], local: true },
      'two/b': { scripts: [answer], settings: { contextTokens: 200_000 } },
    }).ask(long)
    expect(tries(events)[0]).toMatchObject({ error: 'context_overflow', finish: 'stop', costMicros: 4196 })
    expect(asked(events)).toEqual(['local/a', 'two/b'])
  })
})

describe('a hosted provider', () => {
  it('that counts fewer tokens than we do has only another tokenizer', async () => {
    const fewer: Step[] = [words('x'), used(4096, 10), finished]
    const events = await world({ 'one/a': { scripts: [fewer] } }).ask({ system: 'word '.repeat(9000) })
    expect(end(events)).toEqual({ reason: 'stop' })
  })
})

describe('which models are asked', () => {
  const three = () => world({ 'one/a': { scripts: [answer] }, 'one/b': { scripts: [answer] }, 'two/c': { scripts: [answer] } })

  it.each([
    ['two', 'two/c'],
    ['one/b', 'one/b'],
    ['one', 'one/a'],
  ])('begins with what the person prefers: %s', async (prefer, first) => {
    expect(asked(await three().ask({ prefer }))).toEqual([first])
  })

  it('is the one that is asked for only, also when it fails', async () => {
    const events = await world({ 'one/a': { scripts: [answer] }, 'two/b': { scripts: [[failed('auth')]] } }).ask({
      only: { provider: 'two', model: 'b' },
    })
    expect(asked(events)).toEqual(['two/b'])
    expect(end(events)).toMatchObject({ error: 'auth' })
  })

  it('is nobody where nothing is called so, or nothing is configured for the kind', async () => {
    expect(end(await three().ask({ prefer: 'three' }))).toMatchObject({ error: 'not_configured', message: expect.stringContaining('“three”') })
    expect(end(await three().ask({ kind: 'ask' }))).toMatchObject({ error: 'not_configured' })
    expect([three().model.serves('plan'), three().model.serves('ask')]).toEqual([true, false])
  })

  it('gives prompts the room that the first choice has', () => {
    expect(three().model.contextFor('plan')).toEqual({ inputTokens: 92_000, outputTokens: 8000 })
    expect(three().model.contextFor('ask')).toEqual({ inputTokens: 0, outputTokens: 0 })
  })
})

describe('the allowance', () => {
  it('is asked before each try with the worst that it may cost, and ends the call where it is used up', async () => {
    const cases: WorstCase[] = []
    const allow = async (worst: WorstCase): Promise<string | null> => (cases.push(worst) < 3 ? null : 'The budget of $20.00 for today is used up.')
    const down: Step[] = [failed('server')]
    const events = await world({ 'one/a': { scripts: [down, down] } }).ask({ allow, system: 'word '.repeat(1000) })
    expect(asked(events)).toHaveLength(2)
    expect(end(events)).toMatchObject({ error: 'budget_exhausted', message: 'The budget of $20.00 for today is used up.' })
    expect(cases[0]).toMatchObject({ provider: 'one', model: 'a', outputTokens: 4000 })
    expect(cases[0]?.inputTokens).toBeGreaterThan(1350)
    expect(cases[0]?.costMicros).toBe((cases[0]?.inputTokens ?? 0) + 40_000)
  })

  it('is told that the cost is not known where it is not', async () => {
    const costs: (number | null)[] = []
    await world({ 'one/unpriced': { scripts: [answer] } }).ask({ allow: async ({ costMicros }) => (costs.push(costMicros), null) })
    expect(costs).toEqual([null])
  })
})
