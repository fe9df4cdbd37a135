import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listen, type Listening } from '../../server/listen.ts'
import type { Storage } from '../../server/ports/storage.ts'
import { append, projectId } from '../contract/storage/samples.ts'
import { readerOf, type EventReader, type StreamEvent } from './event-reader.ts'
import { testServer, type TestServer } from './harness.ts'
import { makeProject, type MadeProject } from './plans.ts'
import { create, drafting, scriptedAgent, type ScriptedAgent } from './scripted-agent.ts'
import { sqliteFolder } from './sqlite.ts'

let server: TestServer
let agent: ScriptedAgent
let project: MadeProject
let listeners: number
/** Called when somebody stops listening to the feed. */
let letGo: () => void

/** A server that counts who listens to its feed. */
async function start(storage?: Storage): Promise<void> {
  agent = scriptedAgent()
  server = testServer({ agent, ...(storage ? { storage } : {}) })
  listeners = 0
  letGo = () => undefined
  const { subscribe } = server.deps.feed
  Object.assign(server.deps.feed, {
    subscribe: (listener: Parameters<typeof subscribe>[0]) => {
      listeners += 1
      let counted = true
      const end = subscribe(listener)
      return () => {
        end()
        if (!counted) return
        counted = false
        listeners -= 1
        letGo()
      }
    },
  })
  project = await makeProject(server)
}

beforeEach(() => start())
afterEach(() => server.stop())

const path = (rest = ''): string => `/api/projects/${project.id}${rest}`
const addTask = (title: string, id = project.id) => server.call('POST', `/api/projects/${id}/tasks`, { title })
const follow = async (address: string, headers: Record<string, string> = {}): Promise<EventReader> => readerOf(await server.raw(address, { headers }))
const names = (events: readonly { event: string }[]): readonly string[] => events.map(({ event }) => event)

describe('the changes of a project', () => {
  it('begin with hello; commits carry their version as id, with operations; the rest carries none', async () => {
    const events = await follow(path('/events'))
    expect(await events.next()).toEqual({ event: 'hello', id: null, data: { version: 1 } })
    await addTask('More')
    expect(await events.next()).toMatchObject({
      event: 'commit',
      id: '2',
      data: { version: 2, projectId: project.id, operations: [{ kind: 'create' }] },
    })
    agent.prepare(drafting([create('a', 'A')]))
    const { body } = await server.call('POST', path('/chat'), { message: 'go' })
    const seen: StreamEvent[] = []
    while (seen.at(-1)?.data.turn?.status !== 'done') seen.push((await events.next()) as StreamEvent)
    expect(names(seen)).toEqual(expect.arrayContaining(['turn', 'proposal', 'operation']))
    expect(seen.every(({ id }) => id === null)).toBe(true)
    expect(seen.find(({ event }) => event === 'proposal')?.data).toMatchObject({ projectId: project.id, proposal: { id: body.proposal.id } })
    expect(seen.find(({ event }) => event === 'operation')?.data).toMatchObject({
      turnId: body.turn.id,
      operation: { id: body.proposal.operations[0].id },
    })
    await events.close()
  })

  it('resume after the last id that was seen: the header wins over the query', async () => {
    for (const title of ['a', 'b', 'c']) await addTask(title)
    for (const [address, headers, expected] of [
      [path('/events?after=2'), {}, ['3', '4']],
      [path('/events'), { 'last-event-id': '1' }, ['2', '3', '4']],
      [path('/events?after=0'), { 'last-event-id': '3' }, ['4']],
      [path('/events?after=0'), { 'last-event-id': '' }, ['1', '2', '3', '4']],
    ] as const) {
      const events = await follow(address, headers)
      expect(await events.next()).toMatchObject({ event: 'hello', data: { version: 4 } })
      for (const id of expected) expect((await events.next())?.id).toBe(id)
      await events.close()
    }
  })

  it('of a version that is still to come are reset', async () => {
    const events = await follow(path('/events?after=99'))
    await events.next()
    expect(await events.next()).toEqual({ event: 'reset', id: null, data: { version: 1 } })
    await addTask('More')
    expect((await events.next())?.id).toBe('2')
    await events.close()
  })

  it('that are more than a thousand are not replayed', async () => {
    await server.deps.storage.write(async (session) => {
      const stored = await session.findPlan(projectId(project.id))
      let plan = stored?.plan
      for (let index = 0; plan && index < 1001; index += 1) {
        const { summary } = plan.project
        plan = await append(session, plan, [{ kind: 'project', before: { summary }, after: { summary: `words ${index}` } }])
      }
    })
    const within = await follow(path('/events?after=2'))
    await within.next()
    expect((await within.next())?.id).toBe('3')
    await within.close()
    const beyond = await follow(path('/events?after=1'))
    await beyond.next()
    expect(await beyond.next()).toEqual({ event: 'reset', id: null, data: { version: 1002 } })
    await beyond.close()
  })

  it('have no gap and nothing twice, whenever one begins to listen while others write', async () => {
    const writing = Promise.all(Array.from({ length: 40 }, (_, index) => addTask(`Task ${index}`)))
    const readers = []
    for (let count = 0; count < 6; count += 1) {
      readers.push(await follow(path('/events?after=1')))
      await addTask(`Between ${count}`)
    }
    await writing
    for (const reader of readers) {
      const ids: string[] = []
      while (ids.length < 46) ids.push((await reader.nextOf('commit')).id ?? '')
      expect(ids).toEqual(Array.from({ length: 46 }, (_, index) => String(index + 2)))
      await reader.close()
    }
  })

  it('tell nothing of other projects', async () => {
    const other = await makeProject(server, ['Secret'], 'Other')
    const events = await follow(path('/events?after=0'))
    await addTask('Secret too', other.id)
    await addTask('Mine')
    const seen = []
    while (seen.at(-1)?.id !== '2') seen.push((await events.next()) as StreamEvent)
    expect(JSON.stringify(seen)).not.toContain('Secret')
    await events.close()
  })
})

describe('the changes of all projects', () => {
  it('carry a position over all commits, and resume from it', async () => {
    const other = await makeProject(server, ['x'], 'Other')
    const events = await follow('/api/events?after=0')
    expect(await events.next()).toEqual({ event: 'hello', id: null, data: { position: 2 } })
    await addTask('y', other.id)
    const seen = [await events.next(), await events.next(), await events.next()]
    expect(seen.map((event) => [event?.id, event?.data.projectId, event?.data.version])).toEqual([
      ['1', project.id, 1],
      ['2', other.id, 1],
      ['3', other.id, 2],
    ])
    await events.close()
  })

  it('tell of projects that come, go and come back', async () => {
    const events = await follow('/api/events')
    await events.next()
    const { body } = await server.call('POST', '/api/projects', { title: 'New' })
    await server.call('DELETE', `/api/projects/${body.id}`)
    for (const time of ['first', 'second']) expect((await server.call('POST', `/api/projects/${body.id}/restore`)).status, time).toBe(200)
    await server.call('DELETE', `/api/projects/${body.id}?purge=true&confirm=New`)
    for (const change of ['created', 'deleted', 'restored', 'purged'])
      expect(await events.next()).toEqual({ event: 'project', id: null, data: { projectId: body.id, change } })
    await events.close()
  })

  it('tell of a goal: the project it made, its proposal and the turn', async () => {
    const events = await follow('/api/events')
    await events.next()
    agent.prepare(drafting([create('a', 'A')]))
    const { body } = await server.call('POST', '/api/chat', { message: 'plan' })
    const seen = [await events.next(), await events.next(), await events.next()]
    expect(seen.map((event) => [event?.event, event?.data.projectId])).toEqual(['project', 'proposal', 'turn'].map((name) => [name, body.project.id]))
    expect(seen[2]?.data.turn).toEqual(body.turn)
    await events.close()
  })

  it('fill in from the log what was told out of turn, or by nobody', async () => {
    const events = await follow('/api/events')
    await events.next()
    const { publish } = server.deps.feed
    let silent = true
    Object.assign(server.deps.feed, { publish: (event: Parameters<typeof publish>[0]) => (silent ? undefined : publish(event)) })
    await addTask('told by nobody')
    silent = false
    await addTask('told')
    expect([(await events.next())?.id, (await events.next())?.id]).toEqual(['2', '3'])
    await events.close()
  })
})

describe('a stream of changes', () => {
  it('lets go of the feed when its reader closes, when its project is not there, and for HEAD', async () => {
    const events = await follow(path('/events'))
    await events.next()
    expect(listeners).toBe(1)
    await events.close()
    await addTask('x')
    expect(listeners).toBe(0)
    await server.raw('/api/projects/nowhere/events')
    expect((await server.raw('/api/events', { method: 'HEAD' })).status).toBe(200)
    expect(listeners).toBe(0)
  })

  it('lets go of a reader that does not read', async () => {
    const response = await server.raw('/api/events')
    for (let index = 0; index < 20_100; index += 1)
      server.deps.feed.publish({ kind: 'message-delta', projectId: project.id as never, turnId: 't', text: 'word' })
    expect(listeners).toBe(0)
    await response.body?.cancel()
  })

  it('ends when the server stops', async () => {
    const events = await follow('/api/events')
    await events.next()
    await server.stop()
    expect(await events.next()).toBeUndefined()
    expect(listeners).toBe(0)
    await start()
  })
})

describe('over a real socket and a real database', () => {
  const folder = sqliteFolder()
  let listening: Listening

  beforeEach(async () => {
    await server.stop()
    await start(await folder.open())
    listening = await listen(server.app, { host: '127.0.0.1', port: 0, tries: 0 })
  })
  afterEach(async () => {
    await listening.close()
    await server.stop()
    folder.remove()
    await start()
  })

  it('commits arrive as they happen, and a reader that leaves is let go', async () => {
    const left = new AbortController()
    const events = readerOf(await fetch(`${listening.url}/api/events`, { signal: left.signal }))
    expect(await events.next()).toMatchObject({ event: 'hello' })
    const made = await fetch(`${listening.url}${path('/tasks')}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"title":"Over the wire"}',
    })
    expect(made.status, await made.text()).toBe(201)
    expect(await events.next()).toMatchObject({ event: 'commit', data: { version: 2 } })
    const gone = new Promise<void>((resolve) => (letGo = resolve))
    left.abort()
    await gone
    expect(listeners).toBe(0)
  })

  it('a body of 20 MB is refused, and the connection’s next request is answered', async () => {
    const body = new Uint8Array(20_000_000).fill(0x20)
    for (const address of ['/api/projects', path('/patches')]) {
      const response = await fetch(`${listening.url}${address}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      expect(response.status).toBe(413)
      expect(((await response.json()) as { type: string }).type).toBe('urn:planwright:problem:too-large')
    }
    expect((await fetch(`${listening.url}/api/health`)).status).toBe(200)
  })

  it('a foreign Host is refused, and so is a request that breaks off or is no HTTP at all', async () => {
    const talk = (text: string): Promise<string> =>
      new Promise((resolve) => {
        let heard = ''
        const socket = connect(listening.port, '127.0.0.1', () => socket.end(text))
        socket.on('data', (chunk) => (heard += String(chunk)))
        socket.on('error', () => undefined)
        socket.on('close', () => resolve(heard))
      })
    expect(await talk('GET /api/projects HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n')).toContain(
      'urn:planwright:problem:foreign-origin',
    )
    expect(await talk('nonsense\r\n\r\n')).toContain('400')
    await talk('POST /api/projects HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"title":')
    expect((await fetch(`${listening.url}/api/health`)).status).toBe(200)
    expect((await server.call('GET', '/api/projects')).body.items).toHaveLength(1)
  })

  it('a stop ends streams and lets go of the port', async () => {
    const events = readerOf(await fetch(`${listening.url}/api/events`))
    await events.next()
    await server.stop()
    await listening.close()
    expect(await events.next()).toBeUndefined()
    await expect(fetch(`${listening.url}/api/health`)).rejects.toThrow('fetch failed')
  })
})
