import { onlyServer, type Servers } from '../ports/servers.ts'
import { TurnSoFar } from './turn-so-far.ts'
import type { TurnPart, Watch } from './turn-parts.ts'

/** A turn under way in this process. */
export interface RunningTurn {
  readonly turnId: string
  readonly signal: AbortSignal
  /** Tells what happens in it to those who have joined, and keeps it for those who join later. */
  tell(part: TurnPart): void
  /** Must be called when the turn has ended, however it ended. */
  end(): void
}

/** The turns under way, at most one per conversation, so that they can be cancelled and waited for. */
export interface RunningTurns {
  /** Those who may run turns in the same store. */
  readonly servers: Servers
  /** Whether a turn runs here. */
  has(turnId: string): boolean
  /** Undefined where the conversation has one already. */
  begin(conversation: string, turnId: string): RunningTurn | undefined
  /** Asks a turn to stop. Resolves when it has; false where it does not run here. */
  cancel(turnId: string): Promise<boolean>
  /** Tells what a turn has told so far, then what it tells. Resolves when it has ended; undefined where it does not run here. */
  join(turnId: string, watch: Watch): Promise<void> | undefined
  /** Stops everything, for the end of the process. */
  stopAll(): Promise<void>
}

/** Why a turn was asked to stop: by the person, or because the server ends. */
export type StopReason = 'cancelled' | 'interrupted'

export const conversationKey = (projectId: string, taskId: string | null): string => `${projectId}/${taskId ?? ''}`

export function runningTurns(servers: Servers = onlyServer('here')): RunningTurns {
  interface Entry {
    readonly turnId: string
    readonly controller: AbortController
    readonly ended: Promise<void>
    readonly soFar: TurnSoFar
    readonly joined: Set<Watch>
  }
  const running = new Map<string, Entry>()
  const find = (turnId: string): Entry | undefined => [...running.values()].find((entry) => entry.turnId === turnId)
  const stop = (entry: Entry, reason: StopReason): Promise<void> => {
    entry.controller.abort(reason)
    return entry.ended
  }
  return {
    servers,
    has: (turnId) => find(turnId) !== undefined,
    begin(conversation, turnId) {
      if (running.has(conversation)) return undefined
      const controller = new AbortController()
      let settle = (): void => undefined
      const ended = new Promise<void>((resolve) => (settle = resolve))
      const soFar = new TurnSoFar()
      const joined = new Set<Watch>()
      running.set(conversation, { turnId, controller, ended, soFar, joined })
      const tell = (part: TurnPart): void => {
        soFar.add(part)
        for (const watch of joined) watch(part)
      }
      const end = (): void => {
        running.delete(conversation)
        settle()
      }
      return { turnId, signal: controller.signal, tell, end }
    },
    async cancel(turnId) {
      const entry = find(turnId)
      if (!entry) return false
      await stop(entry, 'cancelled')
      return true
    },
    join(turnId, watch) {
      const entry = find(turnId)
      if (!entry) return undefined
      for (const part of entry.soFar.parts()) watch(part)
      entry.joined.add(watch)
      return entry.ended
    },
    async stopAll() {
      await Promise.all([...running.values()].map((entry) => stop(entry, 'interrupted')))
    },
  }
}
