import { readFileSync } from 'node:fs'
import { fail, ok, type Result } from '../core/result.ts'
import { turnKinds, type ModelRef, type StructureRung, type TurnKind } from '../ports/language-model.ts'
import type { ModelBudgets } from '../ports/models.ts'
import type { Environment } from './environment.ts'
import { readYaml, type YamlFile } from './read-yaml.ts'
import type { Secret } from './secret.ts'
import { providersSchema, type ProvidersFile } from './providers-schema.ts'

/** Milliseconds. `firstTokenMs` runs until the first word of the answer, `betweenChunksMs` from then on. */
export interface ModelTimeouts {
  readonly firstTokenMs: number
  readonly betweenChunksMs: number
  readonly totalMs: number
}

export interface ModelSettings {
  readonly name: string
  readonly contextTokens: number
  readonly outputTokens: number
  readonly structure: StructureRung
  readonly temperature: number | null
  readonly streamUsage: boolean
  readonly cache: { readonly control: 'auto' | 'explicit' | 'none'; readonly minPrefix: number }
  readonly timeouts: ModelTimeouts
  /** An id of the price table, 0 for what costs nothing, null for the model's own name. */
  readonly price: string | 0 | null
  readonly tags: readonly string[]
}

export interface ProviderSettings {
  readonly name: string
  readonly dialect: 'openai' | 'anthropic' | 'gemini'
  readonly local: boolean
  readonly baseUrl: string | null
  readonly keyVariable: string | null
  readonly apiKey: Secret | null
  /** What to do so that it is used; null where it can be used. */
  readonly missing: string | null
  /** Its name in the price table. */
  readonly prices: string | null
  readonly models: readonly ModelSettings[]
}

/** When to try again, and when to let a model rest. */
export interface RetrySettings {
  /** Tries of one model for one call, the first among them. */
  readonly perModel: number
  /** Tries of all models for one call. */
  readonly perCall: number
  /** A longer Retry-After goes to the next model. */
  readonly waitAtMostMs: number
  readonly failoverWhenRefused: boolean
  /** Failures in a row after which a model rests, and for how long. */
  readonly restAfter: number
  readonly restForMs: number
}

/** `providers.yaml` and the environment, made one: what the adapters are built from. */
export interface ModelSetup {
  readonly profile: string
  readonly profiles: readonly string[]
  readonly providers: readonly ProviderSettings[]
  /** Only models of providers that can be used. */
  readonly uses: Readonly<Record<TurnKind, readonly ModelRef[]>>
  readonly budgets: ModelBudgets
  readonly retries: RetrySettings
  readonly fastPath: boolean
}

/** The name in providers.yaml that stands for whatever `LOCAL_MODEL` says. */
export const localModelName = 'LOCAL_MODEL'

type Access = Pick<Environment, 'keys' | 'addresses' | 'localModel' | 'profile' | 'providersFile'>

/** The models as a file and the environment say, or one line that names the file, the line and the setting. */
export function readModelSetup(file: string, environment: Access): Result<ModelSetup, string> {
  const named = file === environment.providersFile ? `PLANWRIGHT_PROVIDERS: ${file}` : file
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    return fail(`${named}: cannot be read (${error instanceof Error ? error.message : String(error)})`)
  }
  const setup = parseModelSetup(text, environment)
  return setup.ok ? setup : fail(setup.error.startsWith('line ') ? `${named}, ${setup.error}` : setup.error)
}

/** As `readModelSetup`, from the text: the line begins with `line <n>:`, unless it is the environment that is wrong. */
export function parseModelSetup(text: string, environment: Access): Result<ModelSetup, string> {
  const read = readYaml(text, providersSchema)
  if (!read.ok) return fail(`line ${read.error[0]?.line ?? 1}: ${read.error[0]?.detail ?? 'is wrong'}`)
  const wrong = wrongReference(read.value)
  if (wrong) return fail(wrong)
  const file = read.value.value
  const profile = environment.profile ?? file.profile
  const uses = file.profiles[profile]
  if (!uses) return fail(`PLANWRIGHT_PROFILE must be one of ${Object.keys(file.profiles).join(', ')}`)
  const providers = Object.keys(file.providers).map((name) => providerOf(file, name, environment))
  return ok({
    profile,
    profiles: Object.keys(file.profiles),
    providers,
    uses: mapKinds((kind) => uses[kind].flatMap((entry) => usable(entry, providers, environment))),
    budgets: {
      turnMicros: micros(file.budgets.turn),
      projectMicros: micros(file.budgets.project),
      dayMicros: micros(file.budgets.day),
      strict: file.budgets.unknownPrices === 'refuse',
    },
    retries: {
      perModel: file.retries.perModel,
      perCall: file.retries.perCall,
      waitAtMostMs: file.retries.waitAtMost * 1000,
      failoverWhenRefused: file.retries.failoverWhenRefused,
      restAfter: file.retries.restAfter,
      restForMs: file.retries.restFor * 1000,
    },
    fastPath: file.fastPath,
  })
}

/** A list that names a model which is not there, a profile that does not exist: seen at the start, not at the turn. */
function wrongReference({ value: file, lineOf }: YamlFile<ProvidersFile>): string | undefined {
  if (!Object.hasOwn(file.profiles, file.profile))
    return `line ${lineOf(['profile'])}: profile: there is no profile "${file.profile}"; there are ${Object.keys(file.profiles).join(', ')}`
  for (const [profile, lists] of Object.entries(file.profiles)) {
    for (const kind of turnKinds) {
      for (const [index, entry] of lists[kind].entries()) {
        const path = ['profiles', profile, kind, index]
        const reason = whyUnknown(entry, file) ?? (lists[kind].indexOf(entry) < index ? 'stands in this list twice' : undefined)
        if (reason) return `line ${lineOf(path)}: ${path.join('.')}: ${reason}`
      }
    }
  }
  return undefined
}

function whyUnknown(entry: string, file: ProvidersFile): string | undefined {
  const { provider, model } = refOf(entry)
  const found = Object.hasOwn(file.providers, provider) ? file.providers[provider] : undefined
  if (!found) return `"${entry}": there is no provider "${provider}"; there are ${Object.keys(file.providers).join(', ')}`
  if (Object.hasOwn(found.models, model)) return undefined
  return `"${entry}": ${provider} has no model "${model}"; it has ${Object.keys(found.models).join(', ') || 'none'}`
}

/** `provider/model`; the name of a model may hold slashes itself. */
export function refOf(entry: string): ModelRef {
  const [provider = '', ...model] = entry.split('/')
  return { provider, model: model.join('/') }
}

function providerOf(file: ProvidersFile, name: string, { keys, addresses, localModel }: Access): ProviderSettings {
  const written = file.providers[name]
  if (!written) throw new Error(`no provider ${name}`)
  const addressVariable = `${name.toUpperCase().replaceAll('-', '_')}_BASE_URL`
  const baseUrl = addresses[addressVariable] ?? written.baseUrl?.replace(/\/+$/, '') ?? null
  const apiKey = written.key === null ? null : (keys[written.key] ?? null)
  const local = written.kind === 'local'
  const models = Object.entries(written.models).flatMap(([model, settings]): ModelSettings[] => {
    const sent = model === localModelName ? localModel : model
    return sent === null ? [] : [settingsOf(file, sent, settings)]
  })
  const missing = local
    ? baseUrl === null
      ? `Set ${addressVariable} to the address of the server, such as http://127.0.0.1:11434/v1.`
      : models.length === 0
        ? `Set ${localModelName} to the name of a model that the server has.`
        : null
    : apiKey === null
      ? `Set ${written.key ?? 'its key'} and start again.`
      : null
  return { name, dialect: written.dialect, local, baseUrl, keyVariable: written.key, apiKey, missing, prices: written.prices, models }
}

function settingsOf(file: ProvidersFile, name: string, model: ProvidersFile['providers'][string]['models'][string]): ModelSettings {
  return {
    name,
    contextTokens: model.limits.context,
    outputTokens: model.limits.maxOutput,
    structure: model.structure,
    temperature: model.temperature,
    streamUsage: model.streamUsage,
    cache: model.cache,
    timeouts: {
      firstTokenMs: (model.timeouts.firstToken ?? file.timeouts.firstToken) * 1000,
      betweenChunksMs: (model.timeouts.betweenChunks ?? file.timeouts.betweenChunks) * 1000,
      totalMs: (model.timeouts.total ?? file.timeouts.total) * 1000,
    },
    price: model.price ?? null,
    tags: model.tags,
  }
}

function usable(entry: string, providers: readonly ProviderSettings[], { localModel }: Access): ModelRef[] {
  const { provider, model } = refOf(entry)
  const sent = model === localModelName ? localModel : model
  const found = providers.find(({ name }) => name === provider)
  return sent === null || !found || found.missing !== null ? [] : [{ provider, model: sent }]
}

const mapKinds = <Value>(of: (kind: TurnKind) => Value): Record<TurnKind, Value> =>
  ({ plan: of('plan'), decompose: of('decompose'), edit: of('edit'), route: of('route'), ask: of('ask') }) satisfies Record<TurnKind, Value>

const micros = (dollars: number | null): number | null => (dollars === null ? null : Math.round(dollars * 1_000_000))
