import { describe, expect, it } from 'vitest'
import { moneyText } from './money.ts'

describe('a sum of money', () => {
  it.each([
    [0, '$0.00'],
    [20_000_000, '$20.00'],
    [1_234_567, '$1.23'],
    [100_000, '$0.10'],
    [42_000, '$0.042'],
    [4200, '$0.0042'],
    [72, '$0.000072'],
    [1, '$0.000001'],
  ])('of %d micro-dollars is %s', (micros, text) => {
    expect(moneyText(micros)).toBe(text)
  })
})
