import { StorageRefused } from '../../../ports/storage.ts'
import { copyAside, executedNames } from './check.ts'
import { migrationsTableName, type Connection } from './data-source.ts'
import { asStorageError } from './errors.ts'
import type { Migration } from './migrations/index.ts'
import { begin, commit, rollback } from './transaction.ts'

export interface MigrateOptions {
  readonly file: string
  readonly migrations: readonly Migration[]
  readonly now: () => string
  /** How long to wait for another program's lock. */
  readonly patienceMs: number
}

/**
 * Brings the database to the newest shape, under SQLite's write lock, so that of two servers that start at once one
 * waits for the other. An older one is copied aside first.
 */
export async function migrate(connection: Connection, { file, migrations, now, patienceMs }: MigrateOptions): Promise<void> {
  const { runner, dataSource } = connection
  try {
    // Off while a table may be rebuilt: dropping the old one would take the rows of every table that refers to it along.
    // SQLite ignores this within a transaction, so TypeORM's own switch comes too late.
    await runner.query('PRAGMA foreign_keys = OFF')
    await begin(connection, 'BEGIN IMMEDIATE', patienceMs)
    const executed = await executedBy(connection)
    refuseNewer({ file, executed, migrations })
    if (executed.length < migrations.length) {
      if (executed.length > 0) copyAside({ file, version: executed.length, at: now() })
      await dataSource.runMigrations({ transaction: 'none' })
      await assertKeysHold(connection)
    }
    await commit(connection)
  } catch (error) {
    await rollback(connection)
    throw asStorageError(error)
  } finally {
    await runner.query('PRAGMA foreign_keys = ON')
  }
}

async function assertKeysHold({ runner }: Connection): Promise<void> {
  const dangling: { table: string }[] = await runner.query('PRAGMA foreign_key_check')
  const [first] = dangling
  if (first) throw new Error(`after the migrations a row of ${first.table} belongs to a project that is gone`)
}

async function executedBy({ runner }: Connection): Promise<readonly string[]> {
  if (!(await runner.hasTable(migrationsTableName))) return []
  const rows: { name: string }[] = await runner.query(executedNames)
  return rows.map((row) => row.name)
}

/** Refuses a database that has had a migration this version does not know. */
export function refuseNewer({ file, executed, migrations }: { file: string; executed: readonly string[]; migrations: readonly Migration[] }): void {
  const known = new Set(migrations.map((migration) => migration.name))
  const unknown = executed.find((name) => !known.has(name))
  if (unknown !== undefined) {
    throw new StorageRefused(
      `the database ${file} was written by a newer Planwright (it has ${unknown}): start that version, or name another file in DATABASE_URL`,
    )
  }
}
