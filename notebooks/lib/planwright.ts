import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

/** The top folder of Planwright, found from this file, wherever the notebook was opened. */
export const planwrightFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** What a route answered. Notebooks look at what they expect, so the body is open. */
export interface Answer {
  readonly status: number
  // oxlint-disable-next-line typescript/no-explicit-any -- a tutorial reads bodies as they are
  readonly body: any
}

/** One event of a stream, as it came. */
export interface StreamEvent {
  readonly event: string
  // oxlint-disable-next-line typescript/no-explicit-any -- a tutorial reads bodies as they are
  readonly data: any
}

export interface Planwright {
  readonly url: string
  /** Sends JSON and reads JSON. Problems are answers, too: look at `status`. */
  call(method: string, path: string, body?: unknown): Promise<Answer>
  /** As `call`, for an answer that must be a good one: throws with the problem's own words otherwise. */
  good(method: string, path: string, body?: unknown): Promise<Answer['body']>
  /** Sends a message and listens to the turn while it runs. */
  stream(path: string, body: unknown): AsyncGenerator<StreamEvent>
  /** Runs a cell's work; stops the server when it throws, so that nothing is left running. */
  cell<Value>(work: () => Promise<Value>): Promise<Value>
  stop(): Promise<void>
}

/** Variables that a server of a notebook takes over; keys of providers are not among them. */
const inherited = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'SystemRoot', 'TEMP']

/**
 * Starts a server of its own, under Node, on a free port of this computer, with a home that goes when it stops. It has
 * no key of any provider unless one is given in `variables`.
 */
export async function startPlanwright(variables: Readonly<Record<string, string>> = {}): Promise<Planwright> {
  const home = mkdtempSync(join(tmpdir(), 'planwright-notebook-'))
  const own = Object.fromEntries(inherited.flatMap((name) => (process.env[name] === undefined ? [] : [[name, String(process.env[name])]])))
  const built = join(planwrightFolder, 'dist', 'server', 'main.js')
  const child = spawn('node', [existsSync(built) ? built : join(planwrightFolder, 'server', 'start.mjs')], {
    cwd: planwrightFolder,
    env: { ...own, PLANWRIGHT_HOME: home, PLANWRIGHT_OPEN: '0', PORT: '0', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = stopping(child, () => rmSync(home, { recursive: true, force: true }))
  const url = await printed(child, /http:\/\/[\d.]+:\d+/).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  const call = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${url}${path}`, { method, ...(body === undefined ? {} : { headers, body: JSON.stringify(body) }) })
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : JSON.parse(text) }
  }
  return {
    url,
    call,
    async good(method, path, body) {
      const { status, body: answer } = await call(method, path, body)
      if (status >= 400) throw new Error(`${method} ${path}: ${status} ${answer.detail}`)
      return answer
    },
    stream: (path, body) => listen(`${url}${path}`, body),
    async cell(work) {
      try {
        return await work()
      } catch (error) {
        await stop()
        throw error
      }
    },
    stop,
  }
}

/** A stand-in for a model's provider: it speaks the real protocol and says what a file of answers says. Needs no key. */
export interface StandIn {
  readonly url: string
  /** What it was asked, oldest first: the requests as they came over the wire. */
  asked(): Promise<readonly StandInRequest[]>
  stop(): Promise<void>
}

export interface StandInRequest {
  readonly path: string
  // oxlint-disable-next-line typescript/no-explicit-any -- the body of a provider's API
  readonly body: any
}

/** Starts aimock with a file of answers from `notebooks/lib`. */
export async function startStandIn(answers: string): Promise<StandIn> {
  const program = join(planwrightFolder, 'node_modules', '@copilotkit', 'aimock', 'dist', 'cli.js')
  const fixtures = join(planwrightFolder, 'notebooks', 'lib', answers)
  const child = spawn('node', [program, '--port', '0', '--host', '127.0.0.1', '--fixtures', fixtures, '--strict', '--latency', '2'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = stopping(child, () => undefined)
  const url = await printed(child, /http:\/\/[\d.]+:\d+/).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return {
    url,
    async asked() {
      const response = await fetch(`${url}/__aimock/journal`)
      const journal: unknown = await response.json()
      // `as`: the journal of aimock, which is a list or holds one.
      return (Array.isArray(journal) ? journal : (journal as { readonly entries: unknown }).entries) as readonly StandInRequest[]
    },
    stop,
  }
}

/** Ends a program once, however often it is asked to, and tidies up after it. Nothing outlives the notebook. */
function stopping(child: ChildProcess, tidy: () => void): () => Promise<void> {
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  return async () => {
    process.removeListener('exit', kill)
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
    await ended
    tidy()
  }
}

/** Waits until a program prints an address. */
function printed(child: ChildProcess, wanted: RegExp): Promise<string> {
  let output = ''
  return new Promise((resolve, reject) => {
    const look = (chunk: Uint8Array): void => {
      output += new TextDecoder().decode(chunk)
      const found = wanted.exec(output)?.[0]
      if (found !== undefined) resolve(found)
    }
    child.stdout?.on('data', look)
    child.stderr?.on('data', look)
    child.once('error', reject)
    child.once('close', () => reject(new Error(`It did not start:\n${output}`)))
  })
}

async function* listen(url: string, body: unknown): AsyncGenerator<StreamEvent> {
  const headers = { 'content-type': 'application/json', accept: 'text/event-stream' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.body) throw new Error(`${url} answers nothing`)
  let waiting = ''
  const decoder = new TextDecoder()
  const reader = response.body.getReader()
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    waiting += decoder.decode(piece.value, { stream: true })
    const blocks = waiting.split('\n\n')
    waiting = blocks.pop() ?? ''
    for (const block of blocks) {
      const event = /^event: ?(.*)$/m.exec(block)?.[1]
      const data = /^data: ?(.*)$/m.exec(block)?.[1]
      if (event !== undefined && data !== undefined) yield { event, data: JSON.parse(data) }
    }
  }
}
