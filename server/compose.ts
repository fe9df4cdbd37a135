import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from './adapters/clock.ts'
import { planFormats } from './adapters/formats/index.ts'
import { randomIds } from './adapters/ids.ts'
import { openLog } from './adapters/log.ts'
import { openModels } from './adapters/models/open-models.ts'
import type { Agent } from './agents/agent.ts'
import { createApp } from './app.ts'
import { secretsOf, type Environment } from './config/environment.ts'
import { readPlannerConfig } from './config/planner-config.ts'
import { readPrices } from './config/prices.ts'
import { readModelSetup } from './config/providers.ts'
import { readSample } from './config/sample.ts'
import { projectRoot, version } from './config/version.ts'
import { fail, ok, type Result } from './core/result.ts'
import { openStore } from './open-store.ts'
import type { Deps } from './orchestration/deps.ts'
import { makeSample } from './orchestration/make-sample.ts'
import { plansInMemory } from './orchestration/plans.ts'
import { emptyTrash } from './orchestration/projects.ts'
import { runningTurns } from './orchestration/running-turns.ts'
import { spending } from './orchestration/spending.ts'
import { interruptLeftTurns, watchLeftTurns } from './orchestration/left-turns.ts'
import type { Models } from './ports/models.ts'

/** The whole product over its adapters, without a port: the server opens one, the command line calls it directly. */
export interface Composed {
  readonly deps: Deps
  readonly app: ReturnType<typeof createApp>
  /** Ends what runs, closes what streams, then the data. */
  close(): Promise<void>
}

export interface ComposeOptions {
  /** Whether this is the server: it tidies up after the last one, makes the sample and serves the page. */
  readonly serves: boolean
  /** Called before the store is closed, for what still uses it: a port that lets requests end. */
  readonly beforeClose?: () => Promise<void>
}

/** Builds the adapters that the environment asks for. Fails with one line that says what is wrong and what to do. */
export async function compose(environment: Environment, { serves, beforeClose }: ComposeOptions): Promise<Result<Composed, string>> {
  try {
    mkdirSync(environment.home, { recursive: true, mode: 0o700 })
  } catch (error) {
    return fail(`PLANWRIGHT_HOME: the folder ${environment.home} cannot be made (${messageOf(error)}).`)
  }
  const configs = join(projectRoot, 'configs')
  const planner = readPlannerConfig(join(configs, 'planner.yaml'))
  if (!planner.ok) return planner
  const opened = openModelsOf(environment, configs)
  if (!opened.ok) return opened
  const models = opened.value
  const agent = serves ? await loadAgent(configs, models) : ok(lazily(models.model ? 'model' : 'offline', () => loadAgent(configs, models)))
  if (!agent.ok) return agent
  const log = openLog({ level: environment.logLevel, file: join(environment.home, 'planwright.log'), secrets: secretsOf(environment) })
  const store = await openStore(environment.database, log).catch((error: unknown) => messageOf(error))
  if (typeof store === 'string') {
    log.close()
    return fail(store)
  }
  const clock = systemClock()
  const deps: Deps = {
    storage: store.storage,
    plans: plansInMemory(),
    clock,
    ids: randomIds(),
    feed: store.feed,
    agent: agent.value,
    models,
    spending: spending({ storage: store.storage, clock, log, budgets: models.budgets }),
    formats: planFormats({ version }),
    turns: runningTurns(store.servers),
    log,
    settings: { maxMilestones: planner.value.maxMilestones },
  }
  // Another server may put a project in the trash or take it out: that changes no version.
  deps.feed.subscribe((event) => {
    if (event.kind === 'project') deps.plans.forget(event.projectId)
  })
  if (serves) await prepare(deps, environment)
  const watched = watchLeftTurns(deps)

  const closing = new AbortController()
  const page = join(projectRoot, 'dist', 'frontend')
  const access = { ...environment.allowed, hosts: [...environment.allowed.hosts, environment.host], user: environment.user }
  const app = createApp({ deps, access, version, page: serves && existsSync(page) ? page : null, closing: closing.signal })
  const close = async (): Promise<void> => {
    closing.abort()
    await deps.turns.stopAll()
    watched.stop()
    await beforeClose?.()
    await store.close()
    log.close()
  }
  return ok({ deps, app, close })
}

const loadAgent = async (configs: string, models: Models): Promise<Result<Agent, string>> =>
  (await import('./open-agent.ts')).openAgent(configs, models)

/** An agent that is loaded with the first message: most commands of the command line ask nothing of it. */
function lazily(name: string, load: () => Promise<Result<Agent, string>>): Agent {
  let loaded: Promise<Result<Agent, string>> | undefined
  return {
    name,
    async *respond(request, signal) {
      const agent = await (loaded ??= load())
      if (!agent.ok) throw new Error(agent.error)
      yield* agent.value.respond(request, signal)
    },
  }
}

/** The models that the environment and the files configure. Nothing is called, and nothing loaded but what is read here. */
function openModelsOf(environment: Environment, configs: string): Result<Models, string> {
  const setup = readModelSetup(environment.providersFile ?? join(configs, 'providers.yaml'), environment)
  if (!setup.ok) return setup
  const prices = readPrices(join(configs, 'prices.yaml'))
  return prices.ok ? ok(openModels({ setup: setup.value, prices: prices.value })) : prices
}

/** Who answers, in a line for those who start the server: models by name, never a key. */
export async function whoAnswers({ models, log }: Deps): Promise<void> {
  if (models.model === null) return log.info('no model is configured: the rules answer, offline')
  const { profile, uses } = await models.status()
  const names = [...new Set(Object.values(uses).flatMap((refs) => refs.map(({ provider, model }) => `${provider}/${model}`)))]
  log.info(`models of the profile ${profile}: ${names.join(', ')}`)
}

/** What a server does before it answers anybody. */
async function prepare(deps: Deps, environment: Environment): Promise<void> {
  const interrupted = await interruptLeftTurns(deps)({ others: true })
  if (interrupted > 0) deps.log.warn('turns were cut off by the last stop; they can be tried again', { interrupted })
  await emptyTrash(deps)()
  if (environment.sample) await makeSample(deps, readSample(join(projectRoot, 'configs', 'sample.yaml')))
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
