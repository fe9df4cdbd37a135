import type { PriceOverride } from '../../config/prices.ts'
import type { ModelSetup, ProviderSettings } from '../../config/providers.ts'
import { turnKinds, type ModelClient, type ModelRef, type TurnKind } from '../../ports/language-model.ts'
import type { Models, ModelsStatus, ModelStatus } from '../../ports/models.ts'
import { anthropicClient } from './anthropic/index.ts'
import { geminiClient } from './gemini/index.ts'
import { openaiClient } from './openai/index.ts'
import { pricesOf } from './prices/table.ts'
import type { Prices } from './prices/prices.ts'
import { breakers, type Breakers } from './resilient/breaker.ts'
import type { Candidate, Lists } from './resilient/candidate.ts'
import { resilient } from './resilient/index.ts'
import { ladder, type Ladder } from './resilient/ladder.ts'
import { systemTiming, type Timing } from './resilient/timing.ts'
import { connectionTests } from './test-connection.ts'

export interface ModelsOptions {
  readonly setup: ModelSetup
  readonly prices: readonly PriceOverride[]
  /** Tests set time, chance and what speaks to a provider. */
  readonly timing?: Timing
  readonly clientFor?: (provider: ProviderSettings) => ModelClient
}

/** The models that the environment and providers.yaml configure, as one. Clients are made once; nothing is called yet. */
export function openModels({ setup, prices: overrides, timing = systemTiming, clientFor = clientOf }: ModelsOptions): Models {
  const prices = pricesOf(overrides)
  const health = breakers(setup.retries, timing.now)
  const rungs = ladder(timing.now)
  const all = setup.providers.filter(({ missing }) => missing === null).flatMap((provider) => candidatesOf(provider, clientFor(provider)))
  const lists = listsOf(setup, all)
  const any = turnKinds.some((kind) => lists[kind].length > 0)
  // The table takes a moment to load: better now than while somebody waits for an answer.
  const [first] = all
  if (any && first) void prices.perMillion(first.priced, new Date(timing.now())).catch(() => undefined)
  return {
    model: any ? resilient({ lists, all, retries: setup.retries, prices, breakers: health, ladder: rungs, timing }) : null,
    budgets: setup.budgets,
    fastPath: setup.fastPath,
    status: () => statusOf(setup, { prices, breakers: health, ladder: rungs, timing }),
    test: connectionTests({ setup, all, prices, breakers: health, ladder: rungs, timing }),
  }
}

function clientOf({ name, dialect, apiKey, baseUrl }: ProviderSettings): ModelClient {
  const access = { provider: name, apiKey, baseUrl }
  switch (dialect) {
    case 'openai':
      return openaiClient(access)
    case 'anthropic':
      return anthropicClient(access)
    case 'gemini':
      return geminiClient(access)
    default:
      return dialect satisfies never
  }
}

const candidatesOf = (provider: ProviderSettings, client: ModelClient): Candidate[] =>
  provider.models.map((settings) => ({
    ref: { provider: provider.name, model: settings.name },
    settings,
    client,
    priced: pricedOf(provider, settings),
    local: provider.local,
  }))

const pricedOf = (provider: ProviderSettings, { name, price }: ProviderSettings['models'][number]): Candidate['priced'] => ({
  provider: provider.prices ?? provider.name,
  model: price === 0 || price === null ? name : price,
  free: price === 0,
})

function listsOf({ uses }: ModelSetup, all: readonly Candidate[]): Lists {
  const found = (wanted: ModelRef): Candidate[] => all.filter(({ ref }) => ref.provider === wanted.provider && ref.model === wanted.model).slice(0, 1)
  return mapKinds((kind) => uses[kind].flatMap(found))
}

const mapKinds = <Value>(of: (kind: TurnKind) => Value): Record<TurnKind, Value> => ({
  plan: of('plan'),
  decompose: of('decompose'),
  edit: of('edit'),
  route: of('route'),
  ask: of('ask'),
})

interface Observed {
  readonly prices: Prices
  readonly breakers: Breakers
  readonly ladder: Ladder
  readonly timing: Timing
}

async function statusOf(setup: ModelSetup, observed: Observed): Promise<ModelsStatus> {
  const { profile, profiles, uses, budgets, fastPath } = setup
  const providers = setup.providers.map(async (provider) => ({
    name: provider.name,
    dialect: provider.dialect,
    local: provider.local,
    configured: provider.missing === null,
    missing: provider.missing,
    keyVariable: provider.keyVariable,
    baseUrl: shown(provider.baseUrl),
    models: await Promise.all(provider.models.map((settings) => modelStatus(provider, settings, observed))),
  }))
  return { profile, profiles, providers: await Promise.all(providers), uses, budgets, fastPath }
}

async function modelStatus(provider: ProviderSettings, settings: ProviderSettings['models'][number], observed: Observed): Promise<ModelStatus> {
  const ref = { provider: provider.name, model: settings.name }
  return {
    ...ref,
    contextTokens: settings.contextTokens,
    outputTokens: settings.outputTokens,
    structure: observed.ladder.rungOf(ref, settings),
    tags: settings.tags,
    price: await observed.prices.perMillion(pricedOf(provider, settings), new Date(observed.timing.now())),
    health: observed.breakers.health(ref),
  }
}

/** An address without what may be a secret in it. */
function shown(address: string | null): string | null {
  if (address === null) return null
  const url = new URL(address)
  return `${url.origin}${url.pathname === '/' ? '' : url.pathname}`
}
