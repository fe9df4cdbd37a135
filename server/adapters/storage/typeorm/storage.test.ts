import Database from 'better-sqlite3'
import { AsyncLocalStorage } from 'node:async_hooks'
import { copyFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { DataSource } from 'typeorm'
import { describe, expect, it, onTestFinished } from 'vitest'
import { planOf } from '../../../core/plan/plan.ts'
import { StorageUnavailable } from '../../../ports/storage.ts'
import { append, create, headOf, sampleTask, storeProject } from '../../../../test/contract/storage/samples.ts'
import { connect, type Connection } from './data-source.ts'
import { openSqliteStorage } from './index.ts'
import { migrations } from './migrations/index.ts'
import { sqliteStorage } from './storage.ts'
import { leaveMark, now, openForTest, readMark, temporaryFile, temporaryFolder } from './testing/folder.ts'

describe('the connections', () => {
  it('write through to the disk, check foreign keys and wait for locks', async () => {
    const { writer } = await openConnections()
    const pragma = async (name: string): Promise<unknown> => Object.values((await writer.runner.query(`PRAGMA ${name}`))[0] as object)[0]
    expect(await pragma('journal_mode')).toBe('wal')
    expect(await pragma('synchronous')).toBe(2)
    expect(await pragma('fullfsync')).toBe(1)
    expect(await pragma('foreign_keys')).toBe(1)
    expect(await pragma('busy_timeout')).toBe(25)
  })

  it('read without waiting for a unit that writes', async () => {
    const storage = await openForTest(temporaryFile())
    await leaveMark(storage, 'before')
    // As another request would be: not within the unit.
    const outside = AsyncLocalStorage.snapshot()
    await storage.write(async (session) => {
      await session.saveSetting('mark', 'after')
      expect(await outside(() => readMark(storage))).toBe('before')
    })
    expect(await readMark(storage)).toBe('after')
  })
})

describe('a database that cannot be used just now', () => {
  it('is unavailable while another program holds the lock, and goes on afterwards', async () => {
    const file = temporaryFile()
    const storage = await openForTest(file)
    const plan = await storeProject(storage, 'p')
    const other = new Database(file)
    onTestFinished(() => {
      other.close()
    })
    other.exec('BEGIN IMMEDIATE')
    const error: unknown = await leaveMark(storage).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(StorageUnavailable)
    expect((error as Error).message).toContain('locked by another program')
    expect((error as Error).cause).toMatchObject({ code: 'SQLITE_BUSY' })
    expect((await headOf(storage, 'p')).version).toBe(1)
    other.exec('COMMIT')
    await storage.write((session) => append(session, plan, [create(sampleTask('b'))]))
    expect((await headOf(storage, 'p')).version).toBe(2)
  })

  it('is unavailable to one that opens it while it is locked for good', async () => {
    const file = temporaryFile()
    await (await openSqliteStorage({ file, now })).close()
    const other = new Database(file)
    onTestFinished(() => {
      other.close()
    })
    other.pragma('locking_mode = EXCLUSIVE')
    other.exec('BEGIN EXCLUSIVE')
    await expect(openSqliteStorage({ file, now, patienceMs: 20 })).rejects.toThrow(StorageUnavailable)
  })

  it('is unavailable when the disk is full, keeps what it had, and goes on afterwards', async () => {
    const { writer, reader } = await openConnections()
    const storage = sqliteStorage({ writer, reader, assertThere: () => {}, patienceMs: 0 })
    const plan = await storeProject(storage, 'p')
    await writer.runner.query('PRAGMA max_page_count = 1')
    const big = sampleTask('big', { description: 'x'.repeat(1_000_000) })
    const failing = storage.write((session) => append(session, plan, [create(big)]))
    await expect(failing).rejects.toThrow(StorageUnavailable)
    await expect(failing).rejects.toThrow('the disk is full')
    expect(await headOf(storage, 'p')).toEqual(plan)
    await writer.runner.query('PRAGMA max_page_count = 1000000')
    await storage.write((session) => append(session, plan, [create(big)]))
    expect((await headOf(storage, 'p')).tasks.size).toBe(2)
  })

  it('is unavailable where it may only be read', async () => {
    const { reader } = await openConnections()
    const storage = sqliteStorage({ writer: reader, reader, assertThere: () => {}, patienceMs: 0 })
    await expect(leaveMark(storage)).rejects.toThrow(StorageUnavailable)
  })

  it('is unavailable when its file was moved away, and goes on when it is back', async () => {
    const file = temporaryFile()
    const storage = await openForTest(file)
    await leaveMark(storage, 'before')
    renameSync(file, `${file}.away`)
    await expect(leaveMark(storage, 'lost')).rejects.toThrow('was moved, replaced or deleted')
    renameSync(`${file}.away`, file)
    await leaveMark(storage, 'after')
    expect(await readMark(storage)).toBe('after')
  })

  it('tells a failure without what people wrote', async () => {
    const storage = await openForTest(temporaryFile())
    const secret = { ...planOf({ ...(await storeProject(storage, 'p')).project, title: 'secret title' }, []) }
    const error: unknown = await storage.write((session) => session.createProject(secret, now())).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'SQLITE_CONSTRAINT_UNIQUE' })
    expect(JSON.stringify({ ...(error as object) }) + String(error)).not.toContain('secret title')
  })
})

describe('a crash', () => {
  it('loses no acknowledged commit and shows no half of one', async () => {
    const file = temporaryFile()
    const storage = await openForTest(file)
    let plan = await storeProject(storage, 'p')
    for (let round = 0; round < 12; round += 1) {
      const operations = Array.from({ length: 20 }, (_, index) => create(sampleTask(`${round}-${index}`)))
      plan = await storage.write((session) => append(session, plan, operations))
      // What a disk holds of a process that dies here, also halfway through the next unit.
      const [acknowledged] = copyOf(file)
      expect(await headOf(await openForTest(acknowledged), 'p')).toEqual(plan)
      const halfway = await storage
        .write(async (session) => {
          await append(session, plan, [create(sampleTask(`half-${round}`))])
          const [copy] = copyOf(file)
          throw Object.assign(new Error('crash'), { copy })
        })
        .catch((caught: unknown): { copy: string } => caught as { copy: string })
      expect(await headOf(await openForTest(halfway.copy), 'p')).toEqual(plan)
    }
  })
})

describe('why there is a queue', () => {
  it('TypeORM alone lets transactions at once mix on the one connection of SQLite', async () => {
    const dataSource = new DataSource({ type: 'better-sqlite3', database: ':memory:' })
    await dataSource.initialize()
    onTestFinished(() => dataSource.destroy())
    await dataSource.query('CREATE TABLE "marks" ("name" text)')
    const unit = (name: string, fails: boolean) =>
      dataSource.transaction(async (manager) => {
        await manager.query('INSERT INTO "marks" VALUES (?)', [name])
        await setImmediate()
        if (fails) throw new Error('on purpose')
        await manager.query('INSERT INTO "marks" VALUES (?)', [name])
      })
    const outcomes = await Promise.allSettled([unit('a', false), unit('b', true), unit('c', false)])
    const rows: { name: string }[] = await dataSource.query('SELECT "name" FROM "marks" ORDER BY "name"')
    const asPromised = outcomes[0].status === 'fulfilled' && outcomes[2].status === 'fulfilled' && rows.map(({ name }) => name).join('') === 'aacc'
    // Where this fails, TypeORM has learned it: the queue could then go.
    expect(asPromised).toBe(false)
  })
})

async function openConnections(): Promise<{ writer: Connection; reader: Connection }> {
  const file = temporaryFile()
  await (await openSqliteStorage({ file, now })).close()
  const writer = await connect({ file, readonly: false, migrations })
  const reader = await connect({ file, readonly: true, migrations })
  onTestFinished(async () => {
    await reader.close()
    await writer.close()
  })
  return { writer, reader }
}

/** The files as they are now, in a folder of their own, without the shared memory that dies with a process. */
function copyOf(file: string): readonly [string] {
  const copy = join(temporaryFolder(), 'planwright.db')
  copyFileSync(file, copy)
  copyFileSync(`${file}-wal`, `${copy}-wal`)
  return [copy]
}
