import type { EntitySchema, EntitySchemaColumnOptions } from 'typeorm'
import { tables } from '../tables/index.ts'
import type { Parameter } from '../unit.ts'

/** A table as rows are carried over: its columns in one order, and those that its rows are ordered by. */
export interface TransferTable {
  readonly name: string
  readonly columns: readonly string[]
  readonly key: readonly string[]
  /** Whether the database counts its rows itself, so that the counter must be set behind the last. */
  readonly counted: boolean
  /** A value of the database as it stands in a backup, and back. */
  readonly toValue: (column: number, value: unknown) => Parameter | boolean
  readonly toParameter: (column: number, value: unknown) => Parameter
}

/** Every table, those that others refer to first. */
export const transferTables: readonly TransferTable[] = tables.map((schema) => tableOf(schema as EntitySchema<object>))

function tableOf({ options }: EntitySchema<object>): TransferTable {
  const columns = Object.entries(options.columns) as [string, EntitySchemaColumnOptions][]
  const kinds = columns.map(([, column]) => column.type)
  const key = columns.flatMap(([name, column]) => (column.primary === true ? [name] : []))
  return {
    name: options.tableName ?? options.name,
    columns: columns.map(([name]) => name),
    key,
    counted: columns.some(([, column]) => column.generated === 'increment'),
    toValue(column, value) {
      if (value === null || value === undefined) return null
      if (kinds[column] === 'boolean') return Boolean(value)
      if (kinds[column] === 'integer' || kinds[column] === 'bigint') return Number(value)
      return textOrNumber(value)
    },
    toParameter(column, value) {
      if (value === null || value === undefined) return null
      if (kinds[column] === 'boolean') return value === true ? 1 : 0
      return textOrNumber(value)
    },
  }
}

/** What every column holds that is neither null nor yes or no. Throws for anything else, which no column of ours holds. */
function textOrNumber(value: unknown): string | number {
  if (typeof value === 'string' || typeof value === 'number') return value
  throw new Error(`a value of the kind ${typeof value} does not belong into a row`)
}
