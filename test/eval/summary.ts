import { passed, verdicts, type CaseResult, type Verdict } from './result.ts'

/** A run in figures. */
export interface Summary {
  readonly cases: number
  readonly verdicts: Readonly<Record<Verdict, number>>
  readonly passed: number
  readonly checks: { readonly held: number; readonly all: number }
  readonly tries: number
  readonly repairs: number
  /** Null where no model said. */
  readonly tokens: { readonly in: number; readonly cached: number; readonly out: number } | null
  /** Micro-dollars of the cases whose costs are known, and of how many they are not. */
  readonly costMicros: number
  readonly unknownCosts: number
  /** The middle of what models took per case, in milliseconds. */
  readonly medianMs: number
}

export function summaryOf(results: readonly CaseResult[]): Summary {
  const sum = (of: (result: CaseResult) => number): number => results.reduce((total, result) => total + of(result), 0)
  const told = results.filter(({ tokens }) => tokens !== null)
  const times = results.filter(({ tries }) => tries > 0).map(({ modelMs }) => modelMs)
  return {
    cases: results.length,
    // `as`: an entry for each verdict.
    verdicts: Object.fromEntries(verdicts.map((verdict) => [verdict, results.filter((result) => result.verdict === verdict).length])) as Record<
      Verdict,
      number
    >,
    passed: results.filter(passed).length,
    checks: { held: sum(({ checks }) => checks.filter(({ wrong }) => wrong === null).length), all: sum(({ checks }) => checks.length) },
    tries: sum(({ tries }) => tries),
    repairs: sum(({ repairs }) => repairs),
    tokens:
      told.length === 0
        ? null
        : { in: sum(({ tokens }) => tokens?.in ?? 0), cached: sum(({ tokens }) => tokens?.cached ?? 0), out: sum(({ tokens }) => tokens?.out ?? 0) },
    costMicros: sum(({ costMicros }) => costMicros ?? 0),
    unknownCosts: results.filter(({ costMicros }) => costMicros === null).length,
    medianMs: median(times),
  }
}

function median(values: readonly number[]): number {
  const inOrder = values.toSorted((a, b) => a - b)
  const middle = inOrder.length >> 1
  const upper = inOrder[middle] ?? 0
  return inOrder.length % 2 === 1 ? upper : Math.round((upper + (inOrder[middle - 1] ?? 0)) / 2)
}
