import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { dialects, wireError, wireEvents, type Dialect } from '../../models/wire-events.ts'
import { startWireServer, type WireReply, type WireServer } from '../../models/wire-server.ts'
import { tell } from './calls.ts'
import { clientFor, plantedKey } from './clients.ts'

let server: WireServer
// Watched before any client is made, since SDKs keep the functions of the console that they find.
const printed = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) => vi.spyOn(console, level).mockImplementation(() => undefined))
beforeAll(async () => {
  server = await startWireServer()
})
beforeEach(() => printed.forEach((level) => level.mockClear()))
afterAll(async () => {
  await server.stop()
  vi.restoreAllMocks()
})

const sentence = `Bad key ${plantedKey} in Authorization: Bearer ${plantedKey}`
const whole = (dialect: Dialect): string => wireEvents(dialect, { deltas: ['x'] }).join('')

/** Everywhere that a server could say the key back. */
const echoes: Readonly<Record<string, (dialect: Dialect) => WireReply>> = {
  ...Object.fromEntries(
    [400, 401, 403, 404, 413, 422, 429, 500, 503].map((status) => [
      `a refusal with ${status}`,
      (dialect: Dialect) => wireError(dialect, status, { type: plantedKey, code: plantedKey, message: sentence }),
    ]),
  ),
  'a page': () => ({ status: 400, headers: { 'content-type': 'text/html' }, chunks: [`<p>${sentence}</p>`] }),
  words: () => ({ status: 400, headers: { 'content-type': 'text/plain' }, chunks: [sentence] }),
  headers: () => ({ status: 400, headers: { 'content-type': 'application/json', 'x-echo': sentence, 'retry-after': plantedKey }, chunks: ['{}'] }),
  'an error in the stream': (dialect) => ({
    chunks: [wireEvents(dialect, { deltas: ['x'], error: { type: plantedKey, message: sentence } }).join('')],
  }),
  'broken JSON in the stream': () => ({ chunks: [`event: message_start\ndata: {"oops": ${sentence}\n\n`] }),
  'a broken stream': (dialect) => ({ chunks: [whole(dialect).slice(0, 90)], end: 'reset' }),
}

describe.each(dialects)('a key that %s says back', (dialect) => {
  it.each(Object.keys(echoes))('in %s stands in no error, and on no console', async (name) => {
    server.answer(echoes[name]?.(dialect) ?? {})
    const events = await tell(clientFor(dialect, server.baseUrl))
    expect(events.at(-1)?.kind).toBe('error')
    expect(JSON.stringify(events)).not.toContain(plantedKey)
    expect(printed.flatMap(({ mock }) => mock.calls)).toEqual([])
  })
})
