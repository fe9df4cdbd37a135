import { Table, type QueryRunner, type TableColumnOptions, type TableIndexOptions } from 'typeorm'

/** Columns in the types that SQLite and PostgreSQL both have. Migrations use these words; they must not change later. */
export const column = {
  text: (name: string): TableColumnOptions => ({ name, type: 'text' }),
  integer: (name: string): TableColumnOptions => ({ name, type: 'integer' }),
  /** For sums and positions, which outgrow 32 bits on PostgreSQL. */
  bigint: (name: string): TableColumnOptions => ({ name, type: 'bigint' }),
  boolean: (name: string): TableColumnOptions => ({ name, type: 'boolean' }),
  /** Counts rows in the order in which they were first stored. */
  ordinal: (): TableColumnOptions => ({ name: 'ordinal', type: 'integer', isPrimary: true, isGenerated: true, generationStrategy: 'increment' }),
}

export const orNull = (options: TableColumnOptions): TableColumnOptions => ({ ...options, isNullable: true })

/** Part of the primary key, under a name of ours. */
export const inKey = (primaryKeyConstraintName: string, options: TableColumnOptions): TableColumnOptions => ({
  ...options,
  isPrimary: true,
  primaryKeyConstraintName,
})

export interface TableShape {
  readonly name: string
  readonly columns: readonly TableColumnOptions[]
  readonly indices?: readonly TableIndexOptions[]
  /** The name of the foreign key from `projectId` to the project, whose rows go with it. */
  readonly ofProject?: string
}

export async function createTable(runner: QueryRunner, { name, columns, indices = [], ofProject }: TableShape): Promise<void> {
  const foreignKeys = ofProject === undefined ? [] : [{ ...toProject, name: ofProject }]
  await runner.createTable(new Table({ name, columns: columns.map((each) => compared(runner, each)), indices: [...indices], foreignKeys }))
}

const toProject = { columnNames: ['projectId'], referencedTableName: 'projects', referencedColumnNames: ['id'], onDelete: 'CASCADE' }

/** Texts compare byte by byte, never by locale. SQLite does so by itself. */
function compared(runner: QueryRunner, options: TableColumnOptions): TableColumnOptions {
  return options.type === 'text' && runner.dataSource.options.type === 'postgres' ? { ...options, collation: 'C' } : options
}
