/** What one row of the bench found. */
export interface Row {
  readonly what: string
  /** What was measured, in words, such as "2.1 ×". */
  readonly figure: string
  readonly bar: string
  readonly met: boolean
  /** The figures behind it. */
  readonly detail: string
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}

/** Milliseconds that a piece of work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

export interface Pair {
  readonly ours: () => unknown
  readonly bare: () => unknown
  readonly rounds: number
}

/**
 * Measures two pieces of work in turn (A B A B …), so that a machine that changes its speed changes both, and gives the
 * median of each and of their ratio pair by pair. The first round warms up and does not count.
 */
export async function compare({ ours, bare, rounds }: Pair): Promise<{ readonly ours: number; readonly bare: number; readonly ratio: number }> {
  const pairs: { ours: number; bare: number }[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const pair = { ours: await timed(ours), bare: await timed(bare) }
    if (round > 0) pairs.push(pair)
  }
  return {
    ours: median(pairs.map((pair) => pair.ours)),
    bare: median(pairs.map((pair) => pair.bare)),
    ratio: median(pairs.map((pair) => pair.ours / pair.bare)),
  }
}

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`

export const ratioRow = (what: string, bar: number, found: { readonly ours: number; readonly bare: number; readonly ratio: number }): Row => ({
  what,
  figure: `${found.ratio.toFixed(2)} ×`,
  bar: `at most ${bar} ×`,
  met: found.ratio <= bar,
  detail: `ours ${ms(found.ours)}, bare ${ms(found.bare)} (medians)`,
})
