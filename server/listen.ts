import type { AddressInfo, Server, Socket } from 'node:net'
import { serve } from '@hono/node-server'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { AppEnv } from './api/env.ts'

export interface Listening {
  readonly url: string
  readonly port: number
  /** Stops taking requests, lets those under way end, and closes what idles. */
  close(): Promise<void>
}

export interface ListenOptions {
  readonly host: string
  readonly port: number
  /** How many ports after it may be tried where it is busy; 0 where the person named it. */
  readonly tries: number
}

/** Those who do not let go in this time are cut off. */
const graceMs = 5_000

/** Opens a port for the app; the next free one where that is allowed. Rejects with the system's error otherwise. */
export async function listen(app: OpenAPIHono<AppEnv>, { host, port, tries }: ListenOptions): Promise<Listening> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await open(app, host, port === 0 ? 0 : port + attempt)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || attempt >= tries) throw error
    }
  }
}

type HttpServer = Server & { closeIdleConnections(): void; closeAllConnections(): void }

function open(app: OpenAPIHono<AppEnv>, host: string, port: number): Promise<Listening> {
  return new Promise((resolve, reject) => {
    // Connections that clients opened in advance and never used: nothing is under way on them, yet they do not count as idle.
    const silent = new Set<Socket>()
    const server = serve({ fetch: app.fetch, hostname: host, port }, (info: AddressInfo) => {
      server.off('error', reject)
      const name = host.includes(':') ? `[${host}]` : host
      resolve({
        url: `http://${name}:${info.port}`,
        port: info.port,
        close: () => close(server as HttpServer, silent),
      })
    })
    server.on('error', reject)
    server.on('connection', (socket: Socket) => {
      silent.add(socket)
      socket.once('close', () => silent.delete(socket))
    })
    server.on('request', ({ socket }: { socket: Socket }) => silent.delete(socket))
  })
}

function close(server: HttpServer, silent: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => server.closeAllConnections(), graceMs)
    // A kept-alive connection whose last answer ends after `close` would idle on; it is let go as soon as it idles.
    const letGo = setInterval(() => server.closeIdleConnections(), 50)
    server.close(() => {
      clearTimeout(cutOff)
      clearInterval(letGo)
      resolve()
    })
    for (const socket of silent) socket.destroy()
  })
}
