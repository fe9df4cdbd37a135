import { StorageRefused } from '../../../ports/storage.ts'
import { copyAside, isEmpty } from './check.ts'
import { migrationsTableName, type Connection } from './data-source.ts'
import { asStorageError } from './errors.ts'
import type { Migration } from './migrations/index.ts'

export interface MigrateOptions {
  readonly file: string
  readonly migrations: readonly Migration[]
  readonly now: () => string
}

/**
 * Brings the database to the newest shape, under SQLite's write lock, so that of two servers that start at once one
 * waits for the other. An older one is copied aside first; a newer or foreign one is refused.
 */
export async function migrate({ runner, dataSource, inTransaction }: Connection, { file, migrations, now }: MigrateOptions): Promise<void> {
  try {
    await runner.query('BEGIN IMMEDIATE')
    const executed = await executedNames({ runner, file })
    refuseNewer({ file, executed, migrations })
    if (executed.length < migrations.length) {
      if (executed.length > 0) copyAside({ file, version: executed.length, at: now() })
      await dataSource.runMigrations({ transaction: 'none' })
    }
    await runner.query('COMMIT')
  } catch (error) {
    if (inTransaction()) await runner.query('ROLLBACK')
    throw asStorageError(error)
  }
}

async function executedNames({ runner, file }: { runner: Connection['runner']; file: string }): Promise<readonly string[]> {
  if (await runner.hasTable(migrationsTableName)) {
    const rows: { name: string }[] = await runner.query(`SELECT "name" FROM "${migrationsTableName}" ORDER BY "id"`)
    return rows.map((row) => row.name)
  }
  if (!(await isEmpty(runner))) throw new StorageRefused(`${file} is another program's database: name another file in DATABASE_URL`)
  return []
}

function refuseNewer({ file, executed, migrations }: { file: string; executed: readonly string[]; migrations: readonly Migration[] }): void {
  const known = new Set(migrations.map((migration) => migration.name))
  const unknown = executed.find((name) => !known.has(name))
  if (unknown !== undefined) {
    throw new StorageRefused(
      `the database ${file} was written by a newer Planwright (it has ${unknown}): start that version, or name another file in DATABASE_URL`,
    )
  }
}
