import Database from 'better-sqlite3'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { StorageRefused, StorageUnavailable } from '../../../ports/storage.ts'
import { storeProject } from '../../../../test/contract/storage/samples.ts'
import { openSqliteStorage } from './index.ts'
import { leaveMark, now, openForTest, readMark, temporaryFile, temporaryFolder } from './testing/folder.ts'

describe('opening a store', () => {
  it('makes the folder and the files for their owner only', async () => {
    const file = join(temporaryFolder(), 'new', 'home', 'planwright.db')
    await leaveMark(await openForTest(file))
    expect(modeOf(dirname(file))).toBe('700')
    expect(
      readdirSync(dirname(file))
        .sort()
        .map((name) => [name, modeOf(join(dirname(file), name))]),
    ).toEqual([
      ['planwright.db', '600'],
      ['planwright.db-shm', '600'],
      ['planwright.db-wal', '600'],
    ])
  })

  it('leaves one file that is the whole database when it closes', async () => {
    const file = temporaryFile()
    const storage = await openSqliteStorage({ file, now })
    await leaveMark(storage)
    await storage.close()
    expect(readdirSync(dirname(file))).toEqual(['planwright.db'])
    expect(await readMark(await openForTest(file))).toBe('here')
  })

  it('takes an empty file for a new database', async () => {
    const file = temporaryFile()
    writeFileSync(file, '')
    const storage = await openForTest(file)
    await leaveMark(storage)
    expect(await readMark(storage)).toBe('here')
  })

  it('goes on with the same file from two servers, one transaction at a time', async () => {
    const file = temporaryFile()
    const [one, two] = await Promise.all([openForTest(file, { patienceMs: 5_000 }), openForTest(file, { patienceMs: 5_000 })])
    await Promise.all(Array.from({ length: 20 }, (_, index) => storeProject(index % 2 ? one : two, `p${index}`)))
    const positions = (await two.read((session) => session.readLog(0, 100))).map(({ position }) => position)
    expect(positions).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  })

  it.each([
    ['text', 'this is not a database, though it is long enough to be looked at'],
    ['a short text', 'no'],
    ['bytes', Buffer.alloc(8192, 7)],
  ])('refuses %s in the place of a database, in one line, and leaves it as it is', async (_, content) => {
    const file = temporaryFile()
    writeFileSync(file, content)
    const error = await refusal(file)
    expect(error.message).toContain('is not a Planwright database: name another file in DATABASE_URL')
    expect(readFileSync(file)).toEqual(Buffer.from(content))
  })

  it("refuses another program's database and leaves it as it is", async () => {
    const file = temporaryFile()
    const other = new Database(file)
    other.exec('CREATE TABLE "projects" ("id" text); CREATE TABLE "migrations" ("name" text)')
    other.close()
    const before = readFileSync(file)
    expect((await refusal(file)).message).toContain("is another program's database")
    expect(readFileSync(file)).toEqual(before)
  })

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['cut off in its first page', (bytes: Buffer) => bytes.subarray(0, 300)],
    ['overwritten in the middle', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 8192), Buffer.alloc(16_384, 9), bytes.subarray(24_576)])],
    ['without its table of contents', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(3996), bytes.subarray(4096)])],
  ])('refuses a database that is %s', async (_, damage) => {
    const file = temporaryFile()
    const storage = await openSqliteStorage({ file, now })
    for (let index = 0; index < 5; index += 1) await storeProject(storage, `p${index}`)
    await storage.close()
    writeFileSync(file, damage(readFileSync(file)))
    expect((await refusal(file)).message).toMatch(/is damaged \(.+\): restore a copy of it, or name another file in DATABASE_URL$/)
  })

  it('is unavailable where the place of the file cannot be written', async () => {
    const folder = temporaryFolder()
    const inTheWay = join(folder, 'file')
    writeFileSync(inTheWay, '')
    await expect(openSqliteStorage({ file: join(inTheWay, 'planwright.db'), now })).rejects.toThrow(StorageUnavailable)
    await expect(openSqliteStorage({ file: folder, now })).rejects.toThrow(StorageUnavailable)
  })
})

async function refusal(file: string): Promise<Error> {
  const error: unknown = await openSqliteStorage({ file, now }).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(StorageRefused)
  const { message } = error as StorageRefused
  expect(message).not.toContain('\n')
  return error as StorageRefused
}

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8)
