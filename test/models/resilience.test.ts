import { afterEach, describe, expect, it } from 'vitest'
import { openModels } from '../../server/adapters/models/open-models.ts'
import { systemTiming } from '../../server/adapters/models/resilient/timing.ts'
import { request } from '../../server/adapters/models/resilient/testing/world.ts'
import type { ModelEvent, ModelRequest, TryRecord } from '../../server/ports/language-model.ts'
import type { Models } from '../../server/ports/models.ts'
import { bundledSetup } from '../http/models.ts'
import { startAimock, type Aimock } from './aimock.ts'

type Fixtures = Parameters<typeof startAimock>[0]

let double: Aimock | undefined
afterEach(async () => {
  await double?.stop()
  double = undefined
})

const keys = { OPENAI_API_KEY: 'sk-planted-1', ANTHROPIC_API_KEY: 'sk-planted-2', GEMINI_API_KEY: 'sk-planted-3', XAI_API_KEY: 'sk-planted-4' }

/** The providers that come with the product, each at a double of it; pauses are as short as chance allows. */
async function models(fixtures: Fixtures, profile = 'balanced'): Promise<Models> {
  double = await startAimock(fixtures)
  const { openai, anthropic, gemini } = double.baseUrl
  const addresses = { OPENAI_BASE_URL: openai, XAI_BASE_URL: openai, ANTHROPIC_BASE_URL: anthropic, GEMINI_BASE_URL: gemini }
  const setup = bundledSetup({ ...keys, ...addresses, PLANWRIGHT_PROFILE: profile })
  return openModels({ setup, prices: [], timing: { ...systemTiming, random: () => 0 } })
}

async function ask({ model }: Models, more: Partial<ModelRequest> = {}): Promise<readonly ModelEvent[]> {
  if (!model) throw new Error('no model is configured')
  const events: ModelEvent[] = []
  for await (const event of model.generate(request(more), new AbortController().signal)) events.push(event)
  return events
}

const tries = (events: readonly ModelEvent[]): TryRecord[] => events.flatMap((event) => (event.kind === 'tried' ? [event.record] : []))
const told = (events: readonly ModelEvent[]) => tries(events).map(({ provider, model, error }) => [provider, model, error])
/** What counts of an answer: the text since the last try began. */
const textOf = (events: readonly ModelEvent[]): string =>
  events.reduce((text, event) => (event.kind === 'try' ? '' : event.kind === 'delta' ? text + event.text : text), '')

const goal = { userMessage: 'A goal.' }
const usage = { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 }
const answer = { match: goal, response: { content: '{"a":1}', usage } }

describe('over the wire, with the SDK of each provider', () => {
  it.each(['openai', 'anthropic', 'gemini', 'xai'])('%s answers, and is counted and paid for', async (provider) => {
    const events = await ask(await models([answer]), { prefer: provider })
    expect(textOf(events)).toBe('{"a":1}')
    expect(events.at(-1)).toMatchObject({ kind: 'finish', reason: 'stop' })
    const [record] = tries(events)
    expect(record).toMatchObject({ provider, error: null, usage: { inputTokens: 100, outputTokens: 10 } })
    expect(record?.costMicros).toBeGreaterThan(0)
  })

  it.each(['openai', 'anthropic', 'gemini'])('%s is asked again when it is overloaded, at the same model', async (provider) => {
    const events = await ask(
      await models([
        { match: { ...goal, sequenceIndex: 0 }, response: { error: { message: 'busy', type: 'overloaded_error' }, status: 503 } },
        { match: { ...goal, sequenceIndex: 1 }, response: answer.response },
      ]),
      { prefer: provider },
    )
    const records = tries(events)
    expect(records.map((record) => [record.provider, record.error === null])).toEqual([
      [provider, false],
      [provider, true],
    ])
    expect(['overloaded', 'server']).toContain(records[0]?.error)
    expect(records[0]?.model).toBe(records[1]?.model)
  })

  it('a connection that breaks in the middle is a try like others, and what came of it no longer counts', async () => {
    const events = await ask(
      await models([
        {
          match: { ...goal, sequenceIndex: 0 },
          response: { content: '{"half": "of an answer that breaks off"}' },
          truncateAfterChunks: 1,
          chunkSize: 5,
        },
        { match: { ...goal, sequenceIndex: 1 }, response: answer.response },
      ]),
      { prefer: 'openai' },
    )
    expect(told(events).map(([, , error]) => error)).toEqual(['network', null])
    expect(textOf(events)).toBe('{"a":1}')
  })

  it('a key that is not accepted, a quota that is used up and a model that is unknown go down the list', async () => {
    const refuse = (model: RegExp, status: number, type: string, code: string) => ({
      match: { ...goal, model },
      response: { error: { message: `no: ${code}`, type, code }, status },
    })
    const configured = await models([
      refuse(/claude/, 401, 'authentication_error', 'invalid_api_key'),
      refuse(/gpt/, 429, 'insufficient_quota', 'insufficient_quota'),
      refuse(/gemini/, 404, 'NOT_FOUND', 'NOT_FOUND'),
      answer,
    ])
    expect(told(await ask(configured))).toEqual([
      ['anthropic', 'claude-sonnet-5', 'auth'],
      ['openai', 'gpt-5.6-terra', 'quota_exhausted'],
      ['gemini', 'gemini-3.8-flash', 'model_not_found'],
      ['xai', 'grok-4.6', null],
    ])
    // They rest now: the next message goes to the one that answers.
    expect(told(await ask(configured))).toEqual([['xai', 'grok-4.6', null]])
  })

  it('a server that takes no strict schema is asked the next way down, once', async () => {
    const configured = await models([
      {
        match: { ...goal, sequenceIndex: 0 },
        response: {
          error: {
            message: "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
            type: 'invalid_request_error',
            code: 'unsupported_parameter',
          },
          status: 400,
        },
      },
      { match: goal, response: answer.response },
    ])
    expect(told(await ask(configured, { prefer: 'openai' })).map(([, , error]) => error)).toEqual(['bad_request', null])
    expect(told(await ask(configured, { prefer: 'openai' })).map(([, , error]) => error)).toEqual([null])
    const status = await configured.status()
    expect(status.providers[0]?.models.find(({ model }) => model === 'gpt-5.6-terra')?.structure).not.toBe('strict')
  })

  it('nothing that is told holds a key, whatever the server repeats of it', async () => {
    const echo = (model: RegExp, key: string) => ({
      match: { model },
      response: { error: { message: `Incorrect API key provided: ${key}`, type: 'authentication_error', code: 'invalid_api_key' }, status: 401 },
    })
    const configured = await models([
      echo(/claude/, keys.ANTHROPIC_API_KEY),
      echo(/gpt/, keys.OPENAI_API_KEY),
      echo(/gemini/, keys.GEMINI_API_KEY),
      echo(/grok/, keys.XAI_API_KEY),
    ])
    const events = await ask(configured)
    expect(told(events).map(([provider, , error]) => [provider, error])).toEqual([
      ['anthropic', 'auth'],
      ['openai', 'auth'],
      ['gemini', 'auth'],
      ['xai', 'auth'],
    ])
    const test = await configured.test('openai', null, new AbortController().signal)
    expect(test).toMatchObject({ ok: false, error: { kind: 'auth' } })
    const everything = JSON.stringify([events, test, await configured.status()])
    expect(everything).toContain('does not accept the key')
    expect(everything).not.toContain('sk-planted')
  })
})
