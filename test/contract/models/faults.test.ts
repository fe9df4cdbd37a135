import { createServer } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CallEvent, ModelErrorKind } from '../../../server/ports/language-model.ts'
import { startAimock } from '../../models/aimock.ts'
import { dialects, wireError, wireEvents, wireReply, type Dialect, type WireAnswer } from '../../models/wire-events.ts'
import { startWireServer, type WireReply, type WireServer } from '../../models/wire-server.ts'
import { endOf, errorIn, ofKind, tell, textOf, tool } from './calls.ts'
import { clientFor } from './clients.ts'

let server: WireServer
beforeAll(async () => {
  server = await startWireServer()
})
beforeEach(() => server.forget())
afterAll(() => server.stop())

async function answered(dialect: Dialect, reply: WireReply): Promise<CallEvent[]> {
  server.answer(reply)
  return tell(clientFor(dialect, server.baseUrl))
}
const said = (dialect: Dialect, answer: WireAnswer): Promise<CallEvent[]> => answered(dialect, wireReply(dialect, answer))

describe.each(dialects)('a refusal of the whole call by %s', (dialect) => {
  const types: Readonly<Record<Dialect, Readonly<Record<string, string>>>> = {
    openai: {
      rate: 'rate_limit_exceeded',
      auth: 'invalid_api_key',
      server: 'server_error',
      busy: 'server_error',
      model: 'invalid_request_error',
      bad: 'invalid_request_error',
    },
    anthropic: {
      rate: 'rate_limit_error',
      auth: 'authentication_error',
      server: 'api_error',
      busy: 'overloaded_error',
      model: 'not_found_error',
      bad: 'invalid_request_error',
    },
    gemini: {
      rate: 'RESOURCE_EXHAUSTED',
      auth: 'UNAUTHENTICATED',
      server: 'INTERNAL',
      busy: 'UNAVAILABLE',
      model: 'NOT_FOUND',
      bad: 'INVALID_ARGUMENT',
    },
  }
  const refusals: readonly (readonly [string, number, string, ModelErrorKind])[] = [
    ['rate', 429, 'slow down', 'rate_limited'],
    ['auth', 401, 'who are you', 'auth'],
    ['server', 500, 'oops', 'server'],
    ['busy', dialect === 'anthropic' ? 529 : 503, 'later', 'overloaded'],
    ['model', 404, 'model: x', 'model_not_found'],
    ['bad', 400, 'no messages', 'bad_request'],
    ['bad', 400, 'the prompt is too long', 'context_overflow'],
  ]

  it.each(refusals)('%s %i (%s) is %s', async (name, status, message, kind) => {
    const events = await answered(dialect, wireError(dialect, status, { type: types[dialect][name] ?? '', message }))
    expect(errorIn(events)).toMatchObject({ kind, status, refusedStructure: false })
  })

  it('says how long to wait, and which request it was', async () => {
    const headers = { 'retry-after': '12', 'x-request-id': 'req-7' }
    const events = await answered(dialect, wireError(dialect, 429, { type: types[dialect]['rate'] ?? '', message: 'slow' }, headers))
    expect(errorIn(events)).toMatchObject({ kind: 'rate_limited', retryAfterMs: 12_000, requestId: 'req-7' })
  })

  it('says that the structure is what it refuses', async () => {
    const events = await answered(
      dialect,
      wireError(dialect, 400, { type: types[dialect]['bad'] ?? '', message: 'The JSON schema is not supported by this model' }),
    )
    expect(errorIn(events)).toMatchObject({ kind: 'bad_request', refusedStructure: true })
  })

  it.each([
    ['a page of a proxy', 502, 'text/html', '<html>Bad gateway</html>', 'server'],
    ['words', 500, 'text/plain', 'oops', 'server'],
    ['nothing', 503, 'text/plain', '', 'overloaded'],
    ['JSON of another kind', 400, 'application/json', '["no"]', 'bad_request'],
    ['half of JSON', 400, 'application/json', '{"error":', dialect === 'gemini' ? 'server' : 'bad_request'],
  ])('may be %s', async (_, status, type, body, kind) => {
    const error = errorIn(await answered(dialect, { status, headers: { 'content-type': type }, chunks: [body] }))
    expect(error.kind).toBe(kind)
    expect(error.message).not.toMatch(/[<{[]/)
  })
})

describe.each(dialects)('an answer of %s', (dialect) => {
  it('that ends in an error event is that error, with the text and the usage so far', async () => {
    const type = { openai: 'server_error', anthropic: 'overloaded_error', gemini: 'UNAVAILABLE' }[dialect]
    const events = await said(dialect, { deltas: ['half '], error: { type, message: 'too much', status: 503 } })
    expect(textOf(events)).toBe('half ')
    expect(errorIn(events).kind).toBe(dialect === 'openai' ? 'server' : 'overloaded')
    // OpenAI says what was used only at the very end.
    expect(ofKind(events, 'usage').map(({ usage }) => usage.inputTokens)).toEqual(dialect === 'openai' ? [] : [120])
  })

  it('that is declined is refused, and is paid for', async () => {
    const events = await said(dialect, { deltas: ['I'], finish: 'refused', usage: { input: 50, output: 3 } })
    expect(errorIn(events).kind).toBe('refused')
    expect(ofKind(events, 'usage')[0]?.usage).toMatchObject({ inputTokens: 50, outputTokens: 3 })
  })

  it('that never says it ended is cut, however neatly the stream closes', async () => {
    const events = await said(dialect, { deltas: ['{"a":1}'], finish: null })
    expect(errorIn(events).kind).toBe('network')
  })

  it('whose connection breaks is cut', async () => {
    const events = await answered(dialect, wireReply(dialect, { deltas: ['{"a":1}'], finish: null }, { end: 'reset' }))
    expect(errorIn(events).kind).toBe('network')
  })

  it('whose connection breaks behind its end is cut too: nothing says that nothing was to follow', async () => {
    const events = await answered(dialect, wireReply(dialect, { deltas: ['{"a":1}'] }, { end: 'reset' }))
    expect(errorIn(events).kind).toBe('network')
  })

  it('for a reason nobody knows has failed', async () => {
    expect(errorIn(await said(dialect, { deltas: ['x'], finish: 'mood_swing' })).kind).toBe('server')
  })

  it('that says twice that it ended, ends once', async () => {
    const events = wireEvents(dialect, { deltas: ['ok'] })
    const ending = events.filter((event) => /finish_?reason":"(stop|STOP)|message_delta/i.test(event))
    expect(ending).toHaveLength(1)
    const at = events.indexOf(ending[0] ?? '')
    const doubled = [...events.slice(0, at + 1), ...ending, ...events.slice(at + 1)]
    const told = await answered(dialect, { chunks: doubled })
    expect(endOf(told)).toMatchObject({ kind: 'finish', reason: 'stop' })
  })

  it('is read whole when it comes byte by byte', async () => {
    const text = 'Ä «quoted» 🎉 {"a":"\\n"}'
    const bytes = Buffer.from(wireEvents(dialect, { deltas: [text, text] }).join(''))
    const events = await answered(dialect, { chunks: Array.from(bytes, (byte) => Uint8Array.of(byte)) })
    expect(textOf(events)).toBe(text + text)
    expect(endOf(events).kind).toBe('finish')
  })

  it('is read with the line ends of another system', async () => {
    const events = await answered(dialect, { chunks: wireEvents(dialect, { deltas: ['a', 'b'] }).map((event) => event.replaceAll('\n', '\r\n')) })
    expect(textOf(events)).toBe('ab')
    expect(endOf(events).kind).toBe('finish')
  })

  it('that is no JSON has failed', async () => {
    const error = errorIn(await answered(dialect, { chunks: ['event: message\ndata: {"choices": [oops\n\n'] }))
    expect(['server', 'network']).toContain(error.kind)
    expect(error.message).not.toContain('oops')
  })

  it.each([
    ['a page', 'text/html', '<html>Sign in</html>'],
    ['words', 'text/plain', 'hello'],
    ['an object without a stream', 'application/json', '{"ok":true}'],
    ['nothing', 'text/html', ''],
  ])('that is %s, with 200, has failed', async (_, type, body) => {
    expect(['server', 'network']).toContain(errorIn(await answered(dialect, { headers: { 'content-type': type }, chunks: [body] })).kind)
  })

  it.each([
    ['null'],
    ['{}'],
    ['[]'],
    ['7'],
    ['{"choices":null,"candidates":null,"type":"content_block_delta"}'],
    ['{"choices":[{}],"candidates":[{}],"type":"message_start"}'],
    ['{"choices":[{"delta":{"content":[1],"tool_calls":[{}]}}],"candidates":[{"content":{"parts":[{}]}}],"usage":"many","usageMetadata":7}'],
  ])('that holds %s never throws', async (data) => {
    const events = await answered(dialect, { chunks: [`event: content_block_delta\ndata: ${data}\n\n`] })
    expect(errorIn(events).kind).toMatch(/network|server/)
  })

  it('may call a tool with broken input: it comes as the text it was', async () => {
    if (dialect === 'gemini') return
    const chunks = wireEvents(dialect, { calls: [{ id: 'a', name: tool.name, input: { words: 'x' } }] }).map((event) =>
      event.replace('\\"x\\"}', '\\"x'),
    )
    const events = await answered(dialect, { chunks })
    expect(ofKind(events, 'tool-call')[0]?.call.input).toBe('{"words":"x')
  })

  it('that is too long tells of no tools, since the last may be cut', async () => {
    const events = await said(dialect, { calls: [{ id: 'a', name: tool.name, input: { words: 'x' } }], finish: 'length' })
    expect(ofKind(events, 'tool-call')).toEqual([])
    expect(endOf(events)).toMatchObject({ kind: 'finish', reason: 'length' })
  })

  it('gives signs of life while it thinks, and no thoughts', async () => {
    const events = await said(dialect, { thoughts: ['hm', 'well'], deltas: ['yes'] })
    expect(textOf(events)).toBe('yes')
    expect(ofKind(events, 'delta').filter(({ text }) => text === '').length).toBeGreaterThanOrEqual(2)
  })

  it('says which model gave it, and which request it was', async () => {
    const reply = wireReply(dialect, { deltas: ['x'], model: 'model-2026-11' }, { headers: { 'x-request-id': 'req-9' } })
    expect(endOf(await answered(dialect, reply))).toMatchObject({ kind: 'finish', answeredBy: 'model-2026-11', requestId: 'req-9' })
  })
})

describe('usage means the same of every provider', () => {
  it.each(dialects)('%s: input holds the cached tokens, output the reasoning', async (dialect) => {
    const usage = { input: 1000, output: 200, cached: 700, cacheWrite: dialect === 'gemini' ? 0 : 50, reasoning: 150 }
    const events = await said(dialect, { deltas: ['x'], usage })
    expect(ofKind(events, 'usage')).toEqual([
      { kind: 'usage', usage: { inputTokens: 1000, cachedTokens: 700, cacheWriteTokens: usage.cacheWrite, outputTokens: 200, reasoningTokens: 150 } },
    ])
  })

  it.each(dialects)('%s: nothing is made up where it says nothing', async (dialect) => {
    expect(ofKind(await said(dialect, { deltas: ['x'], usage: null }), 'usage')).toEqual([])
  })

  it('reasoning that xAI counts beside the completion is added', async () => {
    const usage = { prompt_tokens: 100, completion_tokens: 10, total_tokens: 150, completion_tokens_details: { reasoning_tokens: 40 } }
    const chunks = wireEvents('openai', { deltas: ['x'], usage: null })
    chunks.splice(-1, 0, `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [], usage })}\n\n`)
    expect(ofKind(await answered('openai', { chunks }), 'usage')[0]?.usage).toMatchObject({ outputTokens: 50, reasoningTokens: 40 })
  })
})

describe('what one of them alone does', () => {
  it('OpenAI declines in a field of its own', async () => {
    const events = await said('openai', { refusal: "I can't help with that." })
    expect(errorIn(events).kind).toBe('refused')
  })

  it('Anthropic thinks without a word: the wait for the first goes on', async () => {
    const chunks = wireEvents('anthropic', { thoughts: ['hm'], deltas: ['x'] }).filter((event) => !/thinking_delta|signature_delta/.test(event))
    expect(ofKind(await answered('anthropic', { chunks }), 'delta').map(({ text }) => text)).toEqual(['x'])
  })

  it('Anthropic runs out of its window', async () => {
    expect(errorIn(await said('anthropic', { deltas: ['x'], finish: 'model_context_window_exceeded' })).kind).toBe('context_overflow')
  })

  it('Anthropic says at the end only what is new: what it said at the start stands', async () => {
    const chunks = wireEvents('anthropic', { deltas: ['x'], usage: { input: 90, cached: 60, output: 4 } }).map((event) =>
      event.startsWith('event: message_delta')
        ? event.replace(/"input_tokens":30,"cache_read_input_tokens":60/, '"input_tokens":null,"cache_read_input_tokens":null')
        : event,
    )
    expect(chunks.join('')).toContain('"input_tokens":null')
    expect(ofKind(await answered('anthropic', { chunks }), 'usage')[0]?.usage).toMatchObject({ inputTokens: 90, cachedTokens: 60, outputTokens: 4 })
  })

  it('Gemini refuses a prompt without any candidate', async () => {
    const chunks = ['data: {"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5}}\n\n']
    const events = await answered('gemini', { chunks })
    expect(errorIn(events).kind).toBe('refused')
    expect(ofKind(events, 'usage')[0]?.usage.inputTokens).toBe(5)
  })

  it('Gemini says STOP on every chunk: only the last counts', async () => {
    const chunk = (text: string): string => `data: ${JSON.stringify({ candidates: [{ content: { parts: [{ text }] }, finishReason: 'STOP' }] })}\n\n`
    const open = `data: ${JSON.stringify({ candidates: [{ content: { parts: [{ text: 'c' }] } }] })}\n\n`
    expect(endOf(await answered('gemini', { chunks: [chunk('a'), chunk('b')] }))).toMatchObject({ kind: 'finish' })
    expect(errorIn(await answered('gemini', { chunks: [chunk('a'), open] })).kind).toBe('network')
  })

  it.each([{}, { finishReason: 'CONTINUATION' }])('Gemini offers to go on (%j): nothing is asked behind our back', async (ends) => {
    const chunk = { candidates: [{ content: { parts: [{ text: '{"a' }] }, ...ends, continuationToken: 'more' }], responseId: 'r' }
    const events = await answered('gemini', { chunks: [`data: ${JSON.stringify(chunk)}\n\n`] })
    expect(server.requests).toHaveLength(1)
    expect(endOf(events)).toMatchObject('finishReason' in ends ? { kind: 'finish', reason: 'length' } : { kind: 'error', error: { kind: 'network' } })
  })

  it('Gemini hides how long to wait in the message', async () => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '31s' }]
    const events = await answered('gemini', wireError('gemini', 429, { type: 'RESOURCE_EXHAUSTED', message: 'x', details }))
    expect(errorIn(events)).toMatchObject({ kind: 'rate_limited', retryAfterMs: 31_000 })
  })

  it('a local server sends all its tool calls with one index', async () => {
    const call = (id: string): string =>
      `data: ${JSON.stringify({ id: 'x', model: 'm', choices: [{ index: 0, delta: { tool_calls: [{ index: 0, id, type: 'function', function: { name: tool.name, arguments: `{"words":"${id}"}` } }] }, finish_reason: null }] })}\n\n`
    const end = 'data: {"id":"x","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'
    const events = await answered('openai', { chunks: [call('a'), call('b'), end] })
    expect(ofKind(events, 'tool-call').map(({ call: { input } }) => input)).toEqual([{ words: 'a' }, { words: 'b' }])
    expect(endOf(events)).toMatchObject({ reason: 'tool-calls' })
  })
})

describe.each(dialects)('a connection to %s', (dialect) => {
  it('that nobody takes has failed', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const nobody = `http://127.0.0.1:${(taken.address() as AddressInfo).port}`
    taken.close()
    await once(taken, 'close')
    const error = errorIn(await tell(clientFor(dialect, { openai: nobody, anthropic: nobody, gemini: nobody })))
    expect(error).toMatchObject({ kind: 'network', status: null })
  })

  it('that is dropped before the headers has failed', async () => {
    const dropping = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    await once(dropping, 'listening')
    const url = `http://127.0.0.1:${(dropping.address() as AddressInfo).port}`
    expect(errorIn(await tell(clientFor(dialect, { openai: url, anthropic: url, gemini: url }))).kind).toBe('network')
    dropping.close()
  })

  it('recovers: the client is made once, and answers the next call', async () => {
    const client = clientFor(dialect, server.baseUrl)
    server.answer(wireReply(dialect, { deltas: ['x'] }, { end: 'reset', cutAfter: 10 }))
    expect(errorIn(await tell(client)).kind).toBe('network')
    server.answer(wireReply(dialect, { deltas: ['x'] }))
    expect(endOf(await tell(client)).kind).toBe('finish')
  })
})

describe.each(dialects)('a double made by others, as %s', (dialect) => {
  it('fails as it is told to, and then answers', async () => {
    const double = await startAimock([
      { match: { sequenceIndex: 0 }, response: { error: { message: 'slow down', type: 'rate_limit_error' }, status: 429, retryAfter: 3 } },
      { match: { sequenceIndex: 1 }, response: { error: { message: 'busy', type: 'overloaded_error' }, status: 503 } },
      { match: { sequenceIndex: 2 }, response: { content: 'a long answer that is cut in the middle of it' }, truncateAfterChunks: 2, chunkSize: 4 },
      { match: {}, response: { content: 'at last' } },
    ])
    const client = clientFor(dialect, double.baseUrl)
    expect(errorIn(await tell(client))).toMatchObject({ kind: 'rate_limited', retryAfterMs: 3000 })
    expect(errorIn(await tell(client)).kind).toBe('overloaded')
    expect(errorIn(await tell(client)).kind).toBe('network')
    expect(textOf(await tell(client))).toBe('at last')
    await double.stop()
  })

  it('refuses a call that was not prepared', async () => {
    const double = await startAimock([])
    expect(errorIn(await tell(clientFor(dialect, double.baseUrl))).kind).toMatch(/overloaded|server/)
    await double.stop()
  })
})
