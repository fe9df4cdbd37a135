import type { Logger } from '../../../../ports/log.ts'
import { StorageRefused } from '../../../../ports/storage.ts'
import { migrations as allMigrations, type Migration } from '../migrations/index.ts'
import type { DatabaseStorage } from '../storage.ts'
import { readAddress } from './address.ts'
import { openPool } from './connect.ts'
import { migratePostgres } from './migrate.ts'
import { postgresStorage } from './storage.ts'

export interface PostgresOptions {
  /** `postgres://…`, with `?schema=` for one that is not `public`. */
  readonly url: string
  readonly log: Pick<Logger, 'warn'>
  /** The most connections this process holds. */
  readonly connections?: number
  /** How long a unit waits for those that write before it. */
  readonly patienceMs?: number
  /** What this version knows. Tests play older and newer versions with it. */
  readonly migrations?: readonly Migration[]
}

/**
 * Opens the store in a PostgreSQL database, making or migrating its tables where needed. Throws `StorageRefused` for a
 * database that it must not touch and `StorageUnavailable` for one that it cannot reach.
 */
export async function openPostgresStorage(options: PostgresOptions): Promise<DatabaseStorage> {
  const { url, log, connections = 10, patienceMs = 10_000, migrations = allMigrations } = options
  const address = readAddress(url)
  if (!address) throw new StorageRefused('the schema in DATABASE_URL must be a name of small letters, digits and _')
  const dataSource = await openPool({ address, migrations, connections, log })
  try {
    await migratePostgres(dataSource, address, migrations)
    return postgresStorage({ dataSource, address, patienceMs })
  } catch (error) {
    await dataSource.destroy()
    throw error
  }
}
