import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testServer, type TestServer } from './harness.ts'
import { everything, makeProject, outline, type MadeProject } from './plans.ts'
import { create, drafting, remove, saying, scriptedAgent, update, type ScriptedAgent } from './scripted-agent.ts'

interface Row {
  readonly id: string
  readonly kind: string
  readonly decision: string
  readonly after: { readonly title: string } | null
}

let server: TestServer
let agent: ScriptedAgent
let project: MadeProject

beforeEach(async () => {
  agent = scriptedAgent()
  server = testServer({ agent })
  project = await makeProject(server)
})
afterEach(() => server.stop())

const path = (rest = ''): string => `/api/projects/${project.id}${rest}`
const idOf = (title: string): string => project.ids[title] ?? ''

/** A proposal by talking: a parent with a child that waits for another new task, and a change of a task that is there. */
async function propose() {
  agent.prepare(
    drafting([
      create('p', 'Parent', { description: 'all of it' }),
      create('c', 'Child', { parentTaskId: 'p', dependsOn: ['o'] }),
      create('o', 'Other'),
      update(idOf('Build'), { priority: 'high' }),
    ]),
  )
  const { proposal } = (await server.call('POST', path('/chat'), { message: 'grow' })).body
  const row = (title: string): Row =>
    proposal.operations.find(({ after }: Row) => after?.title === title) ?? proposal.operations.find(({ kind }: Row) => kind === 'update')
  return { id: proposal.id as string, proposal, parent: row('Parent'), child: row('Child'), other: row('Other'), change: row('') }
}

const patch = (id: string, body: object) => server.call('PATCH', `/api/proposals/${id}`, body)
const accept = (id: string, body: object = {}) => server.call('POST', `/api/proposals/${id}/accept`, body)
const decisions = (operations: readonly Row[]): Readonly<Record<string, string>> =>
  Object.fromEntries(operations.map(({ id, decision }) => [id, decision]))

describe('a selection', () => {
  it('that cannot stand on its own names what is missing, and applies nothing', async () => {
    const { id, parent, child, other } = await propose()
    const before = await everything(server)
    const refused = await accept(id, { operationIds: [child.id] })
    expect(refused.body).toMatchObject({ status: 422, type: 'urn:planwright:problem:selection-incomplete' })
    expect([...refused.body.missingOperationIds].sort()).toEqual([parent.id, other.id].sort())
    expect(await everything(server)).toEqual(before)
    const whole = await accept(id, { operationIds: [child.id, ...refused.body.missingOperationIds] })
    expect(whole.body).toMatchObject({ version: 2, proposal: { status: 'open', operations: [{ kind: 'update' }] } })
    expect(await outline(server, project.id)).toEqual(['Design', 'Build', 'Test', 'Parent', '  Child', 'Other'])
  })

  it('leaves the rest open under the same ids on the new version, and it can be taken later', async () => {
    const { id, parent, child, other, change } = await propose()
    await patch(id, { operations: [{ id: child.id, comment: 'later' }] })
    const part = await accept(id, { operationIds: [parent.id, change.id] })
    expect(part.body.proposal).toMatchObject({ status: 'open', baseVersion: 2, headVersion: 2, stale: false, conflicts: [] })
    expect(part.body.proposal.operations.map((row: Row) => row.id).sort()).toEqual([child.id, other.id].sort())
    expect(part.body.proposal.operations.find((row: Row) => row.id === child.id)).toMatchObject({ comment: 'later', requires: [other.id] })
    expect((await accept(id)).body).toMatchObject({ version: 3, proposal: { status: 'accepted' } })
  })

  it('with rest: reject closes the proposal', async () => {
    const { id, parent } = await propose()
    const done = await accept(id, { operationIds: [parent.id], rest: 'reject' })
    expect(done.body.proposal.status).toBe('accepted')
    expect(Object.values(decisions(done.body.proposal.operations)).sort()).toEqual(['accepted', 'rejected', 'rejected', 'rejected'])
    expect((await accept(id)).body).toMatchObject({ status: 409, type: 'urn:planwright:problem:proposal-closed' })
  })

  it('of nothing changes nothing', async () => {
    const { id, proposal } = await propose()
    const done = await accept(id, { operationIds: [] })
    expect(done.body).toMatchObject({ version: 1, commit: null, dropped: [], proposal: { status: 'open' } })
    expect(done.body.proposal.operations).toEqual(proposal.operations)
  })

  it('of operations that are not in the proposal is refused', async () => {
    const { id } = await propose()
    expect((await accept(id, { operationIds: ['nowhere'] })).body).toMatchObject({ status: 422, errors: [{ pointer: '/operationIds' }] })
  })

  it('of thousands of tasks in a row is told in bearable length', async () => {
    const taskPatches = Array.from({ length: 3_000 }, (_, index) =>
      create(`n${index}`, `Task ${index}`, index === 0 ? {} : { dependsOn: [`n${index - 1}`] }),
    )
    const proposed = await server.call('POST', path('/proposals'), { baseVersion: 1, taskPatches })
    expect(proposed.status).toBe(201)
    expect(proposed.text.length).toBeLessThan(10_000_000)
    const { id, operations } = proposed.body.proposal
    expect(operations[1].requires).toEqual([operations[0].id])
    expect(operations[2_999].requires).toContain(operations[2_998].id)
    const refused = await accept(id, { operationIds: [operations[2_999].id] })
    expect(refused.body.missingOperationIds, 'what is missing is told whole').toHaveLength(2_999)
    expect((await accept(id)).body.version).toBe(2)
  })

  it('says with each row what ticking it alone ticks too', async () => {
    const { proposal, parent, child, other } = await propose()
    const needs = (row: Row): readonly string[] => [...proposal.operations.find(({ id }: Row) => id === row.id).requires].sort()
    expect(needs(parent)).toEqual([])
    expect(needs(child)).toEqual([parent.id, other.id].sort())
  })
})

describe('decisions', () => {
  it('and comments are kept, and what cannot stand without a rejected row falls with it', async () => {
    const { id, parent, child, other, change } = await propose()
    const said = await patch(id, {
      operations: [
        { id: parent.id, decision: 'rejected', comment: 'not this' },
        { id: change.id, decision: 'accepted' },
      ],
    })
    expect(decisions(said.body.proposal.operations)).toEqual({
      [parent.id]: 'rejected',
      [child.id]: 'rejected',
      [other.id]: 'pending',
      [change.id]: 'accepted',
    })
    const back = await patch(id, { operations: [{ id: child.id, decision: 'pending' }] })
    expect(decisions(back.body.proposal.operations)).toEqual({
      [parent.id]: 'pending',
      [child.id]: 'pending',
      [other.id]: 'pending',
      [change.id]: 'accepted',
    })
    expect((await server.call('GET', `/api/proposals/${id}`)).body.proposal).toEqual(back.body.proposal)
    expect(back.body.proposal.operations.find((row: Row) => row.id === parent.id).comment).toBe('not this')
    const cleared = await patch(id, { operations: [{ id: parent.id, comment: null }] })
    expect(cleared.body.proposal.operations.find((row: Row) => row.id === parent.id).comment).toBeNull()
  })

  it('of ten thousand rows are taken at once', async () => {
    const taskPatches = Array.from({ length: 10_000 }, (_, index) =>
      create(`n${index}`, `Task ${index}`, index % 10 === 0 ? {} : { parentTaskId: `n${index - (index % 10)}` }),
    )
    const { proposal } = (await server.call('POST', path('/proposals'), { baseVersion: 1, taskPatches })).body
    const operations = proposal.operations.map(({ id }: Row) => ({ id, decision: 'rejected' }))
    for (const decision of ['rejected', 'accepted']) {
      const said = await patch(proposal.id, { operations: operations.map(({ id }: { id: string }) => ({ id, decision })) })
      expect(new Set(said.body.proposal.operations.map((row: Row) => row.decision))).toEqual(new Set([decision]))
    }
  })

  it('are all taken or none', async () => {
    const { id, proposal, parent } = await propose()
    const refused = await patch(id, {
      operations: [
        { id: parent.id, decision: 'rejected' },
        { id: 'nowhere', decision: 'accepted' },
      ],
    })
    expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/operations/1/id' }] })
    expect((await server.call('GET', `/api/proposals/${id}`)).body.proposal).toEqual(proposal)
  })

  it('say what is taken where nobody names a selection: all that was not rejected', async () => {
    const { id, parent, child } = await propose()
    await patch(id, { operations: [{ id: parent.id, decision: 'rejected' }] })
    const done = await accept(id)
    expect(done.body.proposal).toMatchObject({ status: 'open' })
    expect(decisions(done.body.proposal.operations)).toEqual({ [parent.id]: 'rejected', [child.id]: 'rejected' })
    expect(await outline(server, project.id)).toEqual(['Design', 'Build', 'Test', 'Other'])
  })

  it('survive a refinement that leaves the rows alone, and fall where a row is changed', async () => {
    const { id, parent, child, other } = await propose()
    await patch(id, {
      operations: [
        { id: parent.id, decision: 'accepted', comment: 'good' },
        { id: other.id, decision: 'accepted', comment: 'also' },
        { id: child.id, decision: 'rejected' },
      ],
    })
    agent.prepare(drafting(({ plan }) => [update([...plan.tasks.values()].find(({ title }) => title === 'Other')?.id ?? '', { priority: 'low' })]))
    const { proposal } = (await server.call('POST', path('/chat'), { message: 'other is not urgent' })).body
    const row = (was: Row) => proposal.operations.find((now: Row) => now.id === was.id)
    expect(row(parent)).toMatchObject({ decision: 'accepted', comment: 'good' })
    expect(row(other)).toMatchObject({ decision: 'pending', comment: 'also', after: { priority: 'low' } })
    expect(row(child)).toMatchObject({ decision: 'rejected' })
    expect(proposal).toMatchObject({ id, revision: 2 })
  })
})

describe('an edit by hand', () => {
  it('merges into the operation, names who did it, and keeps what was proposed', async () => {
    const { id, parent } = await propose()
    const edited = await server.call(
      'PATCH',
      `/api/proposals/${id}`,
      { operations: [{ id: parent.id, after: { title: 'Better', estimateMinutes: 60 } }] },
      { 'x-planwright-user': 'Ada' },
    )
    const row = edited.body.proposal.operations.find((now: Row) => now.id === parent.id)
    expect(row).toMatchObject({
      after: { title: 'Better', description: 'all of it', estimateMinutes: 60 },
      editedBy: 'Ada',
      original: { before: null, after: { title: 'Parent' } },
    })
    const again = await patch(id, { operations: [{ id: parent.id, after: { title: 'Best' }, decision: 'accepted' }] })
    expect(again.body.proposal.operations.find((now: Row) => now.id === parent.id)).toMatchObject({
      after: { title: 'Best' },
      decision: 'accepted',
      editedBy: 'script',
      original: { after: { title: 'Parent' } },
    })
    await accept(id)
    expect(await outline(server, project.id)).toContain('Best')
  })

  it('of a row that was turned down takes it back in', async () => {
    const { id, parent } = await propose()
    await patch(id, { operations: [{ id: parent.id, decision: 'rejected' }] })
    const edited = await patch(id, { operations: [{ id: parent.id, after: { title: 'Better' } }] })
    expect(edited.body.proposal.operations.find((now: Row) => now.id === parent.id)).toMatchObject({
      decision: 'pending',
      after: { title: 'Better' },
    })
  })

  it('that cannot be is refused with the place, and nothing is edited', async () => {
    const { id, proposal, parent, change } = await propose()
    agent.prepare(drafting([remove(idOf('Test'))]))
    const refusals: readonly [body: object, pointer: string | null][] = [
      [{ id: parent.id, after: { title: '' } }, '/operations/0/after/title'],
      [{ id: parent.id, after: { summary: 'of a project' } }, '/operations/0/after/summary'],
      [{ id: parent.id, after: { bogus: 1 } }, '/operations/0/after/bogus'],
      [{ id: change.id, after: { status: 'planning' } }, '/operations/0/after/status'],
      [{ id: change.id, after: { dependsOn: ['nowhere'] } }, null],
    ]
    for (const [operation, pointer] of refusals) {
      const refused = await patch(id, { operations: [operation] })
      expect([operation, refused.status]).toEqual([operation, 422])
      if (pointer) expect(refused.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer)
      else expect(refused.body.issues[0]).toMatchObject({ index: 0, field: 'dependsOn' })
    }
    expect((await server.call('GET', `/api/proposals/${id}`)).body.proposal).toEqual(proposal)
  })

  it('that leaves nothing of an operation takes it out, and cannot be followed by another', async () => {
    const { id, change } = await propose()
    const twice = [
      { id: change.id, after: { priority: 'none' } },
      { id: change.id, after: { priority: 'low' } },
    ]
    expect((await patch(id, { operations: twice })).body).toMatchObject({ status: 422, errors: [{ pointer: '/operations/1/after' }] })
    const once = await patch(id, { operations: twice.slice(0, 1) })
    expect(once.body.proposal.operations.map((row: Row) => row.id)).not.toContain(change.id)
  })

  it('of a deletion is refused: there is nothing to edit', async () => {
    agent.prepare(drafting([remove(idOf('Test'))]))
    const { proposal } = (await server.call('POST', path('/chat'), { message: 'drop test' })).body
    const refused = await patch(proposal.id, { operations: [{ id: proposal.operations[0].id, after: { title: 'x' } }] })
    expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/operations/0/after' }] })
  })

  it('of the project’s own fields takes those of a project only', async () => {
    agent.prepare(drafting([], { draft: { metaUpdates: { title: 'New title', summary: 'Why' } } }))
    const { proposal } = (await server.call('POST', path('/chat'), { message: 'rename' })).body
    const [row] = proposal.operations
    expect(row).toMatchObject({
      kind: 'project',
      taskId: null,
      before: { title: 'Launch', summary: '' },
      after: { title: 'New title', summary: 'Why' },
    })
    const edited = await patch(proposal.id, { operations: [{ id: row.id, after: { title: 'Newer', status: 'active' } }] })
    expect(edited.body.proposal.operations[0]).toMatchObject({ after: { title: 'Newer', summary: 'Why', status: 'active' } })
    const refused = await patch(proposal.id, { operations: [{ id: row.id, after: { parentTaskId: null } }] })
    expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/operations/0/after/parentTaskId' }] })
  })
})

describe('a proposal', () => {
  it('is rejected with a reason once, closed to everything, and taken up again with its decisions', async () => {
    const { id, parent } = await propose()
    await patch(id, { operations: [{ id: parent.id, comment: 'hm' }] })
    const rejected = await server.call('POST', `/api/proposals/${id}/reject`, { reason: 'not now' })
    expect(rejected.body.proposal).toMatchObject({ status: 'rejected', reason: 'not now', parked: false })
    expect((await server.call('POST', `/api/proposals/${id}/reject`, { reason: 'other' })).body).toEqual(rejected.body)
    for (const [method, rest, body] of [
      ['PATCH', '', { parked: true }],
      ['POST', '/accept', {}],
      ['POST', '/rebase', {}],
    ] as const) {
      expect((await server.call(method, `/api/proposals/${id}${rest}`, body)).body.type).toBe('urn:planwright:problem:proposal-closed')
    }
    expect((await server.call('POST', path('/chat'), { message: 'x', proposalId: id })).body.type).toBe('urn:planwright:problem:proposal-closed')
    const reopened = await server.call('POST', `/api/proposals/${id}/reopen`)
    expect(reopened.body.proposal).toMatchObject({ status: 'open', reason: null })
    expect(reopened.body.proposal.operations.find((row: Row) => row.id === parent.id).comment).toBe('hm')
    expect((await server.call('POST', `/api/proposals/${id}/reopen`)).body).toEqual(reopened.body)
  })

  it('that was accepted is not reopened: it is in the plan', async () => {
    const { id } = await propose()
    await accept(id)
    expect((await server.call('POST', `/api/proposals/${id}/reopen`)).body).toMatchObject({
      status: 409,
      type: 'urn:planwright:problem:proposal-closed',
    })
  })

  it('is current or parked: taking one up parks the other', async () => {
    const first = await propose()
    expect((await patch(first.id, { parked: true })).body.proposal).toMatchObject({ status: 'open', parked: true })
    const second = await propose()
    expect(second.id).not.toBe(first.id)
    await patch(first.id, { parked: false })
    const parked = (await server.call('GET', path('/proposals?status=open'))).body.items.map((proposal: { id: string; parked: boolean }) => [
      proposal.id,
      proposal.parked,
    ])
    expect(Object.fromEntries(parked)).toEqual({ [first.id]: false, [second.id]: true })
    expect((await accept(second.id)).status, 'a parked one can be accepted too').toBe(200)
  })

  it('of a script waits beside the current one, and is the current one where there is none', async () => {
    const draft = { baseVersion: 1, rationale: 'because', taskPatches: [{ ...create('n', 'Scripted'), rationale: 'needed' }] }
    const alone = await server.call('POST', path('/proposals'), draft)
    expect(alone.status).toBe(201)
    expect(alone.headers.get('location')).toBe(`/api/proposals/${alone.body.proposal.id}`)
    expect(alone.body.proposal).toMatchObject({
      status: 'open',
      parked: false,
      rationale: 'because',
      operations: [{ rationale: 'needed', decision: 'pending' }],
    })
    const beside = await server.call('POST', path('/proposals'), draft)
    expect(beside.body.proposal.parked).toBe(true)
    expect(await outline(server, project.id)).toEqual(['Design', 'Build', 'Test'])
  })

  it('refused in part by a script is refused whole', async () => {
    const before = await everything(server)
    const refused = await server.call('POST', path('/proposals'), {
      baseVersion: 1,
      taskPatches: [create('n', 'Fine'), update('nowhere', { title: 'x' })],
    })
    expect(refused.body).toMatchObject({ status: 422, type: 'urn:planwright:problem:draft-invalid', issues: [{ index: 1 }] })
    expect(await everything(server)).toEqual(before)
  })

  it('of a task’s conversation is another than that of the project', async () => {
    const whole = await propose()
    agent.prepare(drafting([create('s', 'Step', { parentTaskId: idOf('Build') })], { agent: 'decomposer' }), saying('yes'))
    const { proposal } = (await server.call('POST', path('/chat'), { message: 'break it down', mode: 'task', taskId: idOf('Build') })).body
    expect(proposal).toMatchObject({ mode: 'task', taskId: idOf('Build'), parked: false })
    expect((await server.call('GET', `/api/proposals/${whole.id}`)).body.proposal.parked).toBe(false)
    await server.call('POST', path('/chat'), { message: 'go on', mode: 'task', taskId: idOf('Build') })
    expect(agent.requests.at(-1)?.proposal?.operations.map(({ kind }) => kind)).toEqual(['create'])
    expect((await server.call('GET', path(`/conversation?taskId=${idOf('Build')}`))).body.items).toHaveLength(2)
    expect((await server.call('GET', path('/conversation'))).body.items).toHaveLength(1)
  })
})
