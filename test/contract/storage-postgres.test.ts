import { afterAll, beforeAll } from 'vitest'
import { openPostgresStorage } from '../../server/adapters/storage/typeorm/postgres/index.ts'
import { startPostgres, type PostgresServer } from '../postgres/server.ts'
import { storageContract } from './storage.ts'

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres({ durable: false })
})
afterAll(async () => {
  await server.dispose()
})

storageContract('PostgreSQL', async () => {
  const url = await server.makeDatabase()
  const open = () => openPostgresStorage({ url, log: { warn: () => undefined } })
  let storage = await open()
  return {
    storage,
    async reopen() {
      await storage.close()
      storage = await open()
      return storage
    },
    dispose: () => storage.close(),
  }
})
