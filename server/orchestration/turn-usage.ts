import type { TurnUsage } from '../core/review/turn.ts'
import type { ModelErrorKind, TryRecord } from '../ports/language-model.ts'

/** Refused before anything was worked out: nobody is charged for these. */
const refusals: ReadonlySet<ModelErrorKind> = new Set<ModelErrorKind>([
  'rate_limited',
  'quota_exhausted',
  'overloaded',
  'auth',
  'model_not_found',
  'bad_request',
  'context_overflow',
  'budget_exhausted',
  'not_configured',
])

/** What a call cost, in micro-dollars; null where that is not known. One that was refused outright cost nothing. */
export function costOf({ costMicros, usage, firstTokenMs, error }: TryRecord): number | null {
  const isRefused = usage === null && firstTokenMs === null && error !== null && refusals.has(error)
  return costMicros ?? (isRefused ? 0 : null)
}

/** What all calls of a turn used; null where there were none. */
export function usageOf(records: readonly TryRecord[]): TurnUsage | null {
  const last = records.at(-1)
  if (!last) return null
  const costs = records.map(costOf)
  const known = costs.filter((cost) => cost !== null)
  const sum = (of: 'inputTokens' | 'cachedTokens' | 'outputTokens'): number => records.reduce((total, { usage }) => total + (usage?.[of] ?? 0), 0)
  return {
    tries: records.length,
    inputTokens: sum('inputTokens'),
    cachedTokens: sum('cachedTokens'),
    outputTokens: sum('outputTokens'),
    costMicros: known.length === 0 ? null : known.reduce((total, cost) => total + cost, 0),
    unknownCosts: records.length - known.length,
    provider: last.provider,
    model: last.model,
  }
}

/** A call as a client is told of it, in the `tries` of a problem. */
export const tryTold = ({ n, provider, model, error, finish, totalMs }: TryRecord) => ({ n, provider, model, error, finish, totalMs })
