import { afterEach, describe, expect, it } from 'vitest'
import { problem } from '../../server/contract/problem.ts'
import { noModels, type Models } from '../../server/ports/models.ts'
import { readerOf, type StreamEvent } from './event-reader.ts'
import { readEvents, testServer, type TestServer } from './harness.ts'
import { answering, called, calling, configured, entry, failing, telling, words } from './model-script.ts'
import { makeProject, outline, type MadeProject } from './plans.ts'
import { create, drafting, gate, never, saying, scriptedAgent, update, type ScriptedAgent, type Script } from './scripted-agent.ts'

let server: TestServer
let agent: ScriptedAgent
let project: MadeProject
afterEach(() => server.stop())

async function serve(scripts: readonly Script[], models: Models = configured()): Promise<void> {
  agent = scriptedAgent(...scripts)
  server = testServer({ agent, models })
  project = await makeProject(server)
}

const sse = { accept: 'text/event-stream' }
const chat = (message: string, more: object = {}, headers = {}) =>
  server.call('POST', `/api/projects/${project.id}/chat`, { message, ...more }, headers)
const streamed = async (message: string) => readEvents((await chat(message, {}, sse)).text) as StreamEvent[]
const names = (events: readonly { event: string }[]): readonly string[] => events.map(({ event }) => event)
const open = async (address: string, message: string) =>
  readerOf(await server.raw(address, { method: 'POST', headers: { ...sse, 'content-type': 'application/json' }, body: JSON.stringify({ message }) }))
const proposals = async () => (await server.call('GET', `/api/projects/${project.id}/proposals`)).body.items
const tries = async (turnId: string) => (await server.call('GET', `/api/turns/${turnId}/tries`)).body.items

const two = [create('new-1', 'Docs'), create('new-2', 'Training', { parentTaskId: 'new-1', acceptanceCriteria: ['held'] })]

describe('an answer of a model', () => {
  it('is shown operation by operation before it is complete, in the turn and to everybody, under its final ids', async () => {
    const door = gate()
    await serve([
      telling((request) => [calling(), entry(two[0] as never), () => door.wait(), entry(two[1] as never), called(), answering(request, two)]),
    ])
    const everywhere = readerOf(await server.raw('/api/events'))
    const turn = await open(`/api/projects/${project.id}/chat`, 'more')
    const first = await turn.nextOf('operation')
    expect(first.data).toMatchObject({ kind: 'create', decision: 'pending', after: { title: 'Docs' } })
    expect((await everywhere.nextOf('try')).data).toMatchObject({ projectId: project.id, n: 1, provider: 'openai', model: 'gpt' })
    expect((await everywhere.nextOf('operation')).data.operation).toEqual(first.data)
    expect(await proposals(), 'nothing is stored of an answer that is not complete').toEqual([])
    door.open()
    const rest: StreamEvent[] = []
    for (let next = await turn.next(); next; next = await turn.next()) rest.push(next)
    expect(names(rest).filter((name) => name !== 'usage')).toEqual(['operation', 'proposal', 'done'])
    const [stored] = await proposals()
    const second = rest.find(({ event }) => event === 'operation')?.data
    expect([first.data, second].map(({ id, taskId, after }) => ({ id, taskId, after }))).toEqual(
      stored.operations.map(({ id, taskId, after }: Record<string, unknown>) => ({ id, taskId, after })),
    )
    await everywhere.close()
  })

  it('names the model and the prompt it comes from, and tells what it used', async () => {
    await serve([
      telling((request) => [
        calling(1),
        called({ error: 'rate_limited', usage: null, costMicros: null, firstTokenMs: null, finish: null }),
        calling(2),
        called({ n: 2 }),
        answering(request, two),
      ]),
      telling((request) => [
        calling(1, 'other'),
        called({ model: 'other', costMicros: null }),
        answering(request, [update(project.ids['Build'] ?? '', { title: 'B' })]),
      ]),
    ])
    const events = await streamed('more')
    const used = {
      tries: 2,
      inputTokens: 100,
      cachedTokens: 40,
      outputTokens: 20,
      costMicros: 1_000,
      unknownCosts: 0,
      provider: 'openai',
      model: 'gpt',
    }
    expect(events.filter(({ event }) => event === 'usage').at(-1)?.data).toEqual(used)
    const [{ turnId }] = events.filter(({ event }) => event === 'done').map(({ data }) => data)
    const { turn } = (await server.call('GET', `/api/turns/${turnId}`)).body
    expect(turn).toMatchObject({ by: { provider: 'openai', model: 'gpt', promptVersion: 'editor@3' }, usage: used })
    expect((await proposals())[0]).toMatchObject({ agent: 'editor', model: 'openai/gpt', promptVersion: 'editor@3' })
    expect(await tries(turnId)).toMatchObject([
      { n: 1, error: 'rate_limited', costMicros: 0, inputTokens: null },
      { n: 2, error: null, costMicros: 1_000, inputTokens: 100, price: 'openai/gpt@1' },
    ])
    const unknown = (await chat('rename')).body.turn.usage
    expect(unknown, 'a cost that is not known is never 0').toMatchObject({ costMicros: null, unknownCosts: 1 })
  })

  it('starts over with each try: what the one before showed does not count', async () => {
    const door = gate()
    await serve([
      telling((request) => [
        calling(1),
        words('Hm'),
        entry(create('new-1', 'Wrong')),
        () => door.wait(),
        called({ error: 'invalid_json' }),
        calling(2),
        entry(create('new-1', 'Right')),
        () => new Promise((resolve) => setImmediate(resolve)),
        called({ n: 2 }),
        answering(request, [create('new-1', 'Right')]),
      ]),
    ])
    const turn = await open(`/api/projects/${project.id}/chat`, 'more')
    const wrong = await turn.nextOf('operation')
    door.open()
    const again = await turn.nextOf('try')
    const right = await turn.nextOf('operation')
    const { proposal } = (await turn.nextOf('proposal')).data
    expect(again.data.n).toBe(2)
    expect(right.data.id).not.toBe(wrong.data.id)
    expect(right.data.taskId).not.toBe(wrong.data.taskId)
    expect(proposal.operations).toMatchObject([{ id: right.data.id, taskId: right.data.taskId, after: { title: 'Right' } }])
  })

  it('makes a project of a goal, under the ids that were shown, and the calls belong to it', async () => {
    const door = gate()
    await serve([telling((request) => [calling(), called({ kind: 'plan' }), entry(two[0] as never), () => door.wait(), answering(request, two)])])
    const turn = await open('/api/chat', 'Write a handbook')
    const shown = await turn.nextOf('operation')
    door.open()
    const { proposal } = (await turn.nextOf('proposal')).data
    expect(proposal.operations[0]).toMatchObject({ id: shown.data.id, taskId: shown.data.taskId })
    const usage = await server.call('GET', `/api/usage?projectId=${proposal.projectId}&by=kind`)
    expect(usage.body).toMatchObject({ total: { tries: 1, costMicros: 1_000 }, items: [{ key: 'plan', tries: 1 }] })
  })

  it('that cannot be used leaves nothing of what was shown, and tells every call', async () => {
    const failure = problem('model-timeout', 'The model took too long. Try again.')
    const parts = [
      calling(1),
      entry(two[0] as never),
      () => new Promise((resolve) => setImmediate(resolve)),
      called({ error: 'timeout' }),
      failing(failure),
    ]
    await serve([telling(() => parts), telling(() => parts)])
    const events = await streamed('more')
    expect(names(events)).toEqual(['turn', 'try', 'operation', 'usage', 'problem', 'done'])
    const told = { type: 'urn:planwright:problem:model-timeout', status: 504, tries: [{ n: 1, provider: 'openai', model: 'gpt', error: 'timeout' }] }
    expect(events[4]?.data).toMatchObject(told)
    expect((await chat('more')).body).toMatchObject(told)
    expect(await proposals()).toEqual([])
    expect(await outline(server, project.id)).toEqual(['Design', 'Build', 'Test'])
    const { items } = (await server.call('GET', `/api/projects/${project.id}/conversation`)).body
    expect(items[0]).toMatchObject({ status: 'failed', usage: { tries: 1, costMicros: 1_000 }, by: null })
  })

  it('is proposed on the plan as it is by then: what somebody else changed meanwhile conflicts, the rest stands', async () => {
    const door = gate()
    const entries = [update('', { title: 'Build it' }), create('new-1', 'Docs')]
    await serve([
      telling((request) => {
        const [, build] = [...request.plan.tasks.keys()]
        const own = [{ ...entries[0], taskId: build ?? '' }, entries[1]] as never
        return [calling(), () => door.wait(), called(), answering(request, own)]
      }),
    ])
    const running = chat('rename and add')
    await door.reached
    await server.call('PATCH', `/api/tasks/${project.ids['Build']}`, { title: 'Construct' })
    await server.call('PATCH', `/api/tasks/${project.ids['Test']}`, { priority: 'high' })
    door.open()
    const { proposal } = (await running).body
    expect(proposal).toMatchObject({ headVersion: 3, stale: true, conflicts: [{ kind: 'field-changed', field: 'title', head: 'Construct' }] })
    expect(await outline(server, project.id)).toEqual(['Design', 'Construct', 'Test'])
    const docs = proposal.operations.find(({ kind }: { kind: string }) => kind === 'create')
    expect((await server.call('POST', `/api/proposals/${proposal.id}/accept`, { operationIds: [docs.id] })).status).toBe(200)
    expect(await outline(server, project.id)).toEqual(['Design', 'Construct', 'Test', 'Docs'])
  })
})

describe('a turn that is stopped while a model streams', () => {
  const runningTurn = async (): Promise<string> => {
    const { items } = (await server.call('GET', `/api/projects/${project.id}/conversation`)).body
    return items.find(({ status }: { status: string }) => status === 'running').id
  }

  it('keeps nothing of the answer, and counts what the model says it used', async () => {
    const door = gate()
    const stopping = telling((_, signal) => [
      calling(),
      entry(two[0] as never),
      async () => {
        void door.wait()
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
      },
      called({ error: 'aborted', costMicros: 400 }),
      failing(problem('model-failed', 'stopped')),
    ])
    await serve([stopping])
    const running = chat('more')
    await door.reached
    const id = await runningTurn()
    const { turn } = (await server.call('POST', `/api/turns/${id}/cancel`)).body
    expect(turn).toMatchObject({ status: 'cancelled', problem: null, proposalId: null, usage: { tries: 1, costMicros: 400 } })
    expect((await running).body.turn).toEqual(turn)
    expect(await tries(id)).toMatchObject([{ error: 'aborted', costMicros: 400 }])
    expect(await proposals()).toEqual([])
  })

  it('counts a call of which nothing was heard again as one whose cost is not known', async () => {
    const door = gate()
    await serve([
      telling((request, signal) => [
        calling(),
        () => {
          void door.wait()
          return never(request, signal) as Promise<never>
        },
      ]),
    ])
    void chat('more')
    await door.reached
    const id = await runningTurn()
    const { turn } = (await server.call('POST', `/api/turns/${id}/cancel`)).body
    expect(turn.usage).toMatchObject({ tries: 1, costMicros: null, unknownCosts: 1 })
    expect(await tries(id)).toMatchObject([{ kind: 'edit', error: 'aborted', costMicros: null }])
  })

  it('can be joined while it runs: what it told so far comes first, each operation once', async () => {
    const [door, second] = [gate(), gate()]
    await serve([
      telling((request) => [
        calling(1),
        words('Wrong'),
        called({ error: 'invalid_json' }),
        calling(2),
        words('I '),
        words('see'),
        entry(two[0] as never),
        () => new Promise((resolve) => setImmediate(resolve)),
        entry(update('new-1', { description: 'All of it' })),
        () => new Promise((resolve) => setImmediate(resolve)),
        () => door.wait(),
        words('.'),
        () => second.wait(),
        called({ n: 2 }),
        answering(request, [...two, update('new-1', { description: 'All of it' })]),
      ]),
    ])
    const running = chat('more')
    await door.reached
    const id = await runningTurn()
    const joined = readerOf(await server.raw(`/api/turns/${id}`, { headers: sse }))
    const told: StreamEvent[] = []
    for (let event = await joined.next(); event; event = await joined.next()) {
      told.push(event)
      if (event.event === 'usage') door.open()
      if (event.event === 'message-delta' && event.data.text === '.') second.open()
    }
    expect(names(told)).toEqual(['turn', 'try', 'message-delta', 'operation', 'usage', 'message-delta', 'usage', 'operation', 'proposal', 'done'])
    expect([told[1]?.data.n, told[2]?.data.text, told[3]?.data.after.description]).toEqual([2, 'I see', 'All of it'])
    expect((await running).body.turn.status).toBe('done')
    const over = readEvents((await server.call('GET', `/api/turns/${id}`, undefined, sse)).text)
    expect(names(over)).toEqual(['turn', 'done'])
    expect((await server.call('GET', '/api/turns/nowhere', undefined, sse)).status).toBe(404)
  })

  it('goes on where only the connection is closed', async () => {
    const door = gate()
    await serve([telling((request) => [calling(), entry(two[0] as never), () => door.wait(), called(), answering(request, two)])])
    const everywhere = readerOf(await server.raw('/api/events'))
    const turn = await open(`/api/projects/${project.id}/chat`, 'more')
    await turn.nextOf('operation')
    await turn.close()
    door.open()
    expect((await everywhere.nextOf('proposal')).data.proposal.operations).toHaveLength(2)
    await everywhere.close()
  })
})

describe('what a turn hands to a model', () => {
  it('names the conversation alike in all its turns, otherwise in another one, and says nothing by it', async () => {
    await serve([saying('a'), saying('b'), saying('c')])
    await chat('one')
    await chat('two')
    await chat('three', { mode: 'task', taskId: project.ids['Build'] })
    const [one, two, three] = agent.requests.map(({ modelling }) => modelling?.conversation)
    expect(one).toMatch(/^[0-9a-f]{32}$/)
    expect([two === one, three === one]).toEqual([true, false])
    expect(one).not.toContain(project.id)
  })

  it('tells the other projects, when it is asked', async () => {
    await serve([saying('a')])
    await server.call('POST', '/api/projects', { title: 'Garden' })
    await chat('one')
    const projects = await agent.requests[0]?.modelling?.projects()
    expect(projects?.map(({ plan }) => plan.project.title)).toEqual(['Garden', 'Launch'])
  })

  it('is nothing where no model is configured, or the person wants none', async () => {
    await serve([saying('a')])
    await chat('one', { provider: 'offline' })
    expect(agent.requests[0]?.modelling).toBeNull()
    await server.stop()
    await serve([saying('a')], noModels)
    await chat('one')
    expect(agent.requests[0]?.modelling).toBeNull()
  })

  it('names the provider that was chosen; one that is not there is refused, with those that are', async () => {
    await serve([saying('a'), saying('b')])
    await chat('one', { provider: 'openai/gpt' })
    await chat('two', { provider: 'openai' })
    expect(agent.requests.map(({ modelling }) => modelling?.prefer)).toEqual(['openai/gpt', 'openai'])
    for (const provider of ['anthropic', 'openai/none', '']) {
      const refused = await chat('three', { provider })
      expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/provider' }] })
      expect(refused.body.detail).toContain('offline, openai, openai/gpt')
    }
    expect((await server.call('POST', '/api/chat', { message: 'x', provider: 'nobody' })).status).toBe(422)
  })

  it('is the same when the turn is sent again, as is what else was asked', async () => {
    const failed = telling(() => [failing(problem('model-failed', 'no'))])
    await serve([drafting([create('n', 'First')]), failed, saying('again'), failed, saying('again')])
    const first = (await chat('first')).body.proposal
    await chat('second', { provider: 'openai', proposalId: null, taskId: project.ids['Build'], mode: 'project', options: { maxMilestones: 3 } })
    const { items } = (await server.call('GET', `/api/projects/${project.id}/conversation`)).body
    const again = await server.call('POST', `/api/turns/${items[1].id}/retry`, undefined, sse)
    expect(names(readEvents(again.text))).toEqual(['turn', 'done'])
    for (const request of agent.requests.slice(1)) {
      expect(request).toMatchObject({
        message: 'second',
        mode: 'project',
        taskId: project.ids['Build'],
        proposal: null,
        options: { maxMilestones: 3 },
        modelling: { prefer: 'openai' },
      })
    }
    expect((await server.call('GET', `/api/proposals/${first.id}`)).body.proposal, 'and it parks what the first one would have').toMatchObject({
      parked: true,
    })
    const goal = await server.call('POST', '/api/chat', { message: 'goal', provider: 'openai/gpt', options: { maxMilestones: 2 } })
    expect(goal.status).toBe(502)
    const left = await server.deps.storage.read((session) => session.sumUsage({ from: null, to: null, projectId: null }, null))
    expect(left[0]?.tries).toBe(0)
  })
})
