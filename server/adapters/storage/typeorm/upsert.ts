import type { EntitySchema } from 'typeorm'
import { inChunks } from './chunks.ts'
import type { Parameter, Unit } from './unit.ts'

/** How rows of one table are stored: whole, many with one statement, over what has the same key. */
export interface Upsert<Row> {
  readonly schema: EntitySchema<Row>
  /** Columns that are written, in the order of `values`. */
  readonly columns: readonly (keyof Row & string)[]
  readonly key: readonly (keyof Row & string)[]
  /** Columns that keep the value they were first given. */
  readonly keep: readonly (keyof Row & string)[]
}

/** Stores rows, given as the values of their columns one row after the other. */
export async function upsert<Row>(unit: Unit, form: Upsert<Row>, rows: readonly (readonly Parameter[])[]): Promise<void> {
  for (const chunk of inChunks(rows)) await unit.change(textOf(form, chunk.length), chunk.flat())
}

const texts = new WeakMap<object, Map<number, string>>()

function textOf<Row>(form: Upsert<Row>, size: number): string {
  const known = texts.get(form) ?? new Map<number, string>()
  texts.set(form, known)
  const text = known.get(size) ?? write(form, size)
  known.set(size, text)
  return text
}

function write<Row>({ schema, columns, key, keep }: Upsert<Row>, size: number): string {
  const row = `(${columns.map(() => '?').join(', ')})`
  const changed = columns.filter((column) => !key.includes(column) && !keep.includes(column))
  return [
    `INSERT INTO ${quoted(schema.options.tableName ?? '')} (${columns.map(quoted).join(', ')})`,
    `VALUES ${Array.from({ length: size }, () => row).join(', ')}`,
    `ON CONFLICT (${key.map(quoted).join(', ')}) DO UPDATE SET ${changed.map((column) => `${quoted(column)} = excluded.${quoted(column)}`).join(', ')}`,
  ].join(' ')
}

const quoted = (name: string): string => `"${name}"`
