import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** What a client asked. */
export interface WireRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** The body parsed; undefined where it is not JSON. */
  readonly json: unknown
  /** Settles when the connection of this request is gone, or its answer is out. `aborted`: the client left before the end. */
  readonly closed: Promise<{ readonly aborted: boolean }>
}

/** What is sent back, byte for byte. */
export interface WireReply {
  readonly status?: number
  /** Beside `content-type: text/event-stream`, which stands unless something else is given. */
  readonly headers?: Readonly<Record<string, string>>
  /** Written one after the other. */
  readonly chunks?: readonly (string | Uint8Array)[]
  /** Waited for before each chunk, with its index: for answers that are slow, or slow at a certain place. */
  readonly before?: (index: number) => Promise<unknown>
  /** Milliseconds before each chunk. */
  readonly delayMs?: number
  /** No more than this many bytes of the body are sent; then it ends as `end` says. */
  readonly cutAfter?: number
  /**
   * How it ends. `whole`: as HTTP wants it. `reset`: the connection is destroyed. `open`: nothing more comes, and the
   * connection stays. `silent`: not even the headers are sent.
   */
  readonly end?: 'whole' | 'reset' | 'open' | 'silent'
}

export interface WireServer {
  /** `http://127.0.0.1:<port>`: the base for Anthropic and Gemini. */
  readonly url: string
  /** What an adapter takes as `baseUrl`, by dialect. */
  readonly baseUrl: { readonly openai: string; readonly anthropic: string; readonly gemini: string }
  readonly requests: readonly WireRequest[]
  /** From now on every request is answered like this. */
  answer(reply: WireReply | ((request: WireRequest, index: number) => WireReply | Promise<WireReply>)): void
  /** The next requests are answered with these, one each; then as `answer` says. */
  next(...replies: readonly WireReply[]): void
  forget(): void
  stop(): Promise<void>
}

/**
 * A server on loopback that sends what it is told, to any path: what a provider may do on its worst day, and a double
 * with rules of its own cannot. Without an answer it refuses with 501.
 */
export async function startWireServer(): Promise<WireServer> {
  const requests: WireRequest[] = []
  const queue: WireReply[] = []
  let standing: Parameters<WireServer['answer']>[0] = { status: 501, headers: { 'content-type': 'text/plain' }, chunks: ['no answer was prepared'] }

  const server = createServer((incoming, response) => {
    const answering = async (): Promise<void> => {
      const request = await receive(incoming, response)
      requests.push(request)
      const reply = queue.shift() ?? (typeof standing === 'function' ? await standing(request, requests.length - 1) : standing)
      await send(reply, response)
    }
    // A client that leaves while it still asks is no failure of this server; anything else shows as a cut connection.
    answering().catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    url,
    baseUrl: { openai: `${url}/v1`, anthropic: url, gemini: url },
    requests,
    answer: (reply) => {
      standing = reply
    },
    next: (...replies) => void queue.push(...replies),
    forget: () => void requests.splice(0),
    stop: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function receive(incoming: IncomingMessage, response: ServerResponse): Promise<WireRequest> {
  const closed = new Promise<{ aborted: boolean }>((resolve) => response.on('close', () => resolve({ aborted: !response.writableFinished })))
  const parts: Buffer[] = []
  for await (const part of incoming) parts.push(part as Buffer)
  const text = Buffer.concat(parts).toString('utf8')
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]))
  return { method: incoming.method ?? '', path: incoming.url ?? '', headers, text, json: parsed(text), closed }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function send(reply: WireReply, response: ServerResponse): Promise<void> {
  const { status = 200, headers = {}, chunks = [], before, delayMs, cutAfter = Infinity, end = 'whole' } = reply
  if (end === 'silent') return
  response.writeHead(status, { 'content-type': 'text/event-stream', ...headers })
  response.flushHeaders()
  let left = cutAfter
  for (const [index, chunk] of chunks.entries()) {
    if (left <= 0 || response.destroyed) break
    if (before) await before(index)
    if (delayMs) await delay(delayMs)
    const bytes = Buffer.from(chunk).subarray(0, left === Infinity ? undefined : left)
    left -= bytes.length
    if (bytes.length > 0 && !response.destroyed) await new Promise((resolve) => response.write(bytes, resolve))
  }
  if (end === 'whole') response.end()
  if (end === 'reset') response.destroy()
}
