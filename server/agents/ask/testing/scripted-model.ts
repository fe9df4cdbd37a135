import type { LanguageModel, ModelError, ModelEvent, ModelRef, ModelRequest, ToolCall, TryRecord } from '../../../ports/language-model.ts'

/** What a scripted model does with one request: a text (or a value, as JSON), or how it ends otherwise. */
export interface Line {
  readonly text?: string
  readonly json?: unknown
  readonly calls?: readonly Pick<ToolCall, 'name' | 'input'>[]
  readonly finish?: 'stop' | 'length'
  readonly error?: Pick<ModelError, 'kind'> & Partial<ModelError>
  /** Earlier tries of the same call that failed, with what they had said. */
  readonly failedFirst?: readonly string[]
  readonly by?: ModelRef
  /** Characters per piece. */
  readonly piece?: number
  /** What others do while the model thinks. */
  readonly meanwhile?: () => Promise<unknown>
}

export interface ScriptedModel extends LanguageModel {
  readonly requests: readonly ModelRequest[]
}

export const scriptedRef: ModelRef = { provider: 'scripted', model: 'script-1' }

/** A model that says its lines, one per request; after the last, the last again. */
export function scriptedModel(lines: readonly Line[], context = { inputTokens: 100_000, outputTokens: 8_000 }): ScriptedModel {
  const requests: ModelRequest[] = []
  return {
    requests,
    serves: () => true,
    contextFor: () => context,
    async *generate(request, signal): AsyncGenerator<ModelEvent> {
      requests.push(request)
      const line = lines[Math.min(requests.length, lines.length) - 1] ?? {}
      const by = line.by ?? scriptedRef
      await line.meanwhile?.()
      let n = 0
      for (const text of line.failedFirst ?? []) {
        n += 1
        yield { kind: 'try', n, ...by }
        yield { kind: 'delta', text }
        yield { kind: 'tried', record: { ...record(n, request, by), error: 'network' } }
      }
      n += 1
      yield { kind: 'try', n, ...by }
      const text = line.text ?? (line.json === undefined ? '' : JSON.stringify(line.json))
      const size = line.piece ?? 37
      for (let at = 0; at < text.length && !signal.aborted; at += size) yield { kind: 'delta', text: text.slice(at, at + size) }
      for (const [index, call] of (line.calls ?? []).entries())
        yield { kind: 'tool-call', call: { ...call, id: `call-${requests.length}-${index}`, opaque: null } }
      const error: Line['error'] = signal.aborted ? { kind: 'aborted' } : line.error
      yield { kind: 'tried', record: { ...record(n, request, by), finish: error ? null : (line.finish ?? 'stop'), error: error?.kind ?? null } }
      if (error)
        yield {
          kind: 'error',
          error: { message: 'It was scripted so.', status: null, retryAfterMs: null, requestId: null, refusedStructure: false, ...error },
        }
      else yield { kind: 'finish', reason: line.finish ?? (line.calls ? 'tool-calls' : 'stop'), answeredBy: by.model, requestId: null }
    },
  }
}

const record = (n: number, { kind }: ModelRequest, by: ModelRef): TryRecord => ({
  ...by,
  n,
  kind,
  answeredBy: by.model,
  startedAt: '2026-11-20T09:00:00.000Z',
  firstTokenMs: 1,
  totalMs: 2,
  finish: null,
  error: null,
  requestId: null,
  usage: { inputTokens: 100, cachedTokens: 0, cacheWriteTokens: 0, outputTokens: 10, reasoningTokens: 0 },
  costMicros: null,
  price: null,
})
