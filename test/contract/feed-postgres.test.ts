import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { postgresFeed } from '../../server/adapters/feed/postgres/index.ts'
import { channelOf } from '../../server/adapters/storage/typeorm/postgres/connect.ts'
import { readAddress } from '../../server/adapters/storage/typeorm/postgres/address.ts'
import { openPostgresStorage } from '../../server/adapters/storage/typeorm/postgres/index.ts'
import type { LoggedCommit, Storage } from '../../server/ports/storage.ts'
import { edited } from './storage/edited.ts'
import type { FeedEvent } from '../../server/ports/feed.ts'
import { silentLog } from '../../server/ports/log.ts'
import { startPostgres, type PostgresServer } from '../postgres/server.ts'
import { create, sampleCommit, sampleTask, storeProject } from './storage/samples.ts'
import type { ProjectId } from '../../server/core/plan/task.ts'

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres({ durable: false })
})
afterAll(async () => {
  await server.dispose()
})

/** One server process as far as the feed sees it: its own pool, its own line, and what it heard. */
async function openProcess(url: string) {
  const address = readAddress(url)
  if (!address) throw new Error('no address')
  const storage = await openPostgresStorage({ url, log: silentLog })
  const feed = await postgresFeed({ url: address.url, channel: channelOf(address), storage, log: silentLog })
  const heard: FeedEvent[] = []
  feed.subscribe((event) => void heard.push(event))
  onTestFinished(async () => {
    await feed.close()
    await storage.close()
  })
  const positions = (): number[] => heard.flatMap((event) => (event.kind === 'commit' ? [event.logged.position] : []))
  return { storage, feed, heard, positions }
}

async function commitTask(storage: Storage, id: string): Promise<LoggedCommit> {
  return storage.write(async (session) => {
    const before = (await session.findPlan('p' as ProjectId))?.plan
    if (!before) throw new Error('no project')
    const operations = [create(sampleTask(id))]
    const appended = await session.append(sampleCommit(before, operations), before, edited(before, operations))
    if (!appended.ok) throw new Error('the head has moved within a unit')
    return appended.value
  })
}

const until = async (holds: () => boolean): Promise<void> => {
  await expect.poll(holds, { timeout: 15_000, interval: 10 }).toBe(true)
}

describe('several servers on one PostgreSQL database', () => {
  it('hear of every commit of the others once, in order', async () => {
    const url = await server.makeDatabase()
    const [a, b] = [await openProcess(url), await openProcess(url)]
    await storeProject(a.storage, 'p', [])
    for (let n = 0; n < 12; n++) {
      const writer = n % 2 === 0 ? a : b
      const logged = await commitTask(writer.storage, `t${n}`)
      // The process that wrote tells its own listeners itself, at once.
      if (n % 3 !== 0) writer.feed.publish({ kind: 'commit', projectId: 'p' as ProjectId, logged })
    }
    const all = Array.from({ length: 12 }, (_, n) => n + 1)
    await until(() => a.positions().length === 12 && b.positions().length === 12)
    expect(a.positions().toSorted((x, y) => x - y)).toEqual(all)
    expect(b.positions().toSorted((x, y) => x - y)).toEqual(all)
  })

  it('hear the words of a running answer, however long, whole and in order', async () => {
    const url = await server.makeDatabase()
    const [a, b] = [await openProcess(url), await openProcess(url)]
    const words = [...Array.from({ length: 50 }, (_, n) => `word ${n} `), '🌳'.repeat(5_000), '\u0001\n"'.repeat(3_000)]
    for (const text of words) a.feed.publish({ kind: 'message-delta', projectId: 'p' as ProjectId, turnId: 't', text })
    const said = (): string => b.heard.flatMap((event) => (event.kind === 'message-delta' ? [event.text] : [])).join('')
    await until(() => said().length === words.join('').length)
    expect(said()).toBe(words.join(''))
    expect(a.heard).toHaveLength(words.length)
  })

  it('catch up after the database was away', async () => {
    const url = await server.makeDatabase()
    const [a, b] = [await openProcess(url), await openProcess(url)]
    await storeProject(a.storage, 'p', [])
    await commitTask(a.storage, 'before')
    await until(() => b.positions().length === 1)
    await server.stop()
    await server.start()
    await expect.poll(() => commitTask(a.storage, 'after').then(() => 'ok', String), { timeout: 15_000 }).toBe('ok')
    await until(() => b.positions().length === 2)
    a.feed.publish({ kind: 'project', projectId: 'p' as ProjectId, change: 'deleted' })
    await until(() => b.heard.some((event) => event.kind === 'project'))
  })
})
