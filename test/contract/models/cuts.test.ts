import { describe, expect, it } from 'vitest'
import { dialects, wireEvents, type Dialect } from '../../models/wire-events.ts'
import { startWireServer, type WireReply } from '../../models/wire-server.ts'
import { endOf, ofKind, tell, textOf, tool } from './calls.ts'
import { clientFor } from './clients.ts'

const text = '{"op":"ä🎉"}'

/** One answer with text and a tool, as short as it can be: each of its bytes is a call. */
const bytesOf = (dialect: Dialect): Buffer =>
  Buffer.from(wireEvents(dialect, { deltas: ['{"op":', '"ä🎉"}'], calls: [{ id: 'a', name: tool.name, input: { words: 'x' } }] }).join(''))

/** The bytes at which the answer has said that it ended: behind the event that says why it stopped. */
function endsAt(dialect: Dialect, bytes: Buffer): number {
  const says = { openai: '"finish_reason":"tool_calls"', anthropic: '"stop_reason":"tool_use"', gemini: '"finishReason":"STOP"' }[dialect]
  const at = bytes.indexOf(says)
  if (at < 0) throw new Error('the answer does not say that it ended')
  return bytes.indexOf('\n', at)
}

/** Calls side by side, since there are thousands. */
async function eachByte(
  dialect: Dialect,
  replyTo: (bytes: Buffer, length: number) => WireReply,
  check: (told: Told, length: number, bytes: Buffer) => void,
): Promise<void> {
  const server = await startWireServer()
  const bytes = bytesOf(dialect)
  server.answer((request) => replyTo(bytes, Number(/cut-(\d+)/.exec(request.text)?.[1])))
  const client = clientFor(dialect, server.baseUrl)
  const lengths = Array.from({ length: bytes.length + 1 }, (_, length) => length)
  const next = lengths.values()
  const worker = async (): Promise<void> => {
    for (const length of next) check(await tell(client, { request: { system: `cut-${length}` } }), length, bytes)
  }
  await Promise.all(Array.from({ length: 16 }, worker))
  await server.stop()
}
type Told = Awaited<ReturnType<typeof tell>>

describe.each(dialects)('an answer of %s that is cut', (dialect) => {
  it('at any byte, by a connection that breaks, never finishes and asks for no tool', async () => {
    await eachByte(
      dialect,
      (bytes, length) => ({ chunks: [bytes], cutAfter: length, end: 'reset' }),
      (told, length) => {
        expect({ length, end: endOf(told).kind, tools: ofKind(told, 'tool-call').length }).toEqual({ length, end: 'error', tools: 0 })
        expect(text.startsWith(textOf(told))).toBe(true)
      },
    )
  }, 120_000)

  it('at any byte, by a stream that ends as if that were all, finishes only when it had said so', async () => {
    let finished = 0
    await eachByte(
      dialect,
      (bytes, length) => ({ chunks: [bytes], cutAfter: length }),
      (told, length, bytes) => {
        const end = endOf(told)
        if (end.kind === 'error') return
        finished += 1
        expect(length).toBeGreaterThanOrEqual(endsAt(dialect, bytes))
        expect(textOf(told)).toBe(text)
        expect(ofKind(told, 'tool-call')).toHaveLength(1)
      },
    )
    expect(finished).toBeGreaterThan(0)
  }, 120_000)
})
