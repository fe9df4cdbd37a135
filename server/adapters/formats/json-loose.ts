import type { BodyField } from './check-body.ts'
import { readAssignee, readDate, readMinutes, readStatus, type Reader } from './words.ts'

/** Names that other tools and people give to our fields, and how their words are read. */
const others: Readonly<Record<string, { readonly name: BodyField; readonly read?: Reader<unknown> }>> = {
  name: { name: 'title' },
  notes: { name: 'description' },
  details: { name: 'description' },
  state: { name: 'status', read: readStatus },
  done: { name: 'status', read: readStatus },
  completed: { name: 'status', read: readStatus },
  estimate: { name: 'estimateMinutes', read: readMinutes() },
  due: { name: 'dueDate', read: readDate },
  start: { name: 'startDate', read: readDate },
  owner: { name: 'assignee', read: readAssignee },
  labels: { name: 'tags' },
  criteria: { name: 'acceptanceCriteria' },
  dependencies: { name: 'dependsOn' },
}

export type LooseField = { readonly name: BodyField; readonly value: unknown } | { readonly detail: string }

const isPlain = (value: unknown): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value)

/** A member by another name than ours; undefined where none of our fields is meant. */
export function looseField(name: string, value: unknown): LooseField | undefined {
  const other = Object.hasOwn(others, name) ? others[name] : undefined
  if (other === undefined) return undefined
  if (other.read === undefined || !isPlain(value)) return { name: other.name, value }
  const read = other.read(String(value))
  return read.ok ? { name: other.name, value: read.value } : { detail: read.error }
}
