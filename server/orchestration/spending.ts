import type { ProjectId } from '../core/plan/task.ts'
import type { Clock } from '../ports/clock.ts'
import type { TryRecord, WorstCase } from '../ports/language-model.ts'
import type { ModelBudgets } from '../ports/models.ts'
import type { Logger } from '../ports/log.ts'
import type { Storage } from '../ports/storage.ts'
import { costOf } from './turn-usage.ts'

/** Why a call was not made. */
export interface OverBudget {
  readonly budget: 'turn' | 'project' | 'day'
  readonly limitMicros: number
  /** Spent, and reserved for calls under way. */
  readonly spentMicros: number
  /** What the call may have cost; null where its price is not known. */
  readonly worstMicros: number | null
}

/** The account of one turn. */
export interface TurnAccount {
  readonly records: readonly TryRecord[]
  /** Why the last call that was asked for was refused; null where none was. */
  readonly over: OverBudget | null
  /** Whether a call may be made; if not, why, in a sentence. What it may cost is reserved until its record is there. */
  allow(worst: WorstCase): Promise<string | null>
  /** A call has ended. It is stored at once, so that it counts whatever becomes of the turn. */
  record(record: TryRecord): void
  /** Resolves when all records are stored. */
  stored(): Promise<void>
  /** The turn is over: what is still reserved is free. */
  close(): Promise<void>
}

/** What has been spent, and whether more may be. */
export interface Spending {
  /** Opens the account of a turn; `projectId` is null where there is no project (yet). */
  open(turnId: string, projectId: ProjectId | null): TurnAccount
}

interface Reservation {
  readonly projectId: ProjectId | null
  readonly micros: number
}

/**
 * Keeps the accounts; a day goes from midnight to midnight, UTC. Two turns that ask at once are asked one after the other, and each sees what the other one has
 * reserved, so that together they cannot spend what is there once.
 */
export function spending({ storage, clock, log, budgets }: { storage: Storage; clock: Clock; log: Logger; budgets: ModelBudgets }): Spending {
  const reserved = new Set<Reservation>()
  let turnstile: Promise<unknown> = Promise.resolve()

  const spentBefore = (projectId: ProjectId | null) =>
    storage.read(async (session) => {
      const day = clock.now().slice(0, 10)
      const [today] = budgets.dayMicros === null ? [] : await session.sumUsage({ from: day, to: null, projectId: null }, null)
      const [project] = budgets.projectMicros === null || projectId === null ? [] : await session.sumUsage({ from: null, to: null, projectId }, null)
      return { day: today?.costMicros ?? 0, project: project?.costMicros ?? 0 }
    })
  const held = (matches: (reservation: Reservation) => boolean): number => [...reserved].filter(matches).reduce((sum, { micros }) => sum + micros, 0)

  return {
    open(turnId, projectId) {
      const records: TryRecord[] = []
      const own: Reservation[] = []
      let over: OverBudget | null = null
      let storing: Promise<void> = Promise.resolve()

      const judge = async (worst: WorstCase): Promise<OverBudget | null> => {
        if (worst.costMicros === null && budgets.strict !== true) return null
        const micros = worst.costMicros ?? 0
        const before = await spentBefore(projectId)
        const inTurn = records.reduce((sum, record) => sum + (costOf(record) ?? 0), 0)
        const spent = {
          turn: inTurn + own.reduce((sum, reservation) => sum + reservation.micros, 0),
          project: before.project + held((other) => other.projectId === projectId) + (projectId === null ? inTurn : 0),
          day: before.day + held(() => true),
        }
        const limits = { turn: budgets.turnMicros, project: budgets.projectMicros, day: budgets.dayMicros }
        for (const budget of ['turn', 'project', 'day'] as const) {
          const limitMicros = limits[budget]
          if (limitMicros === null) continue
          if (worst.costMicros === null || spent[budget] + micros > limitMicros)
            return { budget, limitMicros, spentMicros: spent[budget], worstMicros: worst.costMicros }
        }
        const reservation: Reservation = { projectId, micros }
        own.push(reservation)
        reserved.add(reservation)
        return null
      }

      return {
        records,
        get over() {
          return over
        },
        async allow(worst) {
          if (budgets.turnMicros === null && budgets.projectMicros === null && budgets.dayMicros === null) return null
          const mine = turnstile.then(() => judge(worst))
          turnstile = mine.catch(() => undefined)
          over = await mine
          return over && sentenceOf(over, worst)
        },
        record(record) {
          records.push(record)
          const cost = costOf(record)
          const reservation = own.shift()
          storing = storing.then(async () => {
            try {
              await storage.write((session) => session.addTries([{ turnId, projectId, costMicros: cost, record }]))
            } catch (error) {
              // It was spent all the same: it stays reserved for as long as this process runs.
              log.error('what a call of a model used could not be stored', { turnId, record, error })
              reserved.add({ projectId, micros: cost ?? 0 })
            }
            if (reservation) reserved.delete(reservation)
          })
        },
        stored: () => storing,
        async close() {
          await storing
          for (const reservation of own.splice(0)) reserved.delete(reservation)
        },
      }
    },
  }
}

const whose = { turn: 'of one turn', project: 'of this project', day: 'of today' }

const wayOut = {
  turn: 'Ask for less at once',
  project: 'Say it in words that need no model',
  day: 'Wait until tomorrow (UTC)',
}

function sentenceOf({ budget, limitMicros, spentMicros, worstMicros }: OverBudget, { provider, model }: WorstCase): string {
  const asks = worstMicros === null ? 'has no known price' : `may cost up to ${dollars(worstMicros)}`
  return `The budget ${whose[budget]} is ${dollars(limitMicros)}: ${dollars(spentMicros)} of it is used, and the next call of ${provider}/${model} ${asks}. ${wayOut[budget]}, choose a cheaper model, or raise \`${budget}\` under \`budgets\` in providers.yaml.`
}

/** Micro-dollars as people write dollars: at least two decimals, and as many as are needed to see something. */
export function dollars(micros: number): string {
  const value = micros / 1_000_000
  return `$${value >= 1 || value === 0 ? value.toFixed(2) : value.toFixed(Math.min(6, Math.max(2, 1 - Math.floor(Math.log10(value)))))}`
}
