import { readdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm'
import { describe, expect, it } from 'vitest'
import { StorageRefused } from '../../../ports/storage.ts'
import { headOf, storeProject } from '../../../../test/contract/storage/samples.ts'
import { connect } from './data-source.ts'
import { openSqliteStorage } from './index.ts'
import { migrations } from './migrations/index.ts'
import { now, openForTest, temporaryFile } from './testing/folder.ts'

class AddNote1900000000000 implements MigrationInterface {
  readonly name = 'AddNote1900000000000'
  /** Rebuilds a table that others refer to, as most changes on SQLite do. */
  async up(runner: QueryRunner): Promise<void> {
    const [table]: { sql: string }[] = await runner.query(`SELECT "sql" FROM "sqlite_master" WHERE "name" = 'projects'`)
    await runner.query((table?.sql ?? '').replace('"projects"', '"rebuilt"'))
    await runner.query('INSERT INTO "rebuilt" SELECT * FROM "projects"')
    await runner.query('DROP TABLE "projects"')
    await runner.query('ALTER TABLE "rebuilt" RENAME TO "projects"')
    await runner.query('CREATE UNIQUE INDEX "projects_id" ON "projects" ("id")')
    await runner.addColumn('projects', new TableColumn({ name: 'note', type: 'text', isNullable: true }))
  }
  async down(): Promise<void> {}
}

class Fails1900000000001 implements MigrationInterface {
  readonly name = 'Fails1900000000001'
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE "half" ("id" text)')
    throw new Error('this migration does not work')
  }
  async down(): Promise<void> {}
}

class LosesProjects1900000000002 implements MigrationInterface {
  readonly name = 'LosesProjects1900000000002'
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM "projects"')
  }
  async down(): Promise<void> {}
}

describe('migrations', () => {
  it('make exactly the tables that the code sees', async () => {
    const file = temporaryFile()
    await (await openSqliteStorage({ file, now })).close()
    const connection = await connect({ file, readonly: false, migrations })
    const { upQueries } = await connection.dataSource.driver.createSchemaBuilder().log()
    await connection.close()
    expect(upQueries.map(({ query }) => query)).toEqual([])
  })

  it('bring an older database forward, after copying it aside', async () => {
    const file = temporaryFile()
    await makeOlder(file)
    const storage = await openForTest(file, { migrations: [...migrations, AddNote1900000000000] })
    expect((await headOf(storage, 'p')).tasks.size).toBe(1)
    expect(await storage.read((session) => session.lastPosition())).toBe(1)
    await storeProject(storage, 'q')
    const copy = `${file}.v${migrations.length}.2026-11-20T10-30-00-000Z.bak`
    expect((statSync(copy).mode & 0o777).toString(8)).toBe('600')
    const older = await openForTest(copy)
    expect((await headOf(older, 'p')).tasks.size).toBe(1)
    await expect(headOf(older, 'q')).rejects.toThrow('no project q')
  })

  it('copy nothing for a new database, nor for one that is up to date', async () => {
    const file = temporaryFile()
    await makeOlder(file)
    await (await openSqliteStorage({ file, now })).close()
    expect(readdirSync(dirname(file))).toEqual(['planwright.db'])
  })

  it('leave the database as it was where one fails', async () => {
    const file = temporaryFile()
    await makeOlder(file)
    const broken = [...migrations, AddNote1900000000000, Fails1900000000001]
    await expect(openSqliteStorage({ file, now, migrations: broken })).rejects.toThrow('this migration does not work')
    expect((await headOf(await openForTest(file), 'p')).tasks.size).toBe(1)
  })

  it('are refused where they leave rows of a project that is gone', async () => {
    const file = temporaryFile()
    await makeOlder(file)
    await expect(openSqliteStorage({ file, now, migrations: [...migrations, LosesProjects1900000000002] })).rejects.toThrow('a project that is gone')
    expect((await headOf(await openForTest(file), 'p')).tasks.size).toBe(1)
  })

  it('of a newer version are refused in one line that says what to do, and nothing is changed', async () => {
    const file = temporaryFile()
    const newer = { migrations: [...migrations, AddNote1900000000000] }
    const storage = await openSqliteStorage({ file, now, ...newer })
    await storeProject(storage, 'p')
    await storage.close()
    const error: unknown = await openSqliteStorage({ file, now }).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(StorageRefused)
    expect((error as Error).message).toBe(
      `the database ${file} was written by a newer Planwright (it has AddNote1900000000000): start that version, or name another file in DATABASE_URL`,
    )
    expect((await headOf(await openForTest(file, newer), 'p')).version).toBe(1)
  })
})

async function makeOlder(file: string): Promise<void> {
  const storage = await openSqliteStorage({ file, now })
  await storeProject(storage, 'p')
  await storage.close()
}
