import type { LanguageModel, ModelError, ModelEvent, ModelRequest } from '../../../ports/language-model.ts'
import type { RetrySettings } from '../../../config/providers.ts'
import type { Prices } from '../prices/prices.ts'
import type { Breakers } from './breaker.ts'
import { answerRoom, choose, nameOf, type Candidate, type Lists } from './candidate.ts'
import { errorOf, withDeadlines } from './deadlines.ts'
import { estimatePrompt, worstPrompt } from './estimate.ts'
import { callOf, type Ladder } from './ladder.ts'
import { oneTry, type Outcome } from './one-try.ts'
import { pauseMs, policies, switchRatherThanWaitMs, type Remedy } from './policy.ts'
import { pause, type Timing } from './timing.ts'

export interface ResilientOptions {
  readonly lists: Lists
  /** Every model that can be used, also those that no list names. */
  readonly all: readonly Candidate[]
  readonly retries: RetrySettings
  readonly prices: Prices
  readonly breakers: Breakers
  readonly ladder: Ladder
  readonly timing: Timing
}

/** One `LanguageModel` over several providers: deadlines, retries, failover, the ladder and the accounts of every try. */
export function resilient(options: ResilientOptions): LanguageModel {
  return {
    generate: (request, signal) => generate(options, request, signal),
    serves: (kind) => options.lists[kind].length > 0,
    contextFor(kind) {
      const first = options.lists[kind][0]?.settings
      if (!first) return { inputTokens: 0, outputTokens: 0 }
      const outputTokens = Math.min(first.outputTokens, Math.floor(first.contextTokens / 2))
      return { inputTokens: first.contextTokens - outputTokens, outputTokens }
    },
  }
}

async function* generate(options: ResilientOptions, request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent, void, undefined> {
  const { retries, breakers, timing, prices } = options
  const promptTokens = estimatePrompt(request)
  const queue = choose(request, options.lists, options.all)
  if (queue.length === 0) {
    yield { kind: 'error', error: errorOf('not_configured', notConfigured(request, options.all)) }
    return
  }
  /** For each model why it was not asked, or what came of asking it. */
  const failures: ModelError[] = []
  let n = 0
  /** Once a prompt was too long for a model, only those with more room are asked. */
  let room = 0

  for (const [place, candidate] of queue.entries()) {
    if (candidate.settings.contextTokens <= room) continue
    const maxOutputTokens = answerRoom(candidate, request.maxOutputTokens, promptTokens)
    if (maxOutputTokens === null) {
      failures.push(tooLong(candidate, promptTokens))
      continue
    }
    let tried = 0
    while (n < retries.perCall) {
      if (signal.aborted) {
        yield { kind: 'error', error: errorOf('aborted', 'The answer was stopped.') }
        return
      }
      const admission = breakers.admit(candidate.ref)
      if (admission.kind === 'resting') {
        if (tried === 0) failures.push(resting(candidate, admission.lastError, admission.until - timing.now()))
        break
      }
      let outcome: Outcome | undefined
      try {
        const refused = await askAllowance(options, request, candidate, promptTokens, maxOutputTokens)
        if (refused !== null) {
          yield { kind: 'error', error: errorOf('budget_exhausted', refused) }
          return
        }
        n += 1
        const asking = options.ladder.asking(candidate.ref, candidate.settings, request.output)
        const call = callOf(candidate.settings, request, asking, maxOutputTokens)
        const events = withDeadlines({ client: candidate.client, name: nameOf(candidate.ref) }, call, candidate.settings.timeouts, timing, signal)
        outcome = yield* oneTry({ n, kind: request.kind, candidate, promptTokens, events, timing, prices })
        if (outcome.kind === 'finish') {
          admission.settle(null)
          yield outcome.finish
          return
        }
        if (outcome.error.refusedStructure && options.ladder.stepDown(candidate.ref, candidate.settings, request.output, asking)) {
          admission.settle(outcome.error)
          continue
        }
      } finally {
        // Whoever stops reading in the middle has not found the model to be ill.
        admission.settle(outcome?.kind === 'error' ? outcome.error : errorOf('aborted', ''))
      }
      tried += 1
      const { error } = outcome
      const remedy = remedyFor(error, retries)
      if (remedy === 'end') {
        yield { kind: 'error', error }
        return
      }
      if (remedy === 'larger') room = candidate.settings.contextTokens
      const waiting =
        remedy === 'again' && tried < retries.perModel && n < retries.perCall ? pauseMs(tried, error.retryAfterMs, timing.random()) : null
      const another = (): boolean => queue.slice(place + 1).some((other) => breakers.health(other.ref).state !== 'resting')
      if (waiting === null || waiting > retries.waitAtMostMs || (overLong(error) && another())) {
        failures.push(error)
        break
      }
      if (!(await pause(timing, waiting, signal))) {
        yield { kind: 'error', error: errorOf('aborted', 'The answer was stopped.') }
        return
      }
    }
  }
  yield { kind: 'error', error: summary(failures) }
}

function remedyFor({ kind }: ModelError, { failoverWhenRefused }: RetrySettings): Remedy {
  return kind === 'refused' && failoverWhenRefused ? 'next' : policies[kind].remedy
}

const overLong = ({ retryAfterMs }: ModelError): boolean => retryAfterMs !== null && retryAfterMs > switchRatherThanWaitMs

/** Null where the try may be made; else why not. */
async function askAllowance(
  { prices, timing }: ResilientOptions,
  { allow }: ModelRequest,
  { ref, priced }: Candidate,
  promptTokens: number,
  outputTokens: number,
): Promise<string | null> {
  if (!allow) return null
  const inputTokens = worstPrompt(promptTokens)
  const usage = { inputTokens, cachedTokens: 0, cacheWriteTokens: 0, outputTokens, reasoningTokens: 0 }
  const cost = await prices.cost(priced, usage, new Date(timing.now()))
  return allow({ ...ref, inputTokens, outputTokens, costMicros: cost?.micros ?? null })
}

function notConfigured({ kind, prefer, only }: ModelRequest, all: readonly Candidate[]): string {
  const wanted = only ? nameOf(only) : prefer
  if (wanted === null) return `No model is configured for turns of the kind “${kind}”.`
  const there = [...new Set(all.map(({ ref }) => ref.provider))].join(', ')
  return `No configured model is called “${wanted}”. ${there ? `The configured providers are ${there}.` : 'No provider is configured.'}`
}

const tooLong = ({ ref, settings }: Candidate, promptTokens: number): ModelError =>
  errorOf('context_overflow', `The prompt has about ${promptTokens} tokens; ${nameOf(ref)} takes ${settings.contextTokens}, the answer included.`)

const resting = ({ ref }: Candidate, kind: ModelError['kind'], forMs: number): ModelError => {
  const seconds = Math.max(1, Math.ceil(forMs / 1000))
  return errorOf(kind, `${nameOf(ref)} rests after it failed (${kind}); it is asked again in ${seconds} seconds.`, seconds * 1000)
}

/** The end of a call that nobody could answer: the kind of the last failure, and a sentence for each model. */
function summary(failures: readonly ModelError[]): ModelError {
  const last = failures.at(-1) ?? errorOf('not_configured', 'No model could be asked.')
  return { ...last, refusedStructure: false, message: [...new Set([...failures, last].map(({ message }) => message))].join(' ') }
}
