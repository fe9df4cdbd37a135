import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from '../../../ports/log.ts'

export interface LineOptions {
  readonly url: string
  readonly channel: string
  readonly log: Pick<Logger, 'warn' | 'info'>
  readonly heard: (text: string) => void
  /** Done first on every connection that is made. */
  readonly prepare: (client: pg.Client) => Promise<void>
  /** Told with every connection that is made: what was said before was missed. */
  readonly connected: () => void
}

/** A connection of our own that listens on a channel, comes back when it breaks, and says things on it in order. */
export interface Line {
  say(texts: readonly string[]): void
  /** Asks the database something on this connection. Rejects while there is none. */
  query(sql: string, values: unknown[]): Promise<{ readonly rows: readonly unknown[] }>
  /** Resolves with the first connection; rejects where there is none to be had. */
  readonly open: Promise<void>
  close(): Promise<void>
}

const heartbeatMs = 10_000
const longestPauseMs = 1_000
/** While the database is away, at most so much is kept to be said later. It is only news of running answers. */
const mostWaiting = 10_000

export function openLine({ url, channel, log, heard, prepare, connected }: LineOptions): Line {
  const closing = new AbortController()
  let client: pg.Client | undefined
  let waiting: string[] = []
  let isSaying = false

  const connect = async (): Promise<pg.Client> => {
    const made = new pg.Client({ connectionString: url, application_name: 'planwright feed', keepAlive: true, connectionTimeoutMillis: 5_000 })
    // Heard of through `end` as well; without a listener it would end the process.
    made.on('error', () => undefined)
    await made.connect()
    made.on('notification', ({ payload }) => heard(payload ?? ''))
    try {
      await made.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
      await prepare(made)
      return made
    } catch (error) {
      await made.end().catch(() => undefined)
      throw error
    }
  }

  /** Resolves when the connection has ended, also one that is dead without saying so. */
  const ended = (made: pg.Client): Promise<void> =>
    new Promise((resolve) => {
      let isAlive = true
      const heartbeat = setInterval(() => {
        if (!isAlive) return void made.end().catch(() => undefined)
        isAlive = false
        made.query('SELECT 1').then(
          () => (isAlive = true),
          () => undefined,
        )
      }, heartbeatMs)
      heartbeat.unref()
      made.once('end', () => {
        clearInterval(heartbeat)
        resolve()
      })
    })

  const say = async (): Promise<void> => {
    if (isSaying) return
    isSaying = true
    try {
      while (client && waiting.length > 0) {
        const texts = waiting.slice(0, 100)
        await client.query('SELECT pg_notify($1, "text") FROM unnest($2::text[]) WITH ORDINALITY AS said ("text", "place") ORDER BY "place"', [
          channel,
          texts,
        ])
        waiting = waiting.slice(texts.length)
      }
    } catch {
      // The connection broke: what waits is said over the next one.
    } finally {
      isSaying = false
    }
  }

  const keep = async (first: pg.Client): Promise<void> => {
    client = first
    for (let pause = 100; !closing.signal.aborted;) {
      if (client) {
        pause = 100
        connected()
        void say()
        await ended(client)
        client = undefined
        if (!closing.signal.aborted) log.warn('the line to other servers over the database is broken; connecting again')
        continue
      }
      await sleep(pause, undefined, { signal: closing.signal, ref: false }).catch(() => undefined)
      pause = Math.min(pause * 2, longestPauseMs)
      client = closing.signal.aborted ? undefined : await connect().catch(() => undefined)
    }
  }

  let kept: Promise<void> = Promise.resolve()
  const open = connect().then((first) => {
    kept = keep(first)
  })
  return {
    open,
    async query(sql, values) {
      if (!client) throw new Error('the line to the database is broken just now')
      return client.query(sql, values) as Promise<{ rows: unknown[] }>
    },
    say(texts) {
      if (texts.length === 0) return
      waiting.push(...texts)
      if (waiting.length > mostWaiting) waiting = waiting.slice(-mostWaiting)
      void say()
    },
    async close() {
      closing.abort()
      await client?.end().catch(() => undefined)
      await kept
    },
  }
}
