import { z } from 'zod'
import { structureRungs, turnKinds } from '../ports/language-model.ts'

/** `configs/providers.yaml` as it is written. What each part means for people is explained in that file. */

const name = (what: string) => z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, `${what} is written in small letters, digits and hyphens`)
const seconds = z.number().min(1).max(3600)
const tokens = z.int().min(1).max(100_000_000)
const dollars = z.number().min(0.000_001).max(1_000_000).nullable()

const timeouts = z.strictObject({ firstToken: seconds, betweenChunks: seconds, total: seconds })

const limits = z
  .strictObject({ context: tokens, maxOutput: tokens })
  .refine(({ context, maxOutput }) => maxOutput < context, { path: ['maxOutput'], message: 'must be less than context' })

const cache = z.strictObject({ control: z.enum(['auto', 'explicit', 'none']), minPrefix: z.int().min(0).max(1_000_000).default(0) })

const model = z.strictObject({
  limits,
  structure: z.enum(structureRungs).default('strict'),
  temperature: z.number().min(0).max(2).nullable().default(null),
  streamUsage: z.boolean().default(true),
  cache: cache.default({ control: 'auto', minPrefix: 0 }),
  timeouts: timeouts.partial().default({}),
  price: z.union([z.string().min(1).max(200), z.literal(0)]).optional(),
  tags: z.array(z.string().min(1).max(40)).max(20).default([]),
})

const provider = z
  .strictObject({
    dialect: z.enum(['openai', 'anthropic', 'gemini']),
    kind: z.enum(['hosted', 'local']).default('hosted'),
    baseUrl: z
      .url({ protocol: /^https?$/, error: 'an address such as https://example.org/v1' })
      .nullable()
      .default(null),
    key: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]*_API_KEY$/, 'the name of a variable that ends in _API_KEY; the key itself never stands in this file')
      .nullable()
      .default(null),
    prices: z.string().min(1).max(60).nullable().default(null),
    models: z.record(z.string().min(1).max(200), model),
  })
  .refine(({ kind, baseUrl }) => kind === 'local' || baseUrl !== null, { path: ['baseUrl'], message: 'is required for a hosted provider' })
  .refine(({ kind, key }) => kind === 'local' || key !== null, { path: ['key'], message: 'is required for a hosted provider' })

const list = z.array(z.string().min(3).max(250)).max(20)
const lists = z.strictObject(Object.fromEntries(turnKinds.map((kind) => [kind, list])) as Record<(typeof turnKinds)[number], typeof list>)

export const providersSchema = z.strictObject({
  profile: name('a profile'),
  fastPath: z.boolean().default(true),
  budgets: z.strictObject({ turn: dollars, project: dollars, day: dollars, unknownPrices: z.enum(['allow', 'refuse']).default('allow') }),
  retries: z.strictObject({
    perModel: z.int().min(1).max(10),
    perCall: z.int().min(1).max(30),
    waitAtMost: z.number().min(0).max(600),
    failoverWhenRefused: z.boolean(),
    restAfter: z.int().min(1).max(100),
    restFor: z.number().min(1).max(86_400),
  }),
  timeouts,
  providers: z.record(name('a provider'), provider),
  profiles: z.record(name('a profile'), lists),
})

/** The file once it has been checked. Times are seconds, budgets dollars, as written. */
export type ProvidersFile = z.infer<typeof providersSchema>
