import { randomInt } from 'node:crypto'
import type { Servers } from '../../../ports/servers.ts'

/** The first key of the locks that living servers hold, beside those of the store (`locks.ts` there). */
const serverLock = 0x504c_0003

/** A server whose lock is not held is gone when it has not come back in this time: longer than a line takes to reconnect. */
export const graceMs = 5_000

type Query = (sql: string, values: unknown[]) => Promise<{ readonly rows: readonly unknown[] }>

export interface Presence extends Servers {
  /** Shows on a new connection that this process lives, for as long as the connection does. */
  show(query: Query): Promise<void>
}

/**
 * Who lives, told by advisory locks: each server holds one of its own on its line, and PostgreSQL lets go of it when the
 * connection ends, also where the process was killed. A shared lock, so that a connection that is only half gone does
 * not keep the next one of the same server from taking it.
 */
export function presence(query: Query): Presence {
  const self = randomInt(1, 2 ** 31 - 1)
  const missingSince = new Map<string, number>()
  return {
    self: String(self),
    isShared: true,
    async show(queryOfLine) {
      // While our own line was down, nobody could be seen: all have their time anew.
      missingSince.clear()
      await queryOfLine('SELECT pg_advisory_lock_shared($1, $2)', [serverLock, self])
    },
    async gone(servers) {
      const { rows } = await query(
        `SELECT "objid"::text AS "id" FROM pg_locks WHERE "locktype" = 'advisory' AND "classid"::bigint = $1 AND "objsubid" = 2 AND "granted"
          AND "database" = (SELECT "oid" FROM pg_database WHERE "datname" = current_database())`,
        [serverLock],
      )
      const living = new Set(rows.map((row) => (row as { id: string }).id))
      const now = performance.now()
      for (const id of living) missingSince.delete(id)
      const missing = servers.filter((id) => id !== String(self) && !living.has(id))
      for (const id of missing) if (!missingSince.has(id)) missingSince.set(id, now)
      return missing.filter((id) => now - (missingSince.get(id) ?? now) >= graceMs)
    },
  }
}
