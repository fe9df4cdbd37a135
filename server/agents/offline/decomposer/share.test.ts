import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareOut } from './share.ts'

describe('sharing out minutes', () => {
  it.each([
    [480, [1, 1, 1, 1], [120, 120, 120, 120]],
    [480, [3, 1], [360, 120]],
    [100, [1, 1, 1], [40, 30, 30]],
    [7, [1, 1, 1], [3, 2, 2]],
    [2, [1, 1, 1], [1, 1, 0]],
    [0, [1, 2], [0, 0]],
  ])('%i by %j', (total, weights, parts) => {
    expect(shareOut(total, weights).toSorted((a, b) => b - a)).toEqual(parts.toSorted((a, b) => b - a))
  })

  it('adds up exactly, never negative, in quarters of an hour where there are enough', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 525_600 }),
        fc.array(fc.double({ min: 0.1, max: 20, noNaN: true }), { minLength: 1, maxLength: 30 }),
        (total, weights) => {
          const parts = shareOut(total, weights)
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total)
          expect(parts.every((part) => Number.isInteger(part) && part >= 0)).toBe(true)
          if (total >= weights.length) expect(parts.every((part) => part > 0)).toBe(true)
          if (total >= 15 * weights.length) expect(parts.filter((part) => part % 15 !== 0).length).toBeLessThanOrEqual(1)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
