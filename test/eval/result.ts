import { z } from 'zod'
import { outcomes } from './seen.ts'

/**
 * How an answer came to be: `first-try` whole at once; `repaired` whole after it went back; `partly` with things left
 * out; `cut` too long to be written, so that nothing of it was used; `rules` without a model; `failed` none; `not-run`
 * where the limit of the costs came first.
 */
export const verdicts = ['first-try', 'repaired', 'partly', 'cut', 'rules', 'failed', 'not-run'] as const
export type Verdict = (typeof verdicts)[number]

const count = z.number().int().nonnegative()

/** What one case came to. */
export const caseResult = z.strictObject({
  id: z.string(),
  group: z.string(),
  fingerprint: z.string(),
  verdict: z.enum(verdicts),
  outcome: z.enum(outcomes).nullable(),
  /** The reply, or why it failed; shortened. */
  said: z.string(),
  /** Checks with what is wrong, null where they hold. */
  checks: z.array(z.strictObject({ check: z.string(), wrong: z.string().nullable() })),
  /** The models that answered, `provider/model`. */
  models: z.array(z.string()),
  promptVersion: z.string().nullable(),
  tries: count,
  repairs: count,
  /** Calls of read tools. */
  lookups: count,
  /** Null where no model said: then it is not known. */
  tokens: z.strictObject({ in: count, cached: count, out: count }).nullable(),
  /** Micro-dollars; null where the price or the usage of any try is not known. */
  costMicros: count.nullable(),
  /** Milliseconds that models took. */
  modelMs: count,
})
export type CaseResult = z.output<typeof caseResult>

export const report = z.strictObject({
  /** Who was asked: what `--provider` said, `environment`, `offline` or `recorded …`. */
  asked: z.string(),
  /** The version of Planwright. */
  version: z.string(),
  at: z.string(),
  results: z.array(caseResult),
})
export type Report = z.output<typeof report>

/** Whether all that was wanted of it holds. */
export const passed = ({ checks, verdict }: CaseResult): boolean => verdict !== 'not-run' && checks.every(({ wrong }) => wrong === null)
