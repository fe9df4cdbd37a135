import type { ProjectId } from '../../../core/plan/task.ts'
import type { TryRecord } from '../../../ports/language-model.ts'
import type { StorageSession, StoredTry, UsageFilter, UsageGroup, UsageSum } from '../../../ports/storage.ts'
import { byKey } from '../by-key.ts'
import { jsonText, parseJson } from './json-text.ts'
import type { TryRow } from './tables/try.ts'
import type { Parameter, Unit } from './unit.ts'

type Part = Pick<StorageSession, 'addTries' | 'giveTries' | 'listTries' | 'sumUsage'>

/** Calls of models, in the order in which they were recorded. */
export function triesPart(unit: Unit): Part {
  return {
    async addTries(tries) {
      for (const each of tries) await unit.change(insert, valuesOf(each))
    },
    async giveTries(turnId, projectId) {
      await unit.change('UPDATE "tries" SET "projectId" = ? WHERE "turnId" = ?', [projectId, turnId])
    },
    async listTries(turnId) {
      const rows = await unit.select<TryRow>('SELECT * FROM "tries" WHERE "turnId" = ? ORDER BY "ordinal"', [turnId])
      return rows.map(tryOfRow)
    },
    async sumUsage(filter, by) {
      const { where, parameters } = conditionOf(filter)
      const key = by === null ? 'NULL' : keys[by]
      const group = by === null ? '' : `GROUP BY ${key}`
      const rows = await unit.select<SumRow>(`SELECT ${key} AS "key", ${sums} FROM "tries" ${where} ${group}`, parameters)
      return rows.map(sumOfRow).sort(byKey)
    },
  }
}

const columns = [
  'turnId',
  'projectId',
  'kind',
  'provider',
  'model',
  'startedAt',
  'error',
  'inputTokens',
  'cachedTokens',
  'cacheWriteTokens',
  'outputTokens',
  'reasoningTokens',
  'costMicros',
  'details',
] as const satisfies readonly (keyof TryRow)[]

const insert = `INSERT INTO "tries" (${columns.map((name) => `"${name}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`

type Details = Omit<TryRecord, 'kind' | 'provider' | 'model' | 'startedAt' | 'error'>

/** The values of a row, in the order of `columns`. */
function valuesOf({ turnId, projectId, costMicros, record }: StoredTry): Parameter[] {
  const { kind, provider, model, startedAt, error, ...details } = record
  const { usage } = details
  return [
    turnId,
    projectId,
    kind,
    provider,
    model,
    startedAt,
    error,
    usage?.inputTokens ?? 0,
    usage?.cachedTokens ?? 0,
    usage?.cacheWriteTokens ?? 0,
    usage?.outputTokens ?? 0,
    usage?.reasoningTokens ?? 0,
    costMicros,
    jsonText(details),
  ]
}

/** The casts are held by `addTries`, the only writer of these rows. */
function tryOfRow(row: TryRow): StoredTry {
  const { kind, provider, model, startedAt, error } = row as Pick<TryRecord, 'kind' | 'provider' | 'model' | 'startedAt' | 'error'>
  return {
    turnId: row.turnId,
    projectId: row.projectId as ProjectId | null,
    costMicros: row.costMicros === null ? null : Number(row.costMicros),
    record: { ...parseJson<Details>(row.details), kind, provider, model, startedAt, error },
  }
}

const keys: Readonly<Record<UsageGroup, string>> = {
  day: 'substr("startedAt", 1, 10)',
  project: '"projectId"',
  model: `"provider" || '/' || "model"`,
  kind: '"kind"',
}

/** A sum over no rows is NULL, and one over large numbers a text on PostgreSQL: `sumOfRow` reads both. */
const sums = [
  'COUNT(*) AS "tries"',
  'SUM(CASE WHEN "error" IS NULL THEN 0 ELSE 1 END) AS "failed"',
  ...(['inputTokens', 'cachedTokens', 'cacheWriteTokens', 'outputTokens', 'reasoningTokens', 'costMicros'] as const).map(
    (name) => `SUM("${name}") AS "${name}"`,
  ),
  'SUM(CASE WHEN "costMicros" IS NULL THEN 1 ELSE 0 END) AS "unknownCosts"',
].join(', ')

type SumRow = { readonly key: string | null } & Readonly<Record<Exclude<keyof UsageSum, 'key'>, number | string | null>>

const sumOfRow = (row: SumRow): UsageSum => ({
  key: row.key,
  tries: Number(row.tries),
  failed: Number(row.failed),
  inputTokens: Number(row.inputTokens),
  cachedTokens: Number(row.cachedTokens),
  cacheWriteTokens: Number(row.cacheWriteTokens),
  outputTokens: Number(row.outputTokens),
  reasoningTokens: Number(row.reasoningTokens),
  costMicros: Number(row.costMicros),
  unknownCosts: Number(row.unknownCosts),
})

function conditionOf({ from, to, projectId }: UsageFilter): { readonly where: string; readonly parameters: Parameter[] } {
  const conditions: readonly (readonly [string, string | null])[] = [
    ['"startedAt" >= ?', from],
    ['"startedAt" < ?', to],
    ['"projectId" = ?', projectId],
  ]
  const given = conditions.filter(([, value]) => value !== null)
  return {
    where: given.length === 0 ? '' : `WHERE ${given.map(([condition]) => condition).join(' AND ')}`,
    parameters: given.map(([, value]) => value),
  }
}
