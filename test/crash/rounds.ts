import { setTimeout as sleep } from 'node:timers/promises'
import { randomOf, type Random } from '../../server/core/testing/random.ts'
import { runServer, temporaryHome, type RunningServer } from '../start/run-server.ts'
import { Ledger } from './acknowledged.ts'
import { startLoad } from './load.ts'
import { lookInto } from './look.ts'
import { startSlowModel, type SlowModel } from './slow-model.ts'
import { testedStore, type StoreKind, type TestedStore } from './stores.ts'

export interface KillReport {
  readonly seed: number
  readonly rounds: number
  /** Kills of the database itself, beside the server's. */
  readonly storeKills: number
  readonly acknowledged: number
  /** In the log at the end: at least what was acknowledged, and what was done when the answer could no longer be given. */
  readonly commits: number
  readonly turns: { readonly interrupted: number; readonly retried: number }
  /** In sentences; empty where everything that was promised is kept. */
  readonly wrong: readonly string[]
}

interface World {
  readonly kind: StoreKind
  readonly home: string
  readonly store: TestedStore
  readonly model: SlowModel
  readonly random: Random
  readonly ledger: Ledger
}

/** The longest that a server is under load before it is killed. */
const longestLoadMs = 600

/**
 * Starts the server as people do, over one store, loads it over HTTP, and kills it with SIGKILL at a moment of chance;
 * then looks into the store, starts the next server over it, and has the turns that were cut off tried again.
 */
export async function killRounds(kind: StoreKind, rounds: number, seed: number): Promise<KillReport> {
  const { home, remove } = temporaryHome()
  const random = randomOf(seed)
  const store = await testedStore(kind, home)
  const model = await startSlowModel(randomOf(seed + 1))
  const world: World = { kind, home, store, model, random, ledger: new Ledger() }
  let server: RunningServer | undefined
  let [storeKills, commits, interrupted, retried] = [0, 0, 0, 0]
  const wrong: string[] = []
  try {
    server = await start(world)
    const projectIds = await makeProjects(server)
    for (let round = 1; round <= rounds && wrong.length === 0; round += 1) {
      model.hurry(false)
      const load = startLoad({ url: server.url, projectIds, ledger: world.ledger, seed: seed + round * 10_000, writers: 6 })
      await sleep(50 + random.below(longestLoadMs))
      load.expectEnd()
      const isStoreKilled = kind === 'PostgreSQL' && round % 2 === 0
      const ended = server.stop('SIGKILL')
      if (isStoreKilled) await store.crash()
      await ended
      await load.ended()
      storeKills += isStoreKilled ? 1 : 0
      const look = await looked(world)
      commits = look.commits
      wrong.push(...look.wrong.map((what) => `round ${round}: ${what}`))
      server = await start(world)
      model.hurry(true)
      const after = await takenUp(server, look.running)
      wrong.push(...after.wrong.map((what) => `round ${round}: ${what}`))
      interrupted += look.running.length
      retried += after.retried
    }
    await server.stop()
    const end = await looked(world)
    wrong.push(...end.wrong.map((what) => `after a stop in peace: ${what}`))
  } finally {
    await server?.stop('SIGKILL')
    await model.stop()
    await store.dispose()
    remove()
  }
  return { seed, rounds, storeKills, acknowledged: world.ledger.entries.length, commits, turns: { interrupted, retried }, wrong }
}

const start = ({ home, store, model }: World): Promise<RunningServer> =>
  runServer(home, { PLANWRIGHT_SAMPLE: '0', ...store.variables, ...model.variables })

async function looked({ store, ledger }: World) {
  const storage = await store.open()
  try {
    return await lookInto(storage, ledger)
  } finally {
    await storage.close()
  }
}

async function makeProjects(server: RunningServer): Promise<readonly [string, ...string[]]> {
  const [first, ...others] = await Promise.all(
    ['Launch', 'Garden', 'Book'].map(async (title) => ((await call(server, 'POST', '/projects', { title })) as { id: string }).id),
  )
  if (first === undefined) throw new Error('no project was made')
  return [first, ...others]
}

/** How long a server may take to find out that another one is gone. */
const noticeMs = 20_000

/** Every turn that was cut off is shown as interrupted, and sending it again gives an answer. */
async function takenUp(server: RunningServer, turnIds: readonly string[]): Promise<{ readonly retried: number; readonly wrong: readonly string[] }> {
  const wrong: string[] = []
  let retried = 0
  for (const id of turnIds) {
    const end = Date.now() + noticeMs
    let status = 'running'
    while (status === 'running' && Date.now() < end) {
      status = ((await call(server, 'GET', `/turns/${id}`)) as { turn: { status: string } }).turn.status
      if (status === 'running') await sleep(50)
    }
    if (status !== 'interrupted') wrong.push(`turn ${id} was cut off and is shown as ${status}`)
    const again = (await call(server, 'POST', `/turns/${id}/retry`, {})) as { turn: { status: string } }
    if (again.turn.status === 'done') retried += 1
    else wrong.push(`turn ${id} was sent again and is ${again.turn.status}`)
  }
  return { retried, wrong }
}

async function call(server: RunningServer, method: string, path: string, body?: unknown): Promise<unknown> {
  const init = body === undefined ? { method } : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(`${server.url}/api${path}`, init)
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`)
  return JSON.parse(text)
}
