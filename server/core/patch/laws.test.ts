import { describe, expect, it } from 'vitest'
import { laws, ours } from '../testing/laws/index.ts'
import { checkLaw } from '../testing/laws/run.ts'

const runs = Number(process.env.LAWS_RUNS ?? 10_000)

describe('the laws of the core', () => {
  it.each(laws.map((law) => [`${law.id} ${law.promise}`, law] as const))('%s', { timeout: 60_000 + runs * 10 }, (_, law) => {
    const told = checkLaw(law, ours, { numRuns: runs })
    for (const [label, share] of Object.entries(law.least)) {
      expect((told.get(label) ?? 0) / runs, `share of cases with "${label}"`).toBeGreaterThanOrEqual(share)
    }
  })
})
