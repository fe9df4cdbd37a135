import { expect, test } from 'vitest'
import { fittedText } from './fitted.ts'

const base = { from: 1, to: 2, kept: 0, taken: 0, gone: 0 }

test('what came by itself says so, and says what fell away', () => {
  expect(fittedText({ ...base, because: 'moved' })).toBe(
    'The plan moved on while this waited. It was brought from version 1 to 2 by itself; nothing was lost.',
  )
  expect(fittedText({ ...base, because: 'moved', gone: 1 })).toContain('1 operation fell away')
})

test('a choice in a conflict is told as a choice', () => {
  expect(fittedText({ ...base, because: 'choice', kept: 1, gone: 1 })).toBe(
    'You kept the plan in 1 conflict. 1 operation is no longer in the proposal.',
  )
  expect(fittedText({ ...base, because: 'choice', taken: 2 })).toBe('You took the proposal in 2 conflicts.')
})

test('after a change or an undo of one’s own nobody else is blamed', () => {
  expect(fittedText({ ...base, because: 'own-change' })).toBe('You changed the plan; the proposal was brought from version 1 to 2 and still fits.')
})
