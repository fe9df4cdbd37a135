import fc from 'fast-check'
import { type Case, caseBytes, caseOf } from '../cases.ts'
import { kept } from './kept.ts'
import type { Implementation, Law } from './law.ts'

type Bytes = Parameters<typeof caseOf>[0]

/** Cases as fast-check makes them, and makes them smaller. */
export const anyCase: fc.Arbitrary<Bytes> = fc.tuple(bytes(caseBytes[0]), bytes(caseBytes[1]), bytes(caseBytes[2]), bytes(caseBytes[3]))

function bytes(length: number): fc.Arbitrary<readonly number[]> {
  return fc.array(fc.nat(255), { minLength: length, maxLength: length })
}

export interface CheckOptions {
  readonly numRuns: number
  readonly seed?: number
  /** Not to look for a smaller case once one has failed. */
  readonly endOnFailure?: boolean
}

/** Checks a law on many cases. Throws with the seed and the smallest case found; else how often each label was told. */
export function checkLaw(law: Law, core: Implementation, options: CheckOptions): ReadonlyMap<string, number> {
  const told = new Map<string, number>()
  const property = fc.property(anyCase, (given) => {
    const labels = new Set<string>()
    const wrong = verdict(law, core, caseOf(given), (label) => labels.add(label))
    for (const label of labels) told.set(label, (told.get(label) ?? 0) + 1)
    if (wrong) throw new Error(`${law.id} (${law.promise}): ${wrong}`)
  })
  fc.assert(property, { ...options, examples: (kept[law.id] ?? []).map((example): [Bytes] => [example]) })
  return told
}

/** What is wrong with a case under a law; undefined where nothing is. */
export function verdict(law: Law, core: Implementation, example: Case, tell: (label: string) => void = () => {}): string | undefined {
  try {
    return law.check(core, example, tell)
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
}
