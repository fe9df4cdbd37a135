import { expect } from 'vitest'
import type { ZodType } from 'zod'
import { planFormats } from '../../server/adapters/formats/index.ts'
import { inProcessFeed } from '../../server/adapters/feed/in-process.ts'
import { memoryStorage } from '../../server/adapters/storage/memory/index.ts'
import type { Agent } from '../../server/agents/agent.ts'
import { offlineAgent } from '../../server/agents/offline/index.ts'
import { createApp } from '../../server/app.ts'
import { readTemplateFiles } from '../../server/config/template-files.ts'
import { loadTemplates } from '../../server/config/templates.ts'
import type { Deps } from '../../server/orchestration/deps.ts'
import { plansInMemory } from '../../server/orchestration/plans.ts'
import { runningTurns } from '../../server/orchestration/running-turns.ts'
import { spending } from '../../server/orchestration/spending.ts'
import { noModels, type ModelBudgets, type Models } from '../../server/ports/models.ts'
import { silentLog, type Logger } from '../../server/ports/log.ts'
import type { Storage } from '../../server/ports/storage.ts'

const { templates } = loadTemplates(readTemplateFiles(new URL('../../configs/templates', import.meta.url).pathname))

export interface TestClock {
  now(): string
  today(): string
  /** Moves time on. */
  advance(milliseconds: number): void
}

/** A clock that ticks a second with every look, so that every time differs. */
export function testClock(start = '2026-11-20T09:00:00.000Z'): TestClock {
  let time = Date.parse(start)
  return {
    now: () => new Date((time += 1000)).toISOString(),
    today: () => new Date(time).toISOString().slice(0, 10),
    advance: (milliseconds) => (time += milliseconds),
  }
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // Tests read what they expect; a missing member fails the expectation that reads it.
  // oxlint-disable-next-line no-explicit-any
  readonly body: any
  readonly text: string
}

export interface TestServer {
  readonly deps: Deps
  readonly clock: TestClock
  readonly app: ReturnType<typeof createApp>
  /** Sends a request through the app itself; JSON in, JSON out. Every answer is held against its schema. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Sends a request as it is. */
  raw(path: string, init?: RequestInit): Promise<Response>
  stop(): Promise<void>
}

export interface TestServerOptions {
  readonly storage?: Storage
  readonly agent?: Agent
  /** How its ids begin; another one for a second server over the same store. */
  readonly prefix?: string
  readonly start?: string
  readonly models?: Models
  readonly budgets?: ModelBudgets
  readonly log?: Logger
}

/** The whole API over a store, as `main` builds it, with a clock and ids that tests can foresee. */
export function testServer({
  storage = memoryStorage(),
  agent = offlineAgent(templates),
  prefix = 'id',
  start,
  models = noModels,
  budgets = models.budgets,
  log = silentLog,
}: TestServerOptions = {}): TestServer {
  const clock = testClock(start)
  let count = 0
  const closing = new AbortController()
  const deps: Deps = {
    storage,
    plans: plansInMemory(),
    clock,
    ids: { next: () => `${prefix}${String((count += 1)).padStart(8, '0')}` },
    feed: inProcessFeed(),
    agent,
    models,
    spending: spending({ storage, clock, log, budgets }),
    formats: planFormats({ version: 'test' }),
    turns: runningTurns(),
    log,
    settings: { maxMilestones: 6 },
  }
  const app = createApp({ deps, access: { hosts: [], origins: [], user: null }, version: 'test', page: null, closing: closing.signal })
  const raw = (path: string, init: RequestInit = {}): Promise<Response> => Promise.resolve(app.request(`http://localhost${path}`, init))
  return {
    deps,
    clock,
    app,
    raw,
    async call(method, path, body, headers = {}) {
      const init: RequestInit = { method, headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers } }
      const response = await raw(path, body === undefined ? init : { ...init, body: JSON.stringify(body) })
      const text = await response.text()
      const isJson = /json/.test(response.headers.get('content-type') ?? '')
      const answer = { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined }
      if (isJson) holdAgainstSchema(app, method, path, answer)
      return answer
    },
    async stop() {
      closing.abort()
      await deps.turns.stopAll()
      await storage.close()
    },
  }
}

/** The answer must be what the OpenAPI document says of this route and status. */
function holdAgainstSchema(app: TestServer['app'], method: string, path: string, answer: Answer): void {
  const pathname = path.split('?')[0] ?? ''
  for (const definition of app.openAPIRegistry.definitions) {
    if (definition.type !== 'route' || definition.route.method !== method.toLowerCase()) continue
    if (!new RegExp(`^${definition.route.path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(pathname)) continue
    const response = definition.route.responses[answer.status] ?? definition.route.responses['default']
    expect(response, `${method} ${pathname} answers ${answer.status}, which its document does not tell`).toBeDefined()
    const content = response && 'content' in response ? response.content : undefined
    const media = content?.[answer.status >= 400 ? 'application/problem+json' : 'application/json']
    const schema = media && 'schema' in media ? (media.schema as ZodType | undefined) : undefined
    if (!schema || !('safeParse' in schema)) return
    const parsed = schema.safeParse(answer.body)
    expect(parsed.success ? [] : parsed.error.issues, `${method} ${pathname} ${answer.status}: ${answer.text.slice(0, 500)}`).toEqual([])
    return
  }
}

/** The events of a stream that has ended. */
export function readEvents(text: string): { event: string; id: string | null; data: unknown }[] {
  return text
    .split('\n\n')
    .filter((block) => block.includes('data:'))
    .map((block) => {
      const field = (name: string): string | null => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? null
      return { event: field('event') ?? 'message', id: field('id'), data: JSON.parse(field('data') ?? 'null') }
    })
}
