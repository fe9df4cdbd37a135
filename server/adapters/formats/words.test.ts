import { describe, expect, it } from 'vitest'
import { assigneeText, readAssignee, readDate, readMinutes, readPriority, readStatus } from './words.ts'

const value = <Value>(result: { ok: true; value: Value } | { ok: false; error: string }): Value | string =>
  result.ok ? result.value : `refused: ${result.error}`

describe('the words of other tools', () => {
  it.each([
    ['To Do', 'todo'],
    ['to-do', 'todo'],
    ['in_progress', 'in_progress'],
    ['In Progress', 'in_progress'],
    ['Won’t do', 'cancelled'],
    ["won't fix", 'cancelled'],
    ['TRUE', 'done'],
    ['Blocked', 'blocked'],
    ['In Review', 'review'],
  ])('reads the status %s', (text, status) => {
    expect(value(readStatus(text))).toBe(status)
  })

  it.each([
    ['Highest', 'urgent'],
    ['P2', 'medium'],
    ['-', 'none'],
    ['HIGH', 'high'],
  ])('reads the priority %s', (text, priority) => {
    expect(value(readPriority(text))).toBe(priority)
  })

  it.each(['Triage', '', 'constructor', '3'])('refuses %j as status and as priority, and says what it takes', (text) => {
    expect(value(readStatus(text))).toBe(`refused: “${text}” is no status; use to do, in progress, blocked, review, done or cancelled`)
    expect(value(readPriority(text))).toBe(`refused: “${text}” is no priority; use none, low, medium, high or urgent`)
  })

  it('reads durations, bare numbers as the column counts', () => {
    expect(value(readMinutes()('90'))).toBe(90)
    expect(value(readMinutes('hours')('1.5'))).toBe(90)
    expect(value(readMinutes('hours')('2d'))).toBe(960)
    expect(value(readMinutes()('600000'))).toBe('refused: “600000” is more than 525600 minutes')
    expect(value(readMinutes()('later'))).toBe('refused: “later” is no duration; write it as 2d, 3h, 1d 4h or in minutes')
  })

  it.each([
    ['2026-12-01', '2026-12-01'],
    ['2026/1/5', '2026-01-05'],
    ['2026-12-01T23:30:00Z', '2026-12-01'],
    ['31.12.2026', '2026-12-31'],
    ['3.4.2026', '2026-04-03'],
    ['31/12/2026', '2026-12-31'],
    ['12/31/2026', '2026-12-31'],
    ['05/05/2026', '2026-05-05'],
    ['1 Dec 2026', '2026-12-01'],
    ['Dec 1st, 2026', '2026-12-01'],
    ['Tuesday, December 1, 2026', '2026-12-01'],
    ['01-Dec-2026', '2026-12-01'],
  ])('reads the date %s', (text, date) => {
    expect(value(readDate(text))).toBe(date)
  })

  it('refuses a date that can be read in two ways, and says in which', () => {
    expect(value(readDate('03/04/2026'))).toBe('refused: “03/04/2026” can be read as 2026-04-03 or as 2026-03-04; write the one that is meant')
  })

  it.each(['2026-02-30', '31/13/2026', '1 Foo 2026', 'tomorrow', '1/2/26', '20261201'])('refuses the date %s', (text) => {
    expect(value(readDate(text))).toMatch(/^refused: “.*” is no (?:date|day of the calendar); write it as 2026-12-31$/)
  })

  it.each([
    { kind: 'person', name: 'Anna Smith' },
    { kind: 'agent', name: 'codex' },
  ] as const)('writes and reads back whose it is: $name', (assignee) => {
    expect(value(readAssignee(assigneeText(assignee)))).toEqual(assignee)
  })
})
