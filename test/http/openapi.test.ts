import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testServer, type TestServer } from './harness.ts'
import { scriptedAgent } from './scripted-agent.ts'

/** The routes that the contract promises. */
const promised = `
GET /api/health
GET /api/me
GET /api/providers
POST /api/providers/test
POST /api/projects
GET /api/projects
GET /api/projects/{id}
PATCH /api/projects/{id}
DELETE /api/projects/{id}
POST /api/projects/{id}/restore
GET /api/projects/{id}/tasks
GET /api/tasks/{id}
POST /api/projects/{id}/tasks
PATCH /api/tasks/{id}
DELETE /api/tasks/{id}
POST /api/tasks/{id}/move
POST /api/chat
POST /api/projects/{id}/chat
GET /api/turns/{id}
POST /api/turns/{id}/cancel
POST /api/turns/{id}/retry
GET /api/turns/{id}/tries
GET /api/usage
GET /api/projects/{id}/conversation
GET /api/projects/{id}/next
GET /api/workspaces
POST /api/workspaces
GET /api/workspaces/{id}
GET /api/workspaces/{id}/export
POST /api/workspaces/import
POST /api/workspaces/{id}/sessions
GET /api/workspaces/{id}/sessions
GET /api/workspaces/{id}/commits
GET /api/workspaces/{id}/resume
GET /api/workspaces/{id}/stats
GET /api/sessions/{id}
POST /api/sessions/{id}/actions
POST /api/sessions/{id}/commit
POST /api/sessions/{id}/abort
POST /api/sessions/{id}/resume
GET /api/work-commits/{id}
GET /api/work-commits/{id}/diff
GET /api/projects/{id}/proposals
GET /api/proposals
GET /api/proposals/{id}
GET /api/proposals/{id}/changes
POST /api/projects/{id}/proposals
PATCH /api/proposals/{id}
POST /api/proposals/{id}/accept
POST /api/proposals/{id}/reject
POST /api/proposals/{id}/reopen
POST /api/proposals/{id}/rebase
POST /api/projects/{id}/patches
GET /api/projects/{id}/commits
GET /api/projects/{id}/commits/{v}
GET /api/projects/{id}/versions/{v}
GET /api/projects/{id}/diff
POST /api/projects/{id}/revert
POST /api/import
GET /api/projects/{id}/export
GET /api/projects/{id}/events
GET /api/events`
  .trim()
  .split('\n')

interface Operation {
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly required?: boolean
    readonly schema: { readonly type?: string }
  }[]
  readonly requestBody?: { readonly required?: boolean; readonly content: Record<string, { schema: unknown }> }
  readonly responses: Record<string, { readonly description: string; readonly content?: Record<string, { schema: unknown }> }>
}

interface OpenApi {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string }
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: { readonly schemas: Record<string, unknown> }
}

describe('the OpenAPI document', () => {
  let server: TestServer
  let document: OpenApi
  beforeAll(async () => {
    server = testServer({ agent: scriptedAgent() })
    document = (await server.call('GET', '/api/openapi.json')).body
  })
  afterAll(() => server.stop())

  const operations = (): readonly (readonly [name: string, operation: Operation])[] =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
    )

  it('is 3.1, with a title and the version of the server', () => {
    expect(document.openapi).toMatch(/^3\.1\./)
    expect(document.info).toMatchObject({ title: 'Planwright', version: 'test' })
  })

  it('tells every route that the app has, and no other', () => {
    const untold = new Set([
      'GET /api/openapi.json',
      'GET /api/docs',
      'GET /api/docs/start.js',
      'GET /api/docs/swagger-ui.css',
      'GET /api/docs/swagger-ui-bundle.js',
    ])
    const served = server.app.routes.flatMap(({ method, path }) => (method === 'ALL' ? [] : [`${method} ${path.replaceAll(/:([a-z]+)/g, '{$1}')}`]))
    expect(
      operations()
        .map(([name]) => name)
        .sort(),
    ).toEqual([...new Set(served)].filter((route) => !untold.has(route)).sort())
  })

  it('has every route that the contract promises', () => {
    expect(
      operations()
        .map(([name]) => name)
        .sort(),
    ).toEqual([...promised].sort())
  })

  it('names only schemas that it has', () => {
    const named = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? '')
    expect(named.length).toBeGreaterThan(20)
    for (const name of named) expect(Object.keys(document.components.schemas)).toContain(name)
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['Project', 'Task', 'Operation', 'Proposal', 'Turn', 'Commit', 'Draft', 'Conflict', 'Problem', 'Plan']),
    )
  })

  it('describes every route whole: a summary, its parameters, its body, what it answers and the problems', () => {
    for (const [name, operation] of operations()) {
      expect(operation.summary, name).toBeTruthy()
      expect(operation.tags, name).toHaveLength(1)
      const inPath = [...name.matchAll(/\{([a-z]+)\}/g)].map(([, parameter]) => parameter)
      const told = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
      expect(
        told.map((parameter) => parameter.name),
        name,
      ).toEqual(inPath)
      for (const parameter of operation.parameters ?? [])
        expect([name, parameter.name, typeof parameter.schema.type]).toEqual([name, parameter.name, 'string'])
      for (const parameter of told) expect(parameter.required, name).toBe(true)
      if (/^(POST|PATCH)/.test(name)) expect(Object.keys(operation.requestBody?.content ?? {}), name).toEqual(['application/json'])
      const answers = Object.entries(operation.responses)
      expect(
        answers.some(([status]) => status.startsWith('2')),
        name,
      ).toBe(true)
      for (const [status, { description, content }] of answers) {
        expect(description, `${name} ${status}`).toBeTruthy()
        if (/^[45]|default/.test(status)) expect(Object.keys(content ?? {}), `${name} ${status}`).toEqual(['application/problem+json'])
        else if (!['204', '304'].includes(status)) expect(content, `${name} ${status}`).toBeDefined()
      }
      expect(operation.responses['default'], name).toBeDefined()
    }
  })

  it('tells numbers as numbers, and what a stream and a file are', () => {
    const of = (name: string) => operations().find(([other]) => other === name)?.[1]
    const parameter = (name: string, wanted: string) => of(name)?.parameters?.find((found) => found.name === wanted)?.schema
    expect(parameter('GET /api/projects', 'limit')).toMatchObject({ type: 'integer', minimum: 1, maximum: 200 })
    expect(parameter('GET /api/projects/{id}/versions/{v}', 'v')).toMatchObject({ type: 'integer', minimum: 0 })
    expect(parameter('GET /api/projects/{id}/diff', 'to')).toMatchObject({ type: 'integer' })
    expect(Object.keys(of('GET /api/events')?.responses['200']?.content ?? {})).toEqual(['text/event-stream'])
    expect(Object.keys(of('POST /api/projects/{id}/chat')?.responses['200']?.content ?? {})).toEqual(['application/json', 'text/event-stream'])
    expect(Object.keys(of('GET /api/projects/{id}/export')?.responses['200']?.content ?? {})).toEqual([
      'text/markdown',
      'application/json',
      'text/csv',
    ])
  })
})

describe('the reference page', () => {
  it('loads nothing from elsewhere, and everything it loads is there', async () => {
    const server = testServer({ agent: scriptedAgent() })
    const response = await server.raw('/api/docs')
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
    const html = await response.text()
    expect(html).not.toMatch(/https?:\/\//)
    const links = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? '').filter((link) => !link.startsWith('data:'))
    expect(links.length).toBeGreaterThanOrEqual(3)
    for (const link of links) {
      expect(link).toMatch(/^\/api\/docs\//)
      const asset = await server.raw(link)
      expect([link, asset.status]).toEqual([link, 200])
      expect(asset.headers.get('content-type')).toMatch(/javascript|css/)
      expect((await asset.text()).length).toBeGreaterThan(50)
    }
    const start = await (await server.raw('/api/docs/start.js')).text()
    expect(start).toContain("url: '/api/openapi.json'")
    expect(start).toContain('validatorUrl: null')
    await server.stop()
  })
})
