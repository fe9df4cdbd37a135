import { randomUUID } from 'node:crypto'
import type { Feed, FeedEvent } from '../../../ports/feed.ts'
import type { Logger } from '../../../ports/log.ts'
import type { Servers } from '../../../ports/servers.ts'
import type { Storage } from '../../../ports/storage.ts'
import { inProcessFeed } from '../in-process.ts'
import { envelopesOf, readEnvelope, type Envelope } from './envelope.ts'
import { openLine } from './line.ts'
import { presence } from './presence.ts'

export interface PostgresFeedOptions {
  readonly url: string
  /** On which the store pokes (`channelOf`). */
  readonly channel: string
  readonly storage: Storage
  readonly log: Pick<Logger, 'warn' | 'info'>
}

/** So many commits are read at once when catching up. */
const readAtOnce = 200
/** Without any poke, the log is looked at every so often: a poke may be lost with a connection. */
const lookMs = 5_000

/**
 * One feed for several server processes on one PostgreSQL database. A commit is told here at once and elsewhere by a
 * poke, on which the others read the log: the log is the truth, and nothing is missed where a poke is. All else is told
 * from process to process, and may be missed where a connection breaks, as with a browser that was away.
 */
export async function postgresFeed({
  url,
  channel,
  storage,
  log,
}: PostgresFeedOptions): Promise<Feed & { readonly servers: Servers; close(): Promise<void> }> {
  const here = inProcessFeed()
  const self = randomUUID()
  let sent = 0
  /** The newest commit up to which all were told here. */
  let last = await storage.read((session) => session.lastPosition())
  /** Commits of this process that were told before the ones below them. */
  const told = new Set<number>()
  let catching: Promise<void> | undefined
  let isBehind = false

  const tellCommit = (event: Extract<FeedEvent, { kind: 'commit' }>): void => {
    const { position } = event.logged
    if (position <= last || told.has(position)) return
    told.add(position)
    here.publish(event)
    while (told.delete(last + 1)) last += 1
  }

  const catchUp = (): void => {
    isBehind = true
    catching ??= readOn().finally(() => {
      catching = undefined
      if (isBehind) catchUp()
    })
  }
  const readOn = async (): Promise<void> => {
    while (isBehind) {
      isBehind = false
      try {
        const commits = await storage.read((session) => session.readLog(last, readAtOnce))
        for (const logged of commits) tellCommit({ kind: 'commit', projectId: logged.commit.projectId, logged })
        // A purged project leaves gaps, which nothing will fill.
        last = Math.max(last, commits.at(-1)?.position ?? 0)
        for (const position of told) if (position <= last) told.delete(position)
        if (commits.length === readAtOnce) isBehind = true
      } catch (error) {
        log.warn('what other servers committed could not be read; it will be with the next look', { error })
      }
    }
  }

  const hear = async (envelope: Envelope): Promise<void> => {
    if (envelope.from === self) return
    if (envelope.kind === 'event') return here.publish(envelope.event)
    const { kind, projectId, id } = envelope
    if (kind === 'turn') {
      const turn = await storage.read((session) => session.findTurn(id))
      if (turn) here.publish({ kind, projectId, turn })
    } else {
      const proposal = await storage.read((session) => session.findProposal(id))
      if (proposal) here.publish({ kind, projectId, proposal })
    }
  }

  let hearing: Promise<void> = Promise.resolve()
  const servers = presence((sql, values) => line.query(sql, values))
  const line = openLine({
    url,
    channel,
    log,
    heard(text) {
      const envelope = text === '' ? undefined : readEnvelope(text)
      if (!envelope) return catchUp()
      // One after the other, so that the end of a turn is not told before its last words.
      hearing = hearing.then(() => hear(envelope)).catch((error: unknown) => log.warn('what another server told could not be read', { error }))
    },
    prepare: (client) => servers.show((sql, values) => client.query(sql, values)),
    connected: catchUp,
  })
  await line.open
  const look = setInterval(catchUp, lookMs)
  look.unref()

  return {
    servers,
    publish(event) {
      if (event.kind === 'commit') return tellCommit(event)
      here.publish(event)
      line.say(envelopesOf(event, () => ({ from: self, n: ++sent })))
    },
    subscribe: (listener) => here.subscribe(listener),
    async close() {
      clearInterval(look)
      await line.close()
      isBehind = false
      await catching
      await hearing
    },
  }
}
