import Database from 'better-sqlite3'
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqliteStorage } from '../../server/adapters/storage/typeorm/index.ts'
import type { Operation } from '../../server/core/patch/operation.ts'
import type { Plan } from '../../server/core/plan/plan.ts'
import { sampleProposal, sampleTurn, sampleTask, storeProject, create, append, projectId } from '../contract/storage/samples.ts'
import { startPostgres, type PostgresServer } from '../postgres/server.ts'
import { temporaryHome, terminal } from './terminal.ts'

let postgres: PostgresServer
beforeAll(async () => {
  postgres = await startPostgres({ durable: false })
})
afterAll(async () => {
  await postgres.dispose()
})

/** A home whose database holds a little of everything. */
async function filledHome(): Promise<string> {
  const home = temporaryHome()
  const storage = await openSqliteStorage({ file: join(home, 'planwright.sqlite'), now: () => '2026-11-21T00:00:00.000Z' })
  let plan = await storeProject(storage, 'p')
  for (let n = 0; n < 30; n++) {
    plan = await storage.write((session) => append(session, plan, n % 10 === 9 ? [renamed(plan, n)] : [create(sampleTask(`t${n}`))]))
  }
  await storeProject(storage, 'q', [])
  await storage.write(async (session) => {
    await session.saveProposal(sampleProposal('x', 'p', { parked: true }))
    await session.saveTurn(sampleTurn('y', 'p'))
    await session.saveTurn(sampleTurn('z', null))
    await session.setDeleted(projectId('q'), '2026-11-21T00:00:00.000Z')
    await session.saveSetting('name', 'value')
  })
  await storage.close()
  return home
}

/** Another title and another tag for the project: tags are a set, of which an operation carries what it removes and adds. */
const renamed = ({ project }: Plan, n: number): Operation => ({
  kind: 'project',
  before: { title: project.title, tags: project.tags },
  after: { title: `Título ${n} 🌳`, tags: [`tag${n}`] },
})

const rowsOf = (file: string): readonly string[] => gunzipSync(readFileSync(file)).toString().split('\n').slice(1)

describe('planwright db', () => {
  it('copies SQLite to PostgreSQL and back, and nothing is lost on the way', async () => {
    const planwright = terminal({ home: await filledHome() })
    const other = temporaryHome()
    const url = `${await postgres.makeDatabase()}?schema=plans`
    const back = `sqlite:${join(other, 'back.sqlite')}`
    const [first, last] = [join(other, 'first.gz'), join(other, 'last.gz')]
    expect(await planwright('db', 'backup', first)).toMatchObject({ code: 0 })
    expect(await planwright('db', 'copy', url)).toMatchObject({ code: 0 })
    expect((await planwright('db', 'check', '--db-url', url, '-o', 'json')).json).toMatchObject({ projects: 2, findings: [] })
    expect(await planwright('db', 'copy', '--db-url', url, back)).toMatchObject({ code: 0 })
    expect(await planwright('db', 'backup', last, '--db-url', back)).toMatchObject({ code: 0 })
    expect(rowsOf(last)).toEqual(rowsOf(first))
    // What is stored next does not meet what was carried over.
    const storage = await openSqliteStorage({ file: join(other, 'back.sqlite'), now: () => '' })
    await storeProject(storage, 'r')
    await storage.close()
  })

  it('restores a backup into an empty database only', async () => {
    const planwright = terminal({ home: await filledHome() })
    const folder = temporaryHome()
    const file = join(folder, 'all.gz')
    await planwright('db', 'backup', file)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(await planwright('db', 'restore', file)).toMatchObject({ code: 1, err: expect.stringContaining('has projects already') as string })
    const url = await postgres.makeDatabase()
    expect(await planwright('db', 'restore', file, '--db-url', url)).toMatchObject({ code: 0 })
    expect((await planwright('db', 'check', '--db-url', url, '--output', 'json')).json).toMatchObject({ commits: 32 - 1, findings: [] })
  })

  it('restores nothing of a backup that is cut or is none', async () => {
    const planwright = terminal({ home: await filledHome() })
    const folder = temporaryHome()
    const file = join(folder, 'all.gz')
    await planwright('db', 'backup', file)
    truncateSync(file, statSync(file).size - 40)
    const into = `sqlite:${join(folder, 'new.sqlite')}`
    expect(await planwright('db', 'restore', file, '--db-url', into)).toMatchObject({ code: 1 })
    writeFileSync(join(folder, 'notes.txt'), 'hello')
    expect(await planwright('db', 'restore', join(folder, 'notes.txt'), '--db-url', into)).toMatchObject({ code: 1 })
    expect(await planwright('db', 'restore', join(folder, 'nowhere'), '--db-url', into)).toMatchObject({ code: 1 })
    expect((await planwright('db', 'check', '--db-url', into, '-o', 'json')).json).toMatchObject({ projects: 0 })
  })

  it('finds a plan that is not what its log makes of it', async () => {
    const home = await filledHome()
    const database = new Database(join(home, 'planwright.sqlite'))
    database.exec(`UPDATE "tasks" SET "title" = 'changed by hand' WHERE "id" = 't3'; DELETE FROM "tasks" WHERE "id" = 't4'`)
    database.exec(`DELETE FROM "commits" WHERE "version" = 20`)
    database.close()
    const planwright = terminal({ home })
    const found = await planwright('db', 'check')
    expect(found.code).toBe(1)
    expect(found.out).toContain('the log goes from version 19 to 21')
    expect((await terminal({ home })('db', 'check', '-o', 'json')).json.findings.length).toBeGreaterThan(0)
  })

  it('says what is wrong with an address, without its password', async () => {
    const planwright = terminal()
    const wrong = await planwright('db', 'check', '--db-url', 'mysql://me:secret@here/plans')
    expect(wrong).toMatchObject({ code: 2 })
    const gone = await planwright('db', 'check', '--db-url', 'postgres://me:secret@127.0.0.1:1/plans')
    expect(gone).toMatchObject({ code: 5, err: expect.stringContaining('cannot be reached') as string })
    expect(wrong.err + gone.err).not.toContain('secret')
  })
})
