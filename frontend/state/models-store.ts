import { msg } from '@lit/localize'
import type { Problem } from '../api/problem.ts'
import type { ConnectionTestWire, ProvidersWire } from '../api/wire.ts'
import { providerName } from '../words/models.ts'
import type { Services } from './services.ts'
import { Store } from './store.ts'

/** The test of a provider's connection: on its way, answered, or not made and why. */
export type ConnectionTest =
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly result: ConnectionTestWire }
  | { readonly state: 'refused'; readonly problem: Problem }

/** What is configured about models, how it fares, and what was spent today. */
export class ModelsStore extends Store {
  providers: ProvidersWire | null = null
  /** Micro-dollars since midnight (UTC); null where the server does not say. */
  todayMicros: number | null = null
  problem: Problem | null = null
  readonly tests = new Map<string, ConnectionTest>()
  readonly #services: Pick<Services, 'client' | 'announcer'>

  constructor(services: Pick<Services, 'client' | 'announcer'>) {
    super()
    this.#services = services
  }

  async load(): Promise<void> {
    const { client } = this.#services
    const [providers, usage] = await Promise.all([client.providers(), client.usage()])
    if (providers.ok) this.providers = providers.value
    this.problem = providers.ok ? null : providers.problem
    if (usage.ok) this.todayMicros = usage.value.todayMicros
    this.changed()
  }

  /** One tiny call of a provider; what it told of its health is read again. */
  async test(provider: string): Promise<void> {
    if (this.tests.get(provider)?.state === 'running') return
    this.#set(provider, { state: 'running' })
    const answer = await this.#services.client.testProvider({ provider })
    this.#set(provider, answer.ok ? { state: 'done', result: answer.value } : { state: 'refused', problem: answer.problem })
    const well = answer.ok && answer.value.ok
    this.#services.announcer.say(`${providerName(provider)}: ${well ? msg('the connection works') : msg('the connection does not work')}`)
    await this.load()
  }

  #set(provider: string, test: ConnectionTest): void {
    this.tests.set(provider, test)
    this.changed()
  }
}
