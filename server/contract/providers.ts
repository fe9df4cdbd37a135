import { z } from 'zod'
import { text } from './text.ts'

const at = z.string().nullable()
const micros = z.int().nullable().meta({ description: 'Micro-dollars; null where it is not known' })

/** The kinds of turn in the order in which people meet them. */
const kinds = <Value extends z.ZodType>(value: Value) => z.object({ plan: value, decompose: value, edit: value, route: value, ask: value })

const errorWire = z.object({ kind: z.string(), message: z.string() })

const healthWire = z.object({
  state: z
    .enum(['untried', 'ok', 'failing', 'resting'])
    .meta({ description: 'resting: it failed again and again and is not asked before restsUntil' }),
  lastError: errorWire.extend({ at: z.string() }).nullable(),
  lastSuccessAt: at,
  restsUntil: at,
})

const modelWire = z
  .object({
    name: z.string(),
    contextTokens: z.int(),
    outputTokens: z.int(),
    structure: z.enum(['strict', 'schema', 'json', 'text']).meta({ description: 'How it is asked for JSON at present' }),
    tags: z.array(z.string()),
    price: z
      .object({ inputMicros: z.int(), cachedMicros: z.int().nullable(), outputMicros: z.int(), source: z.string() })
      .nullable()
      .meta({ description: 'Micro-dollars for a million tokens, and where that was read; null where no price is known' }),
    health: healthWire,
  })
  .meta({ id: 'Model' })

const providerWire = z
  .object({
    name: z.string(),
    dialect: z.enum(['openai', 'anthropic', 'gemini']),
    local: z.boolean(),
    configured: z.boolean(),
    missing: z.string().nullable().meta({ description: 'What to do so that it is used; null where it is' }),
    keyVariable: z.string().nullable().meta({ description: 'The variable that holds its key' }),
    baseUrl: z.string().nullable(),
    models: z.array(modelWire),
  })
  .meta({ id: 'Provider' })

export const providersWire = z
  .object({
    profile: z.string(),
    profiles: z.array(z.string()),
    fastPath: z.boolean().meta({ description: 'Whether plain edits are answered without a model' }),
    budgets: z.object({ turnMicros: micros, projectMicros: micros, dayMicros: micros }).meta({ description: 'null: no limit' }),
    providers: z.array(providerWire),
    uses: kinds(z.array(z.string())).meta({ description: 'For each kind of turn what answers it, in order: provider/model, or offline' }),
  })
  .meta({ id: 'Providers' })

export const testBody = z
  .strictObject({
    provider: text(60).refine((value) => value.trim() !== '', 'must name a provider'),
    model: text(200).optional().meta({ description: 'Absent: the one that is used first' }),
  })
  .meta({ id: 'ConnectionTest' })

export const testResultWire = z
  .object({
    ok: z.boolean(),
    provider: z.string(),
    model: z.string(),
    answeredBy: z.string().nullable(),
    latencyMs: z.int(),
    usage: z
      .object({ inputTokens: z.int(), cachedTokens: z.int(), cacheWriteTokens: z.int(), outputTokens: z.int(), reasoningTokens: z.int() })
      .nullable(),
    costMicros: micros,
    error: errorWire.nullable(),
  })
  .meta({ id: 'ConnectionTestResult' })

export type ProvidersWire = z.infer<typeof providersWire>
export type TestResultWire = z.infer<typeof testResultWire>
export type ProviderWire = ProvidersWire['providers'][number]
export type ModelWire = ProviderWire['models'][number]
export type TurnKindName = keyof ProvidersWire['uses']
