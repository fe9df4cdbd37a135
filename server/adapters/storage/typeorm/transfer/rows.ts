import type { Parameter, Unit } from '../unit.ts'
import { transferTables, type TransferTable } from './columns.ts'

/** One row of one table, its values in the order of the table's columns. */
export interface Row {
  readonly table: string
  readonly values: readonly (Parameter | boolean)[]
}

const rowsAtOnce = 500

/** Every row of a store, table by table, without holding more than a few hundred at once. */
export async function* readRows(unit: Unit): AsyncGenerator<Row> {
  for (const table of transferTables) yield* rowsOf(unit, table)
}

async function* rowsOf(unit: Unit, table: TransferTable): AsyncGenerator<Row> {
  const order = table.key.map(quoted).join(', ')
  const all = `SELECT ${table.columns.map(quoted).join(', ')} FROM ${quoted(table.name)}`
  const places = table.key.map((column) => table.columns.indexOf(column))
  let last: readonly Parameter[] | undefined
  for (;;) {
    const where = last === undefined ? '' : ` WHERE (${order}) > (${table.key.map(() => '?').join(', ')})`
    const rows = await unit.selectLists<readonly unknown[]>(`${all}${where} ORDER BY ${order} LIMIT ?`, [...(last ?? []), rowsAtOnce])
    for (const row of rows) yield { table: table.name, values: row.map((value, column) => table.toValue(column, value)) }
    const end = rows.at(-1)
    if (rows.length < rowsAtOnce || !end) return
    last = places.map((place) => table.toParameter(place, table.toValue(place, end[place])))
  }
}

/** Whether anything was ever stored, so that a restore does not go over it. */
export async function isEmpty(unit: Unit): Promise<boolean> {
  const [row] = await unit.select<{ count: number | string }>('SELECT COUNT(*) AS "count" FROM "projects"')
  return Number(row?.count ?? 0) === 0
}

/**
 * Stores rows in an empty store, in the order in which `readRows` gave them. What a fresh store has of its own (counters,
 * settings) makes way. Throws for a table or a number of values that this version does not know.
 */
export async function writeRows(unit: Unit, rows: AsyncIterable<Row>): Promise<number> {
  for (const table of [...transferTables].reverse()) await unit.change(`DELETE FROM ${quoted(table.name)}`)
  const byName = new Map(transferTables.map((table) => [table.name, table]))
  let batch: { table: TransferTable; rows: Parameter[][] } | undefined
  let written = 0
  const flush = async (): Promise<void> => {
    if (!batch || batch.rows.length === 0) return
    const { table } = batch
    const row = `(${table.columns.map(() => '?').join(', ')})`
    const text = `INSERT INTO ${quoted(table.name)} (${table.columns.map(quoted).join(', ')}) VALUES ${batch.rows.map(() => row).join(', ')}`
    await unit.change(text, batch.rows.flat())
    written += batch.rows.length
    batch = undefined
  }
  for await (const { table: name, values } of rows) {
    const table = byName.get(name)
    if (!table) throw new Error(`the backup has a table ${name}, which this version does not know`)
    if (values.length !== table.columns.length) throw new Error(`a row of ${name} has ${values.length} values instead of ${table.columns.length}`)
    if (batch && (batch.table !== table || batch.rows.length >= 100)) await flush()
    batch ??= { table, rows: [] }
    batch.rows.push(values.map((value, column) => table.toParameter(column, value)))
  }
  await flush()
  for (const table of transferTables) if (table.counted) await unit.countOnFrom(table.name)
  return written
}

const quoted = (name: string): string => `"${name}"`
