import { expect, it } from 'vitest'
import { storeKinds, testedStore } from '../crash/stores.ts'
import { runServer, temporaryHome } from '../start/run-server.ts'
import { crowd } from './crowd.ts'

it.each(storeKinds)(
  '32 writers and 200 readers on one project over %s: nothing lost, doubled or skipped, and every conflict is one',
  async (kind) => {
    const { home, remove } = temporaryHome()
    const store = await testedStore(kind, home)
    const server = await runServer(home, { PLANWRIGHT_SAMPLE: '0', ...store.variables })
    try {
      const report = await crowd(server.url, { writers: 32, readers: 200, changes: 2 })
      console.log(JSON.stringify({ kind, ...report }))
      expect(report.wrong).toEqual([])
      expect(report.acknowledged).toBeGreaterThanOrEqual(64)
    } finally {
      await server.stop('SIGKILL')
      await store.dispose()
      remove()
    }
  },
  120_000,
)
