import { checkStore } from '../../server/cli/database/check.ts'
import type { Commit } from '../../server/core/patch/operation.ts'
import type { LoggedCommit, Storage, StorageSession } from '../../server/ports/storage.ts'
import { tasksInPatch, tokensIn, type Acknowledged, type Ledger } from './acknowledged.ts'

/** What a look into a store found after a crash. */
export interface Look {
  /** In sentences; empty where everything that was promised is kept. */
  readonly wrong: readonly string[]
  readonly commits: number
  /** Turns that nobody ended. */
  readonly running: readonly string[]
}

/**
 * Holds a store against what was acknowledged: every commit, proposal and answer is there; none is there in part or
 * twice; positions and versions have no gap; and every log replays to the stored plan.
 */
export async function lookInto(storage: Storage, ledger: Ledger): Promise<Look> {
  const { findings } = await checkStore(storage)
  return storage.read(async (session) => {
    const log = await wholeLog(session)
    const wrong = [
      ...findings.map(({ title, detail }) => `${title}: ${detail}`),
      ...gaps(log),
      ...halves(log, ledger),
      ...(await acceptedApart(session, log)),
    ]
    const commits = new Map(log.map(({ commit }) => [`${commit.projectId} ${commit.version}`, commit]))
    for (const entry of ledger.entries) wrong.push(...(await missing(session, commits, entry)))
    return { wrong, commits: log.length, running: (await session.findRunningTurns()).map(({ id }) => id) }
  })
}

async function wholeLog(session: StorageSession): Promise<readonly LoggedCommit[]> {
  const log: LoggedCommit[] = []
  for (;;) {
    const more = await session.readLog(log.at(-1)?.position ?? 0, 500)
    log.push(...more)
    if (more.length < 500) return log
  }
}

const gaps = (log: readonly LoggedCommit[]): readonly string[] =>
  log.flatMap(({ position }, index) => (position === index + 1 ? [] : [`position ${index + 1} is missing: ${position} stands there`]))

/** Every patch is in one commit, whole, and no request took effect twice. */
function halves(log: readonly LoggedCommit[], { patches }: Ledger): readonly string[] {
  const seen = new Set<string>()
  return log.flatMap(({ commit }) => {
    const found: string[] = []
    for (const token of tokensMadeIn(commit)) {
      if (seen.has(token)) found.push(`${token} took effect twice`)
      seen.add(token)
      const parts = commit.operations.filter((operation) => operation.kind === 'create' && operation.task.title.endsWith(token)).length
      if (patches.has(token) && parts !== tasksInPatch) found.push(`${token} is there with ${parts} of ${tasksInPatch} tasks`)
    }
    return found
  })
}

/** The tokens of the request that made a commit; what it changed carries tokens of earlier ones. */
const tokensMadeIn = ({ operations }: Commit): readonly string[] => [
  ...new Set(
    operations.flatMap((operation) => {
      if (operation.kind === 'create') return tokensIn(operation.task.title)
      return operation.kind === 'update' ? tokensIn(operation.after.title ?? '') : []
    }),
  ),
]

/** A proposal is accepted with its commit, or neither is there. */
async function acceptedApart(session: StorageSession, log: readonly LoggedCommit[]): Promise<readonly string[]> {
  const wrong: string[] = []
  const committed = new Set(log.flatMap(({ commit }) => commit.proposalId ?? []))
  for (const id of committed) {
    const proposal = await session.findProposal(id)
    if (proposal?.status !== 'accepted') wrong.push(`proposal ${id} has its commit and is ${proposal?.status ?? 'gone'}`)
  }
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<StorageSession['listAllProposals']>> = await session.listAllProposals('accepted', { limit: 200, cursor })
    for (const { proposal } of page.items) if (!committed.has(proposal.id)) wrong.push(`proposal ${proposal.id} is accepted and has no commit`)
    cursor = page.nextCursor
  } while (cursor !== null)
  return wrong
}

async function missing(session: StorageSession, commits: ReadonlyMap<string, Commit>, entry: Acknowledged): Promise<readonly string[]> {
  switch (entry.kind) {
    case 'commit': {
      const commit = commits.get(`${entry.projectId} ${entry.version}`)
      if (!commit) return [`version ${entry.version} of ${entry.projectId} was acknowledged and is not there`]
      const isIt = tokensMadeIn(commit).includes(entry.token) && commit.proposalId === entry.proposalId
      return isIt ? [] : [`version ${entry.version} of ${entry.projectId} was acknowledged to ${entry.token} and is another change`]
    }
    case 'proposal':
      return (await session.findProposal(entry.proposalId)) ? [] : [`the proposal of ${entry.token} was acknowledged and is not there`]
    case 'turn': {
      const turn = await session.findTurn(entry.turnId)
      if (turn?.status !== 'done') return [`turn ${entry.turnId} was answered and is ${turn?.status ?? 'gone'}`]
      const proposal = entry.proposalId === null ? undefined : await session.findProposal(entry.proposalId)
      return entry.proposalId === null || proposal ? [] : [`the proposal of turn ${entry.turnId} was shown and is not there`]
    }
  }
}
