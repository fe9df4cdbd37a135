import { expect, test } from 'vitest'
import { durationText, parseDuration } from './duration.ts'

test('writes minutes in the largest two units, a day being eight hours', () => {
  expect(durationText(90)).toBe('1h 30m')
  expect(durationText(480)).toBe('1d')
  expect(durationText(2400 + 960)).toBe('1w 2d')
  expect(durationText(0)).toBe('0h')
})

test('reads what people type', () => {
  expect(parseDuration('2d')).toBe(960)
  expect(parseDuration('1w 2 days')).toBe(2400 + 960)
  expect(parseDuration('1,5 h')).toBe(90)
  expect(parseDuration('3')).toBe(180)
  expect(parseDuration('45 min')).toBe(45)
  expect(parseDuration('2 hours and 5 minutes')).toBe(125)
})

test('tells nothing from nonsense', () => {
  expect(parseDuration('  ')).toBeNull()
  expect(parseDuration('soon')).toBeUndefined()
  expect(parseDuration('2d soon')).toBeUndefined()
})

test('reads back what it wrote', () => {
  for (const minutes of [5, 60, 95, 480, 510, 960, 2400, 2880, 4800]) expect(parseDuration(durationText(minutes))).toBe(minutes)
})
