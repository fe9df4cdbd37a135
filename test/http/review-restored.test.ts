import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testServer, type TestServer } from './harness.ts'
import { everything, makeProject, outline, type MadeProject } from './plans.ts'
import { create, drafting, saying, scriptedAgent, update, type ScriptedAgent } from './scripted-agent.ts'

interface Row {
  readonly id: string
  readonly decision: string
  readonly unticked: boolean
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
const call = (method: string, address: string, body?: object) => server.call(method, address, body)
const read = async (id: string) => (await call('GET', `/api/proposals/${id}`)).body.proposal

/** A proposal by talking: a parent with a child below it, and another task. */
async function propose(message = 'grow'): Promise<{ id: string; rows: Readonly<Record<string, string>> }> {
  agent.prepare(drafting([create('p', 'Parent'), create('c', 'Child', { parentTaskId: 'p' }), create('o', 'Other')]))
  const { proposal } = (await call('POST', path('/chat'), { message })).body
  return { id: proposal.id, rows: Object.fromEntries(proposal.operations.map((row: Row) => [row.after?.title, row.id])) }
}

describe('what was unticked', () => {
  it('is told apart from what was rejected, together with what fell with it', async () => {
    const { id, rows } = await propose()
    const said = (operations: readonly Row[]) => Object.fromEntries(operations.map((row) => [row.after?.title, [row.decision, row.unticked]]))
    const out = await call('PATCH', `/api/proposals/${id}`, { operations: [{ id: rows['Parent'], decision: 'rejected', unticked: true }] })
    const expected = { Parent: ['rejected', true], Child: ['rejected', true], Other: ['pending', false] }
    expect(said(out.body.proposal.operations)).toEqual(expected)
    expect(said((await read(id)).operations)).toEqual(expected)
    const verdict = await call('PATCH', `/api/proposals/${id}`, { operations: [{ id: rows['Parent'], decision: 'rejected' }] })
    expect(said(verdict.body.proposal.operations)).toMatchObject({ Parent: ['rejected', false], Child: ['rejected', true] })
    const back = await call('PATCH', `/api/proposals/${id}`, { operations: [{ id: rows['Child'], decision: 'accepted' }] })
    expect(said(back.body.proposal.operations)).toMatchObject({ Parent: ['pending', false], Child: ['accepted', false] })
  })
})

describe('an undo', () => {
  it('restores the review as well as the plan, and a redo settles it again', async () => {
    const { id, rows } = await propose()
    await call('PATCH', `/api/proposals/${id}`, { operations: [{ id: rows['Other'], decision: 'rejected', comment: 'not now' }] })
    const taken = [rows['Parent'], rows['Child']]
    const accepted = await call('POST', `/api/proposals/${id}/accept`, { operationIds: taken, rest: 'reject' })
    expect(accepted.body.proposal.status).toBe('accepted')
    expect(accepted.body.proposal.operations).toHaveLength(3)

    const undone = await call('POST', path('/revert'), { version: 2 })
    expect(undone.body).toMatchObject({ version: 3, commit: { proposalId: id, source: 'revert' } })
    expect(await outline(server, project.id)).toEqual(['Design', 'Build', 'Test'])
    const open = await read(id)
    expect(open).toMatchObject({ status: 'open', parked: false, stale: false, conflicts: [] })
    expect(Object.fromEntries(open.operations.map((row: Row) => [row.id, row.decision]))).toEqual({
      [rows['Parent'] ?? '']: 'pending',
      [rows['Child'] ?? '']: 'pending',
      [rows['Other'] ?? '']: 'rejected',
    })

    const redone = await call('POST', path('/revert'), { version: 3 })
    expect(redone.body.version).toBe(4)
    expect(await read(id)).toMatchObject({ status: 'accepted' })
    await call('POST', path('/revert'), { version: 4 })
    expect((await read(id)).status).toBe('open')
    expect((await call('POST', `/api/proposals/${id}/accept`, { rest: 'reject' })).body).toMatchObject({
      version: 6,
      proposal: { status: 'accepted' },
    })
  })

  it('of a part puts it back beside the rest', async () => {
    const { id, rows } = await propose()
    await call('POST', `/api/proposals/${id}/accept`, { operationIds: [rows['Other']] })
    await call('POST', path('/revert'), { version: 2 })
    const open = await read(id)
    expect(open.operations.map((row: Row) => row.after?.title).sort()).toEqual(['Child', 'Other', 'Parent'])
    expect(open.operations.map((row: Row) => row.id).sort()).toEqual(Object.values(rows).sort())
  })

  it('lets the proposal wait, where another one is current by now', async () => {
    const first = await propose()
    await call('POST', `/api/proposals/${first.id}/accept`)
    agent.prepare(drafting([create('x', 'Something else')]))
    const second = (await call('POST', path('/chat'), { message: 'more' })).body.proposal
    await call('POST', path('/revert'), { version: 2 })
    expect(await read(first.id)).toMatchObject({ status: 'open', parked: true })
    expect(await read(second.id)).toMatchObject({ status: 'open', parked: false })
  })

  it('that is refused, and one that is only tried, leave the proposal alone', async () => {
    const { id } = await propose()
    await call('POST', `/api/proposals/${id}/accept`)
    const plan = (await call('GET', path())).body
    const child = plan.tasks.find((task: { title: string }) => task.title === 'Child')
    await call('PATCH', `/api/tasks/${child.id}`, { title: 'Grown up' })
    const before = await everything(server)
    expect((await call('POST', path('/revert?dryRun=true'), { version: 2 })).status).toBe(200)
    expect((await call('POST', path('/revert'), { version: 2 })).status).toBe(409)
    expect(await everything(server)).toEqual(before)
    expect((await read(id)).status).toBe('accepted')
  })

  it('by going back to a version leaves the proposal closed, and it can be reopened by hand', async () => {
    const { id } = await propose()
    await call('POST', `/api/proposals/${id}/accept`)
    expect((await call('POST', `/api/proposals/${id}/reopen`)).body.type).toBe('urn:planwright:problem:proposal-closed')
    await call('POST', path('/revert'), { toVersion: 1 })
    expect((await read(id)).status).toBe('accepted')
    const reopened = await call('POST', `/api/proposals/${id}/reopen`)
    expect(reopened.body.proposal).toMatchObject({ status: 'open', stale: false })
    expect(reopened.body.proposal.operations).toHaveLength(3)
    expect((await call('POST', `/api/proposals/${id}/accept`)).body).toMatchObject({ version: 4, proposal: { status: 'accepted' } })
    expect(await outline(server, project.id)).toEqual(['Design', 'Build', 'Test', 'Parent', '  Child', 'Other'])
  })
})

describe('the inbox', () => {
  it('lists what waits over all projects, how old it is and how far behind', async () => {
    const { id } = await propose()
    const other = await makeProject(server, ['Alone'], 'Elsewhere')
    const scripted = await call('POST', `/api/projects/${other.id}/proposals`, {
      baseVersion: 1,
      rationale: 'because',
      taskPatches: [update(other.ids['Alone'] ?? '', { priority: 'high' })],
    })
    await call('PATCH', `/api/tasks/${project.ids['Build'] ?? ''}`, { title: 'Build it' })
    const { items, nextCursor } = (await call('GET', '/api/proposals?status=open')).body
    expect(nextCursor).toBeNull()
    expect(items).toMatchObject([
      { id: scripted.body.proposal.id, projectTitle: 'Elsewhere', rationale: 'because', counts: { updated: 1 }, decided: { pending: 1 } },
      { id, projectTitle: 'Launch', baseVersion: 1, headVersion: 2, message: 'grow', counts: { created: 3 }, parked: false },
    ])
    await call('POST', `/api/proposals/${id}/reject`, { reason: 'too much' })
    expect((await call('GET', '/api/proposals?status=open')).body.items).toHaveLength(1)
    expect((await call('GET', '/api/proposals?status=rejected')).body.items).toMatchObject([{ id, reason: 'too much' }])
    await call('DELETE', `/api/projects/${other.id}`)
    expect((await call('GET', '/api/proposals?status=open')).body.items).toEqual([])
    expect((await call('GET', '/api/proposals?status=maybe')).status).toBe(422)
  })
})

describe('a refinement', () => {
  it('is told as what it made new, otherwise and gone since an earlier revision', async () => {
    const { id, rows } = await propose()
    const none = await call('GET', `/api/proposals/${id}/changes`)
    expect(none.body).toEqual({ from: null, to: 1, message: 'grow', added: [], changed: [], gone: [] })
    agent.prepare(
      drafting(({ plan }) => {
        const idOf = (title: string): string => [...plan.tasks.values()].find((task) => task.title === title)?.id ?? ''
        return [update(idOf('Parent'), { title: 'Grandparent' }), { op: 'delete', taskId: idOf('Other') }, create('n', 'New')]
      }),
    )
    const { proposal } = (await call('POST', path('/chat'), { message: 'refine it' })).body
    expect(proposal).toMatchObject({ id, revision: 2, earlierRevisions: [1] })
    const { body } = await call('GET', `/api/proposals/${id}/changes`)
    expect(body).toMatchObject({ from: 1, to: 2, gone: [{ kind: 'create', after: { title: 'Other' } }] })
    expect(body.added).toEqual([proposal.operations.find((row: Row) => row.after?.title === 'New').id])
    expect(body.changed).toMatchObject([{ operationId: rows['Parent'], was: { after: { title: 'Parent' } } }])
    expect((await call('GET', `/api/proposals/${id}/changes?since=1`)).body).toEqual(body)
    expect((await call('GET', `/api/proposals/${id}/changes?since=7`)).body).toMatchObject({ status: 404, resource: 'revision' })
  })
})

describe('a reason', () => {
  it('for which a proposal was rejected is told to the next turn of its conversation', async () => {
    const { id } = await propose('plan the launch')
    await call('POST', `/api/proposals/${id}/reject`, { reason: 'Too many small steps' })
    agent.prepare(saying('I see.'), saying('Nothing here.'))
    await call('POST', path('/chat'), { message: 'try again' })
    expect(agent.requests.at(-1)?.refused).toEqual([
      { message: 'plan the launch', reason: 'Too many small steps', operations: ['create "Parent"', 'create "Child"', 'create "Other"'] },
    ])
    await call('POST', path('/chat'), { message: 'and here?', mode: 'task', taskId: project.ids['Build'] })
    expect(agent.requests.at(-1)?.refused).toEqual([])
  })
})
