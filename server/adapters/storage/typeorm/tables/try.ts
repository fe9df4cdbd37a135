import { EntitySchema } from 'typeorm'

/** A call of a model: what is summed up as columns, the rest as JSON in `details`. It outlives its turn and its project. */
export interface TryRow {
  ordinal: number
  turnId: string | null
  projectId: string | null
  kind: string
  provider: string
  model: string
  startedAt: string
  error: string | null
  inputTokens: number
  cachedTokens: number
  cacheWriteTokens: number
  outputTokens: number
  reasoningTokens: number
  /** What was counted for it; null where that is not known. */
  costMicros: number | string | null
  details: string
}

export const tries = new EntitySchema<TryRow>({
  name: 'try',
  tableName: 'tries',
  columns: {
    ordinal: { type: 'integer', primary: true, generated: 'increment' },
    turnId: { type: 'text', nullable: true },
    projectId: { type: 'text', nullable: true },
    kind: { type: 'text' },
    provider: { type: 'text' },
    model: { type: 'text' },
    startedAt: { type: 'text' },
    error: { type: 'text', nullable: true },
    inputTokens: { type: 'integer' },
    cachedTokens: { type: 'integer' },
    cacheWriteTokens: { type: 'integer' },
    outputTokens: { type: 'integer' },
    reasoningTokens: { type: 'integer' },
    costMicros: { type: 'bigint', nullable: true },
    details: { type: 'text' },
  },
  indices: [
    { name: 'tries_by_turn', columns: ['turnId'] },
    { name: 'tries_by_time', columns: ['startedAt'] },
    { name: 'tries_by_project', columns: ['projectId', 'startedAt'] },
  ],
})
