/** A turn under way in this process. */
export interface RunningTurn {
  readonly turnId: string
  readonly signal: AbortSignal
  /** Must be called when the turn has ended, however it ended. */
  end(): void
}

/** The turns under way, at most one per conversation, so that they can be cancelled and waited for. */
export interface RunningTurns {
  /** Undefined where the conversation has one already. */
  begin(conversation: string, turnId: string): RunningTurn | undefined
  /** Asks a turn to stop. Resolves when it has; false where it does not run here. */
  cancel(turnId: string): Promise<boolean>
  /** Stops everything, for the end of the process. */
  stopAll(): Promise<void>
}

/** Why a turn was asked to stop: by the person, or because the server ends. */
export type StopReason = 'cancelled' | 'interrupted'

export const conversationKey = (projectId: string, taskId: string | null): string => `${projectId}/${taskId ?? ''}`

export function runningTurns(): RunningTurns {
  interface Entry {
    readonly turnId: string
    readonly controller: AbortController
    readonly ended: Promise<void>
  }
  const running = new Map<string, Entry>()
  const stop = (entry: Entry, reason: StopReason): Promise<void> => {
    entry.controller.abort(reason)
    return entry.ended
  }
  return {
    begin(conversation, turnId) {
      if (running.has(conversation)) return undefined
      const controller = new AbortController()
      let settle = (): void => undefined
      const ended = new Promise<void>((resolve) => (settle = resolve))
      running.set(conversation, { turnId, controller, ended })
      const end = (): void => {
        running.delete(conversation)
        settle()
      }
      return { turnId, signal: controller.signal, end }
    },
    async cancel(turnId) {
      const entry = [...running.values()].find((candidate) => candidate.turnId === turnId)
      if (!entry) return false
      await stop(entry, 'cancelled')
      return true
    },
    async stopAll() {
      await Promise.all([...running.values()].map((entry) => stop(entry, 'interrupted')))
    },
  }
}
