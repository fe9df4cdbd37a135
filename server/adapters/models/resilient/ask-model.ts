import type { RetrySettings } from '../../../config/providers.ts'
import type { ModelError, ModelEvent, ModelRequest } from '../../../ports/language-model.ts'
import type { Prices } from '../prices/prices.ts'
import type { Breakers } from './breaker.ts'
import { nameOf, type Candidate } from './candidate.ts'
import { errorOf, withDeadlines } from './deadlines.ts'
import { worstPrompt } from './estimate.ts'
import { callOf, type Ladder } from './ladder.ts'
import { oneTry, type Outcome } from './one-try.ts'
import { pauseMs, policies, switchRatherThanWaitMs, type Remedy } from './policy.ts'
import { pause, type Timing } from './timing.ts'

/** What every try needs. */
export interface Means {
  readonly retries: RetrySettings
  readonly prices: Prices
  readonly breakers: Breakers
  readonly ladder: Ladder
  readonly timing: Timing
}

/** One call over all its tries. */
export interface Call {
  readonly request: ModelRequest
  readonly promptTokens: number
  readonly signal: AbortSignal
  /** Tries so far. */
  n: number
}

/** One model's part in a call. */
export interface Part {
  readonly candidate: Candidate
  readonly maxOutputTokens: number
  /** Whether somebody else could answer if this one cannot just now. */
  readonly hasOthers: () => boolean
}

/** How a model's part ended: with the answer, with an error that ends the call, or in favour of another model. */
export type Left =
  | { readonly kind: 'answered' }
  | { readonly kind: 'over'; readonly error: ModelError }
  | { readonly kind: 'next'; readonly error: ModelError; readonly needsRoom: boolean }

/** Asks one model, again where that is worth it and one rung lower where it refuses the shape of the answer. */
export async function* askModel(means: Means, call: Call, part: Part): AsyncGenerator<ModelEvent, Left, undefined> {
  const { retries, breakers, timing } = means
  const { candidate } = part
  const next = (error: ModelError, needsRoom = false): Left => ({ kind: 'next', error, needsRoom })
  let last: ModelError | null = null
  let tried = 0
  while (call.n < retries.perCall) {
    if (call.signal.aborted) return { kind: 'over', error: stopped() }
    const admission = breakers.admit(candidate.ref)
    if (admission.kind === 'resting') return next(last ?? resting(candidate, admission.lastError, admission.until - timing.now()))
    let outcome: Outcome | undefined
    let isLower = false
    try {
      const refused = await askAllowance(means, call, part)
      if (refused !== null) return { kind: 'over', error: errorOf('budget_exhausted', refused) }
      const asking = means.ladder.asking(candidate.ref, candidate.settings, call.request.output)
      outcome = yield* tryOnce(means, call, part, asking)
      if (outcome.kind === 'finish') {
        admission.settle(null)
        yield outcome.finish
        return { kind: 'answered' }
      }
      isLower = outcome.error.refusedStructure && means.ladder.stepDown(candidate.ref, candidate.settings, call.request.output, asking)
    } finally {
      // Whoever stops reading in the middle has not found the model to be ill.
      admission.settle(outcome?.kind === 'error' ? outcome.error : stopped())
    }
    last = outcome.error
    if (isLower) continue
    tried += 1
    const remedy = remedyFor(last, retries)
    if (remedy === 'end') return { kind: 'over', error: last }
    const waiting =
      remedy === 'again' && tried < retries.perModel && call.n < retries.perCall ? pauseMs(tried, last.retryAfterMs, timing.random()) : null
    if (waiting === null || !isWorthWaiting(means, part, last, waiting)) return next(last, remedy === 'larger')
    if (!(await pause(timing, waiting, call.signal))) return { kind: 'over', error: stopped() }
  }
  return next(last ?? errorOf('server', `${nameOf(candidate.ref)} was not asked: there were ${call.n} tries already.`))
}

function tryOnce({ prices, timing }: Means, call: Call, { candidate, maxOutputTokens }: Part, asking: Parameters<typeof callOf>[2]) {
  const { request, promptTokens, signal } = call
  call.n += 1
  const wire = callOf(candidate.settings, request, asking, maxOutputTokens)
  const events = withDeadlines({ client: candidate.client, name: nameOf(candidate.ref) }, wire, candidate.settings.timeouts, timing, signal)
  return oneTry({ n: call.n, kind: request.kind, candidate, promptTokens, events, timing, prices })
}

function remedyFor({ kind }: ModelError, { failoverWhenRefused }: RetrySettings): Remedy {
  return kind === 'refused' && failoverWhenRefused ? 'next' : policies[kind].remedy
}

/** Not where the provider wants too long a wait, nor a long one while somebody else could answer, nor where it will rest by then. */
function isWorthWaiting(
  { retries, breakers, timing }: Means,
  { candidate, hasOthers }: Part,
  { retryAfterMs }: ModelError,
  waiting: number,
): boolean {
  if (waiting > retries.waitAtMostMs) return false
  if (retryAfterMs !== null && retryAfterMs > switchRatherThanWaitMs && hasOthers()) return false
  return breakers.restsUntil(candidate.ref) <= timing.now() + waiting
}

/** Null where the try may be made; else why not. */
async function askAllowance(
  { prices, timing }: Means,
  { request, promptTokens }: Call,
  { candidate, maxOutputTokens }: Part,
): Promise<string | null> {
  if (!request.allow) return null
  const inputTokens = worstPrompt(promptTokens)
  const usage = { inputTokens, cachedTokens: 0, cacheWriteTokens: 0, outputTokens: maxOutputTokens, reasoningTokens: 0 }
  const cost = await prices.cost(candidate.priced, usage, new Date(timing.now()))
  return request.allow({ ...candidate.ref, inputTokens, outputTokens: maxOutputTokens, costMicros: cost?.micros ?? null })
}

const resting = ({ ref }: Candidate, kind: ModelError['kind'], forMs: number): ModelError => {
  const seconds = Math.max(1, Math.ceil(forMs / 1000))
  return errorOf(kind, `${nameOf(ref)} rests after it failed (${kind}); it is asked again in ${seconds} seconds.`, seconds * 1000)
}

const stopped = (): ModelError => errorOf('aborted', 'The answer was stopped.')
