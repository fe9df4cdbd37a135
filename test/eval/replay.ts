import { openModels } from '../../server/adapters/models/open-models.ts'
import { scriptedClient } from '../../server/adapters/models/scripted/index.ts'
import type { ModelSettings, ModelSetup, ProviderSettings } from '../../server/config/providers.ts'
import type { ModelClient, TurnKind } from '../../server/ports/language-model.ts'
import type { Models } from '../../server/ports/models.ts'
import type { RecordedTry, Recording } from './recording.ts'

const settings: Omit<ModelSettings, 'name'> = {
  contextTokens: 200_000,
  outputTokens: 32_000,
  structure: 'strict',
  temperature: null,
  streamUsage: true,
  cache: { control: 'none', minPrefix: 0 },
  timeouts: { firstTokenMs: 60_000, betweenChunksMs: 60_000, totalMs: 120_000 },
  price: null,
  tags: [],
}

/**
 * Models that say what was recorded, try by try, whatever the prompt says: so a changed prompt finds the same answers,
 * and everything behind the client is as it always is. After the last one there is none: the turn fails and says so.
 */
export function replayed({ model: name, tries }: Recording): Models {
  const [provider = name, ...rest] = name.split('/')
  const ref = { provider, model: rest.join('/') || provider }
  const configured: ProviderSettings = {
    name: ref.provider,
    dialect: 'openai',
    local: false,
    baseUrl: null,
    keyVariable: null,
    apiKey: null,
    missing: null,
    prices: null,
    models: [{ ...settings, name: ref.model }],
  }
  const all = (): Record<TurnKind, readonly (typeof ref)[]> => ({ plan: [ref], decompose: [ref], edit: [ref], route: [ref], ask: [ref] })
  const setup: ModelSetup = {
    profile: 'recorded',
    profiles: ['recorded'],
    providers: [configured],
    uses: all(),
    budgets: { turnMicros: null, projectMicros: null, dayMicros: null },
    retries: { perModel: 1, perCall: 4, waitAtMostMs: 0, failoverWhenRefused: false, restAfter: 1_000, restForMs: 1 },
    fastPath: false,
  }
  const clients = { route: clientOf(tries, 'route'), message: clientOf(tries, 'message') }
  return openModels({
    setup,
    prices: [],
    clientFor: () => ({ call: (call, signal) => clients[call.request.kind === 'route' ? 'route' : 'message'].call(call, signal) }),
  })
}

/** Says the answers to one of the two things that models are asked, in their order. */
const clientOf = (tries: Recording['tries'], to: RecordedTry['to']): ModelClient =>
  scriptedClient(
    tries
      .filter((recorded) => recorded.to === to)
      .map(({ text, toolCalls, usage, finish, error }) => ({
        times: 1,
        reply: { text, toolCalls, usage, ...(error === null ? {} : { error: { kind: error } }), ...(finish === null ? {} : { finish }) },
      })),
    'recorded',
  )
