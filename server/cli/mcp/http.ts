import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { timingSafeEqual } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { Context } from '../context.ts'
import { mcpServer, type McpOptions } from './server.ts'

export interface HttpOptions extends McpOptions {
  readonly port: number
  /** Asked for as a bearer token, where it is set. */
  readonly token: string | null
}

const mostBytes = 4_000_000
const loopbackHost = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/

/**
 * MCP over streamable HTTP, on the loopback only. Without sessions: each request is whole in itself, so a client may
 * come back after a restart. A page in a browser must not drive it: only loopback names, and no foreign origin.
 */
export async function serveHttp(context: Context, options: HttpOptions): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    handle(request, response, context, options).catch(() => {
      if (!response.headersSent) refuse(response, 500, 'Something went wrong here.')
      response.end()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${port}/mcp`, close }
}

async function handle(request: IncomingMessage, response: ServerResponse, context: Context, options: HttpOptions): Promise<void> {
  const { host = '', origin, authorization } = request.headers
  if (!loopbackHost.test(host)) return refuse(response, 403, 'This server answers on the loopback only.')
  if (origin !== undefined && !loopbackHost.test(origin.replace(/^https?:\/\//, '')))
    return refuse(response, 403, 'Pages from elsewhere may not call this server.')
  if (options.token !== null && !isSame(authorization ?? '', `Bearer ${options.token}`)) return refuse(response, 401, 'A bearer token is needed.')
  if (new URL(request.url ?? '/', 'http://localhost').pathname !== '/mcp') return refuse(response, 404, 'MCP is at /mcp.')
  if (request.method !== 'POST') return refuse(response, 405, 'Send a POST: this server keeps no sessions.')
  const body = await readJson(request)
  if (body === undefined) return refuse(response, 400, `The body must be JSON of at most ${mostBytes} bytes.`)
  const server = mcpServer(context, options)
  const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true })
  response.on('close', () => void server.close())
  // The SDK's own type of its transport does not allow for exactOptionalPropertyTypes.
  await server.connect(transport as Parameters<typeof server.connect>[0])
  await transport.handleRequest(request, response, body)
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > mostBytes) return undefined
    chunks.push(chunk as Buffer)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown
  } catch {
    return undefined
  }
}

/** Compares without telling by its time where two texts begin to differ. */
function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ jsonrpc: '2.0', error: { code: -32_000, message }, id: null }))
}
