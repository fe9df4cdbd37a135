import type { CallEvent, FinishReason, ModelCall, ModelErrorKind, TokenUsage, ToolCall } from '../../ports/language-model.ts'
import { classify, errorOf, requestIdOf, type Called } from './classify.ts'
import { faultOf } from './fault.ts'
import { patientFetch } from './patient-fetch.ts'

/** One provider's way of asking and answering. Everything that all of them share is in `runCall`. */
export interface Dialect<Chunk> {
  /** Sends the request; gives the answer as chunks. `wire.fetch` and `wire.signal` are to be used. */
  open(call: ModelCall, wire: Wire): Promise<AsyncIterable<Chunk>>
  /** A reader for one answer. */
  reader(): AnswerReader<Chunk>
}

export interface Wire {
  readonly signal: AbortSignal
  /** Notes the headers of the answer, which some SDKs do not hand on. */
  readonly fetch: typeof fetch
  /** For SDKs that take a fetch per client only: tells the headers of this call. */
  readonly heard: (headers: Headers) => void
}

/** Reads the chunks of one answer. */
export interface AnswerReader<Chunk> {
  /** The text that a chunk adds; empty where the model thinks, null where the chunk says nothing of that sort. */
  read(chunk: Chunk): string | null
  /** The newest that the provider said of it; null where it said nothing. */
  usage(): TokenUsage | null
  /** How the provider says that the answer ended; null where it has not said so. */
  ending(): Ending | null
}

export type Ending =
  | { readonly finish: FinishReason; readonly calls: readonly ToolCall[]; readonly answeredBy: string | null; readonly answerId: string | null }
  | { readonly error: ModelErrorKind }

/**
 * One call from beginning to end, as the port wants it: never throws, ends in exactly one `finish` or `error`, tells the
 * usage also of a call that fails. An answer counts only when the provider said that it is finished, the stream ended as
 * it should and nobody stopped it: a cut answer looks whole in all three SDKs, and a stopped one looks finished.
 */
export async function* runCall<Chunk>(
  dialect: Dialect<Chunk>,
  call: ModelCall,
  called: Called,
  signal: AbortSignal,
): AsyncGenerator<CallEvent, void, void> {
  const control = new AbortController()
  const stop = (): void => control.abort(signal.reason)
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })

  let headers: Headers | null = null
  const heard = (given: Headers): void => {
    headers = given
  }
  const wire: Wire = {
    signal: control.signal,
    heard,
    fetch: async (input, init) => {
      const response = await patientFetch(input, init)
      heard(response.headers)
      return response
    },
  }
  const reader = dialect.reader()
  let thrown: { readonly error: unknown } | null = null
  try {
    if (!signal.aborted) {
      for await (const chunk of await dialect.open(call, wire)) {
        if (signal.aborted) break
        const text = reader.read(chunk)
        if (text !== null) yield { kind: 'delta', text }
      }
    }
  } catch (error) {
    thrown = { error }
  } finally {
    signal.removeEventListener('abort', stop)
    // One SDK leaves the connection open when its stream is left early; for a stream that has ended this does nothing.
    control.abort()
  }

  for (const event of endOf(reader, { called, headers, thrown, signal })) yield withoutSecrets(event, called.secrets)
}

/** What a provider calls a request, or itself, may repeat the key that it was given. */
function withoutSecrets(event: CallEvent, secrets: readonly string[]): CallEvent {
  const clean = (name: string | null): string | null => (name !== null && secrets.some((secret) => name.includes(secret)) ? null : name)
  if (event.kind === 'error') return { ...event, error: { ...event.error, requestId: clean(event.error.requestId) } }
  return event.kind === 'finish' ? { ...event, requestId: clean(event.requestId), answeredBy: clean(event.answeredBy) } : event
}

interface Outcome {
  readonly called: Called
  readonly headers: Headers | null
  readonly thrown: { readonly error: unknown } | null
  readonly signal: AbortSignal
}

function* endOf<Chunk>(reader: AnswerReader<Chunk>, { called, headers, thrown, signal }: Outcome): Generator<CallEvent, void, void> {
  const requestId = requestIdOf(headers)
  const ending = thrown || signal.aborted ? null : reader.ending()
  if (ending && 'finish' in ending && ending.finish === 'tool-calls') {
    for (const toolCall of ending.calls) yield { kind: 'tool-call', call: toolCall }
  }
  const usage = reader.usage()
  if (usage) yield { kind: 'usage', usage }

  // Asked again: it may have been stopped while the lines above were read.
  if (signal.aborted) yield { kind: 'error', error: errorOf('aborted', called, { requestId }) }
  else if (thrown) yield { kind: 'error', error: classify(faultOf(thrown.error, headers), called, Date.now()) }
  else if (!ending) yield { kind: 'error', error: errorOf(isStream(headers) ? 'network' : 'server', called, { requestId }) }
  else if ('error' in ending) yield { kind: 'error', error: errorOf(ending.error, called, { requestId }) }
  else yield { kind: 'finish', reason: ending.finish, answeredBy: ending.answeredBy, requestId: requestId ?? ending.answerId }
}

/** A page of a proxy, or another server at that address, answers with 200 too; it is not a cut answer. */
const isStream = (headers: Headers | null): boolean => /event-stream|ndjson|^$/i.test(headers?.get('content-type') ?? '')
