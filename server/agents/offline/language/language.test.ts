import { describe, expect, it } from 'vitest'
import { readCommand } from './commands.ts'
import { readDate, shiftDate, weekOf } from './dates.ts'
import { readDuration, readShift } from './durations.ts'
import { compile, fit, type Fit } from './grammar.ts'
import { cardinal, ordinal } from './numbers.ts'
import { withoutPleasantries } from './politeness.ts'
import { TitleIndex } from './titles.ts'
import { clean, textOf, tokenise } from './tokens.ts'
import { isSlip, stem, wordsOf } from './words.ts'

const today = '2026-11-18'
const keys = (text: string): readonly string[] => tokenise(text).map(({ key }) => key)

describe('tokens', () => {
  it.each([
    ["rename 'Load test' to “Stress test”", ['rename', '', 'to', '']],
    ["don't touch Anna's task", ["don't", 'touch', 'anna', "'s", 'task']],
    ['2.1, 3 and node.js: done.', ['2.1', ',', '3', 'and', 'node.js', ':', 'done', '.']],
    ['2.1 -> done', ['2.1', '->', 'done']],
    ['10,000 orders, 2,3', ['10,000', 'orders', ',', '2', ',', '3']],
    ['a\u0000b\u200bc', ['a', 'b', 'c']],
    ['“never closed', ['“', 'never', 'closed']],
    ['Café — naïve', ['cafe', '-', 'naive']],
    ['see https://a.example/b?c', ['see', 'https://a.example/b', '?', 'c']],
  ])('of %j', (text, expected) => expect(keys(text)).toEqual(expected))

  it('give back the words as written, on one line', () => {
    const text = 'add  Some\tThing'
    expect(textOf(text, tokenise(text), 1, 3)).toBe('Some Thing')
    expect(clean(' a\u0007 b\n')).toBe('a b')
  })
})

describe('numbers', () => {
  it.each([
    ['three', 3],
    ['12', 12],
    ['twenty', 20],
    ['sixty', 60],
    ['x', undefined],
  ])('%s', (word, value) => expect(cardinal(word)).toBe(value))
  it.each([
    ['first', 1],
    ['2nd', 2],
    ['twentieth', 20],
    ['two', undefined],
  ])('%s', (word, value) => expect(ordinal(word)).toBe(value))
})

describe('durations', () => {
  it.each([
    ['2 days', 960],
    ['3h', 180],
    ['half a day', 240],
    ['half an hour', 30],
    ['1.5 weeks', 3600],
    ['2h 30m', 150],
    ['2h30', 150],
    ['2d4h', 1200],
    ['an hour and a half', 90],
    ['two and a half days', 1200],
    ['a couple of hours', 120],
    ['about 3 days', 1440],
    ['90 minutes', 90],
    ['a month', 9600],
    ['a quarter of an hour', 15],
    ['soon', undefined],
    ['2', undefined],
    ['days', undefined],
    ['', undefined],
  ])('%s', (text, minutes) => expect(readDuration(keys(text))).toBe(minutes))

  it.each([
    ['a week', { unit: 'days', amount: 7 }],
    ['2 working days', { unit: 'workdays', amount: 2 }],
    ['a couple of weeks', { unit: 'days', amount: 14 }],
    ['3d', { unit: 'days', amount: 3 }],
    ['two months', { unit: 'months', amount: 2 }],
    ['another week', { unit: 'days', amount: 7 }],
    ['half a week', undefined],
    ['a while', undefined],
    ['2 working weeks', undefined],
  ])('to shift by: %s', (text, shift) => expect(readShift(keys(text))).toEqual(shift))
})

describe('dates', () => {
  it.each([
    ['next Friday', '2026-11-27'],
    ['Friday', '2026-11-20'],
    ['tomorrow', '2026-11-19'],
    ['Dec 3', '2026-12-03'],
    ['the 1st of December', '2026-12-01'],
    ['2026-12-24', '2026-12-24'],
    ['end of next week', '2026-11-27'],
    ['end of the month', '2026-11-30'],
    ['end of the year', '2026-12-31'],
    ['end of the quarter', '2026-12-31'],
    ['the 15th', '2026-12-15'],
    ['the 20th', '2026-11-20'],
    ['24.12.2026', '2026-12-24'],
    ['12/24', '2026-12-24'],
    ['Monday next week', '2026-11-23'],
    ['a week from Monday', '2026-11-30'],
    ['christmas', '2026-12-25'],
    ['in a fortnight', '2026-12-02'],
    ['eod', today],
    ['in two weeks', '2026-12-02'],
    ["new year's eve", '2026-12-31'],
    ['the 3rd of next month', '2026-12-03'],
  ])('%s', (text, date) => expect(readDate(text, today)).toEqual({ date }))

  it('are either of two where day and month, or the year, may be meant otherwise', () => {
    expect(readDate('03/04/2027', today)).toEqual({ either: ['2027-03-04', '2027-04-03'] })
    expect(readDate('November 10', today)).toEqual({ either: ['2026-11-10', '2027-11-10'] })
  })

  it.each(['', 'soon', '2', 'May', 'next month', '2026-13-01', '31.02.2027', 'the login page', 'x'.repeat(100)])('are none: %j', (text) =>
    expect(readDate(text, today)).toBeUndefined(),
  )

  it('shift by days, working days and months', () => {
    expect(shiftDate('2026-11-20', { unit: 'workdays', amount: 1 })).toBe('2026-11-23')
    expect(shiftDate('2026-11-23', { unit: 'workdays', amount: -1 })).toBe('2026-11-20')
    expect(shiftDate('2027-01-31', { unit: 'months', amount: 1 })).toBe('2027-02-28')
    expect(shiftDate('2026-12-31', { unit: 'days', amount: 1 })).toBe('2027-01-01')
    expect(weekOf(today)).toEqual({ from: '2026-11-16', to: '2026-11-22' })
  })
})

describe('words', () => {
  it.each([
    ['deployment', 'deploying'],
    ['testing', 'tests'],
    ['documentation', 'documents'],
    ['reporting', 'report'],
    ['planned', 'plan'],
  ])('%s and %s share a stem', (a, b) => expect(stem(a)).toBe(stem(b)))
  it.each([
    ['deployment', 'dployment', true],
    ['testing', 'tseting', true],
    ['design', 'desing', true],
    ['log', 'lag', false],
    ['launch', 'lunch', true],
    ['phase1', 'phase2', false],
    ['retrospective', 'perspective', false],
  ])('%s for %s', (a, b, slip) => expect(isSlip(a, b)).toBe(slip))
  it('hold letters of any script', () => expect(wordsOf('Übergabe: Größe 2.1 – 設計')).toEqual(['ubergabe', 'große', '2.1', '設計']))
})

describe('titles', () => {
  const index = new TitleIndex([
    { id: 'a', title: 'Login page' },
    { id: 'b', title: 'Login API' },
    { id: 'c', title: 'Reporting' },
    { id: 'd', title: 'Weekly report' },
    { id: 'e', title: 'Documentation' },
    { id: 'f', title: 'Move to the new colours' },
  ])
  it.each([
    ['login page', 'exact', ['a']],
    ['the login', 'words', ['a', 'b']],
    ['page for the login', 'same', ['a']],
    ['docs', 'start', ['e']],
    ['documentaton', 'slip', ['e']],
    ['report', 'words', ['c', 'd']],
    ['new colours', 'words', ['f']],
    ['documents', 'same', ['e']],
    ['login page of doom', 'some', ['a']],
  ])('%s names by %s', (phrase, tier, ids) => {
    const match = index.find(phrase)
    expect(match?.tier).toBe(tier)
    expect([...(match?.ids ?? [])].sort()).toEqual(ids)
  })
  it('name nothing where no word is shared', () => expect(index.find('spaceship')).toBeUndefined())
})

describe('patterns', () => {
  const fits = (source: string, text: string): readonly Fit[] => {
    const found: Fit[] = []
    const tokens = tokenise(text)
    fit(compile(source, { to: 'to|as' }), tokens, 0, tokens.length, (one) => found.push(one))
    return found
  }
  it('give every way in which they fit', () =>
    expect(fits('rename $a [%to] $b', 'rename move to x').map(({ spans }) => spans.map(({ from, to }) => [from, to]))).toContainEqual([
      [1, 2],
      [3, 4],
    ]))
  it('do not fit other words', () => expect(fits('rename $a %to $b', 'delete a to b')).toEqual([]))
  it('never read a quotation as an instruction', () => expect(fits('delete $a', '"delete" x')).toEqual([]))
  it.each(['( a', 'a )', '%nothing'])('are refused when malformed: %s', (source) => expect(() => compile(source, {})).toThrow(/pattern/))
})

describe('commands', () => {
  it.each(['undo that', 'Undo!', 'please revert the last change', 'take that back', 'go back', 'scratch that'])('undo: %s', (text) =>
    expect(readCommand(tokenise(text))).toBe('undo'),
  )
  it.each(['start over', 'scrap this proposal', 'forget everything and start over', 'discard the proposal'])('start over: %s', (text) =>
    expect(readCommand(tokenise(text))).toBe('start-over'),
  )
  it.each(['undo 2.1', 'scrap 3', 'add "undo that"', ''])('none: %s', (text) => expect(readCommand(tokenise(text))).toBeUndefined())
})

it('pleasantries are taken off both ends, and instructions kept', () => {
  const tokens = tokenise('Hey, could you please rename 2 to X, thanks!')
  const { from, to } = withoutPleasantries(tokens, 0, tokens.length)
  expect(
    tokens
      .slice(from, to)
      .map(({ text }) => text)
      .join(' '),
  ).toBe('rename 2 to X')
})
