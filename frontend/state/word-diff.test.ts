import { expect, test } from 'vitest'
import { folded, wordDiff } from './word-diff.ts'

test('marks the words that changed and leaves the others', () => {
  expect(wordDiff('Write the user guide', 'Write the admin guide')).toEqual([
    { kind: 'same', text: 'Write the ' },
    { kind: 'removed', text: 'user' },
    { kind: 'added', text: 'admin' },
    { kind: 'same', text: ' guide' },
  ])
})

test('shows two texts one after the other where hardly a word is shared', () => {
  expect(wordDiff('Plan the launch', 'Hire two people')).toEqual([
    { kind: 'removed', text: 'Plan the launch' },
    { kind: 'added', text: 'Hire two people' },
  ])
})

test('has only one side where the other is empty', () => {
  expect(wordDiff('', 'New')).toEqual([{ kind: 'added', text: 'New' }])
  expect(wordDiff('Old', '')).toEqual([{ kind: 'removed', text: 'Old' }])
  expect(wordDiff('', '')).toEqual([])
})

test('folds long unchanged stretches', () => {
  const long = 'word '.repeat(60)
  const parts = folded(wordDiff(`${long}old`, `${long}new`))
  expect(parts[0]?.kind).toBe('folded')
  expect(parts.map((part) => part.text).join('')).toContain('oldnew')
})
