import { readAddress, withoutSecrets } from '../../adapters/storage/typeorm/postgres/address.ts'
import { openSqliteStorage } from '../../adapters/storage/typeorm/index.ts'
import { openPostgresStorage } from '../../adapters/storage/typeorm/postgres/index.ts'
import type { DatabaseStorage } from '../../adapters/storage/typeorm/storage.ts'
import { readEnvironment, type DatabaseAddress } from '../../config/environment.ts'
import { silentLog } from '../../ports/log.ts'
import { CliError } from '../exit.ts'
import type { Io } from '../io.ts'
import { variablesOf } from '../settings.ts'

export interface OpenedDatabase {
  readonly storage: DatabaseStorage
  /** The address as it may be shown. */
  readonly shown: string
}

/** Opens the database of the environment, or the one at an address such as `sqlite:<file>` or `postgres://…`; its tables are made or migrated. */
export async function openDatabase(io: Io, url?: string): Promise<OpenedDatabase> {
  const environment = readEnvironment(url === undefined ? variablesOf(io.env) : { ...io.env, DATABASE_URL: url })
  if (!environment.ok)
    throw new CliError('usage', environment.error.replace('DATABASE_URL', url === undefined ? 'DATABASE_URL' : 'the address of the database'))
  const { database } = environment.value
  try {
    return { storage: await open(database), shown: shownOf(database) }
  } catch (error) {
    throw new CliError('unreachable', error instanceof Error ? error.message : String(error))
  }
}

const open = (database: DatabaseAddress): Promise<DatabaseStorage> =>
  database.kind === 'sqlite'
    ? openSqliteStorage({ file: database.file, now: () => new Date().toISOString() })
    : openPostgresStorage({ url: database.url.reveal(), log: silentLog, patienceMs: 60_000 })

function shownOf(database: DatabaseAddress): string {
  if (database.kind === 'sqlite') return `sqlite:${database.file}`
  const address = readAddress(database.url.reveal())
  return address ? withoutSecrets(address) : 'postgres://…'
}
