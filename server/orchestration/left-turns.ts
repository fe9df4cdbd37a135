import { problem, type Problem } from '../contract/problem.ts'
import type { Turn } from '../core/review/turn.ts'
import type { StorageSession } from '../ports/storage.ts'
import type { Deps } from './deps.ts'
import type { StopReason } from './running-turns.ts'

/** Turns that nobody runs any more are looked for so often. */
const lookMs = 2_000

/**
 * Turns that nobody runs any more are shown as interrupted: those of servers that are gone, and own ones whose end could
 * not be stored when it came. `others: false` looks at own ones alone. Gives how many there were.
 */
export const interruptLeftTurns =
  (deps: Deps) =>
  async ({ others }: { readonly others: boolean }): Promise<number> => {
    const running = await deps.storage.read((session) => session.findRunningTurns())
    const { self, gone: goneOf } = deps.turns.servers
    const gone = others ? new Set(await goneOf(running.flatMap(({ server }) => server ?? []))) : new Set<string>()
    const isLeft = ({ id, server }: Turn): boolean => (server === self ? !deps.turns.has(id) : others && (server === undefined || gone.has(server)))
    if (!running.some(isLeft)) return 0
    const left = await deps.storage.write(async (session) => {
      // Looked at again: what was running may have ended since.
      const ended = (await session.findRunningTurns()).filter(isLeft).map((turn): Turn => ({ ...turn, status: 'interrupted' }))
      for (const turn of ended) await session.saveTurn(turn)
      return ended
    })
    for (const turn of left) tell(deps, turn)
    return left.length
  }

/** Looks for left turns for as long as the server runs, and stops own ones that another server has ended. */
export function watchLeftTurns(deps: Deps): { stop(): void } {
  let isLooking = false
  const look = async (): Promise<void> => {
    if (isLooking) return
    isLooking = true
    try {
      const left = await interruptLeftTurns(deps)({ others: deps.turns.servers.isShared })
      if (left > 0) deps.log.warn('turns were cut off; they can be tried again', { interrupted: left })
    } catch (error) {
      deps.log.debug('turns that were cut off could not be looked for; the next look will', { error })
    } finally {
      isLooking = false
    }
  }
  const unsubscribe = deps.feed.subscribe((event) => {
    if (event.kind !== 'turn' || !deps.turns.has(event.turn.id)) return
    if (event.turn.status === 'cancelled' || event.turn.status === 'interrupted') void deps.turns.cancel(event.turn.id)
  })
  const timer = setInterval(() => void look(), lookMs)
  timer.unref()
  return {
    stop() {
      clearInterval(timer)
      unsubscribe()
    },
  }
}

/** Ends a turn that does not run here. Who runs it hears of it, and drops what it would have answered. */
export async function endTurnOfOther(deps: Deps, id: string, status: StopReason): Promise<void> {
  const ended = await deps.storage.write(async (session) => {
    const turn = await session.findTurn(id)
    if (turn?.status !== 'running' || deps.turns.has(id)) return undefined
    const told: Turn = { ...turn, status }
    await session.saveTurn(told)
    return told
  })
  if (ended) tell(deps, ended)
}

/** A turn that another server has ended meanwhile changes nothing any more. */
export async function endedElsewhere(session: StorageSession, id: string): Promise<Problem | undefined> {
  const stored = await session.findTurn(id)
  if (stored === undefined || stored.status === 'running') return undefined
  return problem('model-failed', 'The turn was stopped before it had an answer. The message is kept; send it again when you like.')
}

/** A turn of this conversation that another server runs. One that nobody runs is ended on the way. */
export async function runningElsewhere(
  deps: Deps,
  session: StorageSession,
  { projectId, taskId }: Pick<Turn, 'projectId' | 'taskId'>,
): Promise<boolean> {
  const running = (await session.findRunningTurns()).filter((turn) => turn.projectId === projectId && turn.taskId === taskId)
  let isElsewhere = false
  for (const turn of running) {
    if (deps.turns.servers.isShared && turn.server !== undefined && turn.server !== deps.turns.servers.self) isElsewhere = true
    else if (!deps.turns.has(turn.id)) await session.saveTurn({ ...turn, status: 'interrupted' })
  }
  return isElsewhere
}

function tell(deps: Deps, turn: Turn): void {
  if (turn.projectId !== null) deps.feed.publish({ kind: 'turn', projectId: turn.projectId, turn })
}
