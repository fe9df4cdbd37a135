import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { turnKinds } from '../ports/language-model.ts'
import { readEnvironment, type Environment } from './environment.ts'
import { parseModelSetup, readModelSetup, type ModelSetup } from './providers.ts'
import { projectRoot } from './version.ts'

const file = join(projectRoot, 'configs', 'providers.yaml')
const bundled = readFileSync(file, 'utf8')

function environment(variables: Record<string, string> = {}): Environment {
  const read = readEnvironment(variables)
  if (!read.ok) throw new Error(read.error)
  return read.value
}

function setup(variables: Record<string, string> = {}, text = bundled): ModelSetup {
  const read = parseModelSetup(text, environment(variables))
  if (!read.ok) throw new Error(read.error)
  return read.value
}

const refusal = (text: string, variables: Record<string, string> = {}): string => {
  const read = parseModelSetup(text, environment(variables))
  return read.ok ? 'accepted' : read.error
}

const lineWith = (text: string, part: string): number => text.split('\n').findIndex((line) => line.includes(part)) + 1

describe('the providers that come with the product', () => {
  it('are read, and none is used without a key or an address', () => {
    const { profile, profiles, providers, uses } = setup()
    expect([profile, profiles]).toEqual(['balanced', ['quality', 'balanced', 'cheap', 'local']])
    expect(providers.map(({ name, dialect, keyVariable }) => [name, dialect, keyVariable])).toEqual([
      ['openai', 'openai', 'OPENAI_API_KEY'],
      ['anthropic', 'anthropic', 'ANTHROPIC_API_KEY'],
      ['gemini', 'gemini', 'GEMINI_API_KEY'],
      ['xai', 'openai', 'XAI_API_KEY'],
      ['local', 'openai', 'LOCAL_API_KEY'],
    ])
    expect(Object.values(uses).flat()).toEqual([])
    expect(providers.map(({ missing }) => missing)).toEqual([
      'Set OPENAI_API_KEY and start again.',
      'Set ANTHROPIC_API_KEY and start again.',
      'Set GEMINI_API_KEY and start again.',
      'Set XAI_API_KEY and start again.',
      'Set LOCAL_BASE_URL to the address of the server, such as http://127.0.0.1:11434/v1.',
    ])
  })

  it('name, in every profile and for every kind of turn, models of every hosted provider, or a server of one’s own', () => {
    const keys = {
      OPENAI_API_KEY: 'a',
      ANTHROPIC_API_KEY: 'b',
      GEMINI_API_KEY: 'c',
      XAI_API_KEY: 'd',
      LOCAL_BASE_URL: 'http://localhost:1',
      LOCAL_MODEL: 'm',
    }
    for (const profile of ['quality', 'balanced', 'cheap', 'local']) {
      const { uses } = setup({ ...keys, PLANWRIGHT_PROFILE: profile })
      for (const kind of turnKinds) {
        const named = new Set(uses[kind].map(({ provider }) => provider))
        expect([profile, kind, [...named].sort()]).toEqual([
          profile,
          kind,
          profile === 'local' ? ['local'] : ['anthropic', 'gemini', 'local', 'openai', 'xai'],
        ])
      }
    }
  })

  it('use what is configured alone, in the order of the file', () => {
    const { uses } = setup({ OPENAI_API_KEY: 'a', XAI_API_KEY: 'b' })
    expect(uses.plan).toEqual([
      { provider: 'openai', model: 'gpt-5.6-terra' },
      { provider: 'xai', model: 'grok-4.6' },
    ])
  })

  it('keep every key secret, whoever prints the setup', () => {
    expect(JSON.stringify(setup({ OPENAI_API_KEY: 'sk-planted' }))).not.toContain('planted')
  })
})

describe('the environment', () => {
  it('chooses the profile, addresses and the model of a server of one’s own', () => {
    const { profile, providers, uses } = setup({
      PLANWRIGHT_PROFILE: 'local',
      OPENAI_BASE_URL: 'https://proxy.example/v1/',
      LOCAL_BASE_URL: 'http://127.0.0.1:11434/v1',
      LOCAL_MODEL: 'qwen3:8b',
    })
    expect(profile).toBe('local')
    expect(providers.map(({ baseUrl }) => baseUrl)).toEqual([
      'https://proxy.example/v1',
      'https://api.anthropic.com',
      'https://generativelanguage.googleapis.com',
      'https://api.x.ai/v1',
      'http://127.0.0.1:11434/v1',
    ])
    expect(uses.edit).toEqual([{ provider: 'local', model: 'qwen3:8b' }])
    expect(providers.at(-1)).toMatchObject({ missing: null, apiKey: null, local: true, models: [{ name: 'qwen3:8b', structure: 'schema' }] })
  })

  it('says what is missing where an address stands without a model', () => {
    expect(setup({ LOCAL_BASE_URL: 'http://127.0.0.1:11434/v1' }).providers.at(-1)?.missing).toMatch(/^Set LOCAL_MODEL/)
  })

  it('is told by name when it asks for a profile that is not there', () => {
    expect(refusal(bundled, { PLANWRIGHT_PROFILE: 'best' })).toBe('PLANWRIGHT_PROFILE must be one of quality, balanced, cheap, local')
  })
})

describe('a file of one’s own', () => {
  const own = `profile: mine
budgets: { turn: 0.5, project: null, day: 10 }
retries: { perModel: 2, perCall: 4, waitAtMost: 10, failoverWhenRefused: true, restAfter: 2, restFor: 60 }
timeouts: { firstToken: 60, betweenChunks: 20, total: 120 }
providers:
  router:
    dialect: openai
    baseUrl: https://router.example/api/v1
    key: ROUTER_API_KEY
    models:
      meta/llama-5:
        limits: { context: 128000, maxOutput: 8000 }
        timeouts: { total: 600 }
profiles:
  mine:
    plan: [router/meta/llama-5]
    decompose: []
    edit: [router/meta/llama-5]
    route: []
    ask: []
`

  it('may name any provider, with names of models that hold slashes, and is made whole', () => {
    const { uses, providers, budgets, retries, fastPath } = setup({ ROUTER_API_KEY: 'k' }, own)
    expect(uses).toEqual({
      plan: [{ provider: 'router', model: 'meta/llama-5' }],
      decompose: [],
      edit: [{ provider: 'router', model: 'meta/llama-5' }],
      route: [],
      ask: [],
    })
    expect(budgets).toEqual({ turnMicros: 500_000, projectMicros: null, dayMicros: 10_000_000, strict: false })
    expect(retries).toEqual({ perModel: 2, perCall: 4, waitAtMostMs: 10_000, failoverWhenRefused: true, restAfter: 2, restForMs: 60_000 })
    expect(fastPath).toBe(true)
    expect(providers[0]?.models).toEqual([
      {
        name: 'meta/llama-5',
        contextTokens: 128_000,
        outputTokens: 8000,
        structure: 'strict',
        temperature: null,
        streamUsage: true,
        cache: { control: 'auto', minPrefix: 0 },
        timeouts: { firstTokenMs: 60_000, betweenChunksMs: 20_000, totalMs: 600_000 },
        price: null,
        tags: [],
      },
    ])
  })

  it.each([
    [
      'an unknown model in a list',
      'plan: [router/meta/llama-5]',
      'plan: [router/llama]',
      /: profiles\.mine\.plan\.0: "router\/llama": router has no model "llama"; it has meta\/llama-5$/,
    ],
    [
      'an unknown provider in a list',
      'edit: [router/meta/llama-5]',
      'edit: [routes/x]',
      /: profiles\.mine\.edit\.0: "routes\/x": there is no provider "routes"; there are router$/,
    ],
    [
      'a model twice in a list',
      'plan: [router/meta/llama-5]',
      'plan: [router/meta/llama-5, router/meta/llama-5]',
      /plan\.1: stands in this list twice$/,
    ],
    ['a profile that is not there', 'profile: mine', 'profile: other', /: profile: there is no profile "other"; there are mine$/],
    [
      'a setting that does not exist',
      '    dialect: openai',
      '    dialect: openai\n    color: red',
      /: providers\.router\.color: is not a known setting$/,
    ],
    [
      'a key instead of the name of its variable',
      'key: ROUTER_API_KEY',
      'key: sk-12345',
      /: providers\.router\.key: the name of a variable that ends in _API_KEY/,
    ],
    ['a hosted provider without a key', '    key: ROUTER_API_KEY\n', '', /: providers\.router\.key: is required for a hosted provider$/],
    [
      'an answer longer than the context',
      'maxOutput: 8000',
      'maxOutput: 200000',
      /: providers\.router\.models\.meta\/llama-5\.limits\.maxOutput: must be less than context$/,
    ],
    ['a kind of turn that is left out', '    route: []\n', '', /: profiles\.mine\.route: is missing$/],
    ['a budget of nothing', 'turn: 0.5', 'turn: 0', /: budgets\.turn: /],
    ['YAML that is not', 'profiles:', 'profiles: [', /./],
  ])('is refused with the line and the setting for %s', (_what, from, to, message) => {
    const text = own.replace(from, to)
    const told = refusal(text)
    expect(told).toMatch(message)
    expect(told).toMatch(/^line \d+: /)
    expect(told).not.toContain('sk-12345')
  })

  it('names the very line', () => {
    const wrong = own.replace('edit: [router/meta/llama-5]', 'edit: [router/none]')
    expect(refusal(wrong)).toMatch(new RegExp(`^line ${lineWith(wrong, 'router/none')}: `))
    const deep = own.replace('context: 128000', 'context: many')
    expect(refusal(deep)).toMatch(new RegExp(`^line ${lineWith(deep, 'many')}: providers\\.router\\.models\\.meta/llama-5\\.limits\\.context: `))
  })

  it('that is not there, or is wrong, is refused by name', () => {
    const missing = readModelSetup('/nowhere/providers.yaml', environment())
    const named = readModelSetup('/nowhere/own.yaml', environment({ PLANWRIGHT_PROVIDERS: '/nowhere/own.yaml' }))
    expect(named).toMatchObject({ ok: false, error: expect.stringMatching(/^PLANWRIGHT_PROVIDERS: \/nowhere\/own\.yaml: cannot be read/) })
    expect(missing).toMatchObject({ ok: false, error: expect.stringMatching(/^\/nowhere\/providers\.yaml: cannot be read/) })
    expect(readModelSetup(file, environment())).toMatchObject({ ok: true })
    expect(readModelSetup(join(projectRoot, 'configs', 'planner.yaml'), environment())).toMatchObject({
      ok: false,
      error: expect.stringMatching(/planner\.yaml, line \d+: /),
    })
  })
})
