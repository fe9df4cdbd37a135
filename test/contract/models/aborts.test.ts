import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CallEvent } from '../../../server/ports/language-model.ts'
import { dialects, wireReply } from '../../models/wire-events.ts'
import { startWireServer, type WireServer } from '../../models/wire-server.ts'
import { callOf, errorIn, ofKind, tell } from './calls.ts'
import { clientFor } from './clients.ts'

let server: WireServer
const stray: unknown[] = []
const note = (reason: unknown): void => void stray.push(reason)
beforeAll(async () => {
  server = await startWireServer()
  process.on('unhandledRejection', note)
})
beforeEach(() => server.forget())
afterAll(async () => {
  await server.stop()
  process.off('unhandledRejection', note)
})

/** Settles when the server has the request. */
async function arrived(): Promise<(typeof server.requests)[number]> {
  for (;;) {
    const [request] = server.requests
    if (request) return request
    await new Promise((resolve) => setImmediate(resolve))
  }
}

describe.each(dialects)('a call of %s that is stopped', (dialect) => {
  it('before the headers come ends at once, and leaves the connection', async () => {
    server.answer({ end: 'silent' })
    const control = new AbortController()
    const told = tell(clientFor(dialect, server.baseUrl), {}, control.signal)
    const request = await arrived()
    control.abort()
    expect(errorIn(await told).kind).toBe('aborted')
    expect(await request.closed).toEqual({ aborted: true })
  })

  it('in the middle of a stream that says nothing more ends at once, leaves the connection and is paid for', async () => {
    server.answer(wireReply(dialect, { deltas: ['one', 'two'], finish: null }, { end: 'open' }))
    const control = new AbortController()
    const events: CallEvent[] = []
    for await (const event of clientFor(dialect, server.baseUrl).call(callOf(), control.signal)) {
      events.push(event)
      if (event.kind === 'delta' && event.text === 'two') control.abort()
    }
    expect(errorIn(events).kind).toBe('aborted')
    // OpenAI says what was used only at the very end.
    expect(ofKind(events, 'usage')).toHaveLength(dialect === 'openai' ? 0 : 1)
    expect(await (await arrived()).closed).toEqual({ aborted: true })
  })

  it('while it waits for the next piece ends at once', async () => {
    let reached: () => void = () => undefined
    const waiting = new Promise<void>((resolve) => {
      reached = resolve
    })
    const never = new Promise<void>(() => undefined)
    server.answer(
      wireReply(dialect, { deltas: ['one', 'two', 'three'] }, { before: (index) => (index < 3 ? Promise.resolve() : (reached(), never)) }),
    )
    const control = new AbortController()
    const told = tell(clientFor(dialect, server.baseUrl), {}, control.signal)
    await waiting
    control.abort()
    expect(errorIn(await told).kind).toBe('aborted')
    expect(await (await arrived()).closed).toEqual({ aborted: true })
  })

  it('by whoever listens leaves the connection', async () => {
    server.answer(wireReply(dialect, { deltas: ['one', 'two'], finish: null }, { end: 'open' }))
    for await (const event of clientFor(dialect, server.baseUrl).call(callOf(), new AbortController().signal)) {
      if (event.kind === 'delta' && event.text === 'one') break
    }
    expect(await (await arrived()).closed).toEqual({ aborted: true })
  })

  it('stops no other call', async () => {
    server.answer((request) => wireReply(dialect, { deltas: ['one', 'two'] }, request.text.includes('stay') ? {} : { end: 'silent' }))
    const client = clientFor(dialect, server.baseUrl)
    const control = new AbortController()
    const stopped = tell(client, {}, control.signal)
    await arrived()
    const staying = tell(client, { request: { system: 'stay' } })
    control.abort()
    expect(errorIn(await stopped).kind).toBe('aborted')
    expect((await staying).at(-1)?.kind).toBe('finish')
  })
})

it('leaves no promise behind that fails with nobody to hear it', async () => {
  await new Promise((resolve) => setImmediate(resolve))
  expect(stray).toEqual([])
})
