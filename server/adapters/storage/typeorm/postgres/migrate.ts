import type { DataSource, QueryRunner } from 'typeorm'
import { StorageRefused } from '../../../../ports/storage.ts'
import { executedNames } from '../check.ts'
import { migrationsTableName } from '../data-source.ts'
import { refuseNewer } from '../migrate.ts'
import type { Migration } from '../migrations/index.ts'
import { withoutSecrets, type PostgresAddress } from './address.ts'
import { asPostgresError } from './errors.ts'
import { locks } from './locks.ts'

/**
 * Brings the schema to the newest shape, in one transaction and under a lock, so that of servers that start at once all
 * but one wait. What was there is not copied aside, as an SQLite file is: back it up before an upgrade.
 */
export async function migratePostgres(dataSource: DataSource, address: PostgresAddress, migrations: readonly Migration[]): Promise<void> {
  const runner = dataSource.createQueryRunner()
  try {
    await runner.query('SELECT pg_advisory_lock($1, hashtext($2))', [locks.migrate, address.schema])
    try {
      await refuseOtherEncoding(runner)
      await runner.query(`CREATE SCHEMA IF NOT EXISTS "${address.schema}"`)
      const executed = await executedBy(runner, address)
      refuseNewer({ file: withoutSecrets(address), executed, migrations })
      if (executed.length < migrations.length) await dataSource.runMigrations({ transaction: 'all' })
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1, hashtext($2))', [locks.migrate, address.schema])
    }
  } catch (error) {
    throw asPostgresError(error)
  } finally {
    await runner.release()
  }
}

/** What people write is Unicode; a database of another encoding would refuse some of it later. */
async function refuseOtherEncoding(runner: QueryRunner): Promise<void> {
  const [row]: { server_encoding: string }[] = await runner.query('SHOW server_encoding')
  if (row?.server_encoding !== 'UTF8') {
    throw new StorageRefused(`the database in DATABASE_URL has the encoding ${row?.server_encoding ?? 'unknown'}: create it with ENCODING 'UTF8'`)
  }
}

async function executedBy(runner: QueryRunner, address: PostgresAddress): Promise<readonly string[]> {
  const rows: { name: string }[] = await runner.query('SELECT tablename AS "name" FROM pg_tables WHERE schemaname = $1', [address.schema])
  const names = new Set(rows.map((row) => row.name))
  if (names.has(migrationsTableName)) return ((await runner.query(executedNames)) as { name: string }[]).map((row) => row.name)
  if (names.has('projects') || names.has('tasks')) {
    throw new StorageRefused(
      `${withoutSecrets(address)} has another program's tables: name a schema of your own, as in DATABASE_URL=postgres://…?schema=planwright`,
    )
  }
  return []
}
