import { taskDefaults } from '../../../core/plan/task.ts'
import type { Token } from '../language/tokens.ts'
import { applyChanges, type Change } from './changes.ts'
import type { Desk } from './desk.ts'
import { readPhrases } from './phrases.ts'
import type { Reading } from './reading.ts'

const fieldOf = {
  estimate: 'estimateMinutes',
  due: 'dueDate',
  start: 'startDate',
  status: 'status',
  priority: 'priority',
  assignee: 'assignee',
} as const

/** Whether an earlier clause of this message gave the task another value there. */
function isSet(desk: Desk, id: string, change: Change): boolean {
  if (!Object.hasOwn(fieldOf, change.kind)) return false
  const field = fieldOf[change.kind as keyof typeof fieldOf]
  const [before, now] = [desk.request.plan.tasks.get(id as never), desk.working.find(id)]
  return now !== undefined && (before ?? taskDefaults)[field] !== now[field]
}

/** "…, due Friday": only values, said of what the clause before was about. */
export function bare(desk: Desk, tokens: readonly Token[], from: number, to: number): Reading | undefined {
  if (desk.last.length === 0 || tokens.slice(from, to).every((token) => token.kind !== 'word')) return undefined
  const phrases = readPhrases(desk.scope(), tokens, from, to, 'loose')
  if (!phrases) return undefined
  const about = desk.last
  // "add Testing, Review, Done": behind a new title a status alone may be a title as well.
  if (phrases.changes.every(({ kind }) => kind === 'status') && to - from <= 2 && about.every((id) => desk.working.isNew(id))) return undefined
  // "…: 1d, 2d, 3d": a second value for what was just set takes nothing further.
  if (phrases.changes.some((change) => about.some((id) => isSet(desk, id, change)))) return undefined
  return {
    score: phrases.confidence,
    confidence: phrases.confidence,
    open: false,
    perform: (current) => applyChanges(current, about, phrases.changes),
    ...(phrases.doubt ? { doubt: phrases.doubt } : {}),
  }
}

/** "to Ben and Carla": the second of two people in a row takes nothing over from the first. */
export function isSecondPerson(desk: Desk, tokens: readonly Token[], from: number, to: number): boolean {
  let end = from
  while (end > 0 && /^(,|and|&|or|plus)$/.test(tokens[end - 1]?.key ?? '')) end -= 1
  const isPerson = (start: number, stop: number): boolean =>
    readPhrases(desk.scope(), tokens, start, stop, 'loose')?.changes.every(({ kind }) => kind === 'assignee') === true
  return end > 1 && end < from && /^(to|for|on|with)$/.test(tokens[end - 2]?.key ?? '') && isPerson(end - 1, end) && isPerson(from, to)
}
