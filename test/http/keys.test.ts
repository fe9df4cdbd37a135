import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { compose, type Composed } from '../../server/compose.ts'
import { readEnvironment } from '../../server/config/environment.ts'
import { wireError, wireReply, type Dialect } from '../models/wire-events.ts'
import { startWireServer, type WireReply, type WireRequest, type WireServer } from '../models/wire-server.ts'
import { readerOf } from './event-reader.ts'

/** A key of each provider, in no form that a pattern would know: only knowing the key itself blanks it out. */
const keys = {
  openai: 'PLANTED openai 4f1c9d72'.replaceAll(' ', '/'),
  anthropic: 'PLANTED anthropic 8b3e6a05'.replaceAll(' ', '/'),
  gemini: 'PLANTED gemini 17d4c2f9'.replaceAll(' ', '/'),
  xai: 'PLANTED xai c06b5e31'.replaceAll(' ', '/'),
  local: 'PLANTED local 92a7f0d8'.replaceAll(' ', '/'),
} as const
type Provider = keyof typeof keys
const providers = Object.keys(keys) as Provider[]
const dialectOf = (provider: Provider): Dialect => (provider === 'anthropic' || provider === 'gemini' ? provider : 'openai')

const answer = JSON.stringify({
  reply: 'As you wish.',
  operations: [
    {
      op: 'add_task',
      tempId: 'n1',
      parentId: '',
      afterId: '',
      title: 'A shed',
      description: '',
      priority: 'none',
      estimate: '1w',
      startDate: '',
      dueDate: '',
      assignee: '',
      tags: [],
      criteria: ['It stands'],
      dependsOn: [],
      reason: 'It was asked for.',
    },
  ],
  question: '',
  options: [],
})

/** Whose key a request carries. */
const asked = ({ headers }: WireRequest): Provider | undefined =>
  providers.find((provider) => Object.values(headers).some((value) => value.includes(keys[provider])))

/** What a provider may do with a key that it was given: everything but keep it to itself. */
const replies = (dialect: Dialect, key: string): Readonly<Record<string, WireReply>> => ({
  answers: wireReply(dialect, { deltas: answer.match(/.{1,40}/gs) ?? [] }),
  'refuses the request and repeats it': wireError(dialect, 400, { message: `Bad request with authorization: Bearer ${key}`, details: [{ key }] }),
  'fails and repeats it in every header': {
    status: 500,
    headers: { 'content-type': 'text/plain', 'x-request-id': key, 'x-debug': `authorization=${key}` },
    chunks: [`upstream said: ${key}`],
  },
  'answers under its name': wireReply(
    dialect,
    { deltas: answer.match(/.{1,40}/gs) ?? [], model: key },
    { headers: { 'x-request-id': key, 'request-id': key } },
  ),
  'breaks off with it': wireReply(dialect, { deltas: ['{"reply":"'], error: { type: 'server_error', message: `no such key ${key}`, status: 500 } }),
  // Last, since a provider that refuses the key is not asked again.
  'refuses the key and repeats it': wireError(dialect, 401, { type: 'authentication_error', message: `Incorrect API key provided: ${key}.` }),
})

describe('a key of a provider', () => {
  const home = mkdtempSync(join(tmpdir(), 'planwright-keys-'))
  const seen: string[] = []
  const printed: string[] = []
  let wire: WireServer
  let composed: Composed

  beforeAll(async () => {
    for (const stream of [process.stdout, process.stderr])
      vi.spyOn(stream, 'write').mockImplementation((text) => {
        printed.push(String(text))
        return true
      })
    wire = await startWireServer()
    const file = join(home, 'providers.yaml')
    const own = readFileSync(new URL('../../configs/providers.yaml', import.meta.url), 'utf8')
    // Each failure counts once: waiting between tries shows nothing more.
    writeFileSync(
      file,
      own
        .replace(/perModel: \d+/, 'perModel: 1')
        .replace(/perCall: \d+/, 'perCall: 1')
        .replace(/restAfter: \d+/, 'restAfter: 100'),
    )
    const environment = readEnvironment({
      PLANWRIGHT_HOME: home,
      PLANWRIGHT_SAMPLE: '0',
      PLANWRIGHT_PROVIDERS: file,
      LOG_LEVEL: 'debug',
      ...Object.fromEntries(providers.map((provider) => [`${provider.toUpperCase()}_API_KEY`, keys[provider]])),
      ...Object.fromEntries(providers.map((provider) => [`${provider.toUpperCase()}_BASE_URL`, wire.baseUrl[dialectOf(provider)]])),
      LOCAL_MODEL: 'qwen',
    })
    if (!environment.ok) throw new Error(environment.error)
    const made = await compose(environment.value, { serves: true })
    if (!made.ok) throw new Error(made.error)
    composed = made.value
  })
  afterAll(async () => {
    vi.restoreAllMocks()
    await wire.stop()
    rmSync(home, { recursive: true })
  })

  async function call(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<string> {
    const init = { method, headers: { 'content-type': 'application/json', ...headers }, ...(body ? { body: JSON.stringify(body) } : {}) }
    const response = await composed.app.request(`http://localhost/api${path}`, init)
    const text = await response.text()
    seen.push(text, JSON.stringify([...response.headers]))
    return text
  }

  it('reaches the provider, and nothing else whatever the provider does with it', { timeout: 60_000 }, async () => {
    const everywhere = readerOf(await composed.app.request('http://localhost/api/events'))
    const following = (async () => {
      for (let event = await everywhere.next(); event; event = await everywhere.next()) seen.push(JSON.stringify(event))
    })()
    const { id } = JSON.parse(await call('POST', '/projects', { title: 'Garden' })) as { id: string }
    const sse = { accept: 'text/event-stream' }
    for (const provider of providers) {
      for (const [what, reply] of Object.entries(replies(dialectOf(provider), keys[provider]))) {
        wire.answer((request) => (asked(request) === provider ? reply : { status: 503, chunks: ['only one is asked'] }))
        const message = `Would you please think about what else this garden could need? (${provider} ${what})`
        await call('POST', `/projects/${id}/chat`, { message, provider, proposalId: null }, sse)
        await call('POST', '/chat', { message: `Build me a garden that needs no water (${what})`, provider })
        await call('POST', '/providers/test', { provider })
      }
      const sent = wire.requests.filter((request) => asked(request) === provider)
      expect(sent.length, `${provider} was really asked, with its key`).toBeGreaterThan(5)
    }
    for (const path of ['/health', '/providers', '/usage?by=model', `/projects/${id}/conversation`, `/projects/${id}/proposals`, '/openapi.json'])
      await call('GET', path)
    const { items } = JSON.parse(await call('GET', `/projects/${id}/conversation`)) as { items: { id: string; status: string }[] }
    for (const turn of items) await call('GET', `/turns/${turn.id}/tries`)
    const statuses = items.map(({ status }) => status)
    expect([statuses.filter((status) => status === 'done').length, statuses.filter((status) => status === 'failed').length]).toEqual([10, 20])
    await composed.close()
    await everywhere.close()
    await following

    const places: Readonly<Record<string, readonly string[]>> = {
      'what was answered and told': seen,
      'what was printed': printed,
      'what was sent as prompt or address': wire.requests.map(({ path, text }) => path + text),
      'what lies in the home': readdirSync(home).map((name) => readFileSync(join(home, name), 'latin1')),
    }
    for (const [place, texts] of Object.entries(places)) {
      expect(texts.join('').length, `${place}: there is something to look at`).toBeGreaterThan(500)
      for (const key of Object.values(keys)) {
        const end = key.slice(key.lastIndexOf('/') + 1)
        for (const form of [key, encodeURIComponent(key), Buffer.from(key).toString('base64'), end])
          expect(
            texts.filter((text) => text.includes(form)).map((text) => around(text, form)),
            `${place} holds no key`,
          ).toEqual([])
      }
    }
  })
})

const around = (text: string, form: string): string => text.slice(Math.max(0, text.indexOf(form) - 200), text.indexOf(form) + 80)
