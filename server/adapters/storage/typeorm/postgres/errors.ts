import { QueryFailedError } from 'typeorm'
import { StorageUnavailable } from '../../../../ports/storage.ts'
import { codeOf } from '../errors.ts'

/**
 * What PostgreSQL's codes (SQLSTATE, appendix A of its manual) and the network's mean for people, by their beginnings:
 * "not just now", each with what to do.
 */
const unavailable: readonly (readonly [beginning: string, message: string])[] = [
  ['53100', 'the disk of the database server is full: nothing was saved, free some space and try again'],
  ['53', 'the database server has no room left (connections or memory): try again when it is less busy'],
  ['55P03', 'the database is busy with another change: try again in a moment'],
  ['57014', 'the database took too long and the statement was cancelled: nothing was saved, try again'],
  ['25006', 'the database is read-only just now (a standby, or one that is being moved): try again when it takes changes'],
  ['25P03', 'the database gave up on a change that stood still for too long: nothing was saved, try again'],
  ['57P', 'the database server is stopping or starting: try again in a moment'],
  ['40', 'the database could not fit this change between others: nothing was saved, try again'],
  ['58', 'the disk of the database server did not do what was asked: nothing was saved, check it and try again'],
  ['XX001', 'the database is damaged: restore a backup'],
  ['XX002', 'the database is damaged: restore a backup'],
  ['28', 'the database server refuses the name or password in DATABASE_URL'],
  ['42501', 'the database user may not do this: grant it the schema named in DATABASE_URL'],
  ['3D000', 'the database named in DATABASE_URL does not exist: create it'],
  ['08', 'the connection to the database server is lost: try again when it is back'],
  ['ECONN', 'the database server cannot be reached: try again when it is back'],
  ['EPIPE', 'the connection to the database server is lost: try again when it is back'],
  ['ENOTFOUND', 'the host in DATABASE_URL is not known: check its name'],
  ['EAI_AGAIN', 'the host in DATABASE_URL cannot be looked up just now: try again'],
  ['ETIMEDOUT', 'the database server does not answer: try again when it does'],
  ['EHOSTUNREACH', 'the database server cannot be reached: try again when it is back'],
  ['ENETUNREACH', 'the database server cannot be reached: try again when it is back'],
  ['ENOENT', 'the database server cannot be reached at the socket named in DATABASE_URL'],
]

/** What the driver says without a code when a connection ends under it, or none is to be had. */
const lost = /connection terminated|connection ended|timeout exceeded when trying to connect|client has encountered a connection error|not queryable/i

/** A failure of PostgreSQL as the port tells it; the driver's own error becomes the cause, without the parameters. */
export function asPostgresError(error: unknown): unknown {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error
  const code = codeOf(cause)
  const known = code === undefined ? undefined : unavailable.find(([beginning]) => code.startsWith(beginning))
  if (known) return new StorageUnavailable(known[1], { cause })
  const isLost = cause instanceof Error && (lost.test(cause.message) || (cause instanceof AggregateError && cause.errors.length > 0))
  return isLost ? new StorageUnavailable('the connection to the database server is lost: try again when it is back', { cause }) : cause
}
