import type { TaskId } from '../../core/plan/task.ts'
import type { References } from './references.ts'
import { cleaned } from './words.ts'

const longest = 120

/** What an operation of an answer is about, for a person: a title, or what was to be done to which tasks. */
export function subjectOf(operation: unknown, references: References): string {
  const { op, title, field, ids } = (typeof operation === 'object' && operation !== null ? operation : {}) as Readonly<Record<string, unknown>>
  if (typeof op !== 'string') return 'a change'
  if (op === 'add_task') return typeof title === 'string' && title.trim() !== '' ? short(title) : 'a new task'
  const named = Array.isArray(ids) ? (ids as readonly unknown[]).filter((id) => typeof id === 'string').map((id) => titled(id, references)) : []
  const tasks = named.length === 0 ? 'tasks' : short(named.slice(0, 3).join(', ') + (named.length > 3 ? ', …' : ''))
  if (op === 'set_field') return `${typeof field === 'string' ? short(field) : 'a field'} of ${tasks}`
  return op === 'move_task' ? `moving ${tasks}` : op === 'delete_task' ? `deleting ${tasks}` : short(op)
}

function titled(handle: string, references: References): string {
  const reference = references.read(handle)
  return (reference.ok ? references.plan.tasks.get(reference.name as TaskId)?.title : undefined) ?? (reference.ok ? 'a new task' : 'an unknown task')
}

const short = (text: string): string => cleaned(text, longest).replace(/\s+/g, ' ')
