import { inspect } from './check.ts'
import { connect } from './data-source.ts'
import { prepareFile, refuseForeignFile, watchFile } from './file.ts'
import { migrate, refuseNewer } from './migrate.ts'
import { migrations as allMigrations, type Migration } from './migrations/index.ts'
import { sqliteStorage, type DatabaseStorage } from './storage.ts'

export interface SqliteOptions {
  /** The database file; its folder is made where it is missing. */
  readonly file: string
  /** Now, ISO 8601 in UTC: names the copy that is made before a migration. */
  readonly now: () => string
  /** How long to wait for another program's lock before `StorageUnavailable`. */
  readonly patienceMs?: number
  /** What this version knows. Tests play older and newer versions with it. */
  readonly migrations?: readonly Migration[]
}

/**
 * Opens the store in an SQLite file, making or migrating it where needed. Throws `StorageRefused` for a file that it
 * must not touch (newer, damaged, not ours) and `StorageUnavailable` for one that it cannot reach.
 */
export async function openSqliteStorage({ file, now, patienceMs = 5_000, migrations = allMigrations }: SqliteOptions): Promise<DatabaseStorage> {
  prepareFile(file)
  refuseForeignFile(file)
  refuseNewer({ file, executed: inspect(file), migrations })
  const writer = await connect({ file, readonly: false, migrations })
  try {
    await migrate(writer, { file, migrations, now, patienceMs })
    const reader = await connect({ file, readonly: true, migrations })
    return sqliteStorage({ writer, reader, assertThere: watchFile(file).assertThere, patienceMs })
  } catch (error) {
    await writer.close()
    throw error
  }
}
