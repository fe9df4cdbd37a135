import { findRunningServer } from '../config/running-server.ts'
import { homeOf } from '../config/settings.ts'
import type { Connection } from './client.ts'
import { CliError } from './exit.ts'
import type { Io } from './io.ts'

export interface Destination {
  /** An address that was asked for: `--server`, `PLANWRIGHT_SERVER` or the settings, in this order. */
  readonly server: string | null
}

/**
 * Where a command's requests go: the server that was asked for; else the one that runs on this machine over the same
 * home; else the data themselves, through the same API within this process.
 */
export async function connect(io: Io, { server }: Destination): Promise<Connection> {
  if (server !== null) return over(checked(server))
  const running = findRunningServer(homeOf(io.env))
  if (running && (await answers(running.url))) return over(running.url)
  const { openLocal } = await import('./local.ts')
  return openLocal(io)
}

/** Requests over the network. */
const over = (server: string): Connection => ({
  server,
  send: (path, init) => fetch(`${server}${path}`, init),
  close: async () => undefined,
})

function checked(server: string): string {
  const url = URL.canParse(server) ? new URL(server) : undefined
  if (!url || !/^https?:$/.test(url.protocol))
    throw new CliError('usage', `The server must be an address such as http://127.0.0.1:8787, not “${server}”.`)
  return url.href.replace(/\/+$/, '')
}

/** Whether a server that left word is still there: its process may have gone and its number been given to another. */
async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(2_000) })).ok
  } catch {
    return false
  }
}
