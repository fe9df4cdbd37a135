import { expect, it } from 'vitest'
import { fuzzyScore, ranked } from './fuzzy.ts'

const best = (query: string, ...texts: string[]): readonly string[] => ranked(texts, query, (text) => text, 10)

it('finds whole words before their middles, and both before scattered letters', () => {
  expect(best('test', 'Latest news', 'Write tests', 'Test the import', 'The east station')).toEqual([
    'Test the import',
    'Write tests',
    'Latest news',
    'The east station',
  ])
})

it('finds by initials and by letters in order', () => {
  expect(best('mdw', 'Move down', 'Move up', 'Middle of Wednesday')).toContain('Move down')
  expect(best('xpnd', 'Expand all levels')).toEqual(['Expand all levels'])
})

it('wants every word, in any order', () => {
  expect(best('plan export', 'Export the plan', 'Export', 'Plan')).toEqual(['Export the plan'])
})

it('finds nothing by accident', () => {
  expect(fuzzyScore('zq', 'A quiz about zebras')).toBeUndefined()
  expect(best('abc', 'a long text before b and, long after it, c')).toEqual([])
})

it('shows what there is while nothing is typed', () => {
  expect(ranked([1, 2, 3], '  ', String, 2)).toEqual([1, 2])
})
