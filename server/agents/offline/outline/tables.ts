import type { CalendarDate } from '../../../core/plan/task.ts'
import { readField } from './hints.ts'
import type { Line } from './lines.ts'
import type { Hints } from './outline.ts'

/** What the cells of a row say beside its title: fields, and text for what no field takes. */
export interface RowFields {
  readonly hints: Hints
  readonly notes: readonly string[]
}

const titles = /^(?:tasks?|to-?dos?|milestones?|activity|activities|steps?|actions?|action items?|deliverables?|work packages?|what)$/
/** These head tables of anything, so a column of dates, people or efforts must stand beside them. */
const weakTitles = /^(?:title|name|item|feature|requirement|event|phase|topic|work|subject|summary)$/
const fields: readonly (readonly [RegExp, string])[] = [
  [/^(?:due(?: date)?|deadline|date|when|by(?: when)?|end(?: date)?|finish|until)$/, 'due'],
  [/^(?:start(?: date)?|starts|from|begin)$/, 'start'],
  [/^(?:owner|who|assignee|assigned to|responsible|person|lead)$/, 'owner'],
  [/^(?:estimate|effort|duration|time|days|hours)$/, 'estimate'],
  [/^prio(?:rity)?$/, 'priority'],
  [/^(?:status|state)$/, 'status'],
  [/^(?:depends on|dependency|dependencies|after|blocked by|waits for)$/, 'after'],
  [/^(?:tags?|labels?)$/, 'tags'],
]
const isNumber = /^(?:#|no\.?|nr\.?|id|number|key)$/
const isDescription = /^(?:description|details?|notes?|comments?|remarks?)$/

/** Rows of a Markdown table with a column of titles become items with fields; other tables stay text. */
export function withTables(lines: readonly Line[], today: CalendarDate | undefined): readonly Line[] {
  if (!lines.some((line) => isSeparator(line))) return lines
  const result = [...lines]
  for (let index = 0; index + 2 < lines.length; index += 1) {
    const [head, separator] = [lines[index] as Line, lines[index + 1] as Line]
    if (head.what.kind !== 'text' || !head.raw.includes('|') || !isSeparator(separator)) continue
    let end = index + 2
    while (end < lines.length && lines[end]?.what.kind === 'text' && (lines[end] as Line).raw.includes('|')) end += 1
    const columns = cellsOf(head.raw)
    const title = titleColumn(columns.map(plain))
    if (title >= 0 && end > index + 2) {
      for (const at of [index, index + 1]) result[at] = { ...(lines[at] as Line), what: { kind: 'table-head' } }
      for (let at = index + 2; at < end; at += 1) result[at] = rowOf(lines[at] as Line, columns, title, today)
    }
    index = end - 1
  }
  return result
}

const isSeparator = (line: Line): boolean =>
  line.raw.length < 2000 && line.raw.includes('|') && /^[\s|:-]+$/.test(line.raw) && line.raw.includes('--')

/** The cells between the bars; "\|" is no bar. */
const cellsOf = (raw: string): readonly string[] =>
  raw
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'))

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[*_`:?]/g, '')
    .trim()

function titleColumn(names: readonly string[]): number {
  const clear = names.findIndex((name) => titles.test(name))
  if (clear >= 0) return clear
  return names.some((name) => fields.some(([pattern]) => pattern.test(name))) ? names.findIndex((name) => weakTitles.test(name)) : -1
}

function rowOf(line: Line, columns: readonly string[], title: number, today: CalendarDate | undefined): Line {
  const cells = cellsOf(line.raw)
  const text = cells[title] ?? ''
  if (!/[\p{L}\p{N}]/u.test(text)) return line
  const hints: Hints = {}
  const notes: string[] = []
  let number: string | null = null
  for (const [index, cell] of cells.entries()) {
    const column = columns[index] ?? ''
    const name = plain(column)
    if (index === title || /^[-–—\s]*$/.test(cell)) continue
    const field = fields.find(([pattern]) => pattern.test(name))?.[1]
    if (isNumber.test(name)) {
      number = cell
      if (!/^\d{1,3}$/.test(cell)) notes.push(`${column}: ${cell}`)
    } else if (field === undefined || !readField(field, withUnit(field, name, cell), hints, today))
      notes.push(isDescription.test(name) || column === '' ? cell : `${column}: ${cell}`)
  }
  return { ...line, indent: 0, what: { kind: 'item', family: 'bullet', text, number, box: null, fields: { hints, notes } } }
}

/** A column called "Days" holds bare numbers. */
const withUnit = (field: string, name: string, cell: string): string =>
  field === 'estimate' && /^(?:days|hours)$/.test(name) && /^\d+(?:\.\d+)?$/.test(cell) ? `${cell} ${name}` : cell
