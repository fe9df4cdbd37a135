import Papa from 'papaparse'
import { fail, ok, type Result } from '../../core/result.ts'
import type { ImportIssue } from '../../ports/formats.ts'
import { readHeader, type Column } from './csv-columns.ts'
import { issueAt } from './read-task.ts'

export interface Row {
  /** Of the file, counted from 1; a row may go over several lines. */
  readonly line: number
  readonly cells: readonly string[]
}

export interface Table {
  readonly columns: readonly Column[]
  readonly headerLine: number
  /** Without rows that are empty. */
  readonly rows: readonly Row[]
}

const delimiters = [',', ';', '\t', '|']

/** The rows of a CSV text. The delimiter is the one under which the first line names the most columns that are known. */
export function readTable(content: string): Result<Table, readonly ImportIssue[]> {
  const text = content.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const named = /^"?sep=(.)"?\n/i.exec(text)
  const body = named ? text.slice(named[0].length) : text
  const delimiter = named?.[1] ?? likeliest(body)
  const read = readRows(body, delimiter, named ? 2 : 1)
  if (!read.ok) return read
  const [head, ...rest] = read.value.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  if (!head) return fail([issueAt({ line: 1, pointer: null }, 'The file is empty. Its first line names the columns, each further line is a task')])
  const columns = onceEach(readHeader(head.cells))
  const tooLong = rest.filter(({ cells }) => cells.slice(columns.length).some((cell) => cell.trim() !== ''))
  if (tooLong.length === 0) return ok({ columns, headerLine: head.line, rows: rest })
  return fail(
    tooLong
      .slice(0, 100)
      .map(({ line, cells }) =>
        issueAt(
          { line, pointer: null },
          `has ${cells.length} cells where the first line names ${columns.length} columns; put text with “${delimiter}” in it between double quotes`,
        ),
      ),
  )
}

function likeliest(text: string): string {
  const known = (delimiter: string): number => {
    const [first = []] = Papa.parse<string[]>(text.trimStart(), { delimiter, preview: 1 }).data
    return readHeader(first).filter(({ kind }) => kind !== null).length
  }
  return delimiters.map((delimiter) => [delimiter, known(delimiter)] as const).reduce((best, next) => (next[1] > best[1] ? next : best))[0]
}

function readRows(text: string, delimiter: string, firstLine: number): Result<readonly Row[], readonly ImportIssue[]> {
  const rows: Row[] = []
  const issues: ImportIssue[] = []
  let line = firstLine
  let from = 0
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    step: ({ data, errors, meta }) => {
      for (const error of errors) if (error.type === 'Quotes') issues.push(issueAt({ line, pointer: null }, quoteProblem(error.code)))
      rows.push({ line, cells: data })
      line += text.slice(from, meta.cursor).split('\n').length - 1
      from = meta.cursor
    },
  })
  return issues.length > 0 ? fail(issues.slice(0, 100)) : ok(rows)
}

const quoteProblem = (code: string): string =>
  code === 'MissingQuotes' ? 'A double quote opens here and never closes' : 'A double quote stands inside of a quoted cell; write it twice'

/** Of two columns for one field the first counts; the other is kept like one that is not known. Tags and dependencies add up. */
function onceEach(columns: readonly Column[]): readonly Column[] {
  return columns.map((column, index) => {
    const repeats = columns.findIndex(({ kind }) => kind === column.kind) < index
    return repeats && column.kind !== 'tags' && column.kind !== 'dependsOn' ? { ...column, kind: null } : column
  })
}
