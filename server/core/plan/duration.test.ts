import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDuration, minutesPer, parseDuration } from './duration.ts'

describe('durations', () => {
  it.each([
    ['2d', 960],
    ['3h', 180],
    ['90', 90],
    ['1:30', 90],
    ['1.5 hours', 90],
    ['1,5h', 90],
    ['1 week 2 days', 3360],
    ['2 days and 3 hours', 1140],
    ['1d, 30min', 510],
    ['0', 0],
  ])('reads %s', (text, minutes) => {
    expect(parseDuration(text)).toBe(minutes)
  })

  it.each(['', 'soon', '2 moons', '3h foo', '-2d', '1:75', 'h', '1e9', '2constructor'])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeUndefined()
  })

  it('comes to an end on a text that only begins like a duration', () => {
    for (const text of [`${'1h '.repeat(5_000)}x`, `${'1h '.repeat(25)}x`, `1h${' '.repeat(90)}x`]) expect(parseDuration(text)).toBeUndefined()
  })

  it('takes a bare number for what its column counts', () => {
    expect(parseDuration('2.5', minutesPer.hours)).toBe(150)
  })

  it('writes what it reads back', () => {
    expect(formatDuration(990)).toBe('2d 30min')
    expect(formatDuration(0)).toBe('0min')
    fc.assert(fc.property(fc.integer({ min: 0, max: 525_600 }), (minutes) => parseDuration(formatDuration(minutes)) === minutes))
  })
})
