import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readerOf } from '../http/event-reader.ts'
import { startWireServer, type WireServer } from '../models/wire-server.ts'
import { startPostgres, type PostgresServer } from '../postgres/server.ts'
import { runServer, temporaryHome, type RunningServer } from '../start/run-server.ts'
import { askForMore } from './load.ts'

/** Two server processes on one database, over real HTTP. */
let postgres: PostgresServer
let wire: WireServer
let variables: Readonly<Record<string, string>>
const running: RunningServer[] = []
const homes: { remove(): void }[] = []

beforeAll(async () => {
  postgres = await startPostgres()
  wire = await startWireServer()
  // It never answers: its turns run until somebody stops them.
  wire.answer({ end: 'silent' })
  variables = {
    DATABASE_URL: await postgres.makeDatabase(),
    PLANWRIGHT_SAMPLE: '0',
    OPENAI_API_KEY: 'loopback-only',
    OPENAI_BASE_URL: wire.baseUrl.openai,
  }
}, 60_000)
afterAll(async () => {
  for (const server of running) await server.stop('SIGKILL')
  await wire.stop()
  await postgres.dispose()
  for (const home of homes) home.remove()
}, 60_000)

async function start(): Promise<RunningServer> {
  const folder = temporaryHome()
  homes.push(folder)
  const server = await runServer(folder.home, variables)
  running.push(server)
  return server
}

async function call(server: RunningServer, path: string, body?: unknown) {
  const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(`${server.url}/api${path}`, init)
  // Tests read what they expect.
  // oxlint-disable-next-line no-explicit-any
  return { status: response.status, body: (await response.json()) as any }
}

async function runningTurn(server: RunningServer, projectId: string): Promise<string> {
  const say = (): void => void call(server, `/projects/${projectId}/chat`, { message: askForMore, proposalId: null }).catch(() => undefined)
  let id = ''
  say()
  await expect
    .poll(
      async () => {
        const { items } = (await call(server, `/projects/${projectId}/conversation`)).body
        const last = items.at(-1)
        id = last?.id ?? ''
        // A server hears a moment later that another one has stopped its turn; until then it refuses the next.
        if (last?.status !== 'running') say()
        return last?.status
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBe('running')
  return id
}

const statusOf = async (server: RunningServer, id: string): Promise<string> => (await call(server, `/turns/${id}`)).body.turn.status

it('leave the turns of each other alone, stop them when asked to, and take them up when one of them dies', async () => {
  const a = await start()
  const { id } = (await call(a, '/projects', { title: 'Shared' })).body
  const first = await runningTurn(a, id)
  const b = await start()
  // Longer than a server that is gone is waited for.
  await sleep(8_000)
  expect(await statusOf(b, first), 'a second server does not end what the first one runs').toBe('running')
  const other = await call(b, `/projects/${id}/chat`, { message: askForMore, proposalId: null })
  expect([other.status, other.body.type]).toEqual([409, 'urn:planwright:problem:turn-running'])
  expect((await call(b, `/turns/${first}/cancel`, {})).body.turn.status).toBe('cancelled')
  await expect.poll(async () => wire.requests.length > 0 && (await wire.requests[0]?.closed)?.aborted, { timeout: 20_000 }).toBe(true)
  expect(await statusOf(a, first)).toBe('cancelled')

  const second = await runningTurn(a, id)
  await a.stop('SIGKILL')
  await expect.poll(() => statusOf(b, second), { timeout: 30_000 }).toBe('interrupted')
}, 120_000)

it('tell the commits of each other in order, once each, also while the database is started anew', async () => {
  const [a, b] = [await start(), await start()]
  const { id } = (await call(a, '/projects', { title: 'Followed' })).body
  const events = readerOf(await fetch(`${b.url}/api/projects/${id}/events`))
  await events.nextOf('hello')
  const acknowledged: number[] = []
  for (let n = 0; n < 30; n += 1) {
    if (n === 15) {
      await postgres.stop()
      expect((await call(a, `/projects/${id}/tasks`, { title: 'While it is away' })).body.type).toBe('urn:planwright:problem:storage-unavailable')
      await postgres.start()
    }
    await expect
      .poll(
        async () => {
          const { status, body } = await call(n % 2 === 0 ? a : b, `/projects/${id}/tasks`, { title: `Task ${n}` })
          if (status === 201) acknowledged.push(body.version)
          return status
        },
        { timeout: 20_000 },
      )
      .toBe(201)
  }
  const told: number[] = []
  while (told.length < acknowledged.length) told.push(Number((await events.nextOf('commit')).id))
  await events.close()
  expect(acknowledged).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
  expect(told).toEqual(acknowledged)
}, 120_000)
