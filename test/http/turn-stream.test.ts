import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memoryStorage } from '../../server/adapters/storage/memory/index.ts'
import type { AgentPart } from '../../server/agents/agent.ts'
import { StorageUnavailable } from '../../server/ports/storage.ts'
import { readerOf, type StreamEvent } from './event-reader.ts'
import { readEvents, testServer, type TestServer } from './harness.ts'
import { makeProject, type MadeProject } from './plans.ts'
import { behind, create, drafting, gate, saying, scriptedAgent, type ScriptedAgent } from './scripted-agent.ts'

let server: TestServer
let agent: ScriptedAgent
let project: MadeProject

async function start(storage = memoryStorage()): Promise<void> {
  agent = scriptedAgent()
  server = testServer({ agent, storage })
  project = await makeProject(server)
}

beforeEach(() => start())
afterEach(() => server.stop())

const path = (rest = ''): string => `/api/projects/${project.id}${rest}`
const names = (events: readonly { event: string }[]): readonly string[] => events.map(({ event }) => event)

describe('a turn as a stream', () => {
  const stream = (address: string, body: object) => server.call('POST', address, body, { accept: 'text/event-stream' })

  it('begins with the turn and ends with done; words, operations and the proposal come in between', async () => {
    agent.prepare(() => parts())
    const answer = await stream(path('/chat'), { message: 'go' })
    expect(answer.headers.get('content-type')).toBe('text/event-stream')
    const events = readEvents(answer.text)
    expect(names(events)).toEqual(['turn', 'message-delta', 'message-delta', 'operation', 'operation', 'proposal', 'done'])
    const [turn, , , first, , proposed, done] = events as StreamEvent[]
    expect(turn?.data.turn).toMatchObject({ status: 'running', message: 'go' })
    expect(done?.data).toEqual({ turnId: turn?.data.turn.id, status: 'done' })
    const stored = (await server.call('GET', `/api/proposals/${proposed?.data.proposal.id}`)).body.proposal
    expect(proposed?.data.proposal).toEqual(stored)
    expect(first?.data, 'an operation is shown under its final id').toEqual(stored.operations[0])

    async function* parts(): AsyncGenerator<AgentPart> {
      yield { kind: 'text-delta', text: 'One ' }
      yield { kind: 'text-delta', text: 'two.' }
      yield {
        kind: 'answer',
        answer: {
          kind: 'draft',
          agent: 'editor',
          reply: 'One two.',
          leftOut: [],
          draft: { baseVersion: 1, taskPatches: [create('a', 'A'), create('b', 'B')] },
        },
      }
    }
  })

  it('of words has no proposal; of a goal tells the project in the proposal', async () => {
    agent.prepare(saying('hello'), drafting([create('a', 'A')]))
    expect(names(readEvents((await stream(path('/chat'), { message: 'hi' })).text))).toEqual(['turn', 'done'])
    const goal = readEvents((await stream('/api/chat', { message: 'plan' })).text) as StreamEvent[]
    expect(names(goal)).toEqual(['turn', 'operation', 'proposal', 'done'])
    const { projectId } = goal[2]?.data.proposal ?? {}
    expect((await server.call('GET', `/api/projects/${projectId}`)).status).toBe(200)
  })

  it('that fails tells the problem, and done last', async () => {
    agent.prepare(
      () => Promise.reject(new Error('secret')),
      drafting([]),
      () => Promise.reject(new Error('secret')),
    )
    const failed = readEvents((await stream(path('/chat'), { message: 'go' })).text) as StreamEvent[]
    expect(names(failed)).toEqual(['turn', 'problem', 'done'])
    expect(failed[1]?.data).toMatchObject({ type: 'urn:planwright:problem:internal', status: 500 })
    expect(JSON.stringify(failed)).not.toContain('secret')
    expect(failed[2]?.data).toMatchObject({ status: 'failed' })
    await stream(path('/chat'), { message: 'nothing' })
    expect(names(readEvents((await stream('/api/chat', { message: 'go' })).text))).toEqual(['turn', 'problem', 'done'])
  })

  it('that is cancelled ends with done, and no problem', async () => {
    const door = gate()
    agent.prepare(behind(door, saying('late')))
    const running = stream(path('/chat'), { message: 'go' })
    await door.reached
    const [turn] = (await server.call('GET', path('/conversation'))).body.items
    await server.call('POST', `/api/turns/${turn.id}/cancel`)
    const events = readEvents((await running).text) as StreamEvent[]
    expect(names(events)).toEqual(['turn', 'done'])
    expect(events[1]?.data).toEqual({ turnId: turn.id, status: 'cancelled' })
  })

  it('that is refused before it begins is an ordinary problem', async () => {
    const refused = await stream('/api/projects/nowhere/chat', { message: 'go' })
    expect(refused.headers.get('content-type')).toBe('application/problem+json')
    expect(refused.status).toBe(404)
  })

  it('ends with a problem and done also where the store goes away under it', async () => {
    await server.stop()
    const inner = memoryStorage()
    let broken = false
    await start({ ...inner, write: (work) => (broken ? Promise.reject(new StorageUnavailable('at /somewhere')) : inner.write(work)) })
    agent.prepare(async () => {
      broken = true
      throw new Error('and the agent too')
    })
    const events = readEvents((await stream(path('/chat'), { message: 'go' })).text) as StreamEvent[]
    broken = false
    expect(names(events)).toEqual(['turn', 'problem', 'done'])
    expect(events[1]?.data).toMatchObject({ status: 503 })
    expect(JSON.stringify(events)).not.toContain('somewhere')
  })

  it('goes on when nobody watches any more', async () => {
    const door = gate()
    agent.prepare(behind(door, drafting([create('a', 'A')])))
    const changes = readerOf(await server.raw(path('/events')))
    await changes.nextOf('hello')
    const response = await server.raw(path('/chat'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: '{"message":"go"}',
    })
    const reader = readerOf(response)
    expect((await reader.next())?.event).toBe('turn')
    await reader.close()
    door.open()
    for (let turn = await changes.nextOf('turn'); turn.data.turn.status === 'running';) turn = await changes.nextOf('turn')
    await changes.close()
    expect((await server.call('GET', path('/proposals'))).body.items).toHaveLength(1)
  })

  it('without Accept, or with */*, is JSON', async () => {
    agent.prepare(saying('one'), saying('two'))
    expect((await server.call('POST', path('/chat'), { message: 'x' })).body.message).toBe('one')
    expect((await server.call('POST', path('/chat'), { message: 'x' }, { accept: '*/*' })).body.message).toBe('two')
  })
})
