import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Criterion } from '../plan/task.ts'
import { change, someCriteria } from '../testing/alphabet.ts'
import { criterion } from '../testing/build.ts'
import { choicesOf } from '../testing/choices.ts'
import { mergeCriteria } from './criteria.ts'

const [a, b, c, x, y] = [criterion('a'), criterion('b'), criterion('c'), criterion('x'), criterion('y')]
const list = (...criteria: readonly Criterion[]): readonly Criterion[] => criteria
const ids = (criteria: readonly { readonly id: string }[] | undefined) => criteria?.map(({ id }) => id).join('')

describe('S7 mergeCriteria', () => {
  it('S7 takes the change of one side where the other has none', () => {
    const origin = list(a, b, c)
    for (const changed of [list(b, a, c), list(a, c), list(x, a, b, y, c), list(a, criterion('b', 'new'), criterion('c', 'c', true)), []]) {
      expect(mergeCriteria(origin, changed, origin)).toEqual(changed)
      expect(mergeCriteria(origin, origin, changed)).toEqual(changed)
      expect(mergeCriteria(origin, changed, changed)).toEqual(changed)
    }
  })

  it('S7 merges texts, ticks, order, additions and removals that do not meet', () => {
    const merged = mergeCriteria(list(a, b, c), list(c, criterion('a', 'new'), x), list(criterion('a', 'a', true), b, c, y))
    expect(merged).toEqual([criterion('c'), y, criterion('a', 'new', true), x])
  })

  it('S7 puts additions behind what they were added behind, by id where they share a spot', () => {
    expect(ids(mergeCriteria(list(a, b), list(a, x, b), list(a, y, b)))).toBe('axyb')
    expect(ids(mergeCriteria(list(a, b), list(a, b, y), list(x, a, b)))).toBe('xaby')
    expect(ids(mergeCriteria(list(a, b), list(a, b, x), list(a)))).toBe('ax')
  })

  it('S7 conflicts where one thing is changed in two ways', () => {
    const origin = list(a, b, c)
    expect(mergeCriteria(origin, list(criterion('a', '1'), b, c), list(criterion('a', '2'), b, c))).toBeUndefined()
    expect(mergeCriteria(origin, list(criterion('a', '1'), b, c), list(b, c))).toBeUndefined()
    expect(mergeCriteria(origin, list(b, a, c), list(a, c, b))).toBeUndefined()
    expect(mergeCriteria(origin, list(a, b, c, x), list(a, b, c, criterion('x', 'other')))).toBeUndefined()
    expect(mergeCriteria(origin, list(a, x, b, c), list(a, b, x, c))).toBeUndefined()
  })

  it('S7 is symmetric, keeps every criterion once, and undoes nothing', () => {
    const bytes = fc.array(fc.nat(255), { minLength: 30, maxLength: 30 })
    fc.assert(
      fc.property(bytes, bytes, bytes, (first, second, third) => {
        const origin = someCriteria(choicesOf(first))
        const sideOf = (from: readonly number[]) => change(origin, 1 + ((from[0] ?? 0) % 4), choicesOf(from.slice(1)))
        const [mine, theirs] = [sideOf(second), sideOf(third)]
        const merged = mergeCriteria(origin, mine, theirs)
        expect(mergeCriteria(origin, theirs, mine)).toEqual(merged)
        expect(mergeCriteria(origin, mine, origin)).toEqual(mine)
        if (!merged) return
        expect(new Set(merged.map(({ id }) => id)).size).toBe(merged.length)
        for (const item of [...mine, ...theirs]) {
          const isNew = !origin.some(({ id }) => id === item.id)
          if (isNew) expect(merged).toContainEqual(item)
        }
      }),
      { numRuns: 5_000 },
    )
  })
})
