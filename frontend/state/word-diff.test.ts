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

test('reads neighbouring changed words as one phrase', () => {
  expect(wordDiff('Agreed specification of the user flow', 'Agreed specification of sign-in and sessions')).toEqual([
    { kind: 'same', text: 'Agreed specification of ' },
    { kind: 'removed', text: 'the user flow' },
    { kind: 'added', text: 'sign-in and sessions' },
  ])
})

test('both sides can be read back from the parts', () => {
  const [before, after] = ['one two three four five six', 'one 2 3 four five seven eight']
  const parts = wordDiff(before, after)
  const side = (without: string) =>
    parts
      .filter((part) => part.kind !== without)
      .map((part) => part.text)
      .join('')
  expect(side('added')).toBe(before)
  expect(side('removed')).toBe(after)
})
