import type Database from 'better-sqlite3'
import { DataSource, type QueryRunner } from 'typeorm'
import { asStorageError } from './errors.ts'
import type { Migration } from './migrations/index.ts'
import { tables } from './tables/index.ts'
import type { Statements } from './unit.ts'

export interface ConnectionOptions {
  readonly file: string
  readonly readonly: boolean
  readonly migrations: readonly Migration[]
}

/** The one connection that TypeORM gives to SQLite, for one user at a time. */
export interface Connection {
  readonly runner: QueryRunner
  readonly dataSource: DataSource
  readonly statements: Statements
  /** Whether a transaction is open; SQLite ends one by itself on some errors. */
  readonly inTransaction: () => boolean
  readonly close: () => Promise<void>
}

/** Opens a connection. Throws what `asStorageError` makes of the driver's failure. */
export async function connect({ file, readonly, migrations }: ConnectionOptions): Promise<Connection> {
  let database: Database.Database | undefined
  const dataSource = new DataSource({
    type: 'better-sqlite3',
    database: file,
    readonly,
    fileMustExist: true,
    timeout: busyTimeoutMs,
    entities: tables,
    migrations: [...migrations],
    migrationsTableName,
    synchronize: false,
    logging: false,
    // Silent, unlike the default one, which prints a failed migration. What fails is thrown.
    logger: 'debug',
    prepareDatabase: (opened: Database.Database) => {
      database = opened
      if (!readonly) setPragmas(opened)
    },
  })
  try {
    await dataSource.initialize()
  } catch (error) {
    database?.close()
    throw asStorageError(error)
  }
  const opened = database
  if (!opened) throw new Error('TypeORM opened no database')
  const runner = dataSource.createQueryRunner()
  return {
    runner,
    dataSource,
    statements: {
      query: (sql, parameters) => runner.query(sql, parameters, true),
      selectLists: (sql, parameters) =>
        opened
          .prepare(sql)
          .raw()
          .all(...parameters) as unknown[][],
      contains: (column) => `instr(${column}, ?) > 0`,
      pokeOthers: null,
      // SQLite counts on from the greatest it has had.
      countOnFrom: () => null,
      asStorageError,
    },
    inTransaction: () => opened.inTransaction,
    close: () => dataSource.destroy(),
  }
}

/** How long SQLite itself waits for another program's lock, and the whole process with it. See `begin`. */
export const busyTimeoutMs = 25

/** Named for us, so that another program's TypeORM database is not taken for one of ours that is newer. */
export const migrationsTableName = 'planwright_migrations'

function setPragmas(database: Database.Database): void {
  database.pragma('journal_mode = WAL')
  // The driver's build sets NORMAL in WAL mode, with which the last commits are lost when the power is.
  database.pragma('synchronous = FULL')
  // macOS only: its fsync alone does not reach the disk.
  database.pragma('fullfsync = ON')
  database.pragma('checkpoint_fullfsync = ON')
}
