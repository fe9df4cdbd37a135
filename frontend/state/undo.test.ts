import { expect, test } from 'vitest'
import { committed, noUndo, redone, stacksOf, undone } from './undo.ts'

test('a second undo goes further back, and a redo returns', () => {
  let stacks = committed(committed(noUndo, 1), 2)
  stacks = undone(stacks, 2, 3)
  expect(stacks).toEqual({ undo: [1], redo: [3] })
  stacks = undone(stacks, 1, 4)
  expect(stacks).toEqual({ undo: [], redo: [3, 4] })
  stacks = redone(stacks, 4, 5)
  expect(stacks).toEqual({ undo: [5], redo: [3] })
})

test('something new ends what could be redone', () => {
  expect(committed(undone(committed(noUndo, 1), 1, 2), 3)).toEqual({ undo: [3], redo: [] })
})

test('the echo of an own commit changes nothing', () => {
  const stacks = undone(committed(noUndo, 1), 1, 2)
  expect(committed(stacks, 2)).toBe(stacks)
})

test('a log read from the start hides what was reverted', () => {
  const log = [
    { version: 4, source: 'revert' as const },
    { version: 3, source: 'edit' as const },
    { version: 2, source: 'chat' as const },
  ]
  expect(stacksOf(log).undo).toEqual([2])
})
