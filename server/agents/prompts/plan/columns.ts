import { formatDuration } from '../../../core/plan/duration.ts'
import type { Plan } from '../../../core/plan/plan.ts'
import { isClosed, type Task, type TaskId } from '../../../core/plan/task.ts'
import type { Handles } from '../../wire/handles.ts'
import { onLine } from '../fence.ts'
import { estimateTokens } from '../../../core/tokens.ts'

/** What lean lines leave out, when the message speaks of it: each value once, with the tasks that have it. */
const columns: readonly { readonly name: string; readonly asked: RegExp; readonly valuesOf: (task: Task) => readonly string[] }[] = [
  {
    name: 'assignee',
    asked: /\b(assign\w*|unassigned|owner\w*|owns?|responsible|who|hand over|takes? over|works? on|for [A-Z]\w+|@\w+)\b|@\w/,
    valuesOf: ({ assignee }) => (assignee ? [`@${onLine(assignee.name, 60)}`] : []),
  },
  {
    name: 'due',
    asked:
      /\b(due|deadlines?|dates?|late|overdue|postpone\w*|push|pull|shift|delay\w*|earlier|later|weeks?|days?|months?|tomorrow|today|by (mon|tues|wednes|thurs|fri|satur|sun)day)\b/i,
    valuesOf: ({ dueDate }) => (dueDate ? [dueDate] : []),
  },
  {
    name: 'start',
    asked: /\b(starts?|starting|begin\w*|schedule\w*|shift|postpone\w*|delay\w*)\b/i,
    valuesOf: ({ startDate }) => (startDate ? [startDate] : []),
  },
  {
    name: 'estimate',
    asked: /\b(estimat\w*|effort|hours?|how long|takes?|duration|double|halve|longer|shorter|bigger|smaller)\b/i,
    valuesOf: ({ estimateMinutes }) => (estimateMinutes === null ? [] : [formatDuration(estimateMinutes)]),
  },
  { name: 'tags', asked: /\b(tag\w*|labels?|labelled)\b|#\p{L}/iu, valuesOf: ({ tags }) => tags.map((tag) => `#${onLine(tag)}`) },
]

/**
 * The columns that a message speaks of, as lines such as `due 2026-12-01: t3,t9`. Also where it says a person's name or a
 * tag. Only open tasks, and at most about so many tokens: what does not fit is counted.
 */
export function columnLines(plan: Plan, message: string, handles: Handles, tokens: number): readonly string[] {
  const lines: string[] = []
  let left = tokens
  const said = message.slice(0, 4_000)
  const asked = columns.filter(({ name, asked: words }) => words.test(said) || (name === 'assignee' && namesSomeone(plan, said)))
  for (const { name, valuesOf } of asked) {
    const byValue = new Map<string, TaskId[]>()
    for (const task of plan.tasks.values()) {
      if (isClosed(task.status)) continue
      for (const value of valuesOf(task)) {
        const ids = byValue.get(value)
        if (ids) ids.push(task.id)
        else byValue.set(value, [task.id])
      }
    }
    let cut = 0
    for (const [value, ids] of [...byValue].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const line = `${name} ${value}: ${ids.map((id) => handles.handleOf(id)).join(',')}`
      const price = estimateTokens(line) + 1
      if (price > left) cut += ids.length
      else {
        left -= price
        lines.push(line)
      }
    }
    if (cut > 0) lines.push(`${name}: ${cut} more tasks, not listed`)
  }
  return lines
}

function namesSomeone(plan: Plan, message: string): boolean {
  const words = new Set(message.toLowerCase().match(/\p{L}+/gu) ?? [])
  for (const { assignee } of plan.tasks.values()) {
    const [first] = assignee?.name.toLowerCase().match(/\p{L}+/u) ?? []
    if (first !== undefined && words.has(first)) return true
  }
  return false
}
