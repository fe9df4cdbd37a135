import type { WireReply } from './wire-server.ts'

export const dialects = ['openai', 'anthropic', 'gemini'] as const
export type Dialect = (typeof dialects)[number]

/** An answer in words of no provider; `wireEvents` writes it in the dialect of each. */
export interface WireAnswer {
  readonly deltas?: readonly string[]
  /** What it thinks before it speaks. */
  readonly thoughts?: readonly string[]
  readonly calls?: readonly { readonly id: string; readonly name: string; readonly input: unknown; readonly signature?: string }[]
  /** Null: the answer stops without saying that it ended. Any other text is sent as it is. */
  readonly finish?: 'stop' | 'length' | 'tool-calls' | 'refused' | (string & {}) | null
  /** Null: the provider does not say. `output` holds the reasoning, `input` the cached. */
  readonly usage?: WireUsage | null
  /** An error event in the middle of the stream, after the deltas. */
  readonly error?: { readonly type: string; readonly message: string; readonly status?: number }
  readonly model?: string
  /** OpenAI alone: words of a refusal in a field of their own. */
  readonly refusal?: string
}

export interface WireUsage {
  readonly input: number
  readonly output: number
  readonly cached?: number
  readonly cacheWrite?: number
  readonly reasoning?: number
}

/** The usage of an answer that names none. */
export const plainUsage: WireUsage = { input: 120, output: 30 }

/** The server-sent events of an answer, one string each, blank line included. */
export function wireEvents(dialect: Dialect, answer: WireAnswer): string[] {
  return writers[dialect](answer)
}

/** A whole answer as a reply of the wire server, event by event. */
export function wireReply(dialect: Dialect, answer: WireAnswer, reply: Omit<WireReply, 'chunks'> = {}): WireReply {
  return { ...reply, chunks: wireEvents(dialect, answer) }
}

/** A refusal of the whole call, in the shape that the provider gives its errors. */
export function wireError(
  dialect: Dialect,
  status: number,
  error: { readonly type?: string; readonly code?: string; readonly message: string; readonly details?: unknown },
  headers: Readonly<Record<string, string>> = {},
): WireReply {
  const { type = 'error', code = null, message, details } = error
  const body = {
    openai: { error: { message, type, code, param: null } },
    anthropic: { type: 'error', error: { type, message, ...(details === undefined ? {} : { details }) }, request_id: 'req_body' },
    gemini: { error: { code: status, message, status: type, ...(details === undefined ? {} : { details }) } },
  }[dialect]
  return { status, headers: { 'content-type': 'application/json', ...headers }, chunks: [JSON.stringify(body)] }
}

const writers: Readonly<Record<Dialect, (answer: WireAnswer) => string[]>> = {
  openai: openaiEvents,
  anthropic: anthropicEvents,
  gemini: geminiEvents,
}

const sse = (data: unknown, event?: string): string =>
  `${event ? `event: ${event}\n` : ''}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`

function openaiEvents(answer: WireAnswer): string[] {
  const { deltas = [], thoughts = [], calls = [], finish = calls.length > 0 ? 'tool-calls' : 'stop', usage = plainUsage } = answer
  const about = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: answer.model ?? 'wire-model' }
  const chunk = (delta: unknown, finishReason: string | null = null): string =>
    sse({ ...about, choices: [{ index: 0, delta, finish_reason: finishReason }] })
  const names: Readonly<Record<string, string>> = { 'tool-calls': 'tool_calls', refused: 'content_filter' }
  return [
    chunk({ role: 'assistant', content: '' }),
    ...thoughts.map((text) => chunk({ reasoning_content: text })),
    ...deltas.map((content) => chunk({ content })),
    ...(answer.refusal === undefined ? [] : [chunk({ refusal: answer.refusal })]),
    ...calls.flatMap(({ id, name, input }, index) => {
      const text = JSON.stringify(input)
      const half = Math.floor(text.length / 2)
      return [
        chunk({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] }),
        chunk({ tool_calls: [{ index, function: { arguments: text.slice(0, half) } }] }),
        chunk({ tool_calls: [{ index, function: { arguments: text.slice(half) } }] }),
      ]
    }),
    ...(answer.error ? [sse({ error: { message: answer.error.message, type: answer.error.type, code: null, param: null } })] : []),
    ...(finish === null || answer.error ? [] : [chunk({}, names[finish] ?? finish)]),
    ...(usage === null || answer.error
      ? []
      : [
          sse({
            ...about,
            choices: [],
            usage: {
              prompt_tokens: usage.input,
              completion_tokens: usage.output,
              total_tokens: usage.input + usage.output,
              ...(usage.cached === undefined
                ? {}
                : { prompt_tokens_details: { cached_tokens: usage.cached, cache_write_tokens: usage.cacheWrite ?? 0 } }),
              ...(usage.reasoning === undefined ? {} : { completion_tokens_details: { reasoning_tokens: usage.reasoning } }),
            },
          }),
        ]),
    ...(answer.error ? [] : [sse('[DONE]')]),
  ]
}

function anthropicEvents(answer: WireAnswer): string[] {
  const { deltas = [], thoughts = [], calls = [], finish = calls.length > 0 ? 'tool-calls' : 'stop', usage = plainUsage } = answer
  const names: Readonly<Record<string, string>> = { stop: 'end_turn', length: 'max_tokens', 'tool-calls': 'tool_use', refused: 'refusal' }
  const event = (type: string, rest: object): string => sse({ type, ...rest }, type)
  const cached = { cache_read_input_tokens: usage?.cached ?? 0, cache_creation_input_tokens: usage?.cacheWrite ?? 0 }
  const input = { input_tokens: (usage?.input ?? 0) - cached.cache_read_input_tokens - cached.cache_creation_input_tokens, ...cached }
  const details = usage?.reasoning === undefined ? {} : { output_tokens_details: { thinking_tokens: usage.reasoning } }
  let next = 0
  const block = (start: object, parts: readonly object[]): string[] => {
    const index = next++
    return [
      event('content_block_start', { index, content_block: start }),
      ...parts.map((delta) => event('content_block_delta', { index, delta })),
      event('content_block_stop', { index }),
    ]
  }
  return [
    event('message_start', {
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: answer.model ?? 'wire-model',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        ...(usage === null ? {} : { usage: { ...input, output_tokens: 1 } }),
      },
    }),
    event('ping', {}),
    ...(thoughts.length > 0
      ? block({ type: 'thinking', thinking: '', signature: '' }, [
          ...thoughts.map((thinking) => ({ type: 'thinking_delta', thinking })),
          { type: 'signature_delta', signature: 'sig-of-thoughts' },
        ])
      : []),
    ...(deltas.length > 0
      ? block(
          { type: 'text', text: '' },
          deltas.map((text) => ({ type: 'text_delta', text })),
        )
      : []),
    ...calls.flatMap(({ id, name, input: given }) => {
      const text = JSON.stringify(given)
      const half = Math.floor(text.length / 2)
      return block({ type: 'tool_use', id, name, input: {} }, [
        { type: 'input_json_delta', partial_json: text.slice(0, half) },
        { type: 'input_json_delta', partial_json: text.slice(half) },
      ])
    }),
    ...(answer.error ? [event('error', { error: { type: answer.error.type, message: answer.error.message } })] : []),
    ...(finish === null || answer.error
      ? []
      : [
          event('message_delta', {
            delta: { stop_reason: names[finish] ?? finish, stop_sequence: null },
            ...(usage === null ? {} : { usage: { ...input, output_tokens: usage.output, ...details } }),
          }),
        ]),
    ...(answer.error ? [] : [event('message_stop', {})]),
  ]
}

function geminiEvents(answer: WireAnswer): string[] {
  const { deltas = [], thoughts = [], calls = [], finish = 'stop', usage = plainUsage } = answer
  const names: Readonly<Record<string, string>> = { stop: 'STOP', 'tool-calls': 'STOP', length: 'MAX_TOKENS', refused: 'SAFETY' }
  const about = { modelVersion: answer.model ?? 'wire-model', responseId: 'resp-1' }
  const reasoning = usage?.reasoning ?? 0
  const counts = usage && {
    promptTokenCount: usage.input,
    ...(usage.cached === undefined ? {} : { cachedContentTokenCount: usage.cached }),
    ...(usage.reasoning === undefined ? {} : { thoughtsTokenCount: reasoning }),
    candidatesTokenCount: usage.output - reasoning,
    totalTokenCount: usage.input + usage.output,
  }
  const chunk = (parts: readonly object[], rest: object = {}, count: object | null = null): string =>
    sse({ candidates: [{ content: { role: 'model', parts }, index: 0, ...rest }], ...(count ? { usageMetadata: count } : {}), ...about })
  return [
    ...thoughts.map((text) => chunk([{ text, thought: true }])),
    ...deltas.map((text) => chunk([{ text }], {}, usage && { promptTokenCount: usage.input, totalTokenCount: usage.input })),
    ...(calls.length > 0
      ? [
          chunk(
            calls.map(({ id, name, input, signature }) => ({
              functionCall: { ...(id ? { id } : {}), name, args: input },
              ...(signature ? { thoughtSignature: signature } : {}),
            })),
          ),
        ]
      : []),
    ...(answer.error ? [sse({ error: { code: answer.error.status ?? 503, message: answer.error.message, status: answer.error.type } })] : []),
    ...(finish === null || answer.error ? [] : [chunk([], { finishReason: names[finish] ?? finish }, counts)]),
  ]
}
