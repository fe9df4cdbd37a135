import { join } from 'node:path'
import { openSqliteStorage } from '../../server/adapters/storage/typeorm/index.ts'
import { openPostgresStorage } from '../../server/adapters/storage/typeorm/postgres/index.ts'
import { silentLog } from '../../server/ports/log.ts'
import type { Storage } from '../../server/ports/storage.ts'
import { startPostgres } from '../postgres/server.ts'

export const storeKinds = ['SQLite', 'PostgreSQL'] as const
export type StoreKind = (typeof storeKinds)[number]

/** A store that a server in another process uses, as a test looks at it from beside. */
export interface TestedStore {
  /** What the server is started with. */
  readonly variables: Readonly<Record<string, string>>
  open(): Promise<Storage>
  /** Ends the store itself as a power cut does, and starts it again; nothing where it lives in the server's process. */
  crash(): Promise<void>
  dispose(): Promise<void>
}

/** A new store that puts on disk what it acknowledges. */
export async function testedStore(kind: StoreKind, home: string): Promise<TestedStore> {
  if (kind === 'SQLite') {
    const file = join(home, 'planwright.sqlite')
    return {
      variables: {},
      open: () => openSqliteStorage({ file, now: () => new Date().toISOString() }),
      crash: async () => undefined,
      dispose: async () => undefined,
    }
  }
  const server = await startPostgres()
  const url = await server.makeDatabase()
  return {
    variables: { DATABASE_URL: url },
    open: () => openPostgresStorage({ url, log: silentLog }),
    async crash() {
      await server.kill()
      await server.start()
    },
    dispose: () => server.dispose(),
  }
}
