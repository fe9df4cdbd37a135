import { describe, expect, it } from 'vitest'
import { pauseMs } from './policy.ts'

describe('the pause before a retry', () => {
  it('is anything up to half a second, doubled with each try, and never more than twenty', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 20].map((tried) => pauseMs(tried, null, 1))).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000])
    expect([1, 3, 20].map((tried) => pauseMs(tried, null, 0))).toEqual([0, 0, 0])
    expect(pauseMs(2, null, 0.25)).toBe(250)
  })

  it('is at least as long as the provider asks for', () => {
    expect(pauseMs(1, 7000, 0.9)).toBe(7000)
    expect(pauseMs(6, 7000, 1)).toBe(16_000)
  })
})
