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
  return before !== undefined && now !== undefined && before[field] !== now[field]
}

/** "…, due Friday": only values, said of what the clause before was about. */
export function bare(desk: Desk, tokens: readonly Token[], from: number, to: number): Reading | undefined {
  if (desk.last.length === 0 || tokens.slice(from, to).every((token) => token.kind !== 'word')) return undefined
  const phrases = readPhrases(desk.scope(), tokens, from, to, 'loose')
  if (!phrases) return undefined
  const about = desk.last
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
