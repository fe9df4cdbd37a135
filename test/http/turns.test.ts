import { afterEach, describe, expect, it } from 'vitest'
import type { AgentPart } from '../../server/agents/agent.ts'
import { interruptLeftTurns } from '../../server/orchestration/left-turns.ts'
import { testServer, type TestServer } from './harness.ts'
import { everything, makeProject, outline } from './plans.ts'
import { behind, commanding, create, drafting, gate, never, saying, scriptedAgent, update, type Script } from './scripted-agent.ts'
import { sqliteFolder } from './sqlite.ts'

let server: TestServer
afterEach(() => server.stop())

function serverWith(...scripts: readonly Script[]) {
  const agent = scriptedAgent(...scripts)
  server = testServer({ agent })
  return agent
}

const chat = (projectId: string, message: string, more: object = {}) => server.call('POST', `/api/projects/${projectId}/chat`, { message, ...more })

/** The id of the turn that is running in a project, as a page that was reloaded finds it. */
async function runningTurn(projectId: string): Promise<string> {
  const { body } = await server.call('GET', `/api/projects/${projectId}/conversation`)
  return body.items.find((turn: { status: string }) => turn.status === 'running').id
}

describe('a turn', () => {
  it('refuses a second message in the same conversation while it runs, and takes one in another', async () => {
    const door = gate()
    serverWith(behind(door, saying('late')), saying('about the task'))
    const { id, ids } = await makeProject(server)
    const first = chat(id, 'think')
    await door.reached
    const second = await chat(id, 'are you there?')
    expect(second.body).toMatchObject({ status: 409, type: 'urn:planwright:problem:turn-running' })
    const other = await chat(id, 'and this?', { mode: 'task', taskId: ids['Build'] })
    expect(other.body.message).toBe('about the task')
    door.open()
    expect((await first).body.message).toBe('late')
    expect((await server.call('GET', `/api/projects/${id}/conversation`)).body.items).toHaveLength(1)
  })

  it('can be cancelled even when the agent does not listen, and its message can be sent again', async () => {
    const door = gate()
    serverWith(
      async (request, signal) => {
        void door.wait()
        return never(request, signal) as never
      },
      drafting([create('new-1', 'Docs')]),
    )
    const { id } = await makeProject(server)
    const running = chat(id, 'add docs')
    await door.reached
    const turnId = await runningTurn(id)
    const cancelled = await server.call('POST', `/api/turns/${turnId}/cancel`)
    expect(cancelled.body.turn).toMatchObject({ id: turnId, status: 'cancelled', problem: null, proposalId: null, message: 'add docs' })
    expect((await running).body).toMatchObject({ turn: { id: turnId, status: 'cancelled' } })
    expect((await server.call('GET', `/api/projects/${id}/proposals`)).body.items).toEqual([])
    const again = await server.call('POST', `/api/turns/${turnId}/retry`)
    expect(again.body.turn).toMatchObject({ status: 'done', message: 'add docs' })
    expect(again.body.turn.id).not.toBe(turnId)
    expect((await server.call('GET', `/api/projects/${id}/proposals`)).body.items).toHaveLength(1)
  })

  it('is left as it is when it is cancelled after its end', async () => {
    serverWith(saying('yes'))
    const { id } = await makeProject(server)
    const { turn } = (await chat(id, 'hello')).body
    const cancelled = await server.call('POST', `/api/turns/${turn.id}/cancel`)
    expect(cancelled.body.turn).toEqual(turn)
  })

  it('without a project can be cancelled too, and leaves no project behind', async () => {
    const door = gate()
    serverWith(behind(door, drafting([create('new-1', 'Too late')])))
    const running = server.call('POST', '/api/chat', { message: 'plan it' })
    await door.reached
    const [turn] = await server.deps.storage.read((session) => session.findRunningTurns())
    const cancelled = await server.call('POST', `/api/turns/${turn?.id}/cancel`)
    door.open()
    expect(cancelled.body.turn).toMatchObject({ status: 'cancelled', projectId: null, problem: null })
    expect((await running).body.turn.status).toBe('cancelled')
    expect((await server.call('GET', '/api/projects')).body.items).toEqual([])
  })

  it('that a server left running is interrupted when the next one starts, and can be sent again', async () => {
    const folder = sqliteFolder()
    const door = gate()
    server = testServer({ storage: await folder.open(), agent: scriptedAgent(behind(door, saying('never heard'))) })
    const { id } = await makeProject(server)
    void chat(id, 'think').catch(() => undefined)
    await door.reached
    const turnId = await runningTurn(id)
    // The process is killed: nobody ends the turn.
    await server.deps.storage.close()
    server = testServer({ storage: await folder.open(), agent: scriptedAgent(saying('here I am')), prefix: 'second-' })
    expect(await interruptLeftTurns(server.deps)({ others: true })).toBe(1)
    expect((await server.call('GET', `/api/turns/${turnId}`)).body.turn).toMatchObject({ status: 'interrupted', message: 'think' })
    expect((await server.call('POST', `/api/turns/${turnId}/retry`)).body.turn).toMatchObject({ status: 'done', reply: 'here I am' })
    folder.remove()
  })

  it('is interrupted when the server stops', async () => {
    const door = gate()
    serverWith(behind(door, saying('too late')))
    const { id } = await makeProject(server)
    const running = chat(id, 'think')
    await door.reached
    await server.deps.turns.stopAll()
    expect((await running).body.turn.status).toBe('interrupted')
  })

  it('asks back instead of guessing, and the next turn is told what was asked', async () => {
    const question = { text: 'Which one?', options: [{ label: 'Build', message: 'rename build' }] }
    const agent = serverWith(() => ({ kind: 'question', agent: 'editor', reply: 'Which one?', question }), saying('fine'))
    const { id } = await makeProject(server)
    const asked = await chat(id, 'rename it')
    expect(asked.body).toMatchObject({ message: 'Which one?', turn: { status: 'question', question } })
    expect(asked.body.proposal).toBeUndefined()
    await chat(id, 'rename build')
    expect(agent.requests[1]?.earlier).toMatchObject([{ message: 'rename it', question }])
  })

  it('tells the agent what the reviewer decided and commented, by operation', async () => {
    const agent = serverWith(drafting([create('new-1', 'Docs'), create('new-2', 'Training')]), saying('noted'))
    const { id } = await makeProject(server)
    const { proposal } = (await chat(id, 'more')).body
    const [docs, training] = proposal.operations
    await server.call('PATCH', `/api/proposals/${proposal.id}`, { operations: [{ id: docs.id, decision: 'rejected', comment: 'not now' }] })
    await chat(id, 'go on')
    expect(agent.requests[1]?.proposal?.operations).toEqual([
      { id: docs.id, taskId: docs.taskId, kind: 'create', title: 'Docs', decision: 'rejected', comment: 'not now' },
      { id: training.id, taskId: training.taskId, kind: 'create', title: 'Training', decision: 'pending', comment: null },
    ])
    expect(
      [...(agent.requests[1]?.plan.tasks.values() ?? [])].map((task) => task.title),
      'what was turned down is no part of the draft state',
    ).toEqual(['Design', 'Build', 'Test', 'Training'])
  })

  it('that names a task or a proposal that is not there is refused and leaves no trace', async () => {
    serverWith()
    const { id } = await makeProject(server)
    const before = await everything(server)
    const answers = [
      await chat(id, 'x', { taskId: 'nowhere' }),
      await chat(id, 'x', { proposalId: 'nowhere' }),
      await chat('nowhere', 'x'),
      await chat(id, 'x', { mode: 'task' }),
      await chat(id, 'x', { provider: 'nobody' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 422, 422])
    expect(await everything(server)).toEqual(before)
  })
})

describe('a message with proposalId null', () => {
  it('parks the open proposal and starts another; the parked one can be taken up again', async () => {
    const agent = serverWith(drafting([create('new-1', 'Docs')]), drafting([create('new-1', 'Training')]), drafting([create('new-1', 'Support')]))
    const { id } = await makeProject(server)
    const first = (await chat(id, 'docs')).body.proposal
    const second = (await chat(id, 'something else', { proposalId: null })).body.proposal
    expect(second.id).not.toBe(first.id)
    expect((await server.call('GET', `/api/proposals/${first.id}`)).body.proposal).toMatchObject({ status: 'open', parked: true })
    expect(agent.requests[1]?.proposal).toBeNull()
    const third = (await chat(id, 'the first again', { proposalId: first.id })).body.proposal
    expect(third).toMatchObject({ id: first.id, parked: false, revision: 2 })
    expect((await server.call('GET', `/api/proposals/${second.id}`)).body.proposal).toMatchObject({ status: 'open', parked: true })
  })

  it('leaves the open proposal where it is when the turn fails', async () => {
    serverWith(drafting([create('new-1', 'Docs')]), () => Promise.reject(new Error('the agent fell over')))
    const { id } = await makeProject(server)
    const { proposal } = (await chat(id, 'docs')).body
    const failed = await chat(id, 'something else', { proposalId: null })
    expect(failed.status).toBe(500)
    expect((await server.call('GET', `/api/proposals/${proposal.id}`)).body.proposal).toEqual(proposal)
  })

  it('parks it also where the answer is only words', async () => {
    serverWith(drafting([create('new-1', 'Docs')]), saying('what would you like?'))
    const { id } = await makeProject(server)
    const { proposal } = (await chat(id, 'docs')).body
    await chat(id, 'something else', { proposalId: null })
    expect((await server.call('GET', `/api/proposals/${proposal.id}`)).body.proposal.parked).toBe(true)
  })
})

describe('a turn that fails', () => {
  const failing: readonly [name: string, script: Script, status: number, kind: string][] = [
    ['throws', () => Promise.reject(new Error('a secret from inside: /home/someone')), 500, 'internal'],
    ['ends without an answer', () => emptyParts(), 500, 'internal'],
    ['answers with nothing that can be used', drafting([update('nowhere', { title: 'x' })]), 422, 'draft-invalid'],
    ['answers with no list of changes', drafting([], { draft: { taskPatches: null as never } }), 422, 'draft-invalid'],
  ]
  for (const [name, script, status, kind] of failing) {
    it(`because the agent ${name} is recorded, and changes nothing else`, async () => {
      serverWith(drafting([create('new-1', 'Docs')]), script, script)
      const { id } = await makeProject(server)
      const { proposal } = (await chat(id, 'docs')).body
      const failed = await chat(id, 'and now?')
      expect(failed.body).toMatchObject({ status, type: `urn:planwright:problem:${kind}` })
      expect(failed.text).not.toContain('secret')
      expect((await server.call('GET', `/api/proposals/${proposal.id}`)).body.proposal).toEqual(proposal)
      expect(await outline(server, id)).toEqual(['Design', 'Build', 'Test'])
      const { items } = (await server.call('GET', `/api/projects/${id}/conversation`)).body
      expect(items[1]).toMatchObject({
        status: 'failed',
        message: 'and now?',
        proposalId: null,
        problem: { status, type: `urn:planwright:problem:${kind}` },
      })

      const goal = await server.call('POST', '/api/chat', { message: 'a goal' })
      expect(goal.status).toBe(status)
      expect((await server.call('GET', '/api/projects')).body.items, 'a goal that failed leaves no empty project behind').toHaveLength(1)
    })
  }

  async function* emptyParts(): AsyncGenerator<AgentPart> {
    yield { kind: 'text-delta', text: 'well …' }
  }

  it('because the project went to the trash meanwhile leaves the trash as it is', async () => {
    const door = gate()
    serverWith(behind(door, drafting([create('new-1', 'Docs')])))
    const { id } = await makeProject(server)
    const running = chat(id, 'docs')
    await door.reached
    await server.call('DELETE', `/api/projects/${id}`)
    door.open()
    expect((await running).status).toBe(404)
    const restored = await server.call('POST', `/api/projects/${id}/restore`)
    expect(restored.body.project.version).toBe(1)
    expect((await server.call('GET', `/api/projects/${id}/proposals`)).body.items).toEqual([])
  })

  it('because the project was purged meanwhile ends as a problem on every store', async () => {
    const folder = sqliteFolder()
    const door = gate()
    server = testServer({ storage: await folder.open(), agent: scriptedAgent(behind(door, drafting([create('new-1', 'Docs')]))) })
    const { id } = await makeProject(server)
    const running = chat(id, 'docs')
    await door.reached
    await server.call('DELETE', `/api/projects/${id}?purge=true&confirm=Launch`)
    door.open()
    expect((await running).body).toMatchObject({ status: 404, type: 'urn:planwright:problem:not-found' })
    folder.remove()
  })
})

describe('undo and start over', () => {
  it('after a part was accepted propose the opposite of that, and keep the rest aside', async () => {
    serverWith(drafting([create('a', 'Docs'), create('b', 'Training')]), commanding('undo'))
    const { id } = await makeProject(server)
    const { proposal } = (await chat(id, 'more')).body
    await server.call('POST', `/api/proposals/${proposal.id}/accept`, { operationIds: [proposal.operations[0].id] })
    const undone = (await chat(id, 'undo that')).body.proposal
    expect(undone).toMatchObject({ status: 'open', parked: false, operations: [{ kind: 'delete', before: { title: 'Docs' } }] })
    const rest = (await server.call('GET', `/api/proposals/${proposal.id}`)).body.proposal
    expect(rest).toMatchObject({ status: 'open', parked: true, operations: [{ id: proposal.operations[1].id }] })
  })

  it('keep what was edited by hand since, where the refinement had left it alone', async () => {
    const find = (operations: readonly { id: string; after: { title: string } }[], title: string) =>
      operations.find(({ after }) => after.title === title)
    serverWith(
      drafting([create('a', 'Docs'), create('b', 'Training')]),
      drafting(({ plan }) => [
        update([...plan.tasks.values()].find(({ title }) => title === 'Training')?.id ?? '', { priority: 'high' }),
        create('c', 'Party'),
      ]),
      commanding('undo'),
    )
    const { id } = await makeProject(server)
    await chat(id, 'more')
    const { proposal } = (await chat(id, 'and a party')).body
    const edits = [
      { id: find(proposal.operations, 'Docs')?.id, after: { title: 'Handbook' }, comment: 'mine' },
      { id: find(proposal.operations, 'Training')?.id, after: { title: 'Course' } },
    ]
    await server.call('PATCH', `/api/proposals/${proposal.id}`, { operations: edits })
    const { operations } = (await chat(id, 'undo that')).body.proposal
    expect(operations).toMatchObject([
      { after: { title: 'Handbook' }, editedBy: 'script', comment: 'mine', original: { after: { title: 'Docs' } } },
      { after: { title: 'Training', priority: 'none' }, editedBy: null },
    ])
  })

  it('say so where there is nothing to take back', async () => {
    serverWith(commanding('undo'), commanding('start-over'), commanding('undo'))
    const { body } = await server.call('POST', '/api/projects', { title: 'Empty' })
    for (const message of ['undo', 'start over']) {
      const answer = await chat(body.id, message)
      expect(answer.status).toBe(200)
      expect(answer.body.proposal).toBeUndefined()
      expect(answer.body.message).not.toBe('')
    }
    expect((await server.call('POST', '/api/chat', { message: 'undo' })).body.message).toContain('nothing to undo')
  })
})
