import type { CriterionDraft, TaskDraftBody } from '../../core/patch/draft.ts'
import { limits } from '../../core/plan/limits.ts'
import { toSet } from '../../core/plan/order.ts'
import { fail, ok, type Result } from '../../core/result.ts'
import type { ImportedPlan, ImportIssue } from '../../ports/formats.ts'
import { checkField, isBodyField } from './check-body.ts'
import { splitMembers, unguard } from './csv-cells.ts'
import type { Column, ColumnKind } from './csv-columns.ts'
import { readTable, type Row, type Table } from './csv-table.ts'
import { draftsOf, issueAt, mostIssues, type ReadTask, type Reference } from './read-task.ts'
import { readAssignee, readDate, readMinutes, readPriority, readStatus } from './words.ts'

/**
 * A table of tasks as a plan: one row a task, the first row names the columns. The tree comes from a column of parents,
 * else from outline numbers, else from levels. Columns that no field knows are kept in each task's metadata.
 */
export function readCsv(content: string): Result<ImportedPlan, readonly ImportIssue[]> {
  const read = readTable(content)
  if (!read.ok) return read
  const table = read.value
  if (!table.columns.some(({ kind }) => kind === 'title')) {
    const named = table.columns.map(({ header }) => header).filter(Boolean)
    return fail([
      issueAt(
        { line: table.headerLine, pointer: null },
        `No column holds the titles. Name one “Title”; the first line names: ${named.join(', ') || 'nothing'}`,
      ),
    ])
  }
  if (table.rows.length > limits.operations)
    return fail([
      issueAt({ line: null, pointer: null }, `holds more than ${limits.operations} tasks, which is the most that can be imported at once`),
    ])
  const issues: ImportIssue[] = []
  const parentOf = parentFinder(table)
  const tasks = table.rows.flatMap((row): readonly ReadTask[] => {
    const task = readRow(row, table.columns, issues)
    return task ? [{ ...task, parent: parentOf(row) }] : []
  })
  if (issues.length > 0) return fail(issues.slice(0, mostIssues))
  const headerOf = (kind: ColumnKind): string | null => table.columns.find((column) => column.kind === kind)?.header ?? null
  const drafts = draftsOf(tasks, { parent: headerOf('parent') ?? headerOf('number'), dependsOn: headerOf('dependsOn') })
  return drafts.ok ? ok({ title: null, meta: {}, taskPatches: drafts.value, notes: notesOn(table) }) : drafts
}

function notesOn({ columns, rows }: Table): readonly string[] {
  const unknown = columns
    .filter((column, index) => column.kind === null && column.header !== '' && rows.some(({ cells }) => (cells[index] ?? '') !== ''))
    .map(({ header }) => `“${header}”`)
  if (unknown.length === 0) return []
  return [
    `${unknown.length === 1 ? 'The column' : 'The columns'} ${unknown.join(', ')} ${unknown.length === 1 ? 'is' : 'are'} no field of a task; what stands there is kept in each task’s metadata.`,
  ]
}

const cellOf = (row: Row, kind: ColumnKind, columns: readonly Column[]): string =>
  row.cells[columns.findIndex((column) => column.kind === kind)]?.trim() ?? ''

const plainNumber = (text: string): string => text.replace(/\.$/, '')

/** The task that each row stands under, asked row by row from the top. */
function parentFinder({ columns, rows }: Table): (row: Row) => Reference | null {
  const holds = (kind: ColumnKind, test: (cell: string) => boolean): boolean => rows.some((row) => test(cellOf(row, kind, columns)))
  if (holds('parent', (cell) => cell !== '')) {
    return (row) => {
      const name = unguard(cellOf(row, 'parent', columns))
      return name === '' ? null : { by: 'any', name }
    }
  }
  if (holds('number', (cell) => /^\d+\.\d/.test(cell))) {
    return (row) => {
      const above = /^(.+)\.[^.]+$/.exec(plainNumber(cellOf(row, 'number', columns)))?.[1]
      return above === undefined ? null : { by: 'number', name: above }
    }
  }
  const above = parentsByLevel(rows, (row) => Number(cellOf(row, 'level', columns)) || 0)
  return (row) => {
    const parent = above.get(row)
    return parent === undefined ? null : { by: 'spot', name: String(parent.line) }
  }
}

/** Each row stands under the last one before it that has a lower level. */
function parentsByLevel(rows: readonly Row[], levelOf: (row: Row) => number): ReadonlyMap<Row, Row> {
  const parents = new Map<Row, Row>()
  const open: Row[] = []
  for (const row of rows) {
    for (let last = open.at(-1); last && levelOf(last) >= levelOf(row); last = open.at(-1)) open.pop()
    const parent = open.at(-1)
    if (parent) parents.set(row, parent)
    open.push(row)
  }
  return parents
}

function readRow(row: Row, columns: readonly Column[], issues: ImportIssue[]): Omit<ReadTask, 'parent'> | undefined {
  const spot = { line: row.line, pointer: null }
  let body: TaskDraftBody = {}
  const metadata: [string, string][] = []
  for (const [index, column] of columns.entries()) {
    const raw = unguard(row.cells[index] ?? '')
    const cell = column.kind === 'description' ? raw : raw.trim()
    if (raw.trim() === '') continue
    if (column.kind === null) {
      metadata.push([column.header === '' ? `column ${index + 1}` : column.header, cell])
    } else if (isBodyField(column.kind) && column.kind !== 'dependsOn') {
      const value = valueOf(column, cell)
      const checked = value.ok
        ? checkField(column.kind, column.kind === 'tags' ? [...(body.tags ?? []), ...(value.value as string[])] : value.value)
        : { detail: value.error }
      if ('body' in checked) body = { ...body, ...checked.body }
      else issues.push(issueAt(spot, checked.detail, column.header))
    }
  }
  if (metadata.length > 0) {
    const checked = checkField('metadata', Object.fromEntries(metadata))
    if ('body' in checked) body = { ...body, ...checked.body }
    else issues.push(issueAt(spot, `What stands in the columns that no field knows ${checked.detail}`))
  }
  if (body.title === undefined && !issues.some((issue) => issue.line === row.line))
    issues.push(issueAt(spot, 'has no title', columns.find(({ kind }) => kind === 'title')?.header ?? null))
  const number = plainNumber(cellOf(row, 'number', columns))
  return {
    spot,
    id: unguard(cellOf(row, 'id', columns)) || null,
    number: number || null,
    dependsOn: columns.flatMap(({ kind }, index) => (kind === 'dependsOn' ? splitMembers(unguard(row.cells[index] ?? '')).map(plainReference) : [])),
    body: body.tags ? { ...body, tags: toSet(body.tags) } : body,
  }
}

const plainReference = (name: string): string => (/^[\d.]+\.$/.test(name) ? plainNumber(name) : name)

/** The value that a cell holds for its field, not yet checked against the limits. */
function valueOf(column: Column, cell: string): Result<unknown, string> {
  switch (column.kind) {
    case 'status':
      return readStatus(cell)
    case 'priority':
      return readPriority(cell)
    case 'estimateMinutes':
    case 'spentMinutes':
      return readMinutes(column.unit)(cell)
    case 'startDate':
    case 'dueDate':
      return readDate(cell)
    case 'assignee':
      return readAssignee(cell)
    case 'tags':
      return ok(splitMembers(cell).map((tag) => tag.replace(/^#(?=\S)/, '')))
    case 'acceptanceCriteria':
      return ok(cell.split('\n').flatMap(criterionOf))
    default:
      return ok(cell)
  }
}

function criterionOf(line: string): readonly CriterionDraft[] {
  const read = /^(?:[-*•]\s+)?(?:\[(?<box>[ xX]?)\])?(?<text>.*)$/s.exec(line.trim())?.groups
  const text = read?.['text']?.trim() ?? ''
  return text === '' ? [] : [{ text, done: read?.['box']?.toLowerCase() === 'x' }]
}
