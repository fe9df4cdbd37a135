import { describe, expect, it } from 'vitest'
import { isDate, readFieldLine, readHints } from './hints.ts'
import { minutesOf } from './duration.ts'

describe('hints in a line', () => {
  it.each([
    ['Design (2d)', 'Design', { estimateMinutes: 960 }],
    ['Design [3h, high]', 'Design', { estimateMinutes: 180, priority: 'high' }],
    ['Design 3h', 'Design', { estimateMinutes: 180 }],
    ['Design – 2 days', 'Design', { estimateMinutes: 960 }],
    ['Design !high', 'Design', { priority: 'high' }],
    ['Design [P0]', 'Design', { priority: 'urgent' }],
    ['Design @anna #ux #web-app', 'Design', { assignee: 'anna', tags: ['ux', 'web-app'] }],
    ['Design due 2026-12-01', 'Design', { dueDate: '2026-12-01' }],
    ['Design (due: 2026-12-01, start: 2026-11-25)', 'Design', { dueDate: '2026-12-01', startDate: '2026-11-25' }],
    ['Build after: Design, Research', 'Build', { after: ['Design', 'Research'] }],
    ['Build (depends on: Design)', 'Build', { after: ['Design'] }],
    ['Build (owner: Anna Berg)', 'Build', { assignee: 'Anna Berg' }],
    ['Test everything est: 4h prio: low', 'Test everything', { estimateMinutes: 240, priority: 'low' }],
  ])('%s', (line, title, hints) => {
    expect(readHints(line)).toEqual({ title, hints })
  })

  it.each([
    'Mail to anna@example.org',
    'Install @scope/package',
    'Learn C# and F#',
    'Fix #123',
    'Camp for 2 days',
    'Read `--due 2026-12-01` twice',
    'Due 2026-13-45',
    'Meeting (with Anna)',
    'Version (2.0)',
    'Choose high quality (important)',
    'Draw 3D',
    '(2d)',
  ])('finds none in “%s”', (line) => {
    expect(readHints(line)).toEqual({ title: line, hints: {} })
  })

  it('keeps a second person in the words', () => {
    expect(readHints('Meet @anna @ben')).toEqual({ title: 'Meet @ben', hints: { assignee: 'anna' } })
  })
})

describe('lines that are a field', () => {
  it.each([
    ['Estimate: 3 days', { estimateMinutes: 1440 }],
    ['**Owner:** Anna', { assignee: 'Anna' }],
    ['Priority: P1', { priority: 'high' }],
    ['Depends on: Design; Build', { after: ['Design', 'Build'] }],
    ['Status: in progress', { status: 'in_progress' }],
    ['Tags: a, #b', { tags: ['a', 'b'] }],
    ['Due date: 2026-12-01', { dueDate: '2026-12-01' }],
  ])('%s', (line, hints) => {
    expect(readFieldLine(line)).toEqual(hints)
  })

  it.each(['Estimate: soon', 'Note: it rains', 'Priority: none of your business', 'Status: constructor', 'Estimate'])('“%s” is none', (line) => {
    expect(readFieldLine(line)).toBeNull()
  })
})

describe('durations and days', () => {
  it.each([
    ['2d', 960],
    ['1.5h', 90],
    ['1w 2d', 3360],
    ['90 min', 90],
    ['2 days and 3 hours', 1140],
    ['half', null],
    ['0h', null],
    ['9999w', null],
    ['3 apples', null],
  ])('%s', (text, minutes) => {
    expect(minutesOf(text)).toBe(minutes)
  })

  it('knows the calendar', () => {
    expect(['2028-02-29', '2026-02-29', '2026-04-31', '2026-00-10', '0000-01-01'].map(isDate)).toEqual([true, false, false, false, false])
  })
})
