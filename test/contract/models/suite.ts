import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ModelClient } from '../../../server/ports/language-model.ts'
import type { WireAnswer } from '../../models/wire-events.ts'
import { callOf, endOf, errorIn, ofKind, schema, tell, textOf, tool } from './calls.ts'

/** Something that speaks through a client: a server that is told what to answer, or a script. */
export interface Subject {
  readonly client: ModelClient
  /** From now on calls are answered like this. */
  prepare(answer: WireAnswer): void | Promise<void>
  stop(): Promise<void>
}

const answer = '{"summary":"Zwei Aufgaben – «fertig» 🎉","operations":[{"op":"add","title":"Öffnen"}]}'
const deltas = [answer.slice(0, 20), answer.slice(20, 34), answer.slice(34)]

/** What every client of a model does, whoever answers. Run inside a `describe`. */
export function everyClient(start: () => Promise<Subject>): void {
  let subject: Subject
  beforeAll(async () => {
    subject = await start()
  })
  afterAll(() => subject.stop())

  it('tells the text as it comes, whole and in order, and then that it is finished', async () => {
    await subject.prepare({ deltas })
    const events = await tell(subject.client)
    expect(textOf(events)).toBe(answer)
    expect(ofKind(events, 'delta').length).toBeGreaterThan(1)
    expect(endOf(events)).toMatchObject({ kind: 'finish', reason: 'stop' })
  })

  it('hands a structured answer on as it came, on every rung', async () => {
    await subject.prepare({ deltas })
    for (const structure of ['strict', 'schema', 'json', 'text'] as const) {
      const events = await tell(subject.client, { structure, request: { output: { name: 'patch', schema } } })
      expect(textOf(events)).toBe(answer)
      expect(endOf(events)).toMatchObject({ kind: 'finish', reason: 'stop' })
    }
  })

  it('tells of tools that the model asks for as whole calls, with their input parsed', async () => {
    await subject.prepare({
      calls: [
        { id: 'call_1', name: tool.name, input: { words: 'door "east"' } },
        { id: 'call_2', name: tool.name, input: { words: 'Ö' } },
      ],
    })
    const events = await tell(subject.client, { request: { tools: [tool] } })
    expect(ofKind(events, 'tool-call').map(({ call }) => ({ name: call.name, input: call.input }))).toEqual([
      { name: tool.name, input: { words: 'door "east"' } },
      { name: tool.name, input: { words: 'Ö' } },
    ])
    const ids = ofKind(events, 'tool-call').map(({ call }) => call.id)
    expect(new Set(ids).size).toBe(2)
    expect(endOf(events)).toMatchObject({ kind: 'finish', reason: 'tool-calls' })
  })

  it('takes the results of tools back, and goes on', async () => {
    await subject.prepare({ calls: [{ id: 'call_1', name: tool.name, input: { words: 'door' } }] })
    const [first] = ofKind(await tell(subject.client, { request: { tools: [tool] } }), 'tool-call')
    if (!first) throw new Error('no tool was asked for')
    await subject.prepare({ deltas: ['one ', 'door'] })
    const events = await tell(subject.client, {
      request: {
        tools: [tool],
        messages: [
          { role: 'user', text: 'Find the door' },
          { role: 'assistant', text: '', toolCalls: [first.call] },
          { role: 'tool', callId: first.call.id, name: tool.name, text: '[{"id":"t1"}]' },
        ],
      },
    })
    expect(textOf(events)).toBe('one door')
    expect(endOf(events).kind).toBe('finish')
  })

  it('says what was used', async () => {
    await subject.prepare({ deltas, usage: { input: 321, output: 45 } })
    const events = await tell(subject.client)
    expect(ofKind(events, 'usage').at(-1)?.usage).toEqual({
      inputTokens: 321,
      cachedTokens: 0,
      cacheWriteTokens: 0,
      outputTokens: 45,
      reasoningTokens: 0,
    })
  })

  it('ends a long answer as too long, and keeps its text and its usage', async () => {
    await subject.prepare({ deltas: ['{"summary":"cut'], finish: 'length', usage: { input: 9, output: 4 } })
    const events = await tell(subject.client)
    expect(textOf(events)).toBe('{"summary":"cut')
    expect(ofKind(events, 'usage').at(-1)?.usage.outputTokens).toBe(4)
    expect(endOf(events)).toMatchObject({ kind: 'finish', reason: 'length' })
  })

  it('makes no call that was stopped before it began', async () => {
    await subject.prepare({ deltas })
    const control = new AbortController()
    control.abort()
    expect(errorIn(await tell(subject.client, {}, control.signal)).kind).toBe('aborted')
  })

  it('ends as aborted when it is stopped between two pieces, and never as finished', async () => {
    await subject.prepare({ deltas })
    const control = new AbortController()
    const events = []
    for await (const event of subject.client.call(callOf(), control.signal)) {
      events.push(event)
      control.abort()
    }
    expect(errorIn(events).kind).toBe('aborted')
  })

  it('answers many at once, each its own', async () => {
    await subject.prepare({ deltas })
    const all = await Promise.all(Array.from({ length: 20 }, () => tell(subject.client)))
    for (const events of all) {
      expect(textOf(events)).toBe(answer)
      expect(endOf(events).kind).toBe('finish')
    }
  })
}
