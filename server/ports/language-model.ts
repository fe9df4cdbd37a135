/** What a turn is for; `configs/providers.yaml` names for each an ordered list of models (DESIGN §4). */
export const turnKinds = ['plan', 'decompose', 'edit', 'route', 'ask'] as const
export type TurnKind = (typeof turnKinds)[number]

/** A JSON Schema as it is sent. Only what `wire` schemas use: no optionals, nulls, `oneOf` or recursion. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** A model by name: the provider's key in `configs/providers.yaml` and the name that the provider knows. */
export interface ModelRef {
  readonly provider: string
  readonly model: string
}

/** A tool that the model may ask for. Reading only: nothing a model calls changes anything. */
export interface ToolSpec {
  readonly name: string
  readonly description: string
  readonly schema: JsonSchema
}

/** What the model asks of a tool. `input` is parsed JSON, or the text as it came where it does not parse. */
export interface ToolCall {
  readonly id: string
  readonly name: string
  readonly input: unknown
  /** What the provider wants back unread with the call, such as a thought signature; null where nothing. */
  readonly opaque: string | null
}

export type ModelMessage =
  | { readonly role: 'user'; readonly text: string }
  | { readonly role: 'assistant'; readonly text: string; readonly toolCalls: readonly ToolCall[] }
  | { readonly role: 'tool'; readonly callId: string; readonly name: string; readonly text: string }

export interface ModelRequest {
  readonly kind: TurnKind
  /** The part of the prompt that never changes within a version of the prompt. */
  readonly system: string
  readonly messages: readonly ModelMessage[]
  /**
   * How many of the messages, from the front, belong to the prefix that stays byte for byte the same within a
   * conversation: cache marks are set behind it. 0 marks the system part alone.
   */
  readonly stableMessages: number
  /** Names the conversation to caches that route by key. Says nothing about who or what. */
  readonly cacheKey: string
  /** The shape of the answer; null for words. */
  readonly output: { readonly name: string; readonly schema: JsonSchema } | null
  readonly tools: readonly ToolSpec[]
  readonly maxOutputTokens: number
  /** A provider or `provider/model` that the person chose for this turn. */
  readonly prefer: string | null
  /** Only this model: repairs go back to the one that erred. */
  readonly only: ModelRef | null
  /** Asked before each try with what it may cost at worst; what it gives back ends the call as `budget_exhausted`. */
  readonly allow: ((worst: WorstCase) => Promise<string | null>) | null
}

/** The most that one try may use. */
export interface WorstCase extends ModelRef {
  readonly inputTokens: number
  readonly outputTokens: number
  /** Micro-dollars; null where the price is not known. */
  readonly costMicros: number | null
}

/** Tokens of one try, normalised over providers: `inputTokens` holds the cached ones, `outputTokens` the reasoning. */
export interface TokenUsage {
  readonly inputTokens: number
  readonly cachedTokens: number
  readonly cacheWriteTokens: number
  readonly outputTokens: number
  readonly reasoningTokens: number
}

/** Every way in which a call of a model fails; the policy for each is one table (`adapters/models/resilient/policy.ts`). */
export const modelErrorKinds = [
  'rate_limited',
  'quota_exhausted',
  'overloaded',
  'server',
  'network',
  'timeout',
  'aborted',
  'auth',
  'model_not_found',
  'bad_request',
  'context_overflow',
  'truncated',
  'refused',
  'invalid_json',
  'schema_mismatch',
  'semantic_invalid',
  'budget_exhausted',
  'not_configured',
] as const
export type ModelErrorKind = (typeof modelErrorKinds)[number]

/** An error of a call as a value. `message` is short, for people, and never holds a key or a header. */
export interface ModelError {
  readonly kind: ModelErrorKind
  readonly message: string
  /** HTTP status; null where there was no answer. */
  readonly status: number | null
  readonly retryAfterMs: number | null
  readonly requestId: string | null
  /** True where the provider says that structured output, a parameter or the schema is what it refused. */
  readonly refusedStructure: boolean
}

export type FinishReason = 'stop' | 'tool-calls' | 'length'

/** One call of one model, as it is recorded, counted and paid for: also when it failed. */
export interface TryRecord extends ModelRef {
  readonly n: number
  readonly kind: TurnKind
  /** The model that says it answered; null where none did. */
  readonly answeredBy: string | null
  readonly startedAt: string
  readonly firstTokenMs: number | null
  readonly totalMs: number
  readonly finish: FinishReason | null
  readonly error: ModelErrorKind | null
  readonly requestId: string | null
  /** Null where the provider did not say: then nothing is known of its cost either. */
  readonly usage: TokenUsage | null
  /** Micro-dollars; null where the price or the usage is not known, never 0 for that. */
  readonly costMicros: number | null
  /** The price that was used (matched id and version of the table), for people to check. */
  readonly price: string | null
}

/**
 * An answer as it arrives. A `try` begins each call of a model: what was heard before it no longer counts. The stream
 * ends with exactly one `finish` or `error`, and never throws: also not when it is aborted.
 */
export type ModelEvent =
  | ({ readonly kind: 'try'; readonly n: number } & ModelRef)
  /** A piece of the answer. An empty one is a sign of life: the model thinks, or writes the call of a tool. */
  | { readonly kind: 'delta'; readonly text: string }
  | { readonly kind: 'tool-call'; readonly call: ToolCall }
  | { readonly kind: 'usage'; readonly usage: TokenUsage }
  /** A try has ended, well or not. */
  | { readonly kind: 'tried'; readonly record: TryRecord }
  | { readonly kind: 'finish'; readonly reason: FinishReason; readonly answeredBy: string | null; readonly requestId: string | null }
  | { readonly kind: 'error'; readonly error: ModelError }

/** The port: an answer of a model as a stream. Tries, deadlines, failover and accounts are behind it. */
export interface LanguageModel {
  generate(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>
  /** Whether any model is configured for this kind of turn. */
  serves(kind: TurnKind): boolean
  /**
   * The most tokens that the first choice for this kind takes and gives, so that prompts are made to fit. Models further
   * down the list that take less are passed over when a prompt is too long for them. Zeros where no model is configured.
   */
  contextFor(kind: TurnKind): { readonly inputTokens: number; readonly outputTokens: number }
}

/** How strictly a server is asked for JSON, from the strictest down; one that refuses a rung is asked on the next. */
export const structureRungs = ['strict', 'schema', 'json', 'text'] as const
export type StructureRung = (typeof structureRungs)[number]

/** One call of one model over the wire: what an adapter is given. Exactly one try; nothing is retried below this. */
export interface ModelCall {
  readonly model: string
  readonly request: ModelRequest
  readonly structure: StructureRung
  readonly maxOutputTokens: number
  /** Parameters of the model from `configs/providers.yaml`; null where it takes none. */
  readonly temperature: number | null
  readonly cache: 'auto' | 'explicit' | 'none'
  /** Whether the server sends usage with a stream when asked. */
  readonly streamUsage: boolean
}

/** What an adapter tells of one call: `delta | tool-call | usage`, then exactly one `finish` or `error`. Never throws. */
export type CallEvent = Extract<ModelEvent, { kind: 'delta' | 'tool-call' | 'usage' | 'finish' | 'error' }>

/** One provider over the wire. Made once and reused; its SDK is loaded with the first call. */
export interface ModelClient {
  call(call: ModelCall, signal: AbortSignal): AsyncIterable<CallEvent>
}
