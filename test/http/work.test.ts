import { describe, expect, it, onTestFinished } from 'vitest'
import { testServer } from './harness.ts'

async function withWorkspace() {
  const server = testServer()
  onTestFinished(() => server.stop())
  const project = (await server.call('POST', '/api/projects', { title: 'Login' })).body.id as string
  const task = await server.call('POST', `/api/projects/${project}/tasks`, {
    title: 'Fix the race',
    acceptanceCriteria: ['Two tabs refresh at once', 'A test shows it'],
  })
  const workspace = await server.call('POST', '/api/workspaces', { name: 'auth', description: 'Login work', projectId: project })
  expect(workspace.status).toBe(201)
  const start = (body: Record<string, unknown> = {}, user = 'Ada') =>
    server.call(
      'POST',
      '/api/workspaces/auth/sessions',
      { task: 'Fix the race', host: 'here', directory: '/src', ...body },
      { 'x-planwright-user': user },
    )
  return { server, project, taskId: task.body.task.id as string, start }
}

describe('the journal of work', () => {
  it('tells a session from its start to its commit, and to whoever comes next', async () => {
    const { server, start } = await withWorkspace()
    const session = (await start()).body.session
    expect(session).toMatchObject({ status: 'active', stale: false, author: 'Ada', endedAt: null })
    for (const [description, type] of [
      ['Analysed the login code', 'analysis'],
      ['Fixed the race', 'fix'],
    ]) {
      expect((await server.call('POST', `/api/sessions/${session.id}/actions`, { description, type })).status).toBe(201)
    }
    server.clock.advance(45 * 60_000)
    const done = await server.call('POST', `/api/sessions/${session.id}/commit`, { message: 'fix: race in token refresh', gitCommit: 'abc123' })
    expect(done.status).toBe(201)
    expect(done.body.commit).toMatchObject({ parentId: null, gitCommit: 'abc123' })
    expect(done.body.commit.durationSeconds).toBeGreaterThanOrEqual(45 * 60)
    expect(done.body.session.status).toBe('completed')
    const second = (await start({ task: 'Next' })).body.session
    const next = await server.call('POST', `/api/sessions/${second.id}/commit`, { message: 'feat: more' })
    expect(next.body.commit.parentId).toBe(done.body.commit.id)
    const log = await server.call('GET', '/api/workspaces/auth/commits?limit=1')
    expect(log.body.items.map((each: { message: string }) => each.message)).toEqual(['feat: more'])
    expect((await server.call('GET', `/api/workspaces/AUTH/commits?cursor=${log.body.nextCursor}`)).body.items).toHaveLength(1)
    const shown = await server.call('GET', `/api/work-commits/${done.body.commit.id}`)
    expect(shown.body.actions.map((each: { type: string }) => each.type)).toEqual(['analysis', 'fix'])
    const diff = await server.call('GET', `/api/work-commits/${done.body.commit.id}/diff?to=${next.body.commit.id}`)
    expect(diff.body.items).toHaveLength(1)
    expect((await server.call('GET', `/api/work-commits/${next.body.commit.id}/diff?to=${done.body.commit.id}`)).status).toBe(422)
    const resume = await server.call('GET', '/api/workspaces/auth/resume')
    expect(resume.body).toMatchObject({ sessions: [], next: [expect.objectContaining({ task: expect.objectContaining({ title: 'Fix the race' }) })] })
    expect(resume.body.commits).toHaveLength(2)
    expect((await server.call('GET', '/api/workspaces/auth/stats')).body).toMatchObject({ commits: 2, byAuthor: [{ commits: 2 }] })
  })

  it('marks the task of the plan, its criteria and its time, when told to', async () => {
    const { server, project, taskId, start } = await withWorkspace()
    const session = (await start({ taskId })).body.session
    server.clock.advance(30 * 60_000)
    const wrong = await server.call('POST', `/api/sessions/${session.id}/commit`, { message: 'x', criteria: ['Nobody wrote this'] })
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: '/criteria/0' }] } })
    const done = await server.call('POST', `/api/sessions/${session.id}/commit`, { message: 'fix', criteria: ['a test shows it'], taskDone: true })
    expect(done.body.commit).toMatchObject({ projectId: project, taskId, planVersion: 2 })
    const task = (await server.call('GET', `/api/tasks/${taskId}`)).body.task
    expect(task.status).toBe('done')
    expect(task.spentMinutes).toBeGreaterThanOrEqual(30)
    expect(task.acceptanceCriteria.map((each: { done: boolean }) => each.done)).toEqual([false, true])
  })

  it('lets several agents work at once, but not two by accident in one folder', async () => {
    const { server, start } = await withWorkspace()
    const first = (await start()).body.session
    const refused = await start({}, 'Grace')
    expect(refused).toMatchObject({ status: 409, body: { type: 'urn:planwright:problem:session-active', sessionId: first.id } })
    expect((await start({ isNew: true }, 'Grace')).status).toBe(201)
    expect((await start({ directory: '/elsewhere' }, 'Grace')).status).toBe(201)
    expect((await start({ host: 'there' }, 'Grace')).status).toBe(201)
    expect((await server.call('GET', '/api/workspaces/auth/sessions?status=active')).body.items).toHaveLength(4)
  })

  it('shows a session without a sign of life as stale; it can be resumed or aborted', async () => {
    const { server, start } = await withWorkspace()
    const { id } = (await start()).body.session
    server.clock.advance(5 * 3_600_000)
    expect((await server.call('GET', `/api/sessions/${id}`)).body.session.stale).toBe(true)
    const resumed = await server.call('POST', `/api/sessions/${id}/resume`, { host: 'there', directory: '/other' }, { 'x-planwright-user': 'Grace' })
    expect(resumed.body.session).toMatchObject({ stale: false, author: 'Grace', directory: '/other' })
    expect((await server.call('POST', `/api/sessions/${id}/abort`)).body.session.status).toBe('aborted')
    expect(await server.call('POST', `/api/sessions/${id}/actions`, { description: 'late' })).toMatchObject({
      status: 409,
      body: { sessionStatus: 'aborted' },
    })
  })

  it('names what is wrong', async () => {
    const { server, start } = await withWorkspace()
    expect((await server.call('POST', '/api/workspaces', { name: 'AUTH' })).body.errors[0].pointer).toBe('/name')
    expect((await server.call('POST', '/api/workspaces', { name: '  ' })).status).toBe(422)
    expect((await server.call('GET', '/api/workspaces/nowhere')).status).toBe(404)
    expect((await start({ taskId: 'nowhere' })).status).toBe(404)
    expect((await start({ task: '' })).body.errors[0].pointer).toBe('/task')
    const { id } = (await start()).body.session
    expect((await server.call('POST', `/api/sessions/${id}/commit`, { message: 'x', taskDone: true })).body.errors[0].pointer).toBe('/taskDone')
    expect((await server.call('GET', `/api/sessions/${id}`)).body.session.status).toBe('active')
  })
})
