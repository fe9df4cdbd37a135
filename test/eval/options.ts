import { parseArgs } from 'node:util'
import { fail, ok, type Result } from '../../server/core/result.ts'

export interface Options {
  /** Who is asked: a provider or `provider/model` of providers.yaml, `offline`, or null for all that the environment configures. */
  readonly provider: string | null
  /** A folder of recordings to answer from instead. */
  readonly recorded: string | null
  /** Keep what models answer. */
  readonly record: boolean
  /** Cases or groups of cases, by the beginning of their names. */
  readonly only: readonly string[]
  /** The report: this path with `.md` and `.json`. */
  readonly out: string
  /** An earlier report to hold this one against. */
  readonly compare: string | null
  /** Cases that the report of that name has already are not run again. */
  readonly resume: boolean
  readonly concurrency: number
  /** Micro-dollars. */
  readonly mostMicros: number | null
  readonly fastPath: boolean
}

export const usage = `npm run eval -- [options]

  --provider <name>     who is asked: a provider, provider/model, or offline; without it, what the environment configures
  --recorded <folder>   answer from the recordings of a folder below test/eval/recorded instead: no network, no cost
  --only <name>         only cases or groups whose names begin so; may be repeated, or separated by commas
  --out <file>          where the report goes, as <file>.md and <file>.json (test/output/eval/<who>)
  --compare <file>      an earlier report (.json) to compare with
  --resume              go on with the report at --out: what it has is not asked again
  --concurrency <n>     so many cases at a time (4)
  --max-cost <dollars>  stop asking before the run costs more than that
  --record              keep what is answered below test/eval/recorded, for runs without a network
  --fast-path           leave to the rules what they understand without doubt, as the product does`

/** Reads the command line; what is wrong, in a line. */
export function readOptions(args: readonly string[]): Result<Options, string> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        provider: { type: 'string' },
        recorded: { type: 'string' },
        record: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
        out: { type: 'string' },
        compare: { type: 'string' },
        resume: { type: 'boolean', default: false },
        concurrency: { type: 'string', default: '4' },
        'max-cost': { type: 'string' },
        'fast-path': { type: 'boolean', default: false },
      },
    })
    const concurrency = Number(values.concurrency)
    if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 32)
      return fail(`--concurrency must be a whole number from 1 to 32, not "${values.concurrency}"`)
    const dollars = values['max-cost'] === undefined ? null : Number(values['max-cost'])
    if (dollars !== null && (!Number.isFinite(dollars) || dollars <= 0))
      return fail(`--max-cost must be a sum in dollars such as 0.50, not "${values['max-cost']}"`)
    if (values.provider !== undefined && values.recorded !== undefined) return fail('--provider and --recorded exclude each other')
    if (values.record && (values.recorded !== undefined || values.provider === 'offline'))
      return fail('--record keeps what a model answers: there is none here')
    const who = values.recorded === undefined ? (values.provider ?? 'environment') : `recorded-${values.recorded}`
    return ok({
      provider: values.provider ?? null,
      recorded: values.recorded ?? null,
      record: values.record,
      only: values.only
        .flatMap((names) => names.split(','))
        .map((name) => name.trim())
        .filter((name) => name !== ''),
      out: (values.out ?? `test/output/eval/${who.replaceAll(/[^\w.-]+/g, '-')}`).replace(/\.(?:md|json)$/, ''),
      compare: values.compare ?? null,
      resume: values.resume,
      concurrency,
      mostMicros: dollars === null ? null : Math.round(dollars * 1_000_000),
      fastPath: values['fast-path'],
    })
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}
