import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Storage } from '../../../../ports/storage.ts'
import { openSqliteStorage, type SqliteOptions } from '../index.ts'
import { now } from './now.ts'

export { now }

/** A folder that goes when the test does. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'planwright-sqlite-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** A file in such a folder. */
export const temporaryFile = (): string => join(temporaryFolder(), 'planwright.db')

/** Opens a store that is closed when the test is over. */
export async function openForTest(file: string, options: Partial<SqliteOptions> = {}): Promise<Storage> {
  const storage = await openSqliteStorage({ file, now, patienceMs: 50, ...options })
  onTestFinished(() => storage.close())
  return storage
}

/** Stores a setting and a project, enough to see later that nothing was lost. */
export const leaveMark = (storage: Storage, value = 'here'): Promise<void> => storage.write((session) => session.saveSetting('mark', value))

export const readMark = (storage: Storage): Promise<string | undefined> => storage.read((session) => session.readSetting('mark'))
