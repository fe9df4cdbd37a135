import type { LanguageModel, ModelErrorKind, ModelRef, StructureRung, TokenUsage, TryRecord, TurnKind } from './language-model.ts'

/** The most that may be spent, in micro-dollars; null where there is no limit. */
export interface ModelBudgets {
  readonly turnMicros: number | null
  readonly projectMicros: number | null
  readonly dayMicros: number | null
  /** Whether a model whose price is not known is refused where there is a limit. Absent: it is let through. */
  readonly strict?: boolean
}

/** How a model has fared since the start: `resting` until `restsUntil`, because it failed again and again. */
export interface ModelHealth {
  readonly state: 'untried' | 'ok' | 'failing' | 'resting'
  readonly lastError: { readonly kind: ModelErrorKind; readonly message: string; readonly at: string } | null
  readonly lastSuccessAt: string | null
  readonly restsUntil: string | null
}

/** What a million tokens cost, in micro-dollars, and where that was read (the id it matched, the version of the table). */
export interface ModelPrice {
  readonly inputMicros: number
  readonly cachedMicros: number | null
  readonly outputMicros: number
  readonly source: string
}

export interface ModelStatus extends ModelRef {
  readonly contextTokens: number
  readonly outputTokens: number
  /** How it is asked for JSON at present. */
  readonly structure: StructureRung
  readonly tags: readonly string[]
  /** Null where the price is not known: then the cost of its answers is not known either. */
  readonly price: ModelPrice | null
  readonly health: ModelHealth
}

export interface ProviderStatus {
  readonly name: string
  readonly dialect: 'openai' | 'anthropic' | 'gemini'
  readonly local: boolean
  readonly configured: boolean
  /** What to do so that it is used, in words; null where it is configured. */
  readonly missing: string | null
  /** The variable that holds its key; null where it takes none. */
  readonly keyVariable: string | null
  readonly baseUrl: string | null
  readonly models: readonly ModelStatus[]
}

/** What is configured and how it fares. Holds no key. */
export interface ModelsStatus {
  readonly profile: string
  readonly profiles: readonly string[]
  readonly providers: readonly ProviderStatus[]
  /** For each kind of turn the models that answer it, in order; empty where the offline agent does. */
  readonly uses: Readonly<Record<TurnKind, readonly ModelRef[]>>
  readonly budgets: ModelBudgets
  readonly fastPath: boolean
}

/** One tiny call of one model, as it went. */
export interface ModelTest extends ModelRef {
  readonly ok: boolean
  readonly answeredBy: string | null
  readonly latencyMs: number
  readonly usage: TokenUsage | null
  readonly costMicros: number | null
  readonly error: { readonly kind: ModelErrorKind; readonly message: string } | null
  /** The same as every other try is recorded. */
  readonly record: TryRecord
}

/** Why a test was not made. */
export type NotTested =
  | { readonly kind: 'unknown-provider' | 'unknown-model' | 'not-configured'; readonly message: string }
  | { readonly kind: 'too-many'; readonly message: string; readonly retryAfterMs: number }

/** All that is configured about models: the model itself, how it fares, and what it may cost. */
export interface Models {
  /** Null where no provider is configured: then the offline agent answers everything. */
  readonly model: LanguageModel | null
  readonly budgets: ModelBudgets
  /** Whether plain edit instructions that the offline agent understands without doubt are answered by it. */
  readonly fastPath: boolean
  status(): Promise<ModelsStatus>
  /** One tiny call, past the circuit breaker. Only configured providers, at their configured address. */
  test(provider: string, model: string | null, signal: AbortSignal): Promise<ModelTest | NotTested>
}

/** No provider at all: everything is answered offline. */
export const noModels: Models = {
  model: null,
  budgets: { turnMicros: null, projectMicros: null, dayMicros: null },
  fastPath: true,
  status: async () => ({
    profile: 'none',
    profiles: [],
    providers: [],
    uses: { plan: [], decompose: [], edit: [], route: [], ask: [] },
    budgets: noModels.budgets,
    fastPath: true,
  }),
  test: async (provider) => ({ kind: 'unknown-provider', message: `No provider is called "${provider}".` }),
}
