import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A server that runs on this machine, as the command line finds it. */
export interface RunningServer {
  readonly url: string
  readonly pid: number
}

const fileIn = (home: string): string => join(home, 'server.json')

/** Leaves word in the home where the server listens, until it is withdrawn. A home that cannot be written is no reason to stop. */
export function announce(home: string, server: RunningServer): { withdraw(): void } {
  try {
    writeFileSync(fileIn(home), JSON.stringify(server), { mode: 0o600 })
  } catch {
    return { withdraw: () => undefined }
  }
  return {
    withdraw() {
      // Another server may have been started on the same home since.
      if (findRunningServer(home)?.pid === server.pid) rmSync(fileIn(home), { force: true })
    },
  }
}

/** The server that left word and whose process is there; undefined where there is none. It may still not answer. */
export function findRunningServer(home: string): RunningServer | undefined {
  try {
    const { url, pid } = JSON.parse(readFileSync(fileIn(home), 'utf8')) as Partial<RunningServer>
    if (typeof url !== 'string' || typeof pid !== 'number' || !/^https?:\/\//.test(url)) return undefined
    process.kill(pid, 0)
    return { url, pid }
  } catch (error) {
    // Another user's process cannot be signalled, but it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? readAnyway(home) : undefined
  }
}

const readAnyway = (home: string): RunningServer => JSON.parse(readFileSync(fileIn(home), 'utf8')) as RunningServer
