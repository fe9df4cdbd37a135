import { describe, expect, it } from 'vitest'
import type { ModelErrorKind } from '../../ports/language-model.ts'
import { classify, faultRows, rowFor, type Called } from './classify.ts'
import { faultOf } from './fault.ts'

const called: Called = { provider: 'acme', model: 'm-1', secrets: ['planted-key-123456'] }
const now = Date.parse('2026-11-21T10:00:00Z')

/** An error as the OpenAI SDK throws it: the inner error of the body, its names beside it. */
const openai = (status: number | undefined, error: Record<string, unknown>, headers: Record<string, string> = {}): unknown =>
  Object.assign(new Error(`${status ?? ''} ${String(error['message'])}`), {
    status,
    error,
    code: error['code'],
    type: error['type'],
    headers: new Headers(headers),
  })

/** As Anthropic's throws it: the whole body. */
const anthropic = (status: number | undefined, error: Record<string, unknown>, headers: Record<string, string> = {}): unknown =>
  Object.assign(new Error('x'), { status, error: { type: 'error', error, request_id: 'req_1' }, type: error['type'], headers: new Headers(headers) })

/** As Gemini's throws it: the body as JSON in the message, and no headers. */
const gemini = (status: number, error: Record<string, unknown>): unknown =>
  Object.assign(new Error(JSON.stringify({ error: { code: status, ...error } })), { name: 'ApiError', status })

const thrown = (name: string, message: string, cause?: { readonly code?: string; readonly name?: string }): unknown =>
  Object.assign(new Error(message, cause ? { cause: Object.assign(new Error('inner'), cause) } : {}), { name })

interface Row {
  readonly what: string
  readonly error: unknown
  readonly kind: ModelErrorKind
  readonly structure?: true
}

const table: readonly Row[] = [
  {
    what: 'an empty account of OpenAI',
    error: openai(429, { message: 'You exceeded your current quota', type: 'insufficient_quota', code: 'insufficient_quota' }),
    kind: 'quota_exhausted',
  },
  {
    what: 'a spend limit of Anthropic',
    error: anthropic(429, { type: 'rate_limit_error', message: 'x', details: { error_code: 'contract_spend_limit_reached' } }),
    kind: 'quota_exhausted',
  },
  { what: 'billing at Anthropic', error: anthropic(402, { type: 'billing_error', message: 'x' }), kind: 'quota_exhausted' },
  {
    what: 'no credit at Anthropic',
    error: anthropic(400, { type: 'invalid_request_error', message: 'Your credit balance is too low to access the API.' }),
    kind: 'quota_exhausted',
  },
  {
    what: 'the quota of a day at Gemini',
    error: gemini(429, {
      status: 'RESOURCE_EXHAUSTED',
      message: 'Quota',
      details: [{ violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }] }],
    }),
    kind: 'quota_exhausted',
  },
  {
    what: 'a call larger than the minute allows',
    error: openai(429, {
      message: 'Request too large for gpt on tokens per min (TPM): Limit 30000, Requested 45000',
      type: 'tokens',
      code: 'rate_limit_exceeded',
    }),
    kind: 'quota_exhausted',
  },
  { what: 'payment required', error: openai(402, { message: 'x' }), kind: 'quota_exhausted' },
  {
    what: 'a full minute at OpenAI',
    error: openai(429, { message: 'Rate limit reached', type: 'requests', code: 'rate_limit_exceeded' }),
    kind: 'rate_limited',
  },
  { what: 'a full minute at Anthropic', error: anthropic(429, { type: 'rate_limit_error', message: 'x' }), kind: 'rate_limited' },
  {
    what: 'growth too fast at Anthropic',
    error: anthropic(429, { type: 'rate_limit_error', message: 'x', details: { error_code: 'ramp_limit_exceeded' } }),
    kind: 'rate_limited',
  },
  {
    what: 'a full minute at Gemini',
    error: gemini(429, { status: 'RESOURCE_EXHAUSTED', message: 'Resource has been exhausted' }),
    kind: 'rate_limited',
  },
  { what: '429 without a word', error: openai(429, {}), kind: 'rate_limited' },
  { what: 'overload at Anthropic', error: anthropic(529, { type: 'overloaded_error', message: 'Overloaded' }), kind: 'overloaded' },
  {
    what: 'overload within a stream of Anthropic',
    error: anthropic(undefined, { type: 'overloaded_error', message: 'Overloaded' }),
    kind: 'overloaded',
  },
  { what: 'a rate within a stream of Anthropic', error: anthropic(undefined, { type: 'rate_limit_error', message: 'x' }), kind: 'rate_limited' },
  { what: 'a request refused within a stream', error: anthropic(undefined, { type: 'invalid_request_error', message: 'no' }), kind: 'bad_request' },
  { what: 'overload at Gemini', error: gemini(503, { status: 'UNAVAILABLE', message: 'The model is overloaded.' }), kind: 'overloaded' },
  {
    what: 'overload within a stream of Gemini',
    error: Object.assign(new Error('got status: UNAVAILABLE. {"error":{"code":503,"message":"x","status":"UNAVAILABLE"}}'), {
      name: 'ApiError',
      status: 503,
    }),
    kind: 'overloaded',
  },
  {
    what: 'a server that loads its model',
    error: openai(503, { message: 'Loading model', type: 'unavailable_error', code: 503 }),
    kind: 'overloaded',
  },
  {
    what: 'a fault within a stream of OpenAI',
    error: openai(undefined, { message: 'The server had an error', type: 'server_error' }),
    kind: 'server',
  },
  {
    what: 'a gateway that names the status in the stream',
    error: openai(undefined, { message: 'Provider returned error', code: 429 }),
    kind: 'rate_limited',
  },
  { what: 'a fault of OpenAI', error: openai(500, { message: 'x', type: 'server_error' }), kind: 'server' },
  { what: 'a fault of Anthropic', error: anthropic(500, { type: 'api_error', message: 'x' }), kind: 'server' },
  { what: 'a bad gateway', error: openai(502, { message: '<html>' }), kind: 'server' },
  {
    what: 'too long at OpenAI',
    error: openai(400, {
      message: 'This model has a maximum context length of 8192 tokens',
      type: 'invalid_request_error',
      code: 'context_length_exceeded',
    }),
    kind: 'context_overflow',
  },
  {
    what: 'too long at Anthropic',
    error: anthropic(400, { type: 'invalid_request_error', message: 'prompt is too long: 210000 tokens > 200000 maximum' }),
    kind: 'context_overflow',
  },
  {
    what: 'too long with its answer at Anthropic',
    error: anthropic(400, { type: 'invalid_request_error', message: 'input length and `max_tokens` exceed context limit: 198000 + 8000 > 200000' }),
    kind: 'context_overflow',
  },
  { what: 'too large at Anthropic', error: anthropic(413, { type: 'request_too_large', message: 'x' }), kind: 'context_overflow' },
  {
    what: 'too long at Gemini',
    error: gemini(400, {
      status: 'INVALID_ARGUMENT',
      message: 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
    }),
    kind: 'context_overflow',
  },
  {
    what: 'too long at llama.cpp',
    error: openai(400, { message: 'the request exceeds the available context size', type: 'exceed_context_size_error', code: 400 }),
    kind: 'context_overflow',
  },
  {
    what: 'an answer longer than the model gives',
    error: anthropic(400, {
      type: 'invalid_request_error',
      message: 'max_tokens: 100000 > 64000, which is the maximum allowed number of output tokens',
    }),
    kind: 'bad_request',
  },
  {
    what: 'a wrong key at OpenAI',
    error: openai(401, { message: 'Incorrect API key provided', type: 'invalid_request_error', code: 'invalid_api_key' }),
    kind: 'auth',
  },
  { what: 'a wrong key at Anthropic', error: anthropic(401, { type: 'authentication_error', message: 'invalid bearer token' }), kind: 'auth' },
  { what: 'a key without the right', error: anthropic(403, { type: 'permission_error', message: 'x' }), kind: 'auth' },
  {
    what: 'a wrong key at Gemini, which says 400',
    error: gemini(400, { status: 'INVALID_ARGUMENT', message: 'API key not valid.', details: [{ reason: 'API_KEY_INVALID' }] }),
    kind: 'auth',
  },
  { what: 'a wrong key at xAI, which says 400', error: openai(400, { message: 'Incorrect API key provided: xx' }), kind: 'auth' },
  {
    what: 'a region Gemini does not serve',
    error: gemini(400, { status: 'FAILED_PRECONDITION', message: 'User location is not supported' }),
    kind: 'auth',
  },
  {
    what: 'an unknown model at OpenAI',
    error: openai(404, { message: 'The model `x` does not exist', type: 'invalid_request_error', code: 'model_not_found' }),
    kind: 'model_not_found',
  },
  { what: 'an unknown model at Anthropic', error: anthropic(404, { type: 'not_found_error', message: 'model: x' }), kind: 'model_not_found' },
  {
    what: 'an unknown model at Gemini',
    error: gemini(404, { status: 'NOT_FOUND', message: 'models/x is not found for API version v1beta' }),
    kind: 'model_not_found',
  },
  {
    what: 'an unknown model at Ollama',
    error: openai(404, { message: 'model "x" not found, try pulling it first', type: 'api_error' }),
    kind: 'model_not_found',
  },
  {
    what: 'an unknown model as xAI says it',
    error: openai(400, { message: 'The model x does not exist or your team does not have access' }),
    kind: 'model_not_found',
  },
  { what: 'another address', error: openai(404, {}), kind: 'model_not_found' },
  { what: 'a filtered prompt at Azure', error: openai(400, { message: 'filtered', code: 'content_filter' }), kind: 'refused' },
  { what: 'a prompt against the rules of xAI', error: openai(403, { message: 'Content violates usage guidelines.' }), kind: 'refused' },
  {
    what: 'a schema OpenAI refuses',
    error: openai(400, {
      message: "Invalid schema for response_format 'patch': 'oneOf' is not permitted.",
      type: 'invalid_request_error',
      param: 'response_format',
    }),
    kind: 'bad_request',
    structure: true,
  },
  {
    what: 'a model without schemas',
    error: openai(400, {
      message: "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
      type: 'invalid_request_error',
    }),
    kind: 'bad_request',
    structure: true,
  },
  {
    what: 'a grammar Anthropic cannot compile',
    error: anthropic(400, { type: 'invalid_request_error', message: 'The compiled grammar is too large' }),
    kind: 'bad_request',
    structure: true,
  },
  {
    what: 'an unknown field at Anthropic',
    error: anthropic(400, { type: 'invalid_request_error', message: 'output_config: Extra inputs are not permitted' }),
    kind: 'bad_request',
    structure: true,
  },
  {
    what: 'a schema with too many states at Gemini',
    error: gemini(400, { status: 'INVALID_ARGUMENT', message: 'The specified schema produces a constraint that has too many states for serving.' }),
    kind: 'bad_request',
    structure: true,
  },
  {
    what: 'tools and JSON at once at Gemini',
    error: gemini(400, { status: 'INVALID_ARGUMENT', message: "Function calling with a response mime type: 'application/json' is unsupported" }),
    kind: 'bad_request',
    structure: true,
  },
  {
    what: 'an unknown field at Gemini',
    error: gemini(400, { status: 'INVALID_ARGUMENT', message: 'Invalid JSON payload received. Unknown name "responseJsonSchema"' }),
    kind: 'bad_request',
    structure: true,
  },
  {
    what: 'a grammar llama.cpp fails at',
    error: openai(500, { message: 'Failed to parse grammar', code: 500, type: 'server_error' }),
    kind: 'bad_request',
    structure: true,
  },
  {
    what: 'a parameter OpenAI does not take',
    error: openai(400, { message: "Unsupported parameter: 'max_tokens'", type: 'invalid_request_error', code: 'unsupported_parameter' }),
    kind: 'bad_request',
    structure: true,
  },
  {
    what: 'a parameter that another server does not take',
    error: openai(400, { message: 'prompt_cache_key: Extra inputs are not permitted' }),
    kind: 'bad_request',
    structure: true,
  },
  { what: '401 without a word', error: openai(401, {}), kind: 'auth' },
  { what: '413 of a proxy', error: openai(413, { message: '<html>' }), kind: 'context_overflow' },
  { what: '503 without a word', error: openai(503, {}), kind: 'overloaded' },
  { what: 'an unknown model within a stream', error: anthropic(undefined, { type: 'not_found_error', message: 'x' }), kind: 'model_not_found' },
  {
    what: 'a field that Groq does not take',
    error: openai(400, { message: "property 'prompt_cache_key' is unsupported" }),
    kind: 'bad_request',
    structure: true,
  },
  {
    what: 'any other bad request',
    error: openai(400, { message: 'messages must not be empty', type: 'invalid_request_error' }),
    kind: 'bad_request',
  },
  { what: 'a bad argument at Gemini', error: gemini(400, { status: 'INVALID_ARGUMENT', message: 'contents is empty' }), kind: 'bad_request' },
  {
    what: 'FastAPI, which calls it detail',
    error: Object.assign(new Error('422'), { status: 422, error: { detail: [{ message: 'field required' }] } }),
    kind: 'bad_request',
  },
  { what: 'a deadline at Gemini', error: gemini(504, { status: 'DEADLINE_EXCEEDED', message: 'x' }), kind: 'timeout' },
  { what: 'a request that timed out', error: openai(408, { message: 'x' }), kind: 'timeout' },
  { what: 'headers that never came', error: thrown('TypeError', 'fetch failed', { code: 'UND_ERR_HEADERS_TIMEOUT' }), kind: 'timeout' },
  { what: 'nobody at that port', error: thrown('APIConnectionError', 'Connection error.', { code: 'ECONNREFUSED' }), kind: 'network' },
  { what: 'an unknown host', error: thrown('TypeError', 'fetch failed', { code: 'ENOTFOUND' }), kind: 'network' },
  { what: 'a certificate that is not trusted', error: thrown('TypeError', 'fetch failed', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }), kind: 'network' },
  { what: 'a cut stream', error: thrown('TypeError', 'terminated', { code: 'UND_ERR_SOCKET' }), kind: 'network' },
  { what: 'a cut stream of Gemini', error: thrown('Error', 'Incomplete JSON segment at the end'), kind: 'network' },
  { what: 'bytes that are no JSON', error: new SyntaxError('Unexpected token < in JSON'), kind: 'server' },
  { what: 'something thrown that is no error', error: 'oops', kind: 'server' },
  { what: 'nothing at all', error: undefined, kind: 'server' },
]

describe('the kind of a failure', () => {
  it.each(table)('$what: $kind', ({ error, kind, structure = false }) => {
    const found = classify(faultOf(error, null), called, now)
    expect({ kind: found.kind, structure: found.refusedStructure }).toEqual({ kind, structure })
  })

  it('has an example for every row of the table', () => {
    const used = new Set(table.map(({ error }) => rowFor(faultOf(error, null))))
    expect(faultRows.filter((row) => !used.has(row))).toEqual([])
  })

  it('reads an error however deep it nests, and does not lose itself', () => {
    const loop: Record<string, unknown> = { message: 'x' }
    loop['error'] = loop
    expect(classify(faultOf(Object.assign(new Error('x'), { error: loop, cause: loop, status: 500 }), null), called, now).kind).toBe('server')
  })
})

describe('how long to wait', () => {
  const waits = (error: unknown) => classify(faultOf(error, null), called, now).retryAfterMs
  it.each([
    ['milliseconds', { 'retry-after-ms': '1500', 'retry-after': '9' }, 1500],
    ['seconds', { 'retry-after': '7' }, 7000],
    ['parts of a second', { 'retry-after': '0.25' }, 250],
    ['a date', { 'retry-after': 'Sat, 21 Nov 2026 10:00:30 GMT' }, 30_000],
    ['a date that has passed', { 'retry-after': 'Sat, 21 Nov 2026 09:00:00 GMT' }, 0],
    ['nonsense', { 'retry-after': 'soon' }, null],
    ['nothing', {}, null],
  ])('reads %s in a header', (_, headers, expected) => {
    expect(waits(openai(429, { message: 'x' }, headers))).toBe(expected)
  })

  it("reads Google's RetryInfo out of the message", () => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '17.5s' }]
    expect(waits(gemini(429, { status: 'RESOURCE_EXHAUSTED', message: 'x', details }))).toBe(17_500)
  })

  it.each([
    ['Rate limit reached. Please try again in 1.2s.', 1200],
    ['Please try again in 20ms', 20],
    ['Please try again in 6m0s.', 360_000],
  ])('reads it in words: %s', (message, expected) => {
    expect(waits(openai(429, { message, code: 'rate_limit_exceeded' }))).toBe(expected)
  })
})

describe('what people read', () => {
  const message = (error: unknown) => classify(faultOf(error, null), called, now).message

  it('is one sentence, with the words of the provider where they say what to mend', () => {
    expect(message(openai(400, { message: 'messages must not be empty' }))).toBe('acme refused the request. It says: messages must not be empty')
    expect(message(openai(429, { message: 'limit org-1' }))).toBe('acme takes no more calls for the moment.')
  })

  it.each([
    'Bad key planted-key-123456 given',
    'see https://x.test/?key=abcdefg',
    'Bearer abcdefghijk is wrong',
    'got sk-proj-abcdefghijkl',
    'got AIzaSyA1234567890',
  ])('holds nothing secret: %s', (text) => {
    const said = message(openai(400, { message: text }))
    expect(said).toContain('refused')
    expect(said).not.toMatch(/planted|abcdefg|AIzaSyA/)
  })

  it('holds no dump of a body, and ends', () => {
    expect(message(openai(400, { message: '{"secret":1}' }))).toBe('acme refused the request.')
    expect(message(openai(400, { message: '<html><body>x</body></html>' }))).toBe('acme refused the request.')
    expect(message(openai(400, { message: 'a'.repeat(5000) })).length).toBeLessThan(220)
    expect(message(openai(400, { message: 'first\nsecond' }))).not.toContain('second')
  })

  it('is not led astray by signs in the words of the provider', () => {
    expect(message(openai(400, { message: 'costs $& and {model}' }))).toBe('acme refused the request. It says: costs $& and {model}')
  })
})
