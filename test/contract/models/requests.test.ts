import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openaiClient } from '../../../server/adapters/models/openai/index.ts'
import type { ModelMessage, ToolCall } from '../../../server/ports/language-model.ts'
import { dialects, wireReply, type Dialect } from '../../models/wire-events.ts'
import { startWireServer, type WireRequest, type WireServer } from '../../models/wire-server.ts'
import { ofKind, schema, tell, tool, type Asked } from './calls.ts'
import { clientFor, plantedKey } from './clients.ts'

let server: WireServer
beforeAll(async () => {
  server = await startWireServer()
})
beforeEach(() => server.forget())
afterEach(() => vi.unstubAllEnvs())
afterAll(() => server.stop())

/** What one call sends. */
async function sent(dialect: Dialect, asked: Asked = {}, key: string | null = plantedKey): Promise<WireRequest & { readonly body: Body }> {
  server.answer(wireReply(dialect, { deltas: ['ok'] }))
  await tell(clientFor(dialect, server.baseUrl, key), asked)
  const request = server.requests.at(-1)
  if (!request) throw new Error('nothing was sent')
  return { ...request, body: request.json as Body }
}

/** Bodies are read loosely: the tests say what must stand where. */
// oxlint-disable-next-line typescript/no-explicit-any
type Body = Record<string, any>

const structured: Asked = { request: { output: { name: 'patch', schema } } }

describe('every request', () => {
  it.each([
    ['openai', '/v1/chat/completions', 'authorization', `Bearer ${plantedKey}`],
    ['anthropic', '/v1/messages', 'authorization', `Bearer ${plantedKey}`],
    ['gemini', '/v1beta/models/wire-model:streamGenerateContent?alt=sse', 'x-goog-api-key', plantedKey],
  ] as const)('of %s goes to %s of the base address, with the key in %s alone', async (dialect, path, header, value) => {
    const request = await sent(dialect)
    expect(request.path).toBe(path)
    expect(request.headers[header]).toBe(value)
    const rest = { ...request.headers, [header]: '' }
    expect(JSON.stringify([rest, request.path, request.text])).not.toContain(plantedKey)
  })

  it.each(['openai', 'anthropic'] as const)('of %s carries no key where there is none', async (dialect) => {
    const { headers } = await sent(dialect, {}, null)
    expect(headers).not.toHaveProperty('authorization')
    expect(headers).not.toHaveProperty('x-api-key')
  })

  it.each(dialects)('of %s takes nothing from the environment', async (dialect) => {
    const elsewhere = 'http://127.0.0.1:1/elsewhere'
    const set = {
      OPENAI_API_KEY: 'other',
      OPENAI_BASE_URL: elsewhere,
      OPENAI_ORG_ID: 'org',
      OPENAI_PROJECT_ID: 'project',
      ANTHROPIC_API_KEY: 'other',
      ANTHROPIC_AUTH_TOKEN: 'other',
      ANTHROPIC_BASE_URL: elsewhere,
      GOOGLE_API_KEY: 'other',
      GOOGLE_GENAI_USE_VERTEXAI: 'true',
      GOOGLE_GEMINI_BASE_URL: elsewhere,
      GOOGLE_CLOUD_PROJECT: 'project',
    }
    for (const [name, value] of Object.entries(set)) vi.stubEnv(name, value)
    const { headers } = await sent(dialect)
    expect(Object.values(headers).join(' ')).toContain(plantedKey)
    expect(headers).not.toHaveProperty('openai-organization')
    expect(headers).not.toHaveProperty('openai-project')
  })

  it.each(dialects)('of %s carries the schema byte for byte', async (dialect) => {
    const request = await sent(dialect, structured)
    expect(request.text).toContain(JSON.stringify(schema))
  })

  it.each(dialects)('of %s is made once, however it ends', async (dialect) => {
    for (const status of [408, 409, 429, 500, 503]) {
      server.forget()
      server.answer({ status, headers: { 'content-type': 'application/json', 'x-should-retry': 'true' }, chunks: ['{}'] })
      await tell(clientFor(dialect, server.baseUrl))
      expect(server.requests).toHaveLength(1)
    }
  })

  it.each(dialects)('of %s begins with the same bytes as the one before it in a conversation', async (dialect) => {
    const begun: ModelMessage[] = [
      { role: 'user', text: 'The plan' },
      { role: 'assistant', text: 'I see it', toolCalls: [] },
    ]
    const first = await sent(dialect, { request: { messages: [...begun, { role: 'user', text: 'Move the door' }], stableMessages: 2 } })
    const second = await sent(dialect, { request: { messages: [...begun, { role: 'user', text: 'And paint it' }], stableMessages: 2 } })
    const prefix = (text: string, end: string): string => text.slice(0, text.indexOf(end))
    expect(prefix(first.text, 'Move the door')).toBe(prefix(second.text, 'And paint it'))
    expect(prefix(first.text, 'Move the door')).toContain('I see it')
  })
})

describe('the shape of the answer', () => {
  it('is asked of OpenAI as strict, as a schema, as any object, or in words', async () => {
    const strict = await sent('openai', { ...structured, structure: 'strict' })
    expect(strict.body['response_format']).toEqual({ type: 'json_schema', json_schema: { name: 'patch', schema, strict: true } })
    expect(strict.body['messages'][0].content).toBe('You change plans.')
    const loose = await sent('openai', { ...structured, structure: 'schema' })
    expect(loose.body['response_format']).toEqual({ type: 'json_schema', json_schema: { name: 'patch', schema, strict: false } })
    const json = await sent('openai', { ...structured, structure: 'json' })
    expect(json.body['response_format']).toEqual({ type: 'json_object' })
    const text = await sent('openai', { ...structured, structure: 'text' })
    expect(text.body).not.toHaveProperty('response_format')
    for (const { body } of [json, text]) expect(body['messages'][0].content).toContain(JSON.stringify(schema))
  })

  it('stands in the prompt of a local server on every rung, since its model does not see the grammar', async () => {
    server.answer(wireReply('openai', { deltas: ['ok'] }))
    const client = openaiClient({ provider: 'local', apiKey: null, baseUrl: server.baseUrl.openai })
    for (const structure of ['strict', 'schema', 'json', 'text'] as const) {
      await tell(client, { ...structured, structure })
      const body = server.requests.at(-1)?.json as Body
      expect(body['messages'][0].content).toContain(JSON.stringify(schema))
      expect(body).toMatchObject({ max_tokens: 400 })
      expect(body).not.toHaveProperty('max_completion_tokens')
    }
  })

  it('is asked of Anthropic as a format, or in the prompt', async () => {
    const strict = await sent('anthropic', { ...structured, structure: 'strict' })
    expect(strict.body['output_config']).toEqual({ format: { type: 'json_schema', schema } })
    for (const structure of ['schema', 'json', 'text'] as const) {
      const { body } = await sent('anthropic', { ...structured, structure })
      expect(body).not.toHaveProperty('output_config')
      expect(body['system'][0].text).toContain(JSON.stringify(schema))
    }
  })

  it('is asked of Gemini as a schema, as JSON, or in the prompt; with tools as a schema or in the prompt', async () => {
    for (const structure of ['strict', 'schema'] as const) {
      const { body } = await sent('gemini', { ...structured, structure })
      expect(body['generationConfig']).toMatchObject({ responseMimeType: 'application/json', responseJsonSchema: schema })
    }
    const json = await sent('gemini', { ...structured, structure: 'json' })
    expect(json.body['generationConfig']).toMatchObject({ responseMimeType: 'application/json' })
    expect(json.body['generationConfig']).not.toHaveProperty('responseJsonSchema')
    expect(json.body['systemInstruction'].parts[0].text).toContain(JSON.stringify(schema))
    const withTools = await sent('gemini', { structure: 'schema', request: { ...structured.request, tools: [tool] } })
    expect(withTools.body['generationConfig']).not.toHaveProperty('responseMimeType')
    expect(withTools.body['systemInstruction'].parts[0].text).toContain(JSON.stringify(schema))
  })

  it.each(dialects)('is nothing at all to %s where words are wanted', async (dialect) => {
    const { text } = await sent(dialect, { structure: 'json' })
    expect(text).not.toMatch(/schema|response_?format|mimeType/i)
  })
})

describe('parameters', () => {
  it('are given to each in its own names', async () => {
    const asked: Asked = { temperature: 0.25, maxOutputTokens: 77 }
    expect((await sent('openai', asked)).body).toMatchObject({
      temperature: 0.25,
      max_completion_tokens: 77,
      stream: true,
      stream_options: { include_usage: true },
    })
    expect((await sent('anthropic', asked)).body).toMatchObject({ max_tokens: 77, stream: true })
    expect((await sent('gemini', asked)).body['generationConfig']).toMatchObject({ temperature: 0.25, maxOutputTokens: 77 })
  })

  it('leave temperature out where a model takes none, and always for Anthropic', async () => {
    for (const dialect of dialects) expect((await sent(dialect, { temperature: null })).text).not.toContain('temperature')
    expect((await sent('anthropic', { temperature: 0.5 })).text).not.toContain('temperature')
  })

  it('do not ask for usage of a server that does not know how', async () => {
    expect((await sent('openai', { streamUsage: false })).body).not.toHaveProperty('stream_options')
  })
})

describe('caches', () => {
  const conversation: Asked = {
    request: {
      messages: [
        { role: 'user', text: 'The plan' },
        { role: 'assistant', text: 'Seen', toolCalls: [] },
        { role: 'user', text: 'Now' },
      ],
      stableMessages: 2,
    },
  }
  const marks = (text: string): number => text.split('cache_control').length - 1

  it('of OpenAI are told the conversation', async () => {
    expect((await sent('openai')).body['prompt_cache_key']).toBe('conversation-1')
    expect((await sent('openai', { cache: 'none' })).text).not.toContain('conversation-1')
  })

  it.each([
    ['xai', 'conversation-1'],
    ['local', undefined],
    ['groq', undefined],
  ])('of %s are told it in a header or not at all: others refuse a field they do not know', async (provider, told) => {
    server.answer(wireReply('openai', { deltas: ['ok'] }))
    await tell(openaiClient({ provider, apiKey: null, baseUrl: server.baseUrl.openai }))
    expect(server.requests.at(-1)?.headers['x-grok-conv-id']).toBe(told)
    expect(server.requests.at(-1)?.text).not.toContain('conversation-1')
  })

  it('of Anthropic are marked behind the system part and behind what stays the same', async () => {
    const { body, text } = await sent('anthropic', conversation)
    expect(body['system'][0].cache_control).toEqual({ type: 'ephemeral' })
    expect(body['messages'].map((turn: Body) => turn['content'].at(-1).cache_control ?? null)).toEqual([null, { type: 'ephemeral' }, null])
    expect(marks(text)).toBe(2)
    expect(marks((await sent('anthropic')).text)).toBe(1)
    expect(marks((await sent('anthropic', { ...conversation, cache: 'none' })).text)).toBe(0)
  })

  it('of Gemini are left to it', async () => {
    expect((await sent('gemini', conversation)).text).not.toMatch(/cache|conversation-1/)
  })
})

describe('tools', () => {
  const call = (id: string, opaque: string | null = null): ToolCall => ({ id, name: tool.name, input: { words: id }, opaque })
  const history = (...calls: ToolCall[]): Asked => ({
    request: {
      tools: [tool],
      messages: [
        { role: 'user', text: 'Find both' },
        { role: 'assistant', text: '', toolCalls: calls },
        ...calls.map((asked): ModelMessage => ({ role: 'tool', callId: asked.id, name: asked.name, text: `found ${asked.id}` })),
      ],
    },
  })

  it('are declared to each, strictly on the strictest rung', async () => {
    const asked: Asked = { request: { tools: [tool] } }
    const { name, description } = tool
    expect((await sent('openai', asked)).body['tools']).toEqual([
      { type: 'function', function: { name, description, parameters: tool.schema, strict: true } },
    ])
    expect((await sent('anthropic', asked)).body['tools']).toEqual([{ name, description, input_schema: tool.schema, strict: true }])
    expect((await sent('gemini', asked)).body['tools']).toEqual([
      { functionDeclarations: [{ name, description, parametersJsonSchema: tool.schema }] },
    ])
    for (const dialect of dialects) expect((await sent(dialect, { ...asked, structure: 'schema' })).text).not.toContain('"strict"')
  })

  it('and their results stand where OpenAI looks for them', async () => {
    const { body } = await sent('openai', history(call('a'), call('b')))
    expect(body['messages'].slice(2)).toEqual([
      {
        role: 'assistant',
        content: null,
        tool_calls: ['a', 'b'].map((id) => ({ id, type: 'function', function: { name: tool.name, arguments: JSON.stringify({ words: id }) } })),
      },
      { role: 'tool', tool_call_id: 'a', content: 'found a' },
      { role: 'tool', tool_call_id: 'b', content: 'found b' },
    ])
  })

  it('and their results stand in one turn for Anthropic', async () => {
    const { body } = await sent('anthropic', history(call('a'), call('b')))
    expect(body['messages'].map(({ role }: Body) => role)).toEqual(['user', 'assistant', 'user'])
    expect(body['messages'][1].content).toEqual(['a', 'b'].map((id) => ({ type: 'tool_use', id, name: tool.name, input: { words: id } })))
    expect(body['messages'][2].content).toEqual(['a', 'b'].map((id) => ({ type: 'tool_result', tool_use_id: id, content: `found ${id}` })))
  })

  it('and their results stand in one turn for Gemini', async () => {
    const { body } = await sent('gemini', history(call('a', 'gemini:sig-a'), call('b', 'gemini:')))
    expect(body['contents'].map(({ role }: Body) => role)).toEqual(['user', 'model', 'user'])
    expect(body['contents'][1].parts).toEqual([
      { functionCall: { id: 'a', name: tool.name, args: { words: 'a' } }, thoughtSignature: 'sig-a' },
      { functionCall: { id: 'b', name: tool.name, args: { words: 'b' } } },
    ])
    expect(body['contents'][2].parts).toEqual(
      ['a', 'b'].map((id) => ({ functionResponse: { id, name: tool.name, response: { output: `found ${id}` } } })),
    )
  })

  it('keep the signature of a thought of Gemini on its way there and back', async () => {
    server.answer(wireReply('gemini', { calls: [{ id: '', name: tool.name, input: { words: 'x' }, signature: 'c2lnbmF0dXJl' }] }))
    const [asked] = ofKind(await tell(clientFor('gemini', server.baseUrl), { request: { tools: [tool] } }), 'tool-call')
    const { body } = await sent('gemini', history(asked?.call ?? call('none')))
    expect(body['contents'][1].parts).toEqual([{ functionCall: { name: tool.name, args: { words: 'x' } }, thoughtSignature: 'c2lnbmF0dXJl' }])
  })

  it('keep the thoughts of Anthropic on their way there and back', async () => {
    server.answer(wireReply('anthropic', { thoughts: ['Let me ', 'look'], calls: [{ id: 'a', name: tool.name, input: { words: 'x' } }] }))
    const [asked] = ofKind(await tell(clientFor('anthropic', server.baseUrl), { request: { tools: [tool] } }), 'tool-call')
    const { body } = await sent('anthropic', history(asked?.call ?? call('none')))
    expect(body['messages'][1].content).toEqual([
      { type: 'thinking', thinking: 'Let me look', signature: 'sig-of-thoughts' },
      { type: 'tool_use', id: 'a', name: tool.name, input: { words: 'x' } },
    ])
  })

  it('of one provider are taken on by another, without what only the first can read', async () => {
    const fromAnthropic = await sent('gemini', history(call('a', 'anthropic:[{"type":"thinking"}]'), call('b')))
    expect(fromAnthropic.text).not.toContain('thinking')
    expect(fromAnthropic.body['contents'][1].parts.map((part: Body) => part['thoughtSignature'] ?? null)).toEqual([
      'skip_thought_signature_validator',
      null,
    ])
    expect((await sent('anthropic', history(call('a', 'gemini:sig')))).text).not.toContain('sig')
    expect((await sent('openai', history(call('a', 'gemini:sig')))).text).not.toContain('sig')
  })

  it('go back also where their input was no JSON', async () => {
    const broken: ToolCall = { id: 'a', name: tool.name, input: '{"words":', opaque: null }
    expect((await sent('openai', history(broken))).body['messages'][2].tool_calls[0].function.arguments).toBe('{"words":')
    expect((await sent('anthropic', history(broken))).body['messages'][1].content[0].input).toEqual({ input: '{"words":' })
    expect((await sent('gemini', history(broken))).body['contents'][1].parts[0].functionCall.args).toEqual({ input: '{"words":' })
  })
})
