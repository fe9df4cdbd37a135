import { afterEach, describe, expect, it } from 'vitest'
import { answer, failed, finished, used, words, type Step } from '../../server/adapters/models/resilient/testing/world.ts'
import type { Models } from '../../server/ports/models.ts'
import { testServer, type TestServer } from './harness.ts'
import { scriptedModels } from './models.ts'
import { scriptedAgent } from './scripted-agent.ts'

let server: TestServer | undefined
afterEach(() => server?.stop())

function serve(models?: Models): TestServer {
  server = testServer({ agent: scriptedAgent(), ...(models ? { models } : {}) })
  return server
}

const keys = { OPENAI_API_KEY: 'sk-planted-openai', ANTHROPIC_API_KEY: 'sk-ant-planted' }

describe('GET /api/providers', () => {
  it('says that everything is answered offline where nothing is configured', async () => {
    const { body } = await serve(scriptedModels({}, {}).models).call('GET', '/api/providers')
    expect(body.uses).toEqual({ plan: ['offline'], decompose: ['offline'], edit: ['offline'], route: ['offline'], ask: ['offline'] })
    expect(body.providers.map(({ name, configured }: { name: string; configured: boolean }) => [name, configured])).toEqual([
      ['openai', false],
      ['anthropic', false],
      ['gemini', false],
      ['xai', false],
      ['local', false],
    ])
    expect(body.providers[0]).toMatchObject({ keyVariable: 'OPENAI_API_KEY', missing: 'Set OPENAI_API_KEY and start again.' })
  })

  it('also where there are no models at all', async () => {
    const { body } = await serve().call('GET', '/api/providers')
    expect(body).toMatchObject({ providers: [], uses: { plan: ['offline'] }, fastPath: true })
  })

  it('tells providers, models, limits, prices, budgets and what is used for what, in order', async () => {
    const { body } = await serve(scriptedModels(keys, {}).models).call('GET', '/api/providers')
    expect(body).toMatchObject({ profile: 'balanced', profiles: ['quality', 'balanced', 'cheap', 'local'], fastPath: true })
    expect(body.budgets).toEqual({ turnMicros: 1_000_000, projectMicros: null, dayMicros: 20_000_000 })
    expect(body.uses.plan).toEqual(['anthropic/claude-sonnet-5', 'openai/gpt-5.6-terra'])
    expect(body.uses.route).toEqual(['openai/gpt-5.6-luna', 'anthropic/claude-haiku-4-5'])
    expect(body.providers[0]).toMatchObject({
      name: 'openai',
      dialect: 'openai',
      local: false,
      configured: true,
      missing: null,
      keyVariable: 'OPENAI_API_KEY',
      baseUrl: 'https://api.openai.com/v1',
    })
    expect(body.providers[0].models[0]).toEqual({
      name: 'gpt-5.6-sol',
      contextTokens: 1_050_000,
      outputTokens: 128_000,
      structure: 'strict',
      tags: ['best'],
      price: {
        inputMicros: 4_000_000,
        cachedMicros: 400_000,
        outputMicros: 20_000_000,
        source: expect.stringMatching(/^gpt-5\.6-sol, genai-prices /),
      },
      health: { state: 'untried', lastError: null, lastSuccessAt: null, restsUntil: null },
    })
  })

  it('knows a price for every hosted model that comes with the product, and none for a server of one’s own', async () => {
    const local = { LOCAL_BASE_URL: 'http://user:planted-password@127.0.0.1:11434/v1?token=planted', LOCAL_MODEL: 'qwen3:8b' }
    const { body, text } = await serve(scriptedModels({ ...keys, ...local }, {}).models).call('GET', '/api/providers')
    for (const { name, models } of body.providers)
      for (const model of models) expect([model.name, model.price !== null]).toEqual([model.name, name !== 'local'])
    expect(body.providers[4]).toMatchObject({ local: true, configured: true, baseUrl: 'http://127.0.0.1:11434/v1', models: [{ name: 'qwen3:8b' }] })
    expect(text).not.toContain('planted')
  })
})

describe('POST /api/providers/test', () => {
  it('asks the model that is used first for one word, and counts it', async () => {
    const { models, calls } = scriptedModels(keys, { openai: [[words('ok'), used(30, 1), finished]] })
    const { status, body } = await serve(models).call('POST', '/api/providers/test', { provider: 'openai' })
    expect(status).toBe(200)
    expect(body).toEqual({
      ok: true,
      provider: 'openai',
      model: 'gpt-5.6-terra',
      answeredBy: 'answerer',
      latencyMs: 0,
      usage: { inputTokens: 30, cachedTokens: 0, cacheWriteTokens: 0, outputTokens: 1, reasoningTokens: 0 },
      costMicros: 72,
      error: null,
    })
    expect(calls['openai']?.[0]).toMatchObject({ model: 'gpt-5.6-terra', maxOutputTokens: 512, request: { output: null, tools: [] } })
    const [sum] = (await server?.deps.storage.read((session) => session.sumUsage({ from: null, to: null, projectId: null }, null))) ?? []
    expect(sum).toMatchObject({ tries: 1, inputTokens: 30, costMicros: 72 })
  })

  it('tells why a model fails, once, without trying again, and the list shows it', async () => {
    const { models, calls } = scriptedModels(keys, { anthropic: [[failed('auth')]] })
    serve(models)
    const { status, body } = await server!.call('POST', '/api/providers/test', { provider: 'anthropic', model: 'claude-opus-5-5' })
    expect([status, body.ok, body.model, body.error]).toEqual([200, false, 'claude-opus-5-5', { kind: 'auth', message: 'There was a auth.' }])
    expect(calls['anthropic']).toHaveLength(1)
    const { body: list } = await server!.call('GET', '/api/providers')
    expect(list.providers[1].models[0].health).toMatchObject({ state: 'resting', lastError: { kind: 'auth' } })
  })

  it('goes past a rest, and ends it where the model is well again', async () => {
    const { models } = scriptedModels(keys, { openai: [[failed('quota_exhausted')], answer] })
    serve(models)
    const test = async () => (await server!.call('POST', '/api/providers/test', { provider: 'openai', model: 'gpt-5.6-sol' })).body.ok
    expect([await test(), await test()]).toEqual([false, true])
    const { body: list } = await server!.call('GET', '/api/providers')
    expect(list.providers[0].models[0].health).toMatchObject({ state: 'ok', restsUntil: null })
  })

  it.each([
    [{ provider: 'gemini' }, '/provider', 'gemini is not configured. Set GEMINI_API_KEY and start again.'],
    [{ provider: 'nobody' }, '/provider', 'No provider is called "nobody". There are openai, anthropic, gemini, xai, local.'],
    [{ provider: 'openai', model: 'gpt-1' }, '/model', 'openai has no model "gpt-1". It has gpt-5.6-sol, gpt-5.6-terra, gpt-5.6-luna.'],
    [{ provider: 'openai', baseUrl: 'http://169.254.169.254' }, '/baseUrl', 'is not a known field; remove it'],
    [{ provider: '' }, '/provider', 'must name a provider'],
  ])('refuses %o by field', async (body, pointer, detail) => {
    const answered = await serve(scriptedModels(keys, {}).models).call('POST', '/api/providers/test', body)
    expect([answered.status, answered.body.errors]).toEqual([422, [{ pointer, detail }]])
  })

  it('makes at most ten tests a minute, and one at a time of a model', async () => {
    const slow: Step[] = [{ kind: 'wait', ms: 5000 }, ...answer]
    const { models, timing } = scriptedModels(keys, { openai: [slow, ...Array.from({ length: 12 }, () => answer)] })
    serve(models)
    const test = () => server!.call('POST', '/api/providers/test', { provider: 'openai' })
    const both = await timing.run(Promise.all([test(), test()]))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 429])
    for (let n = 0; n < 9; n += 1) expect((await test()).status).toBe(200)
    const refused = await test()
    expect([refused.status, refused.body.type, refused.headers.get('retry-after')]).toEqual([429, 'urn:planwright:problem:rate-limited', '55'])
    timing.advance(56_000)
    expect((await test()).status).toBe(200)
  })
})
