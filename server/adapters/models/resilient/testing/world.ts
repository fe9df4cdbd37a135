import type { ModelSettings } from '../../../../config/providers.ts'
import type {
  CallEvent,
  LanguageModel,
  ModelCall,
  ModelClient,
  ModelErrorKind,
  ModelEvent,
  ModelRequest,
  TokenUsage,
} from '../../../../ports/language-model.ts'
import type { Prices } from '../../prices/prices.ts'
import { breakers } from '../breaker.ts'
import type { Candidate } from '../candidate.ts'
import { errorOf } from '../deadlines.ts'
import { resilient } from '../index.ts'
import { ladder } from '../ladder.ts'
import type { Timing } from '../timing.ts'

/** Time that passes only while everything waits: the earliest timer is due as soon as nothing else can go on. */
export interface FakeTime extends Timing {
  /** Runs something to its end, letting time pass whenever it waits. */
  run<Value>(work: Promise<Value>): Promise<Value>
  advance(milliseconds: number): void
}

export function fakeTime(random: () => number = () => 0.5): FakeTime {
  let time = Date.parse('2026-11-20T09:00:00.000Z')
  let timers: { at: number; callback: () => void }[] = []
  return {
    now: () => time,
    random,
    after(milliseconds, callback) {
      const timer = { at: time + milliseconds, callback }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    advance: (milliseconds) => {
      time += milliseconds
    },
    async run(work) {
      let done = false
      const watched = work.finally(() => {
        done = true
      })
      watched.catch(() => undefined)
      for (let idle = 0; !done && idle < 1000; idle += 1) {
        await new Promise((resolve) => setImmediate(resolve))
        const [next] = timers.toSorted((one, other) => one.at - other.at)
        if (done || !next) continue
        idle = 0
        timers = timers.filter((other) => other !== next)
        time = Math.max(time, next.at)
        next.callback()
      }
      if (!done) throw new Error('nothing is left to wait for, and it has not ended')
      return watched
    },
  }
}

/** What a scripted call does: events as they are, a wait, or silence until it is stopped. */
export type Step = CallEvent | { readonly kind: 'wait'; readonly ms: number } | { readonly kind: 'hang' } | { readonly kind: 'throw' }

export const words = (text: string): Step => ({ kind: 'delta', text })
export const used = (inputTokens: number, outputTokens: number): Step => ({ kind: 'usage', usage: tokens(inputTokens, outputTokens) })
export const tokens = (inputTokens: number, outputTokens: number): TokenUsage => ({
  inputTokens,
  cachedTokens: 0,
  cacheWriteTokens: 0,
  outputTokens,
  reasoningTokens: 0,
})
export const finished: Step = { kind: 'finish', reason: 'stop', answeredBy: 'answerer', requestId: 'req-1' }
export const failed = (kind: ModelErrorKind, more: { retryAfterMs?: number; refusedStructure?: boolean } = {}): Step => ({
  kind: 'error',
  error: { ...errorOf(kind, `There was a ${kind}.`), status: 500, ...more },
})
export const answer: readonly Step[] = [words('{"a":'), words('1}'), used(100, 10), finished]

/** A client that does what was written for it, call by call, and remembers what it was asked. */
export function scriptedClient(timing: Timing, scripts: readonly (readonly Step[])[]): ModelClient & { readonly calls: ModelCall[] } {
  const calls: ModelCall[] = []
  return {
    calls,
    async *call(call, signal): AsyncGenerator<CallEvent> {
      const script = scripts[calls.length]
      calls.push(call)
      if (!script) throw new Error(`call ${calls.length} was not prepared`)
      for (const step of script) {
        if (step.kind === 'throw') throw new Error('the SDK broke')
        else if (step.kind === 'wait') await new Promise<void>((resolve) => void timing.after(step.ms, resolve))
        else if (step.kind === 'hang') await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
        else yield step
      }
    },
  }
}

export const settings = (name: string, more: Partial<ModelSettings> = {}): ModelSettings => ({
  name,
  contextTokens: 100_000,
  outputTokens: 8000,
  structure: 'strict',
  temperature: null,
  streamUsage: true,
  cache: { control: 'auto', minPrefix: 1024 },
  timeouts: { firstTokenMs: 60_000, betweenChunksMs: 30_000, totalMs: 300_000 },
  price: null,
  tags: [],
  ...more,
})

export const request = (more: Partial<ModelRequest> = {}): ModelRequest => ({
  kind: 'plan',
  system: 'You plan.',
  messages: [{ role: 'user', text: 'A goal.' }],
  stableMessages: 0,
  cacheKey: 'key',
  output: { name: 'patch', schema: { type: 'object' } },
  tools: [],
  maxOutputTokens: 4000,
  prefer: null,
  only: null,
  allow: null,
  ...more,
})

/** A micro-dollar for a token of prompt, ten for one of the answer; only models of one letter have a price. */
export const flatPrices: Prices = {
  cost: async ({ model }, { inputTokens, outputTokens }) =>
    model.length > 1 ? null : { micros: inputTokens + 10 * outputTokens, price: `${model}, test` },
  perMillion: async () => null,
}

interface World {
  readonly model: LanguageModel
  readonly timing: FakeTime
  readonly calls: Readonly<Record<string, ModelCall[]>>
  ask(more?: Partial<ModelRequest>, signal?: AbortSignal): Promise<readonly ModelEvent[]>
}

/** Models `one/a`, `two/b` … as named, each with its scripts, all in the list of every kind in that order. */
export function world(
  models: Readonly<Record<string, { scripts: readonly (readonly Step[])[]; settings?: Partial<ModelSettings>; local?: boolean }>>,
  options: { failoverWhenRefused?: boolean; restAfter?: number; timing?: FakeTime } = {},
): World {
  const timing = options.timing ?? fakeTime()
  const calls: Record<string, ModelCall[]> = {}
  const all: Candidate[] = Object.entries(models).map(([name, { scripts, settings: more, local = false }]) => {
    const [provider = '', model = ''] = name.split('/')
    const client = scriptedClient(timing, scripts)
    calls[name] = client.calls
    return { ref: { provider, model }, settings: settings(model, more), client, priced: { provider, model, free: false }, local }
  })
  const retries = {
    perModel: 3,
    perCall: 8,
    waitAtMostMs: 20_000,
    failoverWhenRefused: options.failoverWhenRefused ?? false,
    restAfter: options.restAfter ?? 5,
    restForMs: 30_000,
  }
  const lists = { plan: all, decompose: all, edit: all, route: all, ask: [] }
  const model = resilient({ lists, all, retries, prices: flatPrices, breakers: breakers(retries, timing.now), ladder: ladder(timing.now), timing })
  const read = async (stream: AsyncIterable<ModelEvent>): Promise<readonly ModelEvent[]> => {
    const events: ModelEvent[] = []
    for await (const event of stream) events.push(event)
    return events
  }
  return {
    model,
    timing,
    calls,
    ask: (more = {}, signal = new AbortController().signal) => timing.run(read(model.generate(request(more), signal))),
  }
}
