import type { JsonObject } from '../../json.ts'
import { limits } from '../../plan/limits.ts'
import { toSet } from '../../plan/order.ts'
import type { Assignee, CalendarDate, ExternalRef } from '../../plan/task.ts'
import { bad, each, good, type Reading } from './reading.ts'
import { complaintOf, readText, utf8Length } from './text.ts'

/** Reads one value of a draft. Drafts come through a schema, but a check here costs little and the plan is worth it. */
export type Read<Value = unknown> = (value: unknown) => Reading<Value>

export const text =
  (what: string, max: number, trimmed = false): Read<string> =>
  (value) =>
    readText(value, { what, max, trimmed })

export const orNull =
  <Value>(read: Read<Value>): Read<Value | null> =>
  (value) =>
    value === null ? good(null) : read(value)

export const oneOf =
  <Value extends string>(what: string, values: readonly Value[]): Read<Value> =>
  (value) =>
    values.includes(value as Value) ? good(value as Value) : bad('unknown-value', `${what} must be one of ${values.join(', ')}.`)

export const minutes =
  (what: string): Read<number> =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= limits.minutes
      ? good(value)
      : bad('out-of-range', `${what} must be a whole number of minutes from 0 to ${limits.minutes}.`)

export const date =
  (what: string): Read<CalendarDate> =>
  (value) =>
    typeof value === 'string' && isDate(value) ? good(value) : bad('invalid-date', `${what} must be a day of the calendar as YYYY-MM-DD.`)

function isDate(value: string): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? []).map(Number)
  if (year === undefined || month === undefined || day === undefined || month < 1 || month > 12 || day < 1) return false
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return day <= (month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31)
}

/** A list within its limit; one that is longer is left out whole, since which part to keep is not ours to say. */
export const list =
  <Value>(what: string, max: number, read: Read<Value>): Read<readonly Value[]> =>
  (value) => {
    if (!Array.isArray(value)) return bad('wrong-type', `${what} must be a list.`)
    if (value.length > max) return bad('too-many', `${what}: ${value.length} given, at most ${max} are kept. Send fewer.`)
    return each(value as readonly unknown[], read)
  }

const tagList = list('The tags', limits.tags, text('A tag', limits.tag, true))

export const tagSet: Read<readonly string[]> = (value) => {
  const { value: tags, complaints } = tagList(value)
  return tags ? { value: toSet(tags), complaints } : { complaints }
}

export const assignee: Read<Assignee> = (value) => {
  const { kind, name } = partsOf(value)
  if (kind !== 'person' && kind !== 'agent') return bad('unknown-value', 'The assignee must be a person or an agent, with a name.')
  const read = readText(name, { what: "The assignee's name", max: limits.name, trimmed: true })
  return read.value === undefined ? { complaints: read.complaints } : good({ kind, name: read.value })
}

export const externalRef: Read<ExternalRef> = (value) => {
  const { provider, id, url } = partsOf(value)
  const parts = [
    readText(provider, { what: 'The provider of an external reference', max: limits.name, trimmed: true }),
    readText(id, { what: 'The id of an external reference', max: limits.name, trimmed: true }),
    readText(url, { what: 'The URL of an external reference', max: limits.url }),
  ]
  const [providerText, idText, urlText] = parts.map((part) => part.value)
  if (providerText === undefined || idText === undefined || urlText === undefined) return { complaints: parts.flatMap((part) => part.complaints) }
  return good({ provider: providerText, id: idText, url: urlText })
}

export const metadata: Read<JsonObject> = (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return bad('wrong-type', 'The metadata must be a JSON object.')
  const complaint = jsonComplaint(value, 0)
  if (complaint) return bad('invalid-text', `The metadata ${complaint}`)
  const bytes = utf8Length(JSON.stringify(value))
  if (bytes > limits.metadataBytes) return bad('too-long', `The metadata takes ${bytes} bytes; at most ${limits.metadataBytes} are kept.`)
  // `as`: `jsonComplaint` has seen every part of it.
  return good(value as JsonObject)
}

const deepest = 64

function jsonComplaint(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return complaintOf(value)
  if (value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return undefined
  if (typeof value !== 'object') return 'holds a value that JSON cannot carry.'
  if (depth >= deepest) return `is nested more than ${deepest} levels deep.`
  for (const [key, part] of Object.entries(value)) {
    const complaint = complaintOf(key) ?? jsonComplaint(part, depth + 1)
    if (complaint) return complaint
  }
  return undefined
}

export const partsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
