import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AgentPart } from '../../server/agents/agent.ts'
import type { TaskDraft } from '../../server/core/patch/draft.ts'
import { testServer, type TestServer } from './harness.ts'
import { everything, makeProject, outline, type MadeProject } from './plans.ts'
import { behind, create, drafting, gate, remove, scriptedAgent, update, type ScriptedAgent } from './scripted-agent.ts'

/**
 * Faults that were provoked in today's planning tools with a model that answers badly: there, work was lost or invented
 * and the tool said success. Here every answer is a proposal on the version it was made on, and a person looks first.
 */
describe('work is not lost', () => {
  const titles = Array.from({ length: 10 }, (_, index) => `Task ${index + 1}`)
  let server: TestServer
  let agent: ScriptedAgent
  let project: MadeProject

  beforeEach(async () => {
    agent = scriptedAgent()
    server = testServer({ agent })
    project = await makeProject(server, titles)
  })
  afterEach(() => server.stop())

  const chat = (message: string, more: object = {}) => server.call('POST', `/api/projects/${project.id}/chat`, { message, ...more })
  const idOf = (title: string): string => project.ids[title] ?? ''
  const tasks = async () => (await server.call('GET', `/api/projects/${project.id}`)).body.tasks
  const rowsOf = (answer: { body: { proposal: { operations: readonly { kind: string; after: { title: string } | null }[] } } }) =>
    answer.body.proposal.operations
  const accept = (answer: { body: { proposal: { id: string } } }) => server.call('POST', `/api/proposals/${answer.body.proposal.id}/accept`)

  it('when the answer holds null where a list should be: the list stays, and the answer says what was left out', async () => {
    await makeChildren()
    agent.prepare(
      drafting([
        { op: 'update', taskId: idOf('Task 1'), body: { acceptanceCriteria: null, dependsOn: null, tags: null, priority: 'high' } as never },
      ]),
    )
    const answer = await chat('update task 1')
    expect(rowsOf(answer)).toMatchObject([{ kind: 'update', after: { priority: 'high' } }])
    expect(answer.body.proposal.leftOut).toHaveLength(3)
    await accept(answer)
    expect(await outline(server, project.id)).toHaveLength(13)
  })

  it('when the answer names only half of the tasks: the others are as they were', async () => {
    agent.prepare(drafting(titles.slice(0, 5).map((title) => update(idOf(title), { priority: 'high' }))))
    const before = await tasks()
    const answer = await chat('raise everything')
    await accept(answer)
    const after = await tasks()
    expect(after.slice(5)).toEqual(before.slice(5))
    expect(after).toHaveLength(10)
  })

  it('when the answer renumbers the tasks: numbers name nothing, so finished work is not overwritten', async () => {
    await server.call('PATCH', `/api/tasks/${idOf('Task 1')}`, { status: 'done' })
    const before = await everything(server)
    agent.prepare(drafting(['1', '2', '3'].map((number) => update(number, { title: `Renumbered ${number}`, status: 'todo' }))))
    const answer = await chat('update from 4')
    expect(answer.body).toMatchObject({ status: 422, type: 'urn:planwright:problem:draft-invalid' })
    expect(answer.body.issues.map((issue: { kind: string }) => issue.kind)).toEqual(['task-unknown', 'task-unknown', 'task-unknown'])
    const { turns: _, ...plan } = (before as { projects: { turns: unknown }[] }).projects[0] ?? { turns: [] }
    expect((await everything(server)) as object).toMatchObject({ projects: [plan] })
  })

  it('when the answer creates tasks under names that are there: what is there is not touched', async () => {
    agent.prepare(drafting([create(idOf('Task 1'), 'Overwritten'), create('new-1', 'New')]))
    const answer = await chat('add')
    expect(rowsOf(answer).map((row) => row.after?.title)).toEqual(['New'])
    expect(answer.body.proposal.leftOut).toMatchObject([{ draft: { taskId: idOf('Task 1') } }])
    await accept(answer)
    expect(await outline(server, project.id)).toEqual([...titles, 'New'])
  })

  it('when the answer renames everything and clears all edges: each change is a row that can be turned down', async () => {
    await server.call('POST', `/api/projects/${project.id}/patches`, {
      baseVersion: 1,
      taskPatches: titles.slice(1).map((title, index) => update(idOf(title), { dependsOn: [idOf(titles[index] ?? '')] })),
    })
    agent.prepare(drafting(titles.map((title) => update(idOf(title), { title: `Renamed ${title}`, dependsOn: [] }))))
    const answer = await chat('tidy up')
    expect(rowsOf(answer)).toHaveLength(10)
    const operations = answer.body.proposal.operations.map(({ id }: { id: string }) => ({ id, decision: 'rejected' }))
    await server.call('PATCH', `/api/proposals/${answer.body.proposal.id}`, { operations })
    const before = await tasks()
    expect((await accept(answer)).body).toMatchObject({ commit: null, version: 2 })
    expect(await tasks()).toEqual(before)
  })

  it('when the answer deletes everything: nothing goes before somebody said yes, and all of it comes back', async () => {
    agent.prepare(drafting(titles.map((title) => remove(idOf(title)))))
    const before = await tasks()
    const answer = await chat('clean up')
    expect(rowsOf(answer).every((row) => row.kind === 'delete')).toBe(true)
    expect(await tasks()).toEqual(before)
    await accept(answer)
    expect(await tasks()).toEqual([])
    await server.call('POST', `/api/projects/${project.id}/revert`, { version: 2 })
    const unstamped = (list: readonly { updatedAt: string; createdAt: string }[]) => list.map(({ updatedAt: _, createdAt: __, ...task }) => task)
    expect(unstamped(await tasks())).toEqual(unstamped(before))
  })

  it('when a person sets a task done while the agent thinks: it stays done', async () => {
    const door = gate()
    agent.prepare(behind(door, drafting([update(idOf('Task 1'), { status: 'todo', description: 'new words' })])))
    const running = chat('describe task 1')
    await door.reached
    await server.call('PATCH', `/api/tasks/${idOf('Task 1')}`, { status: 'done' })
    door.open()
    const answer = await running
    await accept(answer)
    expect((await tasks())[0]).toMatchObject({ status: 'done', description: 'new words' })
  })

  it('when two edits are made while the agent expands a task: both stay', async () => {
    const door = gate()
    agent.prepare(behind(door, drafting([create('a', 'Step', { parentTaskId: idOf('Task 1') })], { agent: 'decomposer' })))
    const running = chat('expand', { mode: 'task', taskId: idOf('Task 1') })
    await door.reached
    await server.call('PATCH', `/api/tasks/${idOf('Task 1')}`, { title: 'Mine' })
    await server.call('PATCH', `/api/tasks/${idOf('Task 2')}`, { priority: 'urgent' })
    door.open()
    await accept(await running)
    expect((await tasks()).slice(0, 3)).toMatchObject([{ title: 'Mine' }, { title: 'Step', depth: 1 }, { title: 'Task 2', priority: 'urgent' }])
  })

  it('when the answer gives one name to several tasks: the first is kept, the others are listed', async () => {
    agent.prepare(drafting([create('1', 'One'), create('2', 'Two'), create('1', 'Three'), create('1', 'Four')]))
    const answer = await chat('expand')
    expect(rowsOf(answer).map((row) => row.after?.title)).toEqual(['One', 'Two'])
    expect(answer.body.proposal.leftOut.map(({ draft }: { draft: TaskDraft }) => draft.body?.title)).toEqual(['Three', 'Four'])
    await accept(answer)
    const ids = (await tasks()).map((task: { id: string }) => task.id)
    expect(new Set(ids).size).toBe(12)
  })

  it('when the answer has an edge to nothing and a circle: neither is stored, and both are told', async () => {
    agent.prepare(
      drafting([create('a', 'A', { dependsOn: ['b', 'nowhere'] }), create('b', 'B', { dependsOn: ['a'] }), create('c', 'C', { dependsOn: ['c'] })]),
    )
    const answer = await chat('expand')
    expect(answer.body.proposal.leftOut.length).toBeGreaterThanOrEqual(3)
    const done = await accept(answer)
    expect(done.status, done.text).toBe(200)
    const added = (await tasks()).slice(10)
    expect(added.map((task: { title: string }) => task.title)).toEqual(['A', 'B', 'C'])
    const known = new Set(added.map((task: { id: string }) => task.id))
    for (const task of added) for (const needed of task.dependsOn) expect(known).toContain(needed)
    expect(added.filter((task: { dependsOn: string[] }) => task.dependsOn.length > 0).length).toBeLessThan(2)
  })

  it('when the answer has empty titles, no titles, or fields that cannot be: they are left out, never filled in', async () => {
    const bad = [
      { op: 'create', taskId: 'a', body: { title: '   ' } },
      { op: 'create', taskId: 'b' },
      { op: 'create', taskId: 'c', body: { title: null } },
      { op: 'create', taskId: 'd', body: { title: 'Kept', status: 'finished', estimateMinutes: -5, dueDate: '2026-02-30' } },
      { op: 'rename', taskId: idOf('Task 1'), body: { title: 'x' } },
      null,
      'nu',
      { op: 'update', taskId: idOf('Task 2'), body: { title: 'half a pair \ud800' } },
    ]
    agent.prepare(drafting(bad as never))
    const answer = await chat('expand')
    expect(answer.status, answer.text).toBe(200)
    const titlesOf = rowsOf(answer).map((row) => row.after?.title)
    expect(titlesOf.every((title) => title === 'Kept')).toBe(true)
    expect(answer.body.proposal.leftOut.length).toBeGreaterThanOrEqual(7)
    await accept(answer)
    for (const task of await tasks()) expect(task).toMatchObject({ title: expect.stringMatching(/^(Task \d+|Kept)$/), status: 'todo' })
  })

  it('when the answer is cut off: it is never repaired into a smaller one', async () => {
    agent.prepare(() => cutOff())
    const before = await tasks()
    const answer = await chat('expand')
    expect(answer.status).toBe(500)
    expect(await tasks()).toEqual(before)
    expect((await server.call('GET', `/api/projects/${project.id}/proposals`)).body.items).toEqual([])
  })

  it('when the agent answers twice: the first answer counts', async () => {
    agent.prepare(() => twice())
    const answer = await chat('expand')
    expect(rowsOf(answer).map((row) => row.after?.title)).toEqual(['First'])
    expect((await server.call('GET', `/api/projects/${project.id}/proposals`)).body.items).toHaveLength(1)
  })

  it('when a sub-task is removed and more are added: no two tasks ever share an id', async () => {
    await makeChildren()
    const children = (await server.call('GET', `/api/tasks/${idOf('Task 1')}`)).body.children
    await server.call('DELETE', `/api/tasks/${children[0].id}`)
    agent.prepare(drafting([create('new-1', 'Child 4', { parentTaskId: idOf('Task 1') })], { agent: 'decomposer' }))
    await accept(await chat('expand', { mode: 'task', taskId: idOf('Task 1') }))
    const ids = (await tasks()).map((task: { id: string }) => task.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).not.toContain(children[0].id)
  })

  it('when task mode touches what lies outside its focus: that is set apart, and is not taken unless it is named', async () => {
    agent.prepare(
      drafting([create('a', 'Step', { parentTaskId: idOf('Task 1') }), update(idOf('Task 7'), { title: 'Meddled' })], { agent: 'decomposer' }),
    )
    const answer = await chat('expand', { mode: 'task', taskId: idOf('Task 1') })
    const apart = Object.fromEntries(
      answer.body.proposal.operations.map((row: { kind: string; unrequested: boolean }) => [row.kind, row.unrequested]),
    )
    expect(apart).toEqual({ create: false, update: true })
    const done = await accept(answer)
    expect(done.body.proposal).toMatchObject({ status: 'open', operations: [{ kind: 'update', unrequested: true }] })
    expect((await tasks()).map((task: { title: string }) => task.title)).toContain('Task 7')
  })

  it('when two browser tabs save and the second is stale: it is told, not obeyed', async () => {
    const tab = await server.call('GET', `/api/projects/${project.id}`)
    const etag = tab.headers.get('etag') ?? ''
    await server.call('PATCH', `/api/tasks/${idOf('Task 1')}`, { title: 'First tab' }, { 'if-match': etag })
    const second = await server.call('PATCH', `/api/tasks/${idOf('Task 1')}`, { title: 'Second tab' }, { 'if-match': etag })
    expect(second.body).toMatchObject({ status: 412, headVersion: 2 })
    expect((await tasks())[0].title).toBe('First tab')
  })

  it('when two proposals change one field in turn: the second is told what the first wrote', async () => {
    const draft = (description: string) => ({ baseVersion: 1, taskPatches: [update(idOf('Task 1'), { description })] })
    const one = (await server.call('POST', `/api/projects/${project.id}/proposals`, draft('one'))).body.proposal
    const two = (await server.call('POST', `/api/projects/${project.id}/proposals`, draft('two'))).body.proposal
    await server.call('POST', `/api/proposals/${one.id}/accept`)
    const refused = await server.call('POST', `/api/proposals/${two.id}/accept`)
    expect(refused.body).toMatchObject({ status: 409, conflicts: [{ field: 'description', before: '', after: 'two', head: 'one' }] })
    expect((await tasks())[0].description).toBe('one')
  })

  it('when thirty scripts add at once: all of it is kept', async () => {
    const add = (name: string) => server.call('POST', `/api/projects/${project.id}/tasks`, { title: name })
    const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => add(`Added ${index}`)))
    expect(answers.every(({ status }) => status === 201)).toBe(true)
    expect(await tasks()).toHaveLength(40)
  })

  async function makeChildren(): Promise<void> {
    const children = ['Child 1', 'Child 2', 'Child 3'].map((title, index) => create(`new-${index}`, title, { parentTaskId: idOf('Task 1') }))
    await server.call('POST', `/api/projects/${project.id}/patches`, { baseVersion: 1, taskPatches: children })
  }

  async function* cutOff(): AsyncGenerator<AgentPart> {
    yield { kind: 'entry', entry: create('new-1', 'Half of it') }
    yield { kind: 'text-delta', text: 'and then' }
  }

  async function* twice(): AsyncGenerator<AgentPart> {
    for (const title of ['First', 'Second']) {
      yield {
        kind: 'answer',
        answer: { kind: 'draft', agent: 'editor', reply: title, leftOut: [], draft: { baseVersion: 1, taskPatches: [create('new-1', title)] } },
      }
    }
  }
})
