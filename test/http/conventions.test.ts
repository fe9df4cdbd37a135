import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StorageUnavailable, type Storage } from '../../server/ports/storage.ts'
import { memoryStorage } from '../../server/adapters/storage/memory/index.ts'
import { testServer, type Answer, type TestServer } from './harness.ts'
import { everything, makeProject, outline, type MadeProject } from './plans.ts'
import { behind, create, drafting, gate, remove, saying, scriptedAgent, type ScriptedAgent } from './scripted-agent.ts'

let server: TestServer
let agent: ScriptedAgent
let project: MadeProject

beforeEach(async () => {
  agent = scriptedAgent()
  server = testServer({ agent })
  project = await makeProject(server)
})
afterEach(() => server.stop())

const kindOf = ({ body }: Answer): string => body.type.replace('urn:planwright:problem:', '')
const path = (rest = ''): string => `/api/projects/${project.id}${rest}`
const idOf = (title: string): string => project.ids[title] ?? ''

describe('versions', () => {
  it('are the ETag of a project: a reader that has it is answered 304', async () => {
    const read = await server.call('GET', path())
    expect(read.headers.get('etag')).toBe('"1"')
    for (const tag of ['"1"', 'W/"1"', '"0", "1"', '*']) {
      const same = await server.call('GET', path(), undefined, { 'if-none-match': tag })
      expect([same.status, same.text, same.headers.get('etag')]).toEqual([304, '', '"1"'])
    }
    expect((await server.call('GET', path(), undefined, { 'if-none-match': '"0"' })).status).toBe(200)
  })

  it('that are not the head are refused by every route that changes the plan, and nothing happens', async () => {
    agent.prepare(drafting([create('new-1', 'Docs')]))
    const { proposal } = (await server.call('POST', path('/chat'), { message: 'docs' })).body
    const before = await everything(server)
    const requests: readonly [method: string, path: string, body?: object][] = [
      ['PATCH', path(), { title: 'x' }],
      ['DELETE', path()],
      ['DELETE', path('?purge=true&confirm=Launch')],
      ['POST', path('/tasks'), { title: 'x' }],
      ['PATCH', `/api/tasks/${idOf('Build')}`, { title: 'x' }],
      ['DELETE', `/api/tasks/${idOf('Build')}`],
      ['POST', `/api/tasks/${idOf('Build')}/move`, { afterTaskId: null }],
      ['POST', path('/patches'), { baseVersion: 1, taskPatches: [] }],
      ['POST', path('/revert'), { version: 1 }],
      ['POST', `/api/proposals/${proposal.id}/accept`, {}],
    ]
    for (const [method, address, body] of requests) {
      for (const tag of ['"0"', '"2"', '"abc"', 'W/"1"']) {
        const refused = await server.call(method, address, body, { 'if-match': tag })
        expect([method, address, tag, refused.status, kindOf(refused)]).toEqual([method, address, tag, 412, 'version-mismatch'])
      }
    }
    const inBody = await server.call('POST', `/api/proposals/${proposal.id}/accept`, { expectedVersion: 0 })
    expect(inBody.body).toMatchObject({ status: 412, headVersion: 1 })
    expect(await everything(server)).toEqual(before)
  })

  it('that are the head, or any with *, are taken', async () => {
    expect((await server.call('PATCH', path(), { title: 'x' }, { 'if-match': '"1"' })).body.version).toBe(2)
    expect((await server.call('PATCH', path(), { title: 'y' }, { 'if-match': '*' })).body.version).toBe(3)
  })

  it('that disagree in header and body are refused', async () => {
    agent.prepare(drafting([create('new-1', 'Docs')]))
    const { proposal } = (await server.call('POST', path('/chat'), { message: 'docs' })).body
    const refused = await server.call('POST', `/api/proposals/${proposal.id}/accept`, { expectedVersion: 0 }, { 'if-match': '"1"' })
    expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/expectedVersion' }] })
  })
})

describe('Idempotency-Key', () => {
  const withKey = (body: object, key = 'one', address = path('/tasks')) => server.call('POST', address, body, { 'idempotency-key': key })

  it('gives the same answer to the same request, and the change happens once', async () => {
    const first = await withKey({ title: 'Once' })
    const second = await withKey({ title: 'Once' })
    expect(second.status).toBe(201)
    expect(second.body).toEqual(first.body)
    for (const name of ['location', 'etag', 'content-type']) expect(second.headers.get(name)).toBe(first.headers.get(name))
    expect(await outline(server, project.id)).toEqual(['Design', 'Build', 'Test', 'Once'])
  })

  it('gives the same refusal too', async () => {
    const first = await withKey({ title: '' })
    await server.call('POST', path('/tasks'), { title: 'Between' })
    expect((await withKey({ title: '' })).body).toEqual(first.body)
  })

  it('is refused for another body, another query or another route', async () => {
    await withKey({ title: 'Once' })
    for (const refused of [await withKey({ title: 'Twice' }), await withKey({ title: 'Once' }, 'one', '/api/projects')])
      expect([refused.status, kindOf(refused)]).toEqual([422, 'key-reused'])
  })

  it('is in progress while the first request runs, and ready when it has ended', async () => {
    const door = gate()
    agent.prepare(behind(door, saying('hello')))
    const first = withKey({ message: 'hi' }, 'slow', path('/chat'))
    await door.reached
    const second = await withKey({ message: 'hi' }, 'slow', path('/chat'))
    expect([second.status, kindOf(second)]).toEqual([409, 'key-in-progress'])
    door.open()
    const answer = await first
    expect((await withKey({ message: 'hi' }, 'slow', path('/chat'))).body).toEqual(answer.body)
    expect(agent.requests).toHaveLength(1)
  })

  it('is forgotten when the server failed, so that trying again does try again', async () => {
    agent.prepare(() => Promise.reject(new Error('no')), saying('yes'))
    expect((await withKey({ message: 'hi' }, 'again', path('/chat'))).status).toBe(500)
    expect((await withKey({ message: 'hi' }, 'again', path('/chat'))).body.message).toBe('yes')
  })

  it('of a request that a crash cut off is in progress for ten minutes, then free', async () => {
    const fingerprint = 'of a request that never ended'
    await server.deps.storage.write((session) => session.beginRequest('crashed', fingerprint, server.clock.now()))
    expect(kindOf(await withKey({ title: 'Again' }, 'crashed'))).toMatch(/key-reused|key-in-progress/)
    server.clock.advance(11 * 60_000)
    expect((await withKey({ title: 'Again' }, 'crashed')).status).toBe(201)
  })

  it('is kept for a day', async () => {
    await withKey({ title: 'Once' })
    server.clock.advance(23 * 3_600_000)
    expect((await withKey({ title: 'Once' })).body.version).toBe(2)
    server.clock.advance(2 * 3_600_000)
    expect((await withKey({ title: 'Once' })).body.version).toBe(3)
  })

  it('makes one change of two requests at once', async () => {
    const [one, two] = await Promise.all([withKey({ title: 'Once' }), withKey({ title: 'Once' })])
    expect([one.status, two.status].sort()).toEqual([201, 409])
    expect(await outline(server, project.id)).toHaveLength(4)
  })
})

describe('the trash', () => {
  it('hides a project from everything, and gives all of it back', async () => {
    agent.prepare(drafting([create('new-1', 'Docs')]))
    const { proposal } = (await server.call('POST', path('/chat'), { message: 'docs' })).body
    const before = (await server.call('GET', path())).body
    expect((await server.call('DELETE', path())).status).toBe(204)
    expect((await server.call('DELETE', path())).status, 'twice is once').toBe(204)
    const hidden = [
      path(),
      path('/tasks'),
      path('/commits'),
      path('/commits/1'),
      path('/versions/1'),
      path('/diff?from=0'),
      path('/proposals'),
      path('/conversation'),
      path('/export?format=json'),
      path('/events'),
      `/api/tasks/${idOf('Build')}`,
      `/api/proposals/${proposal.id}`,
    ]
    for (const address of hidden) expect([address, (await server.call('GET', address)).status]).toEqual([address, 404])
    for (const [method, address, body] of [
      ['PATCH', path(), { title: 'x' }],
      ['POST', path('/tasks'), { title: 'x' }],
      ['POST', path('/chat'), { message: 'x' }],
      ['POST', path('/patches'), { baseVersion: 1, taskPatches: [] }],
      ['POST', `/api/proposals/${proposal.id}/accept`, {}],
      ['PATCH', `/api/proposals/${proposal.id}`, { parked: true }],
    ] as const) {
      expect([address, (await server.call(method, address, body)).status]).toEqual([address, 404])
    }
    const restored = await server.call('POST', path('/restore'))
    expect(restored.body.project).toMatchObject({ id: project.id, version: 1, deletedAt: null })
    expect((await server.call('GET', path())).body).toEqual(before)
    expect((await server.call('GET', `/api/proposals/${proposal.id}`)).body.proposal).toEqual(proposal)
    expect((await server.call('POST', path('/restore'))).status, 'restoring what is there changes nothing').toBe(200)
  })

  it('is left for good only with the exact title', async () => {
    for (const query of ['?purge=true', '?purge=true&confirm=launch', '?purge=true&confirm=']) {
      const refused = await server.call('DELETE', path(query))
      expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/query/confirm' }] })
    }
    expect((await server.call('DELETE', path('?purge=true&confirm=Launch'))).status).toBe(204)
    expect((await server.call('POST', path('/restore'))).status).toBe(404)
    expect((await server.call('GET', '/api/projects?deleted=true')).body.items).toEqual([])
    expect((await server.call('GET', `/api/tasks/${idOf('Build')}`)).status).toBe(404)
  })
})

describe('nothing to do', () => {
  it('is not an error: no commit, and the version stays', async () => {
    const [design] = (await server.call('GET', path())).body.tasks
    const answers = [
      await server.call('PATCH', path(), {}),
      await server.call('PATCH', path(), { title: 'Launch' }),
      await server.call('PATCH', `/api/tasks/${design.id}`, {}),
      await server.call('PATCH', `/api/tasks/${design.id}`, { title: 'Design', tags: [], dependsOn: [] }),
      await server.call('POST', `/api/tasks/${design.id}/move`, {}),
      await server.call('POST', `/api/tasks/${design.id}/move`, { parentTaskId: null, afterTaskId: null }),
      await server.call('POST', path('/patches'), { baseVersion: 1, taskPatches: [] }),
      await server.call('POST', path('/revert'), { toVersion: 1 }),
    ]
    for (const { status, body } of answers)
      expect({ status, version: body.version, commit: body.commit }).toEqual({ status: 200, version: 1, commit: null })
    expect((await server.call('GET', path('/commits'))).body.items).toHaveLength(1)
  })

  it('is left where a commit was taken back already', async () => {
    await server.call('POST', path('/tasks'), { title: 'x' })
    expect((await server.call('POST', path('/revert'), { version: 2 })).body.version).toBe(3)
    expect((await server.call('POST', path('/revert'), { version: 2 })).body).toMatchObject({ version: 3, commit: null })
  })
})

describe('a dry run', () => {
  it('tells what would happen, and nothing happens', async () => {
    agent.prepare(drafting([create('new-1', 'Parent'), create('new-2', 'Child', { parentTaskId: 'new-1' })]))
    const { proposal } = (await server.call('POST', path('/chat'), { message: 'docs' })).body
    const before = await everything(server)
    const patch = await server.call('POST', path('/patches?dryRun=true'), { baseVersion: 1, taskPatches: [remove(idOf('Build'))] })
    expect(patch.body).toMatchObject({
      version: 1,
      commit: null,
      operations: [{ kind: 'delete', taskId: idOf('Build'), after: null }],
      conflicts: [],
    })
    const revert = await server.call('POST', path('/revert?dryRun=true'), { version: 1 })
    expect(revert.body).toMatchObject({ version: 1, commit: null, conflicts: [] })
    expect(revert.body.operations).toHaveLength(3)
    const both = await server.call('POST', path('/revert?dryRun=true&propose=true'), { version: 1 })
    expect(both.body).toMatchObject({ version: 1, commit: null })
    const child = proposal.operations.find((row: { after: { title: string } }) => row.after.title === 'Child')
    const accept = await server.call('POST', `/api/proposals/${proposal.id}/accept?dryRun=true`, { operationIds: [child.id] })
    expect(accept.body).toMatchObject({ version: 1, commit: null, conflicts: [], proposal: { id: proposal.id } })
    expect(
      accept.body.operations.map((row: { after: { title: string } }) => row.after.title),
      'widened to what it needs',
    ).toEqual(['Parent', 'Child'])
    expect(await everything(server)).toEqual(before)
  })
})

describe('a revert', () => {
  it('of what was touched since is refused; of the rest it is clean; as a proposal it waits', async () => {
    await server.call('PATCH', `/api/tasks/${idOf('Build')}`, { title: 'Make' })
    await server.call('PATCH', `/api/tasks/${idOf('Build')}`, { title: 'Construct' })
    await server.call('PATCH', `/api/tasks/${idOf('Test')}`, { priority: 'high' })
    const refused = await server.call('POST', path('/revert'), { version: 2 })
    expect(refused.body).toMatchObject({
      status: 409,
      headVersion: 4,
      conflicts: [{ field: 'title', before: 'Make', after: 'Build', head: 'Construct' }],
    })
    const proposed = await server.call('POST', path('/revert?propose=true'), { version: 3 })
    expect(proposed.status).toBe(201)
    expect(proposed.headers.get('location')).toBe(`/api/proposals/${proposed.body.proposal.id}`)
    expect(proposed.body.proposal).toMatchObject({ status: 'open', operations: [{ before: { title: 'Construct' }, after: { title: 'Make' } }] })
    const back = await server.call('POST', path('/revert'), { toVersion: 1 })
    expect(back.body).toMatchObject({ version: 5, commit: { source: 'revert' } })
    expect((await server.call('GET', path('/diff?from=1&to=5'))).body.operations).toEqual([])
    expect((await server.call('GET', path('/diff?from=4&to=1'))).body.operations).toHaveLength(2)
  })
})

describe('a store that cannot be used', () => {
  it('is told as such, and nothing from inside gets out', async () => {
    const inner = memoryStorage()
    let broken = false
    const storage: Storage = {
      ...inner,
      read: (work) => (broken ? Promise.reject(new StorageUnavailable('disk full at /somewhere')) : inner.read(work)),
      write: (work) => (broken ? Promise.reject(new StorageUnavailable('disk full at /somewhere')) : inner.write(work)),
    }
    const other = testServer({ storage, agent })
    const made = await makeProject(other)
    broken = true
    for (const [method, address, body] of [
      ['GET', '/api/health', undefined],
      ['GET', `/api/projects/${made.id}`, undefined],
      ['POST', `/api/projects/${made.id}/tasks`, { title: 'x' }],
      ['POST', `/api/projects/${made.id}/chat`, { message: 'x' }],
      ['POST', '/api/chat', { message: 'x' }],
    ] as const) {
      const answer = await other.call(method, address, body)
      expect([address, answer.status, kindOf(answer)]).toEqual([address, 503, 'storage-unavailable'])
      expect(answer.text).not.toContain('somewhere')
    }
    const streamed = await other.call('POST', '/api/chat', { message: 'x' }, { accept: 'text/event-stream' })
    expect(streamed.text).not.toContain('somewhere')
    broken = false
    expect(await outline(other, made.id)).toEqual(['Design', 'Build', 'Test'])
    await other.stop()
  })
})
