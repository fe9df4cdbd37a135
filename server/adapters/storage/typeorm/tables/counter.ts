import { EntitySchema } from 'typeorm'

/**
 * A number that counts up in the transaction that uses it, so that a rollback leaves no gap, and that outlives the rows
 * it was given to, so that it is never given twice. A database sequence promises the second only.
 */
export interface CounterRow {
  name: string
  value: number
}

export const counters = new EntitySchema<CounterRow>({
  name: 'counter',
  tableName: 'counters',
  columns: {
    name: { type: 'text', primary: true, primaryKeyConstraintName: 'counters_key' },
    value: { type: 'bigint' },
  },
})
