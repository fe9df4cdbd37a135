import type { StorageSession, StoredTry, UsageGroup, UsageSum } from '../../../ports/storage.ts'
import { byKey } from '../by-key.ts'
import { nextOf } from './counters.ts'
import type { Journal } from './journal.ts'
import type { State } from './state.ts'

type Part = Pick<StorageSession, 'addTries' | 'giveTries' | 'listTries' | 'sumUsage'>

/** Calls of models, in the order in which they were recorded. */
export function triesPart(state: State, journal: Journal): Part {
  return {
    async addTries(tries) {
      for (const each of tries) journal.put(state.tries, nextOf(state, journal, 'ordinal'), each)
    },
    async giveTries(turnId, projectId) {
      for (const [ordinal, each] of state.tries) if (each.turnId === turnId) journal.put(state.tries, ordinal, { ...each, projectId })
    },
    async listTries(turnId) {
      return [...state.tries.values()].filter((each) => each.turnId === turnId)
    },
    async sumUsage({ from, to, projectId }, by) {
      const counted = [...state.tries.values()].filter(
        (each) =>
          (from === null || each.record.startedAt >= from) &&
          (to === null || each.record.startedAt < to) &&
          (projectId === null || each.projectId === projectId),
      )
      if (by === null) return [sumOf(null, counted)]
      return [...grouped(counted, keys[by])].map(([key, group]) => sumOf(key, group)).sort(byKey)
    },
  }
}

const keys: Readonly<Record<UsageGroup, (each: StoredTry) => string | null>> = {
  day: ({ record }) => record.startedAt.slice(0, 10),
  project: ({ projectId }) => projectId,
  model: ({ record }) => `${record.provider}/${record.model}`,
  kind: ({ record }) => record.kind,
}

function grouped(tries: readonly StoredTry[], keyOf: (each: StoredTry) => string | null): ReadonlyMap<string | null, readonly StoredTry[]> {
  const groups = new Map<string | null, StoredTry[]>()
  for (const each of tries) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each])
  return groups
}

function sumOf(key: string | null, tries: readonly StoredTry[]): UsageSum {
  const sum = (of: (each: StoredTry) => number | null | undefined): number => tries.reduce((total, each) => total + (of(each) ?? 0), 0)
  return {
    key,
    tries: tries.length,
    failed: sum(({ record }) => (record.error === null ? 0 : 1)),
    inputTokens: sum(({ record }) => record.usage?.inputTokens),
    cachedTokens: sum(({ record }) => record.usage?.cachedTokens),
    cacheWriteTokens: sum(({ record }) => record.usage?.cacheWriteTokens),
    outputTokens: sum(({ record }) => record.usage?.outputTokens),
    reasoningTokens: sum(({ record }) => record.usage?.reasoningTokens),
    costMicros: sum(({ costMicros }) => costMicros),
    unknownCosts: sum(({ costMicros }) => (costMicros === null ? 1 : 0)),
  }
}
