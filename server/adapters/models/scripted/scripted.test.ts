import { describe, expect, it } from 'vitest'
import type { CallEvent, ModelCall } from '../../../ports/language-model.ts'
import { scriptedClient, type ScriptedLine } from './index.ts'

const callOf = (text: string, more: Partial<ModelCall['request']> = {}): ModelCall => ({
  model: 'm-1',
  structure: 'strict',
  maxOutputTokens: 100,
  temperature: null,
  cache: 'none',
  streamUsage: true,
  request: {
    kind: 'edit',
    system: 'the system part',
    messages: [{ role: 'user', text }],
    stableMessages: 0,
    cacheKey: 'c',
    output: null,
    tools: [],
    maxOutputTokens: 100,
    prefer: null,
    only: null,
    allow: null,
    ...more,
  },
})

async function play(script: readonly ScriptedLine[], calls: readonly ModelCall[], signal = new AbortController().signal): Promise<CallEvent[][]> {
  const client = scriptedClient(script)
  const told: CallEvent[][] = []
  for (const call of calls) {
    const events: CallEvent[] = []
    for await (const event of client.call(call, signal)) events.push(event)
    told.push(events)
  }
  return told
}
const textOf = (events: readonly CallEvent[] | undefined): string =>
  (events ?? []).map((event) => (event.kind === 'delta' ? event.text : '')).join('')

describe('a script', () => {
  it('answers with the first line that fits: by kind, model, message or prompt', async () => {
    const script: ScriptedLine[] = [
      { when: { kind: 'plan' }, reply: { text: 'by kind' } },
      { when: { model: 'm-2' }, reply: { text: 'by model' } },
      { when: { message: /door/i }, reply: { text: 'by message' } },
      { when: { prompt: 'system part' }, reply: { text: 'by prompt' } },
    ]
    const told = await play(script, [callOf('x', { kind: 'plan' }), { ...callOf('x'), model: 'm-2' }, callOf('The Door'), callOf('x')])
    expect(told.map(textOf)).toEqual(['by kind', 'by model', 'by message', 'by prompt'])
  })

  it('uses a line as often as it may, and then the next', async () => {
    const script: ScriptedLine[] = [
      { times: 1, reply: { error: { kind: 'overloaded', status: 529, retryAfterMs: 5 } } },
      { reply: (call, n) => ({ json: { n, said: call.request.messages.at(-1)?.text } }) },
    ]
    const told = await play(script, [callOf('a'), callOf('b'), callOf('c')])
    expect(told[0]?.at(-1)).toMatchObject({
      kind: 'error',
      error: { kind: 'overloaded', status: 529, retryAfterMs: 5, message: 'scripted has more to do than it can.' },
    })
    expect(told.slice(1).map(textOf)).toEqual(['{"n":0,"said":"b"}', '{"n":1,"said":"c"}'])
  })

  it('fails a call that it does not know, and names it', async () => {
    const [told] = await play([{ when: { message: 'other' }, reply: {} }], [callOf('Paint it red')])
    expect(told).toMatchObject([
      { kind: 'error', error: { kind: 'bad_request', message: 'The script has no answer to a turn of kind “edit” that says “Paint it red”.' } },
    ])
  })

  it('tells an answer in pieces that end between characters', async () => {
    const text = '🎉'.repeat(40)
    const [told] = await play([{ reply: { text } }], [callOf('x')])
    const pieces = (told ?? []).flatMap((event) => (event.kind === 'delta' ? [event.text] : []))
    expect(pieces.length).toBeGreaterThan(1)
    expect(pieces.join('')).toBe(text)
    expect(pieces.every((piece) => piece.isWellFormed())).toBe(true)
  })

  it('tells of usage as it is told to, of likely usage, or of none', async () => {
    const usageOf = (events: readonly CallEvent[] | undefined) => (events ?? []).flatMap((event) => (event.kind === 'usage' ? [event.usage] : []))
    const told = await play(
      [{ times: 1, reply: { text: 'x', usage: { inputTokens: 7 } } }, { times: 1, reply: { text: 'four'.repeat(5) } }, { reply: { usage: null } }],
      [callOf('x'), callOf('x'), callOf('x')],
    )
    expect(usageOf(told[0])).toMatchObject([{ inputTokens: 7 }])
    expect(usageOf(told[1])).toMatchObject([{ outputTokens: 5 }])
    expect(usageOf(told[2])).toEqual([])
  })

  it('stops at once while it waits between two pieces', async () => {
    const control = new AbortController()
    const client = scriptedClient([{ reply: { text: ['a', 'b'], delayMs: 3_600_000 } }])
    const stream = client.call(callOf('x'), control.signal)[Symbol.asyncIterator]()
    const first = stream.next()
    control.abort()
    const events = [(await first).value]
    for (let step = await stream.next(); !step.done; step = await stream.next()) events.push(step.value)
    expect(events.at(-1)).toMatchObject({ kind: 'error', error: { kind: 'aborted' } })
    expect(client.calls).toHaveLength(1)
  })
})
