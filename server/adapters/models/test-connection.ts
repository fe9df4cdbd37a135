import type { ModelSetup } from '../../config/providers.ts'
import type { ModelError, ModelRequest, TryRecord } from '../../ports/language-model.ts'
import type { ModelTest, NotTested } from '../../ports/models.ts'
import type { Prices } from './prices/prices.ts'
import type { Breakers } from './resilient/breaker.ts'
import { nameOf, type Candidate } from './resilient/candidate.ts'
import { errorOf, withDeadlines } from './resilient/deadlines.ts'
import { estimatePrompt } from './resilient/estimate.ts'
import { callOf, type Ladder } from './resilient/ladder.ts'
import { oneTry } from './resilient/one-try.ts'
import type { Timing } from './resilient/timing.ts'

interface Tested {
  readonly setup: ModelSetup
  readonly all: readonly Candidate[]
  readonly prices: Prices
  readonly breakers: Breakers
  readonly ladder: Ladder
  readonly timing: Timing
}

/** At most so many tests in so long: each costs a little, and the button is easily pressed. */
const most = { tests: 10, withinMs: 60_000 }

/** Enough for a word, also where a model thinks before it. */
const answerTokens = 512

const timeouts = { firstTokenMs: 60_000, betweenChunksMs: 20_000, totalMs: 90_000 }

/**
 * One tiny call of a configured model, at its configured address: neither retried nor failed over, past the circuit
 * breaker, which learns from it.
 */
export function connectionTests({ setup, all, prices, breakers, ladder, timing }: Tested) {
  let begun: number[] = []
  const running = new Set<string>()

  return async (provider: string, model: string | null, signal: AbortSignal): Promise<ModelTest | NotTested> => {
    const candidate = findModel(setup, all, provider, model)
    if ('kind' in candidate) return candidate
    const now = timing.now()
    begun = begun.filter((time) => now - time < most.withinMs)
    const name = nameOf(candidate.ref)
    if (running.has(name)) return { kind: 'too-many', message: `${name} is being tested already.`, retryAfterMs: 1000 }
    if (begun.length >= most.tests) {
      const retryAfterMs = most.withinMs - (now - (begun[0] ?? now))
      return { kind: 'too-many', message: `At most ${most.tests} tests a minute are made.`, retryAfterMs }
    }
    begun.push(now)
    running.add(name)
    const admission = breakers.admitAnyway(candidate.ref)
    let error: ModelError | null = errorOf('aborted', 'The test was stopped.')
    try {
      const asking = ladder.asking(candidate.ref, candidate.settings, null)
      const call = callOf(candidate.settings, request, asking, Math.min(answerTokens, candidate.settings.outputTokens))
      const events = withDeadlines({ client: candidate.client, name }, call, timeouts, timing, signal)
      const stream = oneTry({ n: 1, kind: 'ask', candidate, promptTokens: estimatePrompt(request), events, timing, prices })
      let record: TryRecord | null = null
      let next = await stream.next()
      for (; next.done !== true; next = await stream.next()) if (next.value.kind === 'tried') record = next.value.record
      if (record === null) throw new Error('a try ends with its account')
      error = next.value.kind === 'error' ? next.value.error : null
      return {
        ...candidate.ref,
        ok: error === null,
        answeredBy: record.answeredBy,
        latencyMs: record.totalMs,
        usage: record.usage,
        costMicros: record.costMicros,
        error: error && { kind: error.kind, message: error.message },
        record,
      }
    } finally {
      admission.settle(error)
      running.delete(name)
    }
  }
}

/** The model of that name; without a name the first that is used for anything, else the provider's first. */
function findModel(setup: ModelSetup, all: readonly Candidate[], provider: string, model: string | null): Candidate | NotTested {
  const settings = setup.providers.find(({ name }) => name === provider)
  if (!settings)
    return {
      kind: 'unknown-provider',
      message: `No provider is called "${provider}". There are ${setup.providers.map(({ name }) => name).join(', ')}.`,
    }
  if (settings.missing !== null) return { kind: 'not-configured', message: `${provider} is not configured. ${settings.missing}` }
  const own = all.filter(({ ref }) => ref.provider === provider)
  const used = Object.values(setup.uses).flat()
  const wanted = model ?? used.find((ref) => ref.provider === provider)?.model ?? own[0]?.ref.model
  const found = own.find(({ ref }) => ref.model === wanted)
  return (
    found ?? { kind: 'unknown-model', message: `${provider} has no model "${model ?? ''}". It has ${own.map(({ ref }) => ref.model).join(', ')}.` }
  )
}

const request: ModelRequest = {
  kind: 'ask',
  system: 'You are asked whether you can be reached. Answer with the one word ok.',
  messages: [{ role: 'user', text: 'Can you be reached?' }],
  stableMessages: 0,
  cacheKey: 'connection-test',
  output: null,
  tools: [],
  maxOutputTokens: answerTokens,
  prefer: null,
  only: null,
  allow: null,
}
