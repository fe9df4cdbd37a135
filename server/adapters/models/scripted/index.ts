import type { CallEvent, FinishReason, ModelCall, ModelClient, ModelError, TokenUsage, ToolCall, TurnKind } from '../../../ports/language-model.ts'
import { errorOf, type Called } from '../classify.ts'
import { tokens } from '../tokens.ts'

/** What the script says to a call. Without `error` it is a whole answer. */
export interface ScriptedReply {
  /** The answer in one piece, which is told in small ones, or the pieces themselves. */
  readonly text?: string | readonly string[]
  /** The answer as a value: told as JSON. Counts where there is no text. */
  readonly json?: unknown
  readonly toolCalls?: readonly (Omit<ToolCall, 'opaque'> & { readonly opaque?: string | null })[]
  /** Left out: as many tokens as the text makes likely. Null: the provider does not say. */
  readonly usage?: Partial<TokenUsage> | null
  readonly finish?: FinishReason
  /** What was told before it counts for nothing: the call fails like this. */
  readonly error?: Partial<ModelError> & Pick<ModelError, 'kind'>
  /** Milliseconds before each piece, so that people see it arrive. */
  readonly delayMs?: number
}

/** One line of a script. Without `when` it answers any call. */
export interface ScriptedLine {
  readonly when?: {
    readonly kind?: TurnKind
    readonly model?: string
    /** Stands in the newest message: the person's words, or the result of a tool. */
    readonly message?: string | RegExp
    /** Stands anywhere in the system part or in the messages. */
    readonly prompt?: string | RegExp
  }
  /** How often it may be used; without it, always. */
  readonly times?: number
  readonly reply: ScriptedReply | ((call: ModelCall, n: number) => ScriptedReply)
}

export interface ScriptedClient extends ModelClient {
  /** Every call so far, in order. */
  readonly calls: readonly ModelCall[]
}

const pieceLength = 24

/**
 * A model that answers from a script, without network: for tests, notebooks and demonstrations. The first line that fits
 * and is not used up answers; a call that no line fits fails as `bad_request` and names what was asked.
 *
 * ```ts
 * scriptedClient([{ when: { kind: 'edit', message: /hours/ }, reply: { json: { operations: [] } } }])
 * ```
 */
export function scriptedClient(script: readonly ScriptedLine[], provider = 'scripted'): ScriptedClient {
  const calls: ModelCall[] = []
  const used = new Map<ScriptedLine, number>()
  return {
    calls,
    async *call(call, signal) {
      const called: Called = { provider, model: call.model, secrets: [] }
      if (signal.aborted) return yield { kind: 'error', error: errorOf('aborted', called) }
      calls.push(call)
      const line = script.find((candidate) => fits(candidate, call) && (used.get(candidate) ?? 0) < (candidate.times ?? Infinity))
      if (!line) return yield unprepared(call, called)
      const n = used.get(line) ?? 0
      used.set(line, n + 1)
      const reply = typeof line.reply === 'function' ? line.reply(call, n) : line.reply
      yield* play(reply, call, called, signal)
    },
  }
}

async function* play(reply: ScriptedReply, call: ModelCall, called: Called, signal: AbortSignal): AsyncGenerator<CallEvent, void, void> {
  const pieces = piecesOf(reply)
  for (const text of pieces) {
    if (reply.delayMs) await pause(reply.delayMs, signal)
    if (signal.aborted) break
    yield { kind: 'delta', text }
  }
  const ends = !signal.aborted && !reply.error
  const toolCalls = ends ? (reply.toolCalls ?? []) : []
  for (const { opaque = null, ...toolCall } of toolCalls) yield { kind: 'tool-call', call: { ...toolCall, opaque } }
  if (reply.usage !== null) yield { kind: 'usage', usage: { ...likely(call, pieces.join('')), ...reply.usage } }
  if (signal.aborted) yield { kind: 'error', error: errorOf('aborted', called) }
  else if (reply.error) yield { kind: 'error', error: { ...errorOf(reply.error.kind, called), ...reply.error } }
  else yield { kind: 'finish', reason: reply.finish ?? (toolCalls.length > 0 ? 'tool-calls' : 'stop'), answeredBy: call.model, requestId: null }
}

function piecesOf({ text, json }: ScriptedReply): readonly string[] {
  if (Array.isArray(text)) return text as readonly string[]
  const whole = typeof text === 'string' ? text : json === undefined ? '' : JSON.stringify(json)
  // By characters, so that no piece ends within one.
  const characters = [...whole]
  return Array.from({ length: Math.ceil(characters.length / pieceLength) }, (_, index) =>
    characters.slice(index * pieceLength, (index + 1) * pieceLength).join(''),
  )
}

/** About four characters to a token. */
function likely({ request }: ModelCall, answer: string): TokenUsage {
  const asked = request.system.length + request.messages.reduce((sum, { text }) => sum + text.length, 0)
  return { inputTokens: tokens(asked / 4), cachedTokens: 0, cacheWriteTokens: 0, outputTokens: tokens(answer.length / 4), reasoningTokens: 0 }
}

function fits({ when }: ScriptedLine, { request, model }: ModelCall): boolean {
  if (!when) return true
  const newest = request.messages.at(-1)?.text ?? ''
  const prompt = (): string => [request.system, ...request.messages.map(({ text }) => text)].join('\n')
  return (
    (when.kind === undefined || when.kind === request.kind) &&
    (when.model === undefined || when.model === model) &&
    (when.message === undefined || stands(when.message, newest)) &&
    (when.prompt === undefined || stands(when.prompt, prompt()))
  )
}

const stands = (wanted: string | RegExp, text: string): boolean => (typeof wanted === 'string' ? text.includes(wanted) : text.search(wanted) >= 0)

function unprepared({ request }: ModelCall, called: Called): CallEvent {
  const newest = request.messages.at(-1)?.text.slice(0, 80) ?? ''
  return {
    kind: 'error',
    error: { ...errorOf('bad_request', called), message: `The script has no answer to a turn of kind “${request.kind}” that says “${newest}”.` },
  }
}

/** Ends early when the call is stopped. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms)
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done, { once: true })
  })
}
