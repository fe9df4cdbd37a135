import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, stale } from '../../server/build.mjs'
import { projectRoot } from '../../server/config/version.ts'

/** A server in a process of its own, as `npm start` runs it. */
export interface RunningServer {
  readonly url: string
  readonly pid: number
  /** What it has printed so far, both streams. */
  output(): string
  /** Sends a signal and waits for the end; gives the exit code, null where the signal ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export type Variables = Readonly<Record<string, string>>

/** A folder of its own for a test's data, and the way to remove it. */
export function temporaryHome(): { readonly home: string; remove(): void } {
  const home = mkdtempSync(join(tmpdir(), 'planwright-home-'))
  return { home, remove: () => rmSync(home, { recursive: true, force: true }) }
}

/** Starts the server over a home and waits until it says its address. Rejects with what it printed where it ends instead. */
export async function runServer(home: string, variables: Variables = {}): Promise<RunningServer> {
  await builtServer()
  const { child, output } = launch(home, { PORT: '0', ...variables })
  const url = await addressOf(child, output)
  return {
    url,
    pid: child.pid ?? 0,
    output,
    stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
      const ended = endOf(child)
      child.kill(signal)
      return ended
    },
  }
}

/** Starts the server where it should refuse: gives its exit code and what it printed. */
export async function refusedStart(home: string, variables: Variables): Promise<{ readonly code: number | null; readonly output: string }> {
  await builtServer()
  const { child, output } = launch(home, { PORT: '0', ...variables })
  return { code: await endOf(child), output: output() }
}

/** The server as it ships; built first where it is missing or out of date. */
async function builtServer(): Promise<void> {
  if (!stale().some(({ part }) => part === 'server')) return
  if (!(await build('server'))) throw new Error('building the server failed; the lines above say why')
}

/** Only what a start needs, so that a variable of this machine cannot decide a test. `HOME` stays: npm and Node look there. */
const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG']

function launch(home: string, variables: Variables): { readonly child: ChildProcess; readonly output: () => string } {
  const inherited = Object.fromEntries(kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])))
  const child = spawn(process.execPath, [join('dist', 'server', 'main.js')], {
    cwd: projectRoot,
    env: { ...inherited, PLANWRIGHT_HOME: home, PLANWRIGHT_OPEN: '0', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (printed += String(chunk)))
  return { child, output: () => printed }
}

const endOf = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.once('close', (code) => resolve(code)))

function addressOf(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const url = /http:\/\/[\d.]+:\d+/.exec(output())?.[0]
      if (url) resolve(url)
    }
    child.stdout?.on('data', look)
    child.once('close', () => reject(new Error(`the server did not start:\n${output()}`)))
  })
}
