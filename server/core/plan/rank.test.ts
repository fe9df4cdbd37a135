import { describe, expect, it } from 'vitest'
import { hasRoom, rankBetween, ranksBetween } from './rank.ts'

describe('rankBetween', () => {
  it('finds a rank at both ends and in the middle', () => {
    const first = rankBetween(null, null)
    const before = rankBetween(null, first)
    const after = rankBetween(first, null)
    expect(before < first && first < after).toBe(true)
    expect(rankBetween(before, first) < first).toBe(true)
  })

  it('refuses equal ranks and ranks the wrong way round', () => {
    expect(() => rankBetween('a0', 'a0')).toThrow(RangeError)
    expect(() => rankBetween('a1', 'a0')).toThrow(RangeError)
    expect(() => ranksBetween('a1', 'a0', 2)).toThrow(RangeError)
  })

  it('holds for ranks that the library did not make', () => {
    const foreign = ['', '0', '00', '001', '01', '1', '10', 'a', 'a0', 'a00', 'a00V', 'b', 'zz', 'ä', '\u0001']
    for (const before of [null, ...foreign]) {
      for (const after of [null, ...foreign]) {
        if (before !== null && after !== null && before >= after) continue
        let rank: string
        try {
          rank = rankBetween(before, after)
        } catch {
          expect(hasRoom(before, after), `${before} ${after}`).toBe(false)
          continue
        }
        expect(hasRoom(before, after), `${before} ${after}`).toBe(true)
        expect(before === null || before < rank).toBe(true)
        expect(after === null || rank < after).toBe(true)
      }
    }
  })
})

describe('ranksBetween', () => {
  it('gives as many as asked for, ascending', () => {
    expect(ranksBetween('a0', 'a1', 0)).toEqual([])
    const ranks = ['a0', ...ranksBetween('a0', 'a1', 50), 'a1']
    expect(ranks.every((rank, index) => index === 0 || (ranks[index - 1] ?? '') < rank)).toBe(true)
    expect(ranksBetween('ä', null, 3)).toHaveLength(3)
  })
})
