import { compose } from '../compose.ts'
import { readEnvironment } from '../config/environment.ts'
import type { Connection } from './client.ts'
import { CliError } from './exit.ts'
import type { Io } from './io.ts'
import { variablesOf } from './settings.ts'

/** The data of this machine without a server: the whole API within this process. */
export async function openLocal(io: Io): Promise<Connection> {
  const environment = readEnvironment({ LOG_LEVEL: 'warn', ...variablesOf(io.env) })
  if (!environment.ok) throw new CliError('usage', environment.error)
  const composed = await compose(environment.value, { serves: false })
  if (!composed.ok) throw new CliError('unreachable', composed.error)
  const { app, close } = composed.value
  return { server: null, send: async (path, init) => app.request(`http://localhost${path}`, init), close }
}
