import type { ZodObject } from 'zod'
import { issueAt, type WireIssue } from './issue.ts'
import { addTask, deleteTask, moveTask, setField, type WireOperation } from './operations.ts'
import { quoted } from './words.ts'

interface Form {
  readonly schema: ZodObject
  /** What a field may hold by being absent or null. Where nothing stands here, the field must be given. */
  readonly unsaid: Readonly<Record<string, unknown>>
  /** Fields that are left out by themselves where they are wrong; any other costs the operation. */
  readonly soft: readonly string[]
}

const forms: Readonly<Record<WireOperation['op'], Form>> = {
  add_task: {
    schema: addTask,
    unsaid: {
      ...{ tempId: '', parentId: '', afterId: '', description: '', priority: 'none', estimate: '', startDate: '', dueDate: '', assignee: '' },
      ...{ tags: [], criteria: [], dependsOn: [], reason: '' },
    },
    soft: ['description', 'priority', 'estimate', 'startDate', 'dueDate', 'assignee', 'tags', 'criteria', 'dependsOn', 'reason'],
  },
  set_field: { schema: setField, unsaid: {}, soft: [] },
  move_task: { schema: moveTask, unsaid: { parentId: '', afterId: '' }, soft: [] },
  delete_task: { schema: deleteTask, unsaid: { reason: '' }, soft: ['reason'] },
}

const names = Object.keys(forms)

export interface ReadOperation {
  /** Undefined where nothing of it can be used. */
  readonly operation: WireOperation | undefined
  readonly issues: readonly WireIssue[]
}

/**
 * Reads one operation of an answer. Strict in what it makes of it, tolerant in what need not be said: a wrong field of
 * a new task is left out by itself, and what the operation has no field for is told, so that nothing is lost in silence.
 */
export function readOperation(value: unknown, index: number): ReadOperation {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { operation: undefined, issues: [issueAt(index, null, `must be an object with an op, not ${quoted(value)}.`)] }
  const given = value as Readonly<Record<string, unknown>>
  const op = Object.hasOwn(given, 'op') ? given['op'] : undefined
  const form = typeof op === 'string' && Object.hasOwn(forms, op) ? forms[op as WireOperation['op']] : undefined
  if (!form) return { operation: undefined, issues: [issueAt(index, 'op', `must be one of ${names.join(', ')}, not ${quoted(op)}.`)] }
  const issues: WireIssue[] = []
  const known = Object.keys(form.schema.shape)
  for (const key of Object.keys(given).slice(0, 50))
    if (!known.includes(key)) issues.push(issueAt(index, null, `${String(op)} has no field ${quoted(key)}; it has ${known.join(', ')}.`))
  const filled = Object.fromEntries(known.map((key) => [key, Object.hasOwn(given, key) ? (given[key] ?? form.unsaid[key]) : form.unsaid[key]]))
  return { operation: checked(filled, form, index, issues), issues }
}

function checked(filled: Readonly<Record<string, unknown>>, form: Form, index: number, issues: WireIssue[]): WireOperation | undefined {
  const parsed = form.schema.safeParse(filled)
  // `as`: each form is the one of its op.
  if (parsed.success) return parsed.data as WireOperation
  const wrong = new Map<string, readonly PropertyKey[]>()
  for (const { path } of parsed.error.issues) if (!wrong.has(String(path[0]))) wrong.set(String(path[0]), path)
  for (const [field, path] of wrong)
    issues.push(
      issueAt(index, path.map((part) => (typeof part === 'number' ? `[${part}]` : String(part))).join(''), complaint(field, filled[field], form)),
    )
  if (![...wrong.keys()].every((field) => form.soft.includes(field))) return undefined
  const mended = form.schema.safeParse({ ...filled, ...Object.fromEntries([...wrong.keys()].map((field) => [field, form.unsaid[field]])) })
  return mended.success ? (mended.data as WireOperation) : undefined
}

/** What a field must be, from its own schema. */
function complaint(field: string, value: unknown, { schema }: Form): string {
  const wanted: unknown = schema.shape[field]
  const { type, options } = wanted as { readonly type?: string; readonly options?: readonly string[] }
  const must = type === 'enum' ? `one of ${(options ?? []).join(', ')}` : type === 'array' ? 'a list of texts' : 'text'
  return value === undefined ? `is missing; it must be ${must}.` : `must be ${must}, not ${quoted(value)}.`
}
