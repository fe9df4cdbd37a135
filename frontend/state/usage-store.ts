import type { Problem } from '../api/problem.ts'
import type { UsageWire } from '../api/wire.ts'
import type { Services } from './services.ts'
import { Store } from './store.ts'

export const usageGroups = ['day', 'project', 'model', 'kind'] as const
export type UsageGroup = (typeof usageGroups)[number]

/** So many days back, today counted in; null is from the beginning. */
export const usagePeriods = [1, 7, 30, null] as const
export type UsagePeriod = (typeof usagePeriods)[number]

/** What models used and cost, in a period, by one thing or another. */
export class UsageStore extends Store {
  by: UsageGroup = 'model'
  period: UsagePeriod = 30
  usage: UsageWire | null = null
  problem: Problem | null = null
  /** Titles of projects by their ids, as far as they are still there. */
  titles: ReadonlyMap<string, string> = new Map()
  readonly #client: Services['client']
  #asked = 0

  constructor({ client }: Pick<Services, 'client'>) {
    super()
    this.#client = client
  }

  async show(what: { readonly by?: UsageGroup; readonly period?: UsagePeriod } = {}): Promise<void> {
    if (what.by !== undefined) this.by = what.by
    if (what.period !== undefined) this.period = what.period
    this.changed()
    const asked = ++this.#asked
    const from = firstDay(this.period, new Date())
    const [usage, projects] = await Promise.all([
      this.#client.usage({ by: this.by, ...(from === null ? {} : { from }) }),
      this.by === 'project' && this.titles.size === 0 ? this.#client.projects({}) : null,
    ])
    if (asked !== this.#asked) return
    if (projects?.ok) this.titles = new Map(projects.value.items.map(({ id, title }) => [id, title]))
    if (usage.ok) this.usage = usage.value
    this.problem = usage.ok ? null : usage.problem
    this.changed()
  }
}

/** The first of so many days (UTC), today counted in. */
export const firstDay = (days: UsagePeriod, now: Date): string | null =>
  days === null ? null : new Date(now.getTime() - (days - 1) * 86_400_000).toISOString().slice(0, 10)
