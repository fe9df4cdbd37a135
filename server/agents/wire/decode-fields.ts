import type { TaskDraftBody } from '../../core/patch/draft.ts'
import type { ProjectFields } from '../../core/plan/project.ts'
import type { Assignee } from '../../core/plan/task.ts'
import { parseDuration } from '../../core/plan/duration.ts'
import type { WireField } from './operations.ts'
import { quoted } from './words.ts'

/** A value of a field, or what is wrong with it in words. */
export type FieldValue<Body> = { readonly ok: true; readonly body: Body } | { readonly ok: false; readonly message: string }

export type SingleField = Exclude<WireField, 'tags' | 'criteria' | 'dependsOn' | 'summary'>

const good = <Body>(body: Body): FieldValue<Body> => ({ ok: true, body })
const bad = (message: string): { readonly ok: false; readonly message: string } => ({ ok: false, message })

/** "In progress" and "in_progress" are one word of ours. */
const word = (value: string): string =>
  value
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
const isUnsaid = (value: string): boolean => /^(|none|null|unknown|n\/a|-)$/i.test(value.trim())

/**
 * How the text of each single field is read. Whether a date is one and a status is known is for `resolve` to say; the
 * empty text clears what can be empty.
 */
const readers: { readonly [Name in SingleField]: (value: string) => FieldValue<TaskDraftBody> } = {
  title: (value) => (value.trim() === '' ? bad('a title cannot be empty.') : good({ title: value })),
  description: (value) => good({ description: value }),
  // `as`: `resolve` judges it, as it judges whatever stands in a draft.
  status: (value) => good({ status: word(value) as 'todo' }),
  priority: (value) => good({ priority: (isUnsaid(value) ? 'none' : word(value)) as 'none' }),
  estimate: (value) => (isUnsaid(value) ? good({ estimateMinutes: null }) : withMinutes(value, (estimateMinutes) => ({ estimateMinutes }))),
  spent: (value) => (isUnsaid(value) ? good({ spentMinutes: 0 }) : withMinutes(value, (spentMinutes) => ({ spentMinutes }))),
  startDate: (value) => good({ startDate: isUnsaid(value) ? null : value.trim() }),
  dueDate: (value) => good({ dueDate: isUnsaid(value) ? null : value.trim() }),
  assignee: (value) => good({ assignee: value.trim() === '' ? null : assigneeOf(value) }),
}

export const readField = (field: SingleField, value: string): FieldValue<TaskDraftBody> => readers[field](value)

function withMinutes(value: string, body: (minutes: number) => TaskDraftBody): FieldValue<TaskDraftBody> {
  // A number alone could be minutes, hours or days: nobody said which.
  const minutes = /^[\d.,\s]+$/.test(value) ? undefined : parseDuration(value)
  return minutes === undefined ? bad(`${quoted(value)} is no length of time; write 30min, 4h, 2d or 1w.`) : good(body(minutes))
}

const assigneeOf = (value: string): Assignee => {
  const [, agent] = /^\s*agent:\s*(.*)$/is.exec(value) ?? []
  return agent === undefined ? { kind: 'person', name: value.trim() } : { kind: 'agent', name: agent.trim() }
}

/** What a field of the project is set to. Tags come as a list, the others as one text. */
export function readProjectField(field: WireField, values: readonly string[]): FieldValue<Partial<ProjectFields>> {
  const [value = ''] = values
  if (field === 'tags') return good({ tags: values })
  if (values.length > 1) return bad(`takes one value, and here are ${values.length}.`)
  switch (field) {
    case 'title':
      return value.trim() === '' ? bad('a title cannot be empty.') : good({ title: value })
    case 'summary':
    case 'description':
      return good({ summary: value })
    case 'status':
      return good({ status: word(value) as 'planning' })
    case 'priority':
      return good({ priority: (isUnsaid(value) ? 'none' : word(value)) as 'none' })
    case 'startDate':
    case 'dueDate':
      return good({ [field]: isUnsaid(value) ? null : value.trim() })
    default:
      return bad(`the project has no ${field}.`)
  }
}
