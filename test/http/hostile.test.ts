import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { testServer, type TestServer } from './harness.ts'
import { everything } from './plans.ts'
import { knownRoutes, type KnownRoute } from './routes.ts'
import { scriptedAgent } from './scripted-agent.ts'

const json = { 'content-type': 'application/json' }

/** Whatever is sent to whatever route: a problem of the right kind, nothing changed, and the next request is answered. */
describe('hostile input', () => {
  let server: TestServer
  let routes: readonly KnownRoute[]
  let before: unknown

  beforeEach(async () => {
    const agent = scriptedAgent()
    server = testServer({ agent })
    routes = await knownRoutes(server, agent)
    before = await everything(server)
  })
  afterEach(async () => {
    await expectUntouched()
    await server.stop()
  })

  async function expectUntouched(): Promise<void> {
    expect(await everything(server)).toEqual(before)
    expect((await server.call('GET', '/api/health')).body.status).toBe('ok')
  }

  /** The answer must be a problem, whole, of one of these kinds. */
  async function expectProblem(
    what: string,
    response: Response,
    ...kinds: readonly string[]
  ): Promise<{ errors?: { pointer: string }[]; [member: string]: unknown }> {
    const text = await response.text()
    const said = `${what} → ${response.status} ${text.slice(0, 300)}`
    expect(response.headers.get('content-type'), said).toBe('application/problem+json')
    const problem = JSON.parse(text)
    expect(
      kinds.map((kind) => `urn:planwright:problem:${kind}`),
      said,
    ).toContain(problem.type)
    expect(problem, said).toMatchObject({
      status: response.status,
      title: expect.any(String),
      detail: expect.stringMatching(/[.!]$/),
      instance: expect.any(String),
    })
    expect(response.headers.get('x-request-id'), said).toBe(problem.instance)
    expect(text, said).not.toMatch(/node_modules|\.ts:\d|at \w+ \(/)
    return problem
  }

  const pointers = (problem: { errors?: { pointer: string }[] }): readonly string[] => (problem.errors ?? []).map(({ pointer }) => pointer)
  const send = (route: KnownRoute, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = json, address = route.address) =>
    server.raw(address, { method: route.method, headers, body })
  const withBodies = (): readonly KnownRoute[] => routes.filter((route) => route.body !== undefined)

  it('finds a body for every route that takes one', () => {
    expect(withBodies().length).toBeGreaterThanOrEqual(26)
    expect(routes.length).toBeGreaterThanOrEqual(35)
  })

  it('of broken JSON is malformed-json', async () => {
    for (const route of withBodies()) {
      for (const body of ['{"title": ', 'title=x', '{"a":1}}', '\u0000', '{"title":"\n"}', 'NaN'])
        await expectProblem(`${route.name} ${body}`, await send(route, body), 'malformed-json')
    }
  })

  it('of bytes that are no UTF-8 is malformed-json', async () => {
    for (const route of withBodies())
      await expectProblem(route.name, await send(route, new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])), 'malformed-json')
  })

  it('without a content type, or with another one, is unsupported-media-type', async () => {
    for (const route of withBodies()) {
      const bytes = new TextEncoder().encode(JSON.stringify(route.body))
      for (const headers of [
        {},
        { 'content-type': 'text/plain' },
        { 'content-type': 'application/x-www-form-urlencoded' },
        { 'content-type': 'application/jsonp' },
        { 'content-type': 'multipart/form-data; boundary=x' },
      ]) {
        await expectProblem(
          `${route.name} ${JSON.stringify(headers)}`,
          await send(route, bytes, headers as Record<string, string>),
          'unsupported-media-type',
        )
      }
    }
  })

  it('of another type than an object is refused', async () => {
    for (const route of withBodies()) {
      for (const body of ['[]', '3', '"x"', 'null', 'true']) await expectProblem(`${route.name} ${body}`, await send(route, body), 'validation')
    }
  })

  it('with an unknown field is refused, and the field is named', async () => {
    for (const route of withBodies()) {
      const problem = await expectProblem(route.name, await send(route, JSON.stringify({ ...route.body, bogus: 1 })), 'validation')
      expect(pointers(problem), route.name).toContain('/bogus')
    }
  })

  it('with an unknown query parameter is refused, and the parameter is named', async () => {
    for (const route of routes) {
      const address = `${route.address}${route.address.includes('?') ? '&' : '?'}bogus=1`
      const init: RequestInit = route.body ? { method: route.method, headers: json, body: JSON.stringify(route.body) } : { method: route.method }
      const problem = await expectProblem(route.name, await server.raw(address, init), 'validation')
      expect(pointers(problem), route.name).toContain('/query/bogus')
    }
  })

  it('with a field of the wrong type is refused, and the field is named', async () => {
    for (const route of withBodies()) {
      for (const field of Object.keys(propertiesOf(route))) {
        for (const value of [{ not: 'this' }, [[]], 1e308]) {
          if (field === 'metadata' && !Array.isArray(value)) continue
          const problem = await expectProblem(
            `${route.name} ${field}`,
            await send(route, JSON.stringify({ ...route.body, [field]: value })),
            'validation',
          )
          expect(
            pointers(problem).some((pointer) => pointer === `/${field}` || pointer.startsWith(`/${field}/`)),
            `${route.name} ${field} ${JSON.stringify(problem)}`,
          ).toBe(true)
        }
      }
    }
  })

  it('with control characters or half a surrogate pair in a text is refused, and the field is named', async () => {
    for (const route of withBodies()) {
      for (const [field, property] of Object.entries(propertiesOf(route))) {
        if (!acceptsFreeText(property)) continue
        for (const value of ['a\u0007b', 'a\u0000b', 'a\ud800b', '\udc00', 'a\u009bb']) {
          const problem = await expectProblem(
            `${route.name} ${field} ${JSON.stringify(value)}`,
            await send(route, JSON.stringify({ ...route.body, [field]: value })),
            'validation',
          )
          expect(pointers(problem), `${route.name} ${field}`).toContain(`/${field}`)
        }
      }
    }
  })

  it('with such characters in lists and in metadata is refused, and the place is named', async () => {
    const bad: readonly [field: string, value: unknown, pointer: string][] = [
      ['tags', ['ok', 'a\u0007'], '/tags/1'],
      ['acceptanceCriteria', ['a\ud800'], '/acceptanceCriteria/0'],
      ['focusFiles', ['src/\u001b[31m'], '/focusFiles/0'],
      ['externalRefs', [{ provider: 'x', id: 'a\u0000', url: '' }], '/externalRefs/0/id'],
      ['assignee', { kind: 'person', name: '\ud83d' }, '/assignee/name'],
      ['metadata', { a: { b: ['fine', 'a\u0007'] } }, '/metadata/a/b/1'],
      ['metadata', { 'bad\u0000key': 1 }, '/metadata'],
      ['boardRank', 'a b', '/boardRank'],
      ['startDate', '2026-02-30', '/startDate'],
    ]
    const task = routes.find((route) => route.name === 'PATCH /api/tasks/{id}') ?? routes[0]
    for (const [field, value, pointer] of bad) {
      const problem = await expectProblem(field, await send(task as KnownRoute, JSON.stringify({ [field]: value })), 'validation')
      expect(pointers(problem), `${field} ${JSON.stringify(problem)}`).toContain(pointer)
    }
  })

  it('with __proto__ keys, at the top or deep down, is refused and pollutes nothing', async () => {
    for (const route of withBodies()) {
      const rest = JSON.stringify(route.body).slice(1)
      for (const key of ['__proto__', '\\u005f_proto__']) {
        const body = `{"${key}":{"polluted":true}${rest === '}' ? '' : ','}${rest}`
        const problem = await expectProblem(route.name, await send(route, body), 'validation')
        expect(pointers(problem)).toContain('/__proto__')
      }
    }
    const task = routes.find((route) => route.name === 'PATCH /api/tasks/{id}') as KnownRoute
    const problem = await expectProblem('deep', await send(task, '{"metadata":{"a":[{"__proto__":{"polluted":true}}]}}'), 'validation')
    expect(pointers(problem)).toContain('/metadata/a/0/__proto__')
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it('that nests deeply is refused, however deeply', async () => {
    for (const route of withBodies()) {
      for (const depth of [65, 1_000, 200_000]) {
        const body = `{"x":${'['.repeat(depth)}${']'.repeat(depth)}}`
        await expectProblem(`${route.name} ${depth}`, await send(route, body), 'validation', 'malformed-json')
      }
    }
  })

  it('of 20 MB is too large, whether it says so or not', async () => {
    const chunk = new Uint8Array(1_000_000).fill(0x20)
    for (const route of withBodies()) {
      const problem = await expectProblem(route.name, await send(route, chunk.slice(0, 10), { ...json, 'content-length': '20000000' }), 'too-large')
      const isLarge = /import|patches|proposals$/.test(route.path)
      expect(problem['limitBytes'], route.name).toBe(isLarge ? 16_000_000 : 1_000_000)
      let left = 20
      const body = new ReadableStream({
        pull(controller) {
          if (left-- > 0) controller.enqueue(chunk)
          else controller.close()
        },
      })
      const init = { method: route.method, headers: json, body, duplex: 'half' } as RequestInit
      await expectProblem(`${route.name} streamed`, await server.raw(route.address, init), 'too-large')
      expect(left, 'it is not read to its end').toBeGreaterThanOrEqual(isLarge ? 0 : 15)
    }
  })

  it('for something that is not there is not-found, whatever the id looks like', async () => {
    const ids = ['nowhere', '%00', '..%2f..%2fetc', "'%20OR%201=1", 'x'.repeat(5_000), '%F0%9F%92%A1', '__proto__', 'constructor', '%ff']
    for (const route of routes.filter(({ path }) => path.includes('{id}'))) {
      for (const id of ids) {
        const address = route.address.replace(/^(\/api\/[a-z-]+)\/[^/?]+/, (_, start: string) => `${start}/${id}`)
        const init: RequestInit = route.body ? { method: route.method, headers: json, body: JSON.stringify(route.body) } : { method: route.method }
        await expectProblem(`${route.name} ${id.slice(0, 20)}`, await server.raw(address, init), 'not-found')
      }
    }
  })

  it('with versions that cannot be is refused', async () => {
    const [project] = routes.filter(({ name }) => name === 'GET /api/projects/{id}')
    for (const path of [
      '/commits/x',
      '/commits/-1',
      '/versions/1.5',
      '/versions/1e1',
      '/versions/%20',
      '/diff',
      '/diff?from=',
      '/diff?from=0x1',
      '/diff?from=0&to=',
      '/events?after=',
      '/events?after=-1',
      '/tasks?limit=0',
      '/tasks?limit=201',
      '/tasks?limit=1&limit=2',
    ]) {
      await expectProblem(path, await server.raw(`${project?.address}${path}`), 'validation')
    }
    for (const path of ['/commits/2', '/commits/0', '/versions/2', '/diff?from=0&to=9', '/commits/999999999999999']) {
      await expectProblem(path, await server.raw(`${project?.address}${path}`), 'not-found')
    }
  })

  it('from a page elsewhere, or under a foreign name, is foreign-origin', async () => {
    const foreign: readonly Record<string, string>[] = [
      { host: 'evil.example' },
      { host: 'localhost.evil.example:8787' },
      { host: '127.0.0.1.nip.io' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:9999', host: 'localhost:8787' },
      { origin: 'file://' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
    ]
    for (const route of routes) {
      for (const headers of foreign) {
        const init: RequestInit = route.body
          ? { method: route.method, headers: { ...json, ...headers }, body: JSON.stringify(route.body) }
          : { method: route.method, headers }
        await expectProblem(`${route.name} ${JSON.stringify(headers)}`, await server.raw(route.address, init), 'foreign-origin')
      }
    }
    for (const path of ['/api/docs', '/api/openapi.json', '/nowhere'])
      await expectProblem(path, await server.raw(path, { headers: { host: 'evil.example' } }), 'foreign-origin')
  })

  it('with a method that a route does not have is told which it has', async () => {
    for (const route of routes) {
      const [path] = route.address.split('?')
      // An address may be that of more than one route: a workspace can be named like a word that another route has.
      const takes = (template: string): boolean => new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(path ?? '')
      const allowed = new Set(routes.filter((other) => takes(other.path)).map(({ method }) => method))
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter((candidate) => !allowed.has(candidate))) {
        const response = await server.raw(path ?? '', { method })
        expect(response.headers.get('allow')?.split(', ').sort(), `${method} ${path}`).toEqual([...allowed].sort())
        await expectProblem(`${method} ${path}`, response, 'method-not-allowed')
      }
    }
  })

  it('to an address that is not there is not-found', async () => {
    for (const path of ['/api/nothing', '/api', '/api/', '/api/projects/x/nothing', '/nothing', '/%00', '/api/%ff', '/api/..%2f..%2fetc%2fpasswd']) {
      await expectProblem(path, await server.raw(path), 'not-found')
      await expectProblem(`POST ${path}`, await server.raw(path, { method: 'POST', headers: json, body: '{}' }), 'not-found')
    }
  })

  it('in headers is refused, and the header is named', async () => {
    const headers: readonly [name: string, value: string, path: string, kinds: readonly string[]][] = [
      ['x-planwright-user', '%', '/api/projects', ['validation']],
      ['x-planwright-user', '%00', '/api/projects', ['validation']],
      ['x-planwright-user', 'x'.repeat(201), '/api/projects', ['validation']],
      ['last-event-id', 'x', '/api/events', ['validation']],
    ]
    for (const [name, value, path, kinds] of headers) {
      const problem = await expectProblem(`${name}: ${value}`, await server.raw(path, { headers: { [name]: value } }), ...kinds)
      expect(pointers(problem)).toEqual([`/header/${name}`])
    }
    const post = routes.find(({ name }) => name === 'POST /api/projects/{id}/tasks') as KnownRoute
    for (const [name, value] of [
      ['if-match', 'three'],
      ['idempotency-key', 'x'.repeat(256)],
    ] as const) {
      const problem = await expectProblem(name, await send(post, JSON.stringify(post.body), { ...json, [name]: value }), 'validation')
      expect(pointers(problem)).toEqual([`/header/${name}`])
    }
  })

  it('without a body where one is needed says what is missing', async () => {
    const optional = /(restore|cancel|retry|accept|reject|reopen|rebase|move|abort|resume)$/
    for (const route of withBodies().filter(({ path, method }) => method === 'POST' && !optional.test(path))) {
      for (const headers of [{}, json]) await expectProblem(route.name, await server.raw(route.address, { method: 'POST', headers }), 'validation')
    }
  })

  /** The fields of a body, from its JSON schema. */
  function propertiesOf(route: KnownRoute): Record<string, JsonSchema> {
    if (!route.schema) return {}
    const schema = z.toJSONSchema(route.schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
    const [first] = schema.anyOf ?? [schema]
    return first?.properties ?? {}
  }

  interface JsonSchema {
    readonly type?: string
    readonly enum?: unknown[]
    readonly properties?: Record<string, JsonSchema>
    readonly anyOf?: JsonSchema[]
  }

  const acceptsFreeText = (schema: JsonSchema): boolean =>
    (schema.type === 'string' && !schema.enum) || (schema.anyOf?.some(acceptsFreeText) ?? false)
})
