import type pg from 'pg'
import { DataSource, type QueryRunner } from 'typeorm'
import type { Logger } from '../../../../ports/log.ts'
import { migrationsTableName } from '../data-source.ts'
import type { Migration } from '../migrations/index.ts'
import { tables } from '../tables/index.ts'
import type { Statements } from '../unit.ts'
import { Queue } from '../../queue.ts'
import type { PostgresAddress } from './address.ts'
import { asPostgresError } from './errors.ts'

export interface PoolOptions {
  readonly address: PostgresAddress
  readonly migrations: readonly Migration[]
  /** The most connections this process holds. */
  readonly connections: number
  readonly log: Pick<Logger, 'warn'>
}

/** How long to wait for a connection, from the pool and from the server. */
const connectTimeoutMs = 5_000
/** A process that stands still within a change gives up its lock after so long. */
const idleInTransactionMs = 60_000

/** Opens a pool of connections, each in our schema and with commits that are on disk when they are acknowledged. */
export async function openPool({ address, migrations, connections, log }: PoolOptions): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: address.url,
    schema: address.schema,
    entities: tables,
    migrations: [...migrations],
    migrationsTableName,
    synchronize: false,
    installExtensions: false,
    logging: false,
    logger: 'debug',
    applicationName: 'planwright',
    poolSize: connections,
    connectTimeoutMS: connectTimeoutMs,
    // A connection that breaks while nobody uses it is replaced by the pool; those who use one hear of it by themselves.
    poolErrorHandler: (error: unknown) => log.warn('an idle connection to the database broke', { error }),
    extra: {
      options: [
        `-c search_path=${address.schema}`,
        '-c synchronous_commit=on',
        '-c timezone=UTC',
        `-c idle_in_transaction_session_timeout=${idleInTransactionMs}`,
      ].join(' '),
      keepAlive: true,
      allowExitOnIdle: true,
    },
  })
  try {
    return await dataSource.initialize()
  } catch (error) {
    throw asPostgresError(error)
  }
}

/** The channel on which processes tell each other of commits and more. One database may hold several schemas. */
export const channelOf = ({ schema }: PostgresAddress): string => `planwright_${schema}`

/** The statements of one connection out of the pool. */
export async function statementsOf(runner: QueryRunner, channel: string): Promise<Statements> {
  const client = (await runner.connect()) as pg.PoolClient
  // A connection takes one statement at a time; a unit may ask for several at once.
  const queue = new Queue()
  return {
    query: (sql, parameters) => queue.run(() => runner.query(numbered(sql), parameters, true)),
    selectLists: (sql, parameters) =>
      queue.run(async () => (await client.query<unknown[]>({ text: numbered(sql), values: parameters, rowMode: 'array' })).rows),
    contains: (column) => `strpos(${column}, ?) > 0`,
    pokeOthers: `SELECT pg_notify('${channel}', '')`,
    countOnFrom: (table) => `SELECT setval(pg_get_serial_sequence('"${table}"', 'ordinal'), GREATEST((SELECT MAX("ordinal") FROM "${table}"), 1))`,
    asStorageError: asPostgresError,
  }
}

const texts = new Map<string, string>()
const textsKept = 2_000

/** `?` as PostgreSQL counts its parameters. None of our statements has the sign in a text of its own. */
export function numbered(sql: string): string {
  const known = texts.get(sql)
  if (known !== undefined) return known
  let count = 0
  const text = sql.replaceAll('?', () => `$${++count}`)
  if (texts.size < textsKept) texts.set(sql, text)
  return text
}
