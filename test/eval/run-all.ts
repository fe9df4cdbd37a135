import type { EvalCase } from './case.ts'
import type { CaseResult } from './result.ts'

export interface RunAll {
  readonly cases: readonly EvalCase[]
  /** What an earlier run has already. */
  readonly earlier: readonly CaseResult[]
  readonly concurrency: number
  readonly run: (evalCase: EvalCase) => Promise<CaseResult>
  /** Called after each case with all results so far, in the order of the cases. */
  readonly kept: (results: readonly CaseResult[], last: CaseResult) => void
}

/** Runs the cases that are not there yet, so many at a time. A case that breaks ends the run once those under way are kept. */
export async function runAll({ cases, earlier, concurrency, run, kept }: RunAll): Promise<readonly CaseResult[]> {
  const done = new Map(earlier.filter((result) => isStillGood(result, cases)).map((result) => [result.id, result]))
  const waiting = cases.filter(({ id }) => !done.has(id))
  const inOrder = (): readonly CaseResult[] => cases.flatMap(({ id }) => done.get(id) ?? [])
  let broken: { readonly error: unknown } | undefined
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next && !broken; next = waiting.shift()) {
      try {
        const result = await run(next)
        done.set(result.id, result)
        kept(inOrder(), result)
      } catch (error) {
        broken ??= { error: new Error(`${next.id}: ${error instanceof Error ? error.message : String(error)}`, { cause: error }) }
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, Math.max(waiting.length, 1)) }, work))
  if (broken) throw broken.error
  return inOrder()
}

/** The case is still the same, and it was run. */
const isStillGood = ({ id, fingerprint, verdict }: CaseResult, cases: readonly EvalCase[]): boolean =>
  verdict !== 'not-run' && cases.some((evalCase) => evalCase.id === id && evalCase.fingerprint === fingerprint)
