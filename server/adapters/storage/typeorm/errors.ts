import { QueryFailedError } from 'typeorm'
import { StorageUnavailable } from '../../../ports/storage.ts'

/** Beginnings of SQLite's codes for "not just now", each with what to tell people. Its extended codes begin the same. */
const unavailable: readonly (readonly [code: string, message: string])[] = [
  ['SQLITE_BUSY', 'the database is locked by another program: try again when it is done'],
  ['SQLITE_LOCKED', 'the database is locked by another program: try again when it is done'],
  ['SQLITE_PROTOCOL', 'the database is locked by another program: try again when it is done'],
  ['SQLITE_FULL', 'the disk is full: nothing was saved, free some space and try again'],
  ['SQLITE_READONLY', 'the database cannot be written: check the permissions of its file and folder'],
  ['SQLITE_PERM', 'the database cannot be written: check the permissions of its file and folder'],
  ['SQLITE_CANTOPEN', 'the database cannot be opened: check that its folder exists and may be written'],
  ['SQLITE_IOERR', 'the disk did not do what was asked: nothing was saved, check the disk and try again'],
  ['SQLITE_NOLFS', 'the disk cannot hold a database of this size'],
  ['SQLITE_CORRUPT', 'the database is damaged: stop the server and restore a copy of the file'],
  ['SQLITE_NOTADB', 'the database is damaged: stop the server and restore a copy of the file'],
]

/**
 * A failure of the database as the port tells it. The driver's own error becomes the cause, not TypeORM's around it,
 * since that one carries the parameters, and what people write does not belong in a log.
 */
export function asStorageError(error: unknown): unknown {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error
  const code = codeOf(cause)
  const known = unavailable.find(([beginning]) => code === beginning || code?.startsWith(`${beginning}_`))
  return known ? new StorageUnavailable(known[1], { cause }) : cause
}

/** SQLite's code of an error, or that of the operating system. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
