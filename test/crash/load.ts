import { setTimeout as sleep } from 'node:timers/promises'
import { tasksInPatch, type Ledger } from './acknowledged.ts'
import { randomOf, type Random } from '../../server/core/testing/random.ts'

export interface LoadOptions {
  readonly url: string
  readonly projectIds: readonly [string, ...string[]]
  readonly ledger: Ledger
  readonly seed: number
  /** How many write at the same time. One more talks in each project. */
  readonly writers: number
}

export interface Load {
  /** Call it before the server is ended: from then on a request that breaks off is no failure. */
  expectEnd(): void
  /** Resolves when everybody has noticed. Rejects where a request failed that should not have. */
  ended(): Promise<void>
}

interface Writer {
  readonly options: LoadOptions
  readonly random: Random
  readonly send: Send
}

type Send = (method: 'POST' | 'PATCH', path: string, body: unknown) => Promise<Sent>

interface Sent {
  readonly status: number
  // What the server answers, as far as a test reads it.
  // oxlint-disable-next-line no-explicit-any
  readonly body: any
}

class ServerGone extends Error {}

/** Writes, accepts and talks over real HTTP until the server is gone, and notes what it was told. */
export function startLoad(options: LoadOptions): Load {
  let isEnding = false
  const send: Send = async (method, path, body) => {
    let response: Response
    let text: string
    try {
      const init = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      response = await fetch(`${options.url}/api${path}`, { ...init, method })
      text = await response.text()
    } catch (error) {
      if (isEnding) throw new ServerGone()
      throw new Error(`${method} ${path} broke off while the server was up`, { cause: error })
    }
    if (response.status >= 400 && response.status !== 409) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`)
    return { status: response.status, body: JSON.parse(text) }
  }
  const running = [
    ...Array.from({ length: options.writers }, (_, index) => write({ options, random: randomOf(options.seed + index), send })),
    ...options.projectIds.map((projectId, index) => talk({ options, random: randomOf(options.seed + 1_000 + index), send }, projectId)),
  ].map((work) =>
    work.catch((error: unknown) => {
      if (!(error instanceof ServerGone)) throw error
    }),
  )
  const all = Promise.all(running)
  all.catch(() => undefined)
  return {
    expectEnd: () => void (isEnding = true),
    ended: async () => void (await all),
  }
}

async function write(writer: Writer): Promise<never> {
  const own: string[] = []
  for (;;) {
    const projectId = writer.random.pick(writer.options.projectIds)
    await writer.random.pick([
      () => addTask(writer, projectId, own),
      () => rename(writer, projectId, own),
      () => patch(writer, projectId),
      () => accept(writer, projectId),
    ])()
  }
}

async function addTask({ options: { ledger }, send }: Writer, projectId: string, own: string[]): Promise<void> {
  const token = ledger.token()
  const { body } = await send('POST', `/projects/${projectId}/tasks`, { title: `Task ${token}` })
  ledger.add({ kind: 'commit', projectId, version: body.version, token, proposalId: null })
  own.push(body.task.id)
}

async function rename({ options: { ledger }, random, send }: Writer, projectId: string, own: string[]): Promise<void> {
  const [first, ...others] = own
  if (first === undefined) return addTask({ options: { ledger } as LoadOptions, random, send }, projectId, own)
  const token = ledger.token()
  const { body } = await send('PATCH', `/tasks/${random.pick([first, ...others])}`, { title: `Renamed ${token}` })
  ledger.add({ kind: 'commit', projectId: body.task.projectId, version: body.version, token, proposalId: null })
}

const creates = (token: string): unknown =>
  Array.from({ length: tasksInPatch }, (_, index) => ({ op: 'create', taskId: `new-${index}`, body: { title: `Part ${index} of ${token}` } }))

async function patch({ options: { ledger }, send }: Writer, projectId: string): Promise<void> {
  const token = ledger.token()
  ledger.patches.add(token)
  const { body } = await send('POST', `/projects/${projectId}/patches`, { baseVersion: 0, message: `Patch ${token}`, taskPatches: creates(token) })
  ledger.add({ kind: 'commit', projectId, version: body.version, token, proposalId: null })
}

async function accept({ options: { ledger }, send }: Writer, projectId: string): Promise<void> {
  const token = ledger.token()
  ledger.patches.add(token)
  const proposed = await send('POST', `/projects/${projectId}/proposals`, {
    baseVersion: 0,
    rationale: `Because ${token}`,
    taskPatches: creates(token),
  })
  const proposalId: string = proposed.body.proposal.id
  ledger.add({ kind: 'proposal', proposalId, token })
  const { body } = await send('POST', `/proposals/${proposalId}/accept`, {})
  ledger.add({ kind: 'commit', projectId, version: body.version, token, proposalId })
}

/** A conversation with a model that takes its time, one turn after the other. */
async function talk({ options: { ledger }, random, send }: Writer, projectId: string): Promise<never> {
  for (;;) {
    await sleep(random.below(40))
    const { status, body } = await send('POST', `/projects/${projectId}/chat`, { message: askForMore, proposalId: null })
    // The last server's turn of this conversation may not have been let go yet.
    if (status === 409) continue
    if (body.turn.status === 'done') ledger.add({ kind: 'turn', turnId: body.turn.id, proposalId: body.proposal?.id ?? null })
  }
}

/** Nothing that the rules alone could answer. */
export const askForMore = 'Think of everything else that the launch needs'
