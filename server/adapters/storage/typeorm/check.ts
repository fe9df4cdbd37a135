import Database from 'better-sqlite3'
import { StorageRefused } from '../../../ports/storage.ts'
import { busyTimeoutMs, migrationsTableName } from './data-source.ts'
import { asStorageError, codeOf } from './errors.ts'
import { makePrivateFile } from './file.ts'

/**
 * The names of the migrations that a database has had, oldest first; none for a new one. Refuses one that is damaged or
 * not ours, before anything is written to it. Reads every page once.
 */
export function inspect(file: string): readonly string[] {
  let database: Database.Database | undefined
  try {
    database = new Database(file, { fileMustExist: true, timeout: busyTimeoutMs })
    const found = String(database.pragma('quick_check(1)', { simple: true }))
    if (found !== 'ok') throw damaged(file, found)
    return executedMigrations(file, database)
  } catch (error) {
    throw isDamage(error) ? damaged(file, error.message, error) : asStorageError(error)
  } finally {
    database?.close()
  }
}

function executedMigrations(file: string, database: Database.Database): readonly string[] {
  const tables = database.prepare<[], string>(`SELECT "name" FROM "sqlite_master" WHERE "type" = 'table'`).pluck().all()
  if (tables.includes(migrationsTableName)) return database.prepare<[], string>(executedNames).pluck().all()
  if (tables.length > 0) throw new StorageRefused(`${file} is another program's database: name another file in DATABASE_URL`)
  return []
}

/** Reads the names of the migrations that a database of ours has had, oldest first. */
export const executedNames = `SELECT "name" FROM "${migrationsTableName}" ORDER BY "id"`

const damaged = (file: string, found: string, cause?: Error): StorageRefused =>
  new StorageRefused(`the database ${file} is damaged (${found.split('\n')[0]}): restore a copy of it, or name another file in DATABASE_URL`, {
    cause,
  })

function isDamage(error: unknown): error is Error {
  const code = codeOf(error) ?? ''
  return error instanceof Error && (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB'))
}

/**
 * A consistent copy of the database beside it, named for the number of migrations it has and for the time. Made over a
 * second connection, since SQLite does not copy from within the transaction that holds the lock.
 */
export function copyAside({ file, version, at }: { readonly file: string; readonly version: number; readonly at: string }): void {
  const copy = `${file}.v${version}.${at.replaceAll(/[:.]/g, '-')}.bak`
  makePrivateFile(copy)
  const database = new Database(file, { readonly: true, fileMustExist: true })
  try {
    database.prepare('VACUUM INTO ?').run(copy)
  } finally {
    database.close()
  }
}
