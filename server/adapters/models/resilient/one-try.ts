import type { CallEvent, ModelError, ModelEvent, TokenUsage, TryRecord, TurnKind } from '../../../ports/language-model.ts'
import type { Prices } from '../prices/prices.ts'
import { nameOf, type Candidate } from './candidate.ts'
import { errorOf } from './deadlines.ts'
import { wasCut } from './estimate.ts'
import type { Timing } from './timing.ts'

type Finish = Extract<CallEvent, { kind: 'finish' }>

/** How a try ended. */
export type Outcome = { readonly kind: 'finish'; readonly finish: Finish } | { readonly kind: 'error'; readonly error: ModelError }

interface TryInput {
  readonly n: number
  readonly kind: TurnKind
  readonly candidate: Candidate
  readonly promptTokens: number
  readonly events: AsyncIterable<CallEvent>
  readonly timing: Timing
  readonly prices: Prices
}

/** Passes one try on and keeps its account: first `try`, then what arrives, then `tried`. The end itself is given back. */
export async function* oneTry(input: TryInput): AsyncGenerator<ModelEvent, Outcome, undefined> {
  const { n, candidate, timing, prices } = input
  const startedAt = timing.now()
  let firstTokenAt: number | null = null
  let usage: TokenUsage | null = null
  let outcome: Outcome = { kind: 'error', error: errorOf('network', `The answer of ${nameOf(candidate.ref)} ended before it was complete.`) }
  yield { kind: 'try', n, ...candidate.ref }
  for await (const event of input.events) {
    if (event.kind === 'finish') outcome = { kind: 'finish', finish: event }
    else if (event.kind === 'error') outcome = { kind: 'error', error: event.error }
    else {
      if (event.kind === 'usage') usage = event.usage
      // An empty piece says that the model is thinking.
      else if (event.kind !== 'delta' || event.text !== '') firstTokenAt ??= timing.now()
      yield event
    }
  }
  const ended = timing.now()
  const finish = outcome.kind === 'finish' ? outcome.finish : null
  if (outcome.kind === 'finish' && candidate.local && usage && wasCut(input.promptTokens, usage.inputTokens)) {
    const read = `${nameOf(candidate.ref)} read ${usage.inputTokens} tokens of about ${input.promptTokens}`
    outcome = {
      kind: 'error',
      error: errorOf('context_overflow', `${read}: raise its context (num_ctx), or lower limits.context in providers.yaml to what it is.`),
    }
  }
  const cost = usage && (await costOf(prices, candidate, usage, finish?.answeredBy ?? null, new Date(startedAt)))
  const record: TryRecord = {
    ...candidate.ref,
    n,
    kind: input.kind,
    answeredBy: finish?.answeredBy ?? null,
    startedAt: new Date(startedAt).toISOString(),
    firstTokenMs: firstTokenAt === null ? null : firstTokenAt - startedAt,
    totalMs: ended - startedAt,
    finish: finish?.reason ?? null,
    error: outcome.kind === 'error' ? outcome.error.kind : null,
    requestId: finish?.requestId ?? (outcome.kind === 'error' ? outcome.error.requestId : null),
    usage,
    costMicros: cost?.micros ?? null,
    price: cost?.price ?? null,
  }
  yield { kind: 'tried', record }
  return outcome
}

/** The price of the model that was asked for; where that has none, of the one that says it answered. */
async function costOf(prices: Prices, { priced }: Candidate, usage: TokenUsage, answeredBy: string | null, at: Date) {
  return (await prices.cost(priced, usage, at)) ?? (answeredBy === null ? null : await prices.cost({ ...priced, model: answeredBy }, usage, at))
}
