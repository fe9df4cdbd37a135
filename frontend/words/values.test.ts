import { expect, test } from 'vitest'
import type { TaskId } from '../state/core.ts'
import { ageText, changesText, countsText, dateText, progressText, taskName, valueText, workText } from './values.ts'

test('a date says its year only where it is another one', () => {
  const today = new Date('2026-11-20T12:00:00Z')
  expect(dateText('2026-12-24', today)).toBe('Dec 24')
  expect(dateText('2027-01-02', today)).toBe('Jan 2, 2027')
  expect(dateText('soon', today)).toBe('soon')
})

test('an age is told in the unit one would use', () => {
  const now = Date.parse('2026-11-20T12:00:00Z')
  expect(ageText('2026-11-20T11:59:50Z', now)).toBe('just now')
  expect(ageText('2026-11-20T11:55:00Z', now)).toBe('5 minutes ago')
  expect(ageText('2026-11-19T12:00:00Z', now)).toBe('24 hours ago')
  expect(ageText('2026-11-17T12:00:00Z', now)).toBe('3 days ago')
})

test('work is told once where nothing of it is done', () => {
  expect(workText({ remainingMinutes: 960, estimateMinutes: 960 })).toBe('2d left')
  expect(workText({ remainingMinutes: 480, estimateMinutes: 960 })).toBe('1d of 2d left')
  expect(workText({ remainingMinutes: 0, estimateMinutes: 960 })).toBe('2d')
  expect(progressText({ done: 0, total: 0, remainingMinutes: 0 })).toBe('No tasks yet')
  expect(progressText({ done: 1, total: 3, remainingMinutes: 60 })).toBe('1 of 3 done · 1h left')
})

test('counts leave out what is none, and one is one', () => {
  expect(countsText({ added: 12, changed: 0, moved: 0, deleted: 1 })).toBe('12 added, 1 deleted')
  expect(changesText(1)).toBe('1 change')
  expect(changesText(2)).toBe('2 changes')
})

test('a task is named by whichever of the plans has it', () => {
  const head = { tasks: new Map([['t1' as TaskId, { title: 'Write' }]]) }
  const after = { tasks: new Map([['t2' as TaskId, { title: 'Print' }]]) }
  expect(taskName([after, head], 't1')).toBe('Write')
  expect(valueText('dependsOn', ['t1', 't2'], [after, head])).toBe('Write, Print')
  expect(taskName([after, null], 't1')).toBe('a task that is gone')
  expect(taskName(head, 't1')).toBe('Write')
})
