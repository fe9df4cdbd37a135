import { expect, it, vi } from 'vitest'
import { dialects, wireReply } from '../../models/wire-events.ts'
import { startWireServer } from '../../models/wire-server.ts'
import { tell } from './calls.ts'
import { clientFor } from './clients.ts'

const loaded = vi.hoisted(() => [] as string[])
vi.mock('openai', async (original) => {
  loaded.push('openai')
  return original()
})
vi.mock('@anthropic-ai/sdk', async (original) => {
  loaded.push('anthropic')
  return original()
})
vi.mock('@google/genai', async (original) => {
  loaded.push('gemini')
  return original()
})

it('loads the SDK of a provider with its first call, and no other', async () => {
  const server = await startWireServer()
  const clients = dialects.map((dialect) => ({ dialect, client: clientFor(dialect, server.baseUrl) }))
  expect(loaded).toEqual([])
  for (const [index, { dialect, client }] of clients.entries()) {
    server.answer(wireReply(dialect, { deltas: ['x'] }))
    await Promise.all([tell(client), tell(client)])
    expect(loaded).toEqual(dialects.slice(0, index + 1))
  }
  await server.stop()
})
