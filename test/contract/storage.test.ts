import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryStorage } from '../../server/adapters/storage/memory/index.ts'
import { openSqliteStorage } from '../../server/adapters/storage/typeorm/index.ts'
import { storageContract } from './storage.ts'
import type { Opened } from './storage/samples.ts'

storageContract('in memory', async () => {
  const storage = memoryStorage()
  return { storage, reopen: async () => storage, dispose: () => storage.close() }
})

storageContract('SQLite', openInFolder)

async function openInFolder(): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), 'planwright-storage-'))
  const open = () => openSqliteStorage({ file: join(folder, 'planwright.db'), now: () => '2026-11-20T00:00:00.000Z' })
  let storage = await open()
  return {
    storage,
    async reopen() {
      await storage.close()
      storage = await open()
      return storage
    },
    async dispose() {
      await storage.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
