import { inProcessFeed } from './adapters/feed/in-process.ts'
import { postgresFeed } from './adapters/feed/postgres/index.ts'
import { randomIds } from './adapters/ids.ts'
import { openSqliteStorage } from './adapters/storage/typeorm/index.ts'
import { readAddress } from './adapters/storage/typeorm/postgres/address.ts'
import { channelOf } from './adapters/storage/typeorm/postgres/connect.ts'
import { openPostgresStorage } from './adapters/storage/typeorm/postgres/index.ts'
import type { DatabaseAddress } from './config/environment.ts'
import type { Feed } from './ports/feed.ts'
import type { Logger } from './ports/log.ts'
import { onlyServer, type Servers } from './ports/servers.ts'
import type { Storage } from './ports/storage.ts'

/** Where plans lie, and how one hears of what happens to them. */
export interface Store {
  readonly storage: Storage
  readonly feed: Feed
  /** Who shares the store. */
  readonly servers: Servers
  close(): Promise<void>
}

/** Opens the store that the environment names. Throws an error whose message is one line for people. */
export async function openStore(database: DatabaseAddress, log: Logger): Promise<Store> {
  if (database.kind === 'sqlite') {
    const storage = await openSqliteStorage({ file: database.file, now: () => new Date().toISOString() })
    return { storage, feed: inProcessFeed(), servers: onlyServer(randomIds().next()), close: () => storage.close() }
  }
  const url = database.url.reveal()
  const storage = await openPostgresStorage({ url, log })
  // Read once above: an address that cannot be read was refused there.
  const address = readAddress(url)
  if (!address) throw new Error('DATABASE_URL cannot be read')
  try {
    const feed = await postgresFeed({ url: address.url, channel: channelOf(address), storage, log })
    const close = async (): Promise<void> => {
      await feed.close()
      await storage.close()
    }
    return { storage, feed, servers: feed.servers, close }
  } catch (error) {
    await storage.close()
    throw error
  }
}
