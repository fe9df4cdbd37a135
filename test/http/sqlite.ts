import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStorage } from '../../server/adapters/storage/typeorm/index.ts'
import type { Storage } from '../../server/ports/storage.ts'

export interface SqliteFolder {
  open(): Promise<Storage>
  remove(): void
}

/** A real database in a folder of its own; open it as often as the story restarts. */
export function sqliteFolder(): SqliteFolder {
  const folder = mkdtempSync(join(tmpdir(), 'planwright-http-'))
  return {
    open: () => openSqliteStorage({ file: join(folder, 'planwright.db'), now: () => new Date().toISOString() }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
