import type { minutesPer } from '../../core/plan/duration.ts'

/** What a column of a table can hold. `number` is the place in an outline ("2.1"), `level` the indentation. */
export type ColumnKind =
  | ('title' | 'description' | 'status' | 'priority' | 'estimateMinutes' | 'spentMinutes' | 'startDate' | 'dueDate' | 'assignee' | 'tags')
  | ('dependsOn' | 'acceptanceCriteria' | 'id' | 'parent' | 'number' | 'level')

export interface Column {
  /** As the header writes it. */
  readonly header: string
  /** Null for a column that no field knows. */
  readonly kind: ColumnKind | null
  /** What a bare number in it counts. */
  readonly unit: keyof typeof minutesPer
}

const headers: Readonly<Record<ColumnKind, string>> = {
  title: 'title, name, summary, task, task name, task title, subject, item, content, card name, issue',
  description: 'description, notes, note, details, body, desc, card description',
  status: 'status, state, done, completed, complete, task status',
  priority: 'priority, prio, importance',
  estimateMinutes:
    'estimate, duration, effort, estimated, estimated time, estimated effort, estimate minutes, estimate hours, estimate days, work, estimated minutes, estimated hours, estimated days',
  spentMinutes: 'spent, time spent, spent minutes, spent hours, actual, actual work, actual hours, logged',
  startDate: 'start, start date, starts, begin, start on',
  dueDate: 'due, due date, deadline, end, end date, finish, finish date, due on, target date',
  assignee: 'assignee, owner, assigned to, responsible, resource, resource names, who, person, members, assignees',
  tags: 'tags, labels, tag, label, keywords, categories, category',
  dependsOn: 'depends on, dependencies, dependency, predecessors, predecessor, blocked by, after, waits for',
  acceptanceCriteria: 'acceptance criteria, criteria, definition of done, acceptance',
  id: 'id, key, task id, issue key, issue id, card id, unique id',
  parent: 'parent, parent id, parent task, parent title, parent key, epic, epic link, parent task id, part of',
  number: 'number, no, nr, wbs, wbs code, outline, outline number',
  level: 'level, outline level, indent, depth',
}

const kindOf = new Map(
  (Object.entries(headers) as [ColumnKind, string][]).flatMap(([kind, names]) => names.split(', ').map((name) => [plainHeader(name), kind] as const)),
)

/** Columns of a header row. "Estimate (hours)" is an estimate whose bare numbers count hours. */
export function readHeader(cells: readonly string[]): readonly Column[] {
  return cells.map((cell) => {
    const header = cell.trim()
    const inBrackets = /[([](?<unit>[a-z]+)[)\]]\s*$/i.exec(header)
    const name = plainHeader(inBrackets ? header.slice(0, inBrackets.index) : header)
    const unit = unitOf(inBrackets?.groups?.['unit'] ?? header)
    return { header, kind: kindOf.get(name) ?? null, unit }
  })
}

function unitOf(header: string): Column['unit'] {
  const words = header.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ')
  if (/\b(?:hours?|hrs?|h)\b/i.test(words)) return 'hours'
  return /\b(?:days?|d)\b/i.test(words) ? 'days' : 'minutes'
}

/** "Due Date", "due_date" and "dueDate" are one name. */
function plainHeader(header: string): string {
  return header.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}
