import type { Agent } from '../agents/agent.ts'
import type { Clock } from '../ports/clock.ts'
import type { Feed } from '../ports/feed.ts'
import type { Formats } from '../ports/formats.ts'
import type { Ids } from '../ports/ids.ts'
import type { Logger } from '../ports/log.ts'
import type { Models } from '../ports/models.ts'
import type { Storage } from '../ports/storage.ts'
import type { Plans } from './plans.ts'
import type { RunningTurns } from './running-turns.ts'
import type { Spending } from './spending.ts'

/** What every use case is given. Built once, in `main.ts` or in a test. */
export interface Deps {
  readonly storage: Storage
  readonly plans: Plans
  readonly clock: Clock
  readonly ids: Ids
  readonly feed: Feed
  readonly agent: Agent
  /** What is configured about models, for those who choose and those who ask. */
  readonly models: Models
  /** What models have cost, and may. */
  readonly spending: Spending
  readonly formats: Formats
  readonly turns: RunningTurns
  readonly log: Logger
  readonly settings: { readonly maxMilestones: number }
}
