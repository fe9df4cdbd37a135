import { setTimeout } from 'node:timers/promises'
import { StorageUnavailable } from '../../../ports/storage.ts'
import type { Connection } from './data-source.ts'
import { asStorageError, codeOf } from './errors.ts'

/** IMMEDIATE takes the write lock at once: a transaction that reads first could not get it later without starting anew. */
export type Begin = 'BEGIN' | 'BEGIN IMMEDIATE'

/**
 * Begins a transaction, waiting for another program's lock for as long as told. SQLite's own waiting holds up the whole
 * process, reads and all, so it is kept short (`busy_timeout`), and the rest of the wait is ours.
 */
export async function begin(connection: Connection, statement: Begin, patienceMs: number): Promise<void> {
  const end = performance.now() + patienceMs
  for (let pause = 5; ; pause = Math.min(pause * 2, 50)) {
    const failure = await execute(connection, statement).catch((error: unknown) => error)
    if (failure === undefined) return
    if (!isLocked(failure) || performance.now() + pause > end) throw failure
    await setTimeout(pause)
  }
}

export const commit = (connection: Connection): Promise<void> => execute(connection, 'COMMIT')

/** Takes back what was begun, unless SQLite has: it rolls back by itself where the disk is full or fails. */
export async function rollback(connection: Connection): Promise<void> {
  if (connection.inTransaction()) await execute(connection, 'ROLLBACK')
}

async function execute({ runner }: Connection, sql: string): Promise<void> {
  try {
    await runner.query(sql)
  } catch (error) {
    throw asStorageError(error)
  }
}

const isLocked = (error: unknown): boolean => error instanceof StorageUnavailable && codeOf(error.cause)?.startsWith('SQLITE_BUSY') === true
