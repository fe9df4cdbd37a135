import { describe, expect, it } from 'vitest'
import { randomIds } from './ids.ts'

describe('random ids', () => {
  it('are short words of digits and small letters', () => {
    expect(randomIds().next()).toMatch(/^[0-9a-z]{21}$/)
  })

  it('sort in the order in which they were made and never repeat, whatever the clock does', () => {
    let time = 1_700_000_000_000
    const ids = randomIds(() => (time += time % 7 === 0 ? -3 : time % 5 === 0 ? 1 : 0))
    const made = Array.from({ length: 20_000 }, () => ids.next())
    expect(new Set(made).size).toBe(made.length)
    expect([...made].sort()).toEqual(made)
  })

  it('of two processes at the same moment differ', () => {
    const [one, other] = [randomIds(() => 5), randomIds(() => 5)]
    expect(one.next()).not.toBe(other.next())
  })
})
