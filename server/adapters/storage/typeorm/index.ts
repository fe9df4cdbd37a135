import type { Storage } from '../../../ports/storage.ts'
import { refuseDamaged } from './check.ts'
import { connect } from './data-source.ts'
import { prepareFile, refuseForeignFile, watchFile } from './file.ts'
import { migrate } from './migrate.ts'
import { migrations as allMigrations, type Migration } from './migrations/index.ts'
import { sqliteStorage } from './storage.ts'

export interface SqliteOptions {
  /** The database file; its folder is made where it is missing. */
  readonly file: string
  /** Now, ISO 8601 in UTC: names the copy that is made before a migration. */
  readonly now: () => string
  /** How long to wait for another program's lock before `StorageUnavailable`. */
  readonly busyTimeoutMs?: number
  /** What this version knows. Tests play older and newer versions with it. */
  readonly migrations?: readonly Migration[]
}

/**
 * Opens the store in an SQLite file, making or migrating it where needed. Throws `StorageRefused` for a file that it
 * must not touch (newer, damaged, not ours) and `StorageUnavailable` for one that it cannot reach.
 */
export async function openSqliteStorage({ file, now, busyTimeoutMs = 2_000, migrations = allMigrations }: SqliteOptions): Promise<Storage> {
  prepareFile(file)
  refuseForeignFile(file)
  refuseDamaged(file, busyTimeoutMs)
  const writer = await connect({ file, readonly: false, busyTimeoutMs, migrations })
  try {
    await migrate(writer, { file, migrations, now })
    const reader = await connect({ file, readonly: true, busyTimeoutMs, migrations })
    return sqliteStorage({ writer, reader, assertThere: watchFile(file).assertThere })
  } catch (error) {
    await writer.close()
    throw error
  }
}
