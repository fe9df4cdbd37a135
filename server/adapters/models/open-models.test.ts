import { describe, expect, it } from 'vitest'
import { bundledSetup } from '../../../test/http/models.ts'
import { openModels } from './open-models.ts'
import { answer, fakeTime, request, scriptedClient } from './resilient/testing/world.ts'

describe('the models that are configured', () => {
  it('are none without a key, nor in the local profile without a server of one’s own', () => {
    expect(openModels({ setup: bundledSetup({}), prices: [] }).model).toBeNull()
    expect(openModels({ setup: bundledSetup({ OPENAI_API_KEY: 'k', PLANWRIGHT_PROFILE: 'local' }), prices: [] }).model).toBeNull()
  })

  it('share one client for each provider, and there is none for a provider that is not used', async () => {
    const made: string[] = []
    const timing = fakeTime()
    const { model } = openModels({
      setup: bundledSetup({ OPENAI_API_KEY: 'k', ANTHROPIC_API_KEY: 'k' }),
      prices: [],
      timing,
      clientFor: ({ name }) => {
        made.push(name)
        return scriptedClient(timing, [answer, answer])
      },
    })
    for (const kind of ['plan', 'route'] as const) for await (const _ of model?.generate(request({ kind }), new AbortController().signal) ?? []);
    expect(made).toEqual(['openai', 'anthropic'])
  })

  it('say what room prompts have, which is that of the first choice', () => {
    const { model } = openModels({ setup: bundledSetup({ LOCAL_BASE_URL: 'http://127.0.0.1:1/v1', LOCAL_MODEL: 'm' }), prices: [] })
    expect(model?.contextFor('edit')).toEqual({ inputTokens: 5192, outputTokens: 3000 })
    const both = openModels({ setup: bundledSetup({ OPENAI_API_KEY: 'k', LOCAL_BASE_URL: 'http://127.0.0.1:1/v1', LOCAL_MODEL: 'm' }), prices: [] })
    expect(both.model?.contextFor('edit').inputTokens).toBe(1_050_000 - 128_000)
  })
})
