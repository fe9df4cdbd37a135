import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from './adapters/clock.ts'
import { planFormats } from './adapters/formats/index.ts'
import { randomIds } from './adapters/ids.ts'
import { openLog } from './adapters/log.ts'
import { openInBrowser } from './adapters/open-browser.ts'
import { offlineAgent } from './agents/offline/index.ts'
import { createApp } from './app.ts'
import { readEnvironment, secretsOf } from './config/environment.ts'
import { readPlannerConfig } from './config/planner-config.ts'
import { readSample } from './config/sample.ts'
import { readTemplateFiles } from './config/template-files.ts'
import { loadTemplates } from './config/templates.ts'
import { projectRoot, version } from './config/version.ts'
import { listen } from './listen.ts'
import { openStore } from './open-store.ts'
import type { Deps } from './orchestration/deps.ts'
import { makeSample } from './orchestration/make-sample.ts'
import { plansInMemory } from './orchestration/plans.ts'
import { emptyTrash } from './orchestration/projects.ts'
import { runningTurns } from './orchestration/running-turns.ts'
import { interruptLeftTurns } from './orchestration/turns.ts'

/** Reads the environment, builds the adapters, opens a port. Whatever is wrong stops the start with one line. */
async function main(): Promise<void> {
  const read = readEnvironment(process.env)
  if (!read.ok) return refuse(read.error)
  const environment = read.value
  try {
    mkdirSync(environment.home, { recursive: true, mode: 0o700 })
  } catch (error) {
    return refuse(`PLANWRIGHT_HOME: the folder ${environment.home} cannot be made (${messageOf(error)}).`)
  }
  const configs = join(projectRoot, 'configs')
  const planner = readPlannerConfig(join(configs, 'planner.yaml'))
  if (!planner.ok) return refuse(planner.error)
  const { templates, problems } = loadTemplates(readTemplateFiles(join(configs, 'templates')))
  const [wrong] = problems
  if (wrong) return refuse(`configs/templates/${wrong.file}, line ${wrong.line}: ${wrong.detail}`)
  const log = openLog({ level: environment.logLevel, file: join(environment.home, 'planwright.log'), secrets: secretsOf(environment) })
  const store = await openStore(environment.database, log).catch((error: unknown) => refuse(messageOf(error)))
  if (!store) return log.close()
  const { storage, feed } = store
  const clock = systemClock()
  const deps: Deps = {
    storage,
    plans: plansInMemory(),
    clock,
    ids: randomIds(),
    feed,
    agent: offlineAgent(templates),
    formats: planFormats({ version }),
    turns: runningTurns(),
    log,
    settings: { maxMilestones: planner.value.maxMilestones },
  }
  // Another server may put a project in the trash or take it out: that changes no version.
  feed.subscribe((event) => {
    if (event.kind === 'project') deps.plans.forget(event.projectId)
  })
  const interrupted = await interruptLeftTurns(deps)()
  if (interrupted > 0) log.warn('turns were cut off by the last stop; they can be tried again', { interrupted })
  await emptyTrash(deps)()
  if (environment.sample) await makeSample(deps, readSample(join(configs, 'sample.yaml')))

  const closing = new AbortController()
  const page = join(projectRoot, 'dist', 'frontend')
  const access = { ...environment.allowed, hosts: [...environment.allowed.hosts, environment.host], user: environment.user }
  const app = createApp({ deps, access, version, page: existsSync(page) ? page : null, closing: closing.signal })
  const { number, asked } = environment.port
  const listening = await listen(app, { host: environment.host, port: number, tries: asked ? 0 : 50 }).catch((error: NodeJS.ErrnoException) => {
    refuse(
      error.code === 'EADDRINUSE'
        ? `PORT: ${number} is in use. Choose another one, or leave PORT out.`
        : `HOST or PORT: cannot listen on ${environment.host}:${number} (${error.message}).`,
    )
    return undefined
  })
  if (!listening) return store.close()
  if (!asked && listening.port !== number) log.info(`port ${number} is in use, so this is the next free one`)
  log.info(`Planwright ${version} is at ${listening.url}`, { data: environment.home })
  log.info(`your data lies in ${environment.home}`)
  if (environment.openBrowser && process.stdout.isTTY) openInBrowser(listening.url)

  // Whoever reads our output may go away (a pipe that closes); the server does not go with it.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined)

  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    log.info('stopping: requests under way end, then the data is closed')
    closing.abort()
    await deps.turns.stopAll()
    await listening.close()
    await store.close()
    log.close()
    process.exit(0)
  }
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())
  process.on('unhandledRejection', (error) => log.error('a promise failed unheard', { error }))
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** One line that says what is wrong and what to do; the process ends with 1 when nothing is left to do. */
function refuse(line: string): undefined {
  console.error(`Planwright cannot start. ${line}`)
  process.exitCode = 1
  return undefined
}

await main()
