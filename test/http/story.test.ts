import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TestServer } from './harness.ts'
import { testServer } from './harness.ts'
import { outline } from './plans.ts'
import { sqliteFolder, type SqliteFolder } from './sqlite.ts'

interface Row {
  readonly id: string
  readonly kind: string
  readonly decision: string
  readonly comment: string | null
  readonly after: { readonly title?: string } | null
}

/** The whole story of a first day, by script, over a real database and with the agent that needs no network. */
describe('from a sentence to an accepted plan', () => {
  let folder: SqliteFolder
  let server: TestServer
  let starts = 0

  const start = async (): Promise<void> => {
    starts += 1
    server = testServer({ storage: await folder.open(), prefix: `run${starts}-`, start: `2026-11-2${starts}T09:00:00.000Z` })
  }
  const restart = async (): Promise<void> => {
    await server.stop()
    await start()
  }

  beforeEach(async () => {
    folder = sqliteFolder()
    starts = 0
    await start()
  })
  afterEach(async () => {
    await server.stop()
    folder.remove()
  })

  it('plans a goal, refines it by talking, accepts it in parts, breaks a task down, undoes, and finds everything after a restart', async () => {
    const goal = await server.call('POST', '/api/chat', { message: 'Build a new user authentication flow' })
    expect(goal.status).toBe(200)
    expect(goal.body.message).not.toBe('')
    const { project, proposal } = goal.body
    expect(project).toMatchObject({ version: 0, deletedAt: null })
    expect(proposal).toMatchObject({ projectId: project.id, status: 'open', revision: 1, baseVersion: 0, stale: false, conflicts: [] })
    expect(goal.body.turn).toMatchObject({ projectId: project.id, proposalId: proposal.id, status: 'done' })
    const creates: Row[] = proposal.operations.filter((row: Row) => row.kind === 'create')
    expect(creates.length).toBeGreaterThanOrEqual(3)
    expect(creates.length).toBeLessThanOrEqual(6)
    expect(await outline(server, project.id), 'nothing is applied before somebody said yes').toEqual([])

    const last = creates.at(-1)
    const decided = await server.call('PATCH', `/api/proposals/${proposal.id}`, {
      operations: [{ id: last?.id, decision: 'accepted', comment: 'this one is good' }],
    })
    expect(decided.status, decided.text).toBe(200)

    const combined = await server.call('POST', `/api/projects/${project.id}/chat`, { message: 'Combine the first two' })
    const afterCombining: Row[] = combined.body.proposal.operations
    expect(combined.body.proposal).toMatchObject({ id: proposal.id, revision: 2 })
    expect(afterCombining.filter((row) => row.kind === 'create')).toHaveLength(creates.length - 1)
    for (const row of afterCombining) expect(proposal.operations.map((was: Row) => was.id)).toContain(row.id)

    const added = await server.call('POST', `/api/projects/${project.id}/chat`, { message: 'Add a task for documentation' })
    expect(added.body.proposal.id).toBe(proposal.id)
    const rows: Row[] = added.body.proposal.operations
    expect(rows.slice(0, afterCombining.length).map((row) => row.id)).toEqual(afterCombining.map((row) => row.id))
    expect(rows.find((row) => row.id === last?.id)).toMatchObject({ decision: 'accepted', comment: 'this one is good' })
    expect(rows.some((row) => row.after?.title === 'Documentation')).toBe(true)

    const [projectRow, first] = rows
    const part = await server.call('POST', `/api/proposals/${proposal.id}/accept`, {
      operationIds: [projectRow?.id, first?.id],
      message: 'Start here',
    })
    expect(part.status, part.text).toBe(200)
    expect(part.body).toMatchObject({
      version: 1,
      commit: { version: 1, message: 'Start here', proposalId: proposal.id },
      proposal: { status: 'open', baseVersion: 1, headVersion: 1, stale: false },
    })
    expect(part.body.proposal.operations.map((row: Row) => row.id)).toEqual(rows.slice(2).map((row) => row.id))
    expect(part.body.proposal.operations.find((row: Row) => row.id === last?.id)).toMatchObject({ decision: 'accepted', comment: 'this one is good' })
    expect(await outline(server, project.id)).toEqual([first?.after?.title])

    const all = await server.call('POST', `/api/proposals/${proposal.id}/accept`)
    expect(all.body).toMatchObject({ version: 2, proposal: { status: 'accepted' } })
    const accepted = await outline(server, project.id)
    expect(accepted).toHaveLength(creates.length)

    const plan = await server.call('GET', `/api/projects/${project.id}`)
    const focus = plan.body.tasks[1]
    const broken = await server.call('POST', `/api/projects/${project.id}/chat`, { message: 'Break this down', mode: 'task', taskId: focus.id })
    expect(broken.status, broken.text).toBe(200)
    expect(broken.body.proposal).toMatchObject({ mode: 'task', taskId: focus.id, status: 'open' })
    const subtasks = broken.body.proposal.operations.filter((row: Row) => row.kind === 'create')
    expect(subtasks.length).toBeGreaterThanOrEqual(3)
    expect(subtasks.length).toBeLessThanOrEqual(7)
    const taken = await server.call('POST', `/api/proposals/${broken.body.proposal.id}/accept`)
    expect(taken.body.version).toBe(3)
    expect(await outline(server, project.id)).toHaveLength(accepted.length + subtasks.length)

    const undo = await server.call('POST', `/api/projects/${project.id}/revert`, { version: 3 })
    expect(undo.body).toMatchObject({ version: 4, commit: { source: 'revert' } })
    expect(await outline(server, project.id)).toEqual(accepted)

    const asked = await server.call('POST', `/api/projects/${project.id}/chat`, { message: 'Add a task for training' })
    expect(asked.body.proposal.status).toBe('open')
    const paths = [
      `/api/projects/${project.id}`,
      `/api/projects/${project.id}/proposals`,
      `/api/projects/${project.id}/conversation`,
      `/api/projects/${project.id}/conversation?taskId=${focus.id}`,
      `/api/projects/${project.id}/commits`,
      `/api/projects/${project.id}/commits/3`,
      `/api/projects/${project.id}/versions/3`,
      `/api/projects/${project.id}/diff?from=0&to=3`,
      `/api/proposals/${asked.body.proposal.id}`,
    ]
    const before = await Promise.all(paths.map(async (path) => (await server.call('GET', path)).body))
    await restart()
    const after = await Promise.all(paths.map(async (path) => (await server.call('GET', path)).body))
    expect(after).toEqual(before)
    expect(before[2].items.map((turn: { message: string }) => turn.message)).toEqual([
      'Build a new user authentication flow',
      'Combine the first two',
      'Add a task for documentation',
      'Add a task for training',
    ])
    expect(before[3].items.map((turn: { message: string }) => turn.message)).toEqual(['Break this down'])

    const finished = await server.call('POST', `/api/proposals/${asked.body.proposal.id}/accept`)
    expect(finished.body.version).toBe(5)
    const versions = await server.call('GET', `/api/projects/${project.id}/versions/2`)
    expect(versions.body.tasks.map((task: { title: string }) => task.title)).toEqual(accepted)
    const nothing = await server.call('GET', `/api/projects/${project.id}/diff?from=2&to=4`)
    expect(nothing.body, 'what was undone leaves no difference').toEqual({ from: 2, to: 4, operations: [] })
  })

  it('takes back the last refinement, then the proposal, and after an accept proposes the opposite', async () => {
    const goal = await server.call('POST', '/api/chat', { message: 'Organise a company summer party' })
    const path = `/api/projects/${goal.body.project.id}/chat`
    const titles = (answer: { body: { proposal: { operations: Row[] } } }): (string | undefined)[] =>
      answer.body.proposal.operations.map((row) => row.after?.title)
    const kept = goal.body.proposal.operations[2]
    await server.call('POST', path, { message: 'Add a task for documentation' })
    await server.call('PATCH', `/api/proposals/${goal.body.proposal.id}`, { operations: [{ id: kept.id, comment: 'said after the refinement' }] })
    const undone = await server.call('POST', path, { message: 'undo that' })
    expect(undone.body.proposal).toMatchObject({ id: goal.body.proposal.id, status: 'open' })
    expect(titles(undone)).toEqual(titles(goal))
    expect(undone.body.proposal.operations[2].comment).toBe('said after the refinement')

    await server.call('POST', `/api/proposals/${goal.body.proposal.id}/accept`)
    const opposite = await server.call('POST', path, { message: 'undo that' })
    expect(opposite.body.proposal.operations.every((row: Row) => row.kind === 'delete' || row.kind === 'project')).toBe(true)
    expect(opposite.body.proposal.id).not.toBe(goal.body.proposal.id)
    const applied = await server.call('POST', `/api/proposals/${opposite.body.proposal.id}/accept`)
    expect(applied.body).toMatchObject({ version: 2, commit: { source: 'revert' } })
    expect(await outline(server, goal.body.project.id)).toEqual([])
  })

  it('leaves a proposal behind when asked to start over, and takes it up again when it is reopened', async () => {
    const goal = await server.call('POST', '/api/chat', { message: 'Organise a wedding for eighty guests' })
    const { id } = goal.body.proposal
    const path = `/api/projects/${goal.body.project.id}/chat`
    const over = await server.call('POST', path, { message: 'start over' })
    expect(over.body.proposal).toMatchObject({ id, status: 'superseded' })
    const refused = await server.call('POST', `/api/proposals/${id}/accept`)
    expect(refused.body).toMatchObject({ status: 409, type: 'urn:planwright:problem:proposal-closed' })
    const reopened = await server.call('POST', `/api/proposals/${id}/reopen`)
    expect(reopened.body.proposal).toMatchObject({ id, status: 'open', parked: false })
    expect(reopened.body.proposal.operations).toEqual(goal.body.proposal.operations)
  })

  it('tells with each turn what the turn itself changed', async () => {
    const started = await server.call('POST', '/api/chat', { message: 'Plan a product launch' })
    const { id } = started.body.project
    expect(started.body.turn.operationIds).toEqual(started.body.proposal.operations.map((operation: { id: string }) => operation.id))

    const refined = await server.call('POST', `/api/projects/${id}/chat`, { message: 'Add a task for documentation' })
    const added = refined.body.proposal.operations.filter((operation: { after: { title?: string } }) => operation.after.title === 'Documentation')
    expect(refined.body.turn.operationIds).toEqual(added.map((operation: { id: string }) => operation.id))
    expect(refined.body.turn.operationIds).toHaveLength(1)
  })

  it('keeps the words of a message nobody understood, and answers without a proposal', async () => {
    const { body } = await server.call('POST', '/api/projects', { title: 'Small' })
    await server.call('POST', `/api/projects/${body.id}/tasks`, { title: 'Design' })
    const answer = await server.call('POST', `/api/projects/${body.id}/chat`, { message: 'flibber the glob' })
    expect(answer.status).toBe(200)
    expect(answer.body.proposal).toBeUndefined()
    expect(answer.body.message).not.toBe('')
    const { body: conversation } = await server.call('GET', `/api/projects/${body.id}/conversation`)
    expect(conversation.items).toHaveLength(1)
    expect((await server.call('GET', `/api/projects/${body.id}/proposals`)).body.items).toEqual([])
  })

  it('answers a question over all projects without making one', async () => {
    await server.call('POST', '/api/chat', { message: 'Build a new user authentication flow' })
    const before = (await server.call('GET', '/api/projects')).body.items.length
    const asked = await server.call('POST', '/api/chat', { message: 'What is late?' })
    expect(asked.status).toBe(200)
    expect(asked.body.proposal).toBeUndefined()
    expect(asked.body.message).not.toBe('')
    expect((await server.call('GET', '/api/projects')).body.items).toHaveLength(before)
  })
})
