import type { Problem } from '../contract/problem.ts'
import { ok, type Result } from '../core/result.ts'
import type { ProjectId } from '../core/plan/task.ts'
import type { ModelBudgets } from '../ports/models.ts'
import type { StoredTry, UsageGroup, UsageSum } from '../ports/storage.ts'
import type { Deps } from './deps.ts'
import { findProject } from './find-project.ts'
import { readTurn } from './turns.ts'

export interface ReadUsage {
  readonly projectId: string | null
  /** Days in UTC, both counted in; null is without end. */
  readonly from: string | null
  readonly to: string | null
  readonly by: UsageGroup | null
}

export interface Usage extends ReadUsage {
  readonly total: UsageSum
  readonly items: readonly UsageSum[]
  readonly budgets: ModelBudgets
  /** Spent since midnight (UTC) over all projects, in micro-dollars, as far as it is known. */
  readonly todayMicros: number
}

/** What models have used and cost. */
export const readUsage =
  (deps: Deps) =>
  (input: ReadUsage): Promise<Result<Usage, Problem>> =>
    deps.storage.read(async (session) => {
      const found = input.projectId === null ? ok(null) : await findProject(deps, session, input.projectId)
      if (!found.ok) return found
      const filter = { from: input.from, to: input.to && dayAfter(input.to), projectId: input.projectId as ProjectId | null }
      const [total] = await session.sumUsage(filter, null)
      const items = input.by === null ? [] : await session.sumUsage(filter, input.by)
      const [today] = await session.sumUsage({ from: deps.clock.now().slice(0, 10), to: null, projectId: null }, null)
      if (!total || !today) throw new Error('without a group there is exactly one sum')
      return ok({ ...input, total, items, budgets: deps.models.budgets, todayMicros: today.costMicros })
    })

/** The calls of models of one turn, oldest first. */
export const readTries =
  (deps: Deps) =>
  async (turnId: string): Promise<Result<readonly StoredTry[], Problem>> => {
    const turn = await readTurn(deps)(turnId)
    return turn.ok ? ok(await deps.storage.read((session) => session.listTries(turnId))) : turn
  }

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
