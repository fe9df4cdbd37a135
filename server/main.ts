import { openInBrowser } from './adapters/open-browser.ts'
import { announce } from './config/running-server.ts'
import { compose, whoAnswers } from './compose.ts'
import { readEnvironment } from './config/environment.ts'
import { withSettings } from './config/settings.ts'
import { version } from './config/version.ts'
import { listen, type Listening } from './listen.ts'

/** Reads the environment, builds the product, opens a port. Whatever is wrong stops the start with one line. */
async function main(): Promise<void> {
  const variables = withSettings(process.env)
  if (!variables.ok) return refuse(variables.error)
  const read = readEnvironment(variables.value)
  if (!read.ok) return refuse(read.error)
  const environment = read.value
  let listening: Listening | undefined
  const composed = await compose(environment, { serves: true, beforeClose: async () => listening?.close() })
  if (!composed.ok) return refuse(composed.error)
  const { app, deps, close } = composed.value

  const { number, asked } = environment.port
  try {
    listening = await listen(app, { host: environment.host, port: number, tries: asked ? 0 : 50 })
  } catch (error) {
    refuse(
      (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
        ? `PORT: ${number} is in use. Choose another one, or leave PORT out.`
        : `HOST or PORT: cannot listen on ${environment.host}:${number} (${(error as Error).message}).`,
    )
    return close()
  }
  const { log } = deps
  if (!asked && listening.port !== number) log.info(`port ${number} is in use, so this is the next free one`)
  log.info(`Planwright ${version} is at ${listening.url}`, { data: environment.home })
  log.info(`your data lies in ${environment.home}`)
  await whoAnswers(deps)
  const announced = announce(environment.home, { url: listening.url, pid: process.pid })
  if (environment.openBrowser && process.stdout.isTTY) openInBrowser(listening.url)

  // Whoever reads our output may go away (a pipe that closes); the server does not go with it.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined)

  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    log.info('stopping: requests under way end, then the data is closed')
    announced.withdraw()
    await close()
    process.exit(0)
  }
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())
  process.on('unhandledRejection', (error) => log.error('a promise failed unheard', { error }))
}

/** One line that says what is wrong and what to do; the process ends with 1 when nothing is left to do. */
function refuse(line: string): void {
  console.error(`Planwright cannot start. ${line}`)
  process.exitCode = 1
}

await main()
