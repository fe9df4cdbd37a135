import { expect, test } from 'vitest'
import { commandOf } from './keys.ts'

const press = (key: string, more: Partial<{ ctrl: boolean; shift: boolean; alt: boolean }> = {}) => ({
  key,
  ctrl: false,
  shift: false,
  alt: false,
  ...more,
})

test('letters decide, and can be turned off without losing the rest', () => {
  expect(commandOf(press('a'), true)).toBe('accept')
  expect(commandOf(press('a'), false)).toBeUndefined()
  expect(commandOf(press('ArrowDown'), false)).toBe('down')
  expect(commandOf(press('Enter', { ctrl: true }), false)).toBe('apply')
})

test('a modifier makes another command, never the plain one', () => {
  expect(commandOf(press('ArrowUp', { alt: true }), true)).toBe('move-up')
  expect(commandOf(press('A', { shift: true }), true)).toBe('accept-below')
  expect(commandOf(press('a', { ctrl: true }), true)).toBeUndefined()
})
