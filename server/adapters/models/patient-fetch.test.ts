import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { patientFetch } from './patient-fetch.ts'

const symbol = Symbol.for('undici.globalDispatcher.1')
const kept = globalThis as unknown as Record<symbol, { dispatch(options: Record<string, unknown>, handler: unknown): boolean } | undefined>
void Headers
const own = kept[symbol]

afterEach(() => {
  kept[symbol] = own
})

it('waits for headers and for bytes as long as they take', async () => {
  const server = createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const seen: Record<string, unknown>[] = []
  if (!own) throw new Error('this Node keeps its dispatcher elsewhere: patient-fetch.ts has to learn where')
  kept[symbol] = { dispatch: (options: Record<string, unknown>, handler: unknown) => (seen.push(options), own.dispatch(options, handler)) }
  const response = await patientFetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  expect(await response.text()).toBe('ok')
  expect(seen).toMatchObject([{ headersTimeout: 0, bodyTimeout: 0 }])
  server.close()
})
