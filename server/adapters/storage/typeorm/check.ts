import Database from 'better-sqlite3'
import type { QueryRunner } from 'typeorm'
import { StorageRefused } from '../../../ports/storage.ts'
import { asStorageError, codeOf } from './errors.ts'
import { makePrivateFile } from './file.ts'

/** Refuses a damaged database before anything is written to it. Reads every page once. */
export function refuseDamaged(file: string, busyTimeoutMs: number): void {
  const found = findDamage(file, busyTimeoutMs)
  if (found !== undefined) {
    throw new StorageRefused(`the database ${file} is damaged (${found}): restore a copy of it, or name another file in DATABASE_URL`)
  }
}

function findDamage(file: string, timeout: number): string | undefined {
  const damage = ['SQLITE_CORRUPT', 'SQLITE_NOTADB']
  let database: Database.Database | undefined
  try {
    database = new Database(file, { fileMustExist: true, timeout })
    const found = String(database.pragma('quick_check(1)', { simple: true }))
    return found === 'ok' ? undefined : found.split('\n')[0]
  } catch (error) {
    const code = codeOf(error)
    if (code !== undefined && damage.some((each) => code.startsWith(each))) return error instanceof Error ? error.message : code
    throw asStorageError(error)
  } finally {
    database?.close()
  }
}

/** Whether a database has no table yet. */
export async function isEmpty(runner: QueryRunner): Promise<boolean> {
  const rows: unknown[] = await runner.query(`SELECT 1 FROM "sqlite_master" LIMIT 1`)
  return rows.length === 0
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
