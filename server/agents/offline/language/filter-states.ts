import { on, type Piece, type Test } from './filter-pieces.ts'
import { isClosed, type TaskStatus } from '../../../core/plan/task.ts'
import type { Scope } from './scope.ts'
import type { Token } from './tokens.ts'
import { priorityOf, statusOf } from './vocabulary.ts'

/** A state in up to four words: "done", "high priority", "overdue", "not started", "unassigned". */
export function readState(scope: Scope, tokens: readonly Token[], at: number, to: number): Piece | undefined {
  for (let length = Math.min(4, to - at); length > 0; length -= 1) {
    const slice = tokens.slice(at, at + length)
    if (slice.some((token) => token.kind !== 'word')) continue
    const keys = slice.map((token) => token.key)
    const test = stateTest(scope, keys)
    if (test) return { length, test }
  }
  return undefined
}

function stateTest(scope: Scope, keys: readonly string[]): Test | undefined {
  const phrase = keys.join(' ')
  const { today } = scope
  if (
    /^(not done|undone|unfinished|not finished|incomplete|open|remaining|outstanding|unresolved|not complete|not completed|not done yet|still open|left|active)$/.test(
      phrase,
    )
  )
    return on(scope, (task) => !isClosed(task.status))
  if (
    /^(isn't|aren't|wasn't|weren't|not|hasn't been|haven't been|has not been|have not been)( yet)? (done|finished|complete|completed|closed)( yet)?$/.test(
      phrase,
    )
  )
    return on(scope, (task) => !isClosed(task.status))
  if (/^(not started|unstarted)$/.test(phrase)) return on(scope, (task) => task.status === 'todo')
  if (/^(overdue|late|past due|behind|delayed|over due|past their due date|behind schedule)$/.test(phrase))
    return on(scope, (task) => !isClosed(task.status) && task.dueDate !== null && task.dueDate < today)
  if (
    /^(unassigned|unowned|ownerless|not assigned|assigned to nobody|assigned to no one|without owner|nobody|nobody assigned|no one assigned|nobody on it|no one on it|not assigned yet|not assigned to anyone)$/.test(
      phrase,
    )
  )
    return on(scope, (task) => task.assignee === null)
  if (/^(assigned)$/.test(phrase)) return undefined
  if (/^(unestimated|not estimated)$/.test(phrase)) return on(scope, (task) => task.estimateMinutes === null)
  if (/^(untagged|not tagged)$/.test(phrase)) return on(scope, (task) => task.tags.length === 0)
  if (/^(undated|unscheduled)$/.test(phrase)) return on(scope, (task) => task.dueDate === null)
  const not = /^(isn't|aren't|not)$/.test(keys[0] ?? '') && keys.length > 1 && statusOf(keys) === undefined ? statusOf(keys.slice(1)) : undefined
  if (not) return on(scope, (task) => task.status !== not)
  const status: TaskStatus | undefined = statusOf(keys)
  if (status) return on(scope, (task) => task.status === status)
  const words = keys.filter((key) => key !== 'priority' && key !== 'prio')
  const priority = priorityOf(keys) ?? (words.length < keys.length ? priorityOf(words) : undefined)
  if (priority && phrase !== 'no' && phrase !== 'none' && phrase !== 'top') return on(scope, (task) => task.priority === priority)
  return undefined
}
