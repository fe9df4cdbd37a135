import { z } from 'zod'

/** What usage is summed by. */
export const usageGroups = ['day', 'project', 'model', 'kind'] as const

const sums = {
  tries: z.int().meta({ description: 'How often a model was called' }),
  failed: z.int().meta({ description: 'Of these, how many did not end in an answer' }),
  inputTokens: z.int(),
  cachedTokens: z.int().meta({ description: 'Of the input tokens, those read from the cache of the provider' }),
  cacheWriteTokens: z.int().meta({ description: 'Of the input tokens, those written to it' }),
  outputTokens: z.int(),
  reasoningTokens: z.int().meta({ description: 'Of the output tokens, those of which nothing is seen' }),
  costMicros: z.int().meta({ description: 'Micro-dollars, as far as they are known' }),
  unknownCosts: z.int().meta({ description: 'Tries that the cost holds nothing for, since theirs is not known' }),
}

export const usageWire = z
  .object({
    projectId: z.string().nullable(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    by: z.enum(usageGroups).nullable(),
    total: z.object(sums),
    items: z.array(
      z.object({
        key: z.string().nullable().meta({ description: 'A day, the id of a project (null: of none), provider/model, or a kind of turn' }),
        ...sums,
      }),
    ),
    budgets: z
      .object({ turnMicros: z.int().nullable(), projectMicros: z.int().nullable(), dayMicros: z.int().nullable() })
      .meta({ description: 'The most that may be spent, in micro-dollars; null where there is no limit' }),
    todayMicros: z.int().meta({ description: 'Spent since midnight (UTC) over all projects, as far as it is known' }),
  })
  .meta({ id: 'Usage' })

export const tryWire = z
  .object({
    n: z.int(),
    kind: z.string().meta({ description: 'What the call was for: plan, decompose, edit, route or ask' }),
    provider: z.string(),
    model: z.string(),
    answeredBy: z.string().nullable().meta({ description: 'The model that says it answered' }),
    startedAt: z.string(),
    firstTokenMs: z.number().nullable(),
    totalMs: z.number(),
    finish: z.string().nullable(),
    error: z.string().nullable().meta({ description: 'Why it did not end in an answer' }),
    requestId: z.string().nullable().meta({ description: 'What the provider calls the request' }),
    inputTokens: z.int().nullable(),
    cachedTokens: z.int().nullable(),
    outputTokens: z.int().nullable(),
    reasoningTokens: z.int().nullable(),
    costMicros: z.int().nullable().meta({ description: 'Micro-dollars; null where the cost is not known' }),
    price: z.string().nullable().meta({ description: 'The price that was used' }),
  })
  .meta({ id: 'Try', description: 'One call of a model' })

export type UsageWire = z.infer<typeof usageWire>
export type TryWire = z.infer<typeof tryWire>
