import type { LanguageModel, ModelError, ModelEvent, ModelRequest } from '../../../ports/language-model.ts'
import { askModel, type Call, type Means } from './ask-model.ts'
import { answerRoom, choose, nameOf, type Candidate, type Lists } from './candidate.ts'
import { errorOf } from './deadlines.ts'
import { estimatePrompt } from './estimate.ts'

export interface ResilientOptions extends Means {
  readonly lists: Lists
  /** Every model that can be used, also those that no list names. */
  readonly all: readonly Candidate[]
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

/** Down the list until one model answers, an error ends the call, or nobody is left. */
async function* generate(options: ResilientOptions, request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent, void, undefined> {
  const { lists, all, breakers, retries } = options
  const queue = choose(request, lists, all)
  if (queue.length === 0) {
    yield { kind: 'error', error: errorOf('not_configured', notConfigured(request, all)) }
    return
  }
  const call: Call = { request, promptTokens: estimatePrompt(request), signal, n: 0 }
  /** For each model why it was not asked, or what came of asking it. */
  const failures: ModelError[] = []
  /** Once a prompt was too long for a model, only those with more room are asked. */
  let room = 0
  for (const [place, candidate] of queue.entries()) {
    if (call.n >= retries.perCall) break
    if (candidate.settings.contextTokens <= room) continue
    const maxOutputTokens = answerRoom(candidate, request.maxOutputTokens, call.promptTokens)
    if (maxOutputTokens === null) {
      failures.push(tooLong(candidate, call.promptTokens))
      continue
    }
    const hasOthers = (): boolean => queue.slice(place + 1).some((other) => breakers.restsUntil(other.ref) === 0)
    const left = yield* askModel(options, call, { candidate, maxOutputTokens, hasOthers })
    if (left.kind === 'answered') return
    if (left.kind === 'over') {
      yield { kind: 'error', error: left.error }
      return
    }
    failures.push(left.error)
    if (left.needsRoom) room = candidate.settings.contextTokens
  }
  yield { kind: 'error', error: summary(failures) }
}

function notConfigured({ kind, prefer, only }: ModelRequest, all: readonly Candidate[]): string {
  const wanted = only ? nameOf(only) : prefer
  if (wanted === null) return `No model is configured for turns of the kind “${kind}”.`
  const there = [...new Set(all.map(({ ref }) => ref.provider))].join(', ')
  return `No configured model is called “${wanted}”. ${there ? `The configured providers are ${there}.` : 'No provider is configured.'}`
}

const tooLong = ({ ref, settings }: Candidate, promptTokens: number): ModelError =>
  errorOf('context_overflow', `The prompt has about ${promptTokens} tokens; ${nameOf(ref)} takes ${settings.contextTokens}, the answer included.`)

/** The end of a call that nobody could answer: the kind of the last failure, and a sentence for each model. */
function summary(failures: readonly ModelError[]): ModelError {
  const last = failures.at(-1)
  if (!last) return errorOf('not_configured', 'No model could be asked.')
  return { ...last, refusedStructure: false, message: [...new Set(failures.map(({ message }) => message))].join(' ') }
}
