import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { expect, it } from 'vitest'
import { openSqliteStorage } from '../../server/adapters/storage/typeorm/index.ts'
import { openPostgresStorage } from '../../server/adapters/storage/typeorm/postgres/index.ts'
import { silentLog } from '../../server/ports/log.ts'
import { runServer, temporaryHome } from '../start/run-server.ts'
import { testedStore } from './stores.ts'

/** Whether system calls can be watched here: some machines have no `strace`, and some containers forbid it. */
const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0

it('on SQLite, the connection that writes syncs with every commit: so says its setting', async () => {
  const { home, remove } = temporaryHome()
  const storage = await openSqliteStorage({ file: join(home, 'planwright.sqlite'), now: () => '2026-11-21T00:00:00.000Z' })
  try {
    // 2 is FULL.
    expect(await storage.writeUnit((unit) => unit.select('PRAGMA synchronous'))).toEqual([{ synchronous: 2 }])
    expect(await storage.writeUnit((unit) => unit.select('PRAGMA journal_mode'))).toEqual([{ journal_mode: 'wal' }])
  } finally {
    await storage.close()
    remove()
  }
})

/** A second look, where a machine allows it: what the system is really asked to do. */
it.runIf(canTrace)(
  'on SQLite, the log is synced before the answer leaves: seen in the system calls of the server',
  async () => {
    const { home, remove } = temporaryHome()
    const server = await runServer(home, { PLANWRIGHT_SAMPLE: '0' })
    try {
      const call = (path: string, body: unknown): Promise<Response> =>
        fetch(`${server.url}/api${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
      const { id } = (await (await call('/projects', { title: 'Synced' })).json()) as { id: string }
      const trace = join(home, 'trace')
      const calls = 'trace=fdatasync,fsync,pwrite64,write,writev,sendto,sendmsg'
      const strace = spawn('strace', ['-f', '-yy', '-s', '200', '-e', calls, '-p', String(server.pid), '-o', trace], {
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      const ended = new Promise((resolve) => strace.once('close', resolve))
      await new Promise((resolve) => strace.stderr.once('data', resolve))
      expect((await call(`/projects/${id}/tasks`, { title: 'Only when it is on disk' })).status).toBe(201)
      strace.kill('SIGINT')
      await ended
      const lines = readFileSync(trace, 'utf8').split('\n')
      const written = lines.findIndex((line) => line.includes('pwrite64') && line.includes('planwright.sqlite-wal'))
      const synced = lines.findIndex((line, index) => index > written && /f(?:data)?sync/.test(line) && line.includes('planwright.sqlite-wal'))
      const answered = lines.findIndex((line) => line.includes('HTTP/1.1 201'))
      expect(written, 'the change is written to the log').toBeGreaterThanOrEqual(0)
      expect(synced, 'then the log is synced').toBeGreaterThan(written)
      expect(answered, 'then the answer leaves').toBeGreaterThan(synced)
      const later = lines.slice(synced + 1, answered).filter((line) => line.includes('pwrite64') && line.includes('planwright.sqlite-wal'))
      expect(later, 'and nothing of it is written after the sync').toEqual([])
    } finally {
      await server.stop('SIGKILL')
      remove()
    }
  },
  60_000,
)

it('on PostgreSQL, a commit is on disk when it is acknowledged: so say its settings on our connections', async () => {
  const { home, remove } = temporaryHome()
  const store = await testedStore('PostgreSQL', home)
  const storage = await store.open()
  const client = new pg.Client({ connectionString: store.variables['DATABASE_URL'] })
  try {
    await client.connect()
    const show = async (name: string): Promise<unknown> => Object.values((await client.query(`SHOW ${name}`)).rows[0] as object)[0]
    expect([await show('fsync'), await show('full_page_writes')]).toEqual(['on', 'on'])
    // A default of the database that loses commits is not taken over.
    await client.query(`DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$`)
    const url = store.variables['DATABASE_URL'] ?? ''
    const later = await openPostgresStorage({ url, log: silentLog })
    const rows = await later.writeUnit((unit) => unit.select<{ synchronous_commit: string }>('SHOW synchronous_commit'))
    await later.close()
    expect(rows).toEqual([{ synchronous_commit: 'on' }])
  } finally {
    await client.end()
    await storage.close()
    await store.dispose()
    remove()
  }
}, 60_000)
