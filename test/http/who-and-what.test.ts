import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testServer, type TestServer } from './harness.ts'

let server: TestServer
beforeEach(() => {
  server = testServer()
})
afterEach(() => server.stop())

describe('GET /api/me', () => {
  it('says under which name changes are recorded', async () => {
    const named = await server.call('GET', '/api/me', undefined, { 'x-planwright-user': encodeURIComponent('Zoë') })
    expect(named.body).toMatchObject({ kind: 'person', name: 'Zoë' })
    const script = await server.call('GET', '/api/me')
    expect(script.body.kind).toBe('script')
    expect(script.body).toHaveProperty('serverUser')
  })
})

describe('the commits of one task', () => {
  it('are those that touched it, each with what it did to it', async () => {
    const { body: project } = await server.call('POST', '/api/projects', { title: 'Plan' })
    const taskPatches = [
      { op: 'create', taskId: 'a', body: { title: 'A' } },
      { op: 'create', taskId: 'b', body: { title: 'B' } },
    ]
    const { body: made } = await server.call('POST', `/api/projects/${project.id}/patches`, { baseVersion: 0, taskPatches })
    const { a, b } = made.taskIds
    await server.call('PATCH', `/api/tasks/${a}`, { title: 'A2' })
    for (let time = 0; time < 5; time += 1) await server.call('PATCH', `/api/tasks/${b}`, { title: `B${time}` })
    await server.call('DELETE', `/api/tasks/${a}`)

    const list = async (query: string) => (await server.call('GET', `/api/projects/${project.id}/commits?${query}`)).body
    const all = await list(`taskId=${a}`)
    expect(all.items.map((commit: { version: number }) => commit.version)).toEqual([8, 2, 1])
    expect(
      all.items.map((commit: { operations: { kind: string; taskId: string }[] }) => commit.operations.map(({ kind, taskId }) => `${kind} ${taskId}`)),
    ).toEqual([[`delete ${a}`], [`update ${a}`], [`create ${a}`]])
    // Two at a time: what does not touch it is passed over, and nothing is told twice.
    const versions: number[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: { version: number }[]; nextCursor: string | null } = await list(
        `taskId=${a}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
      )
      versions.push(...page.items.map(({ version }) => version))
      cursor = page.nextCursor
    }
    expect(versions).toEqual([8, 2, 1])
    expect((await list('taskId=nobody')).items).toEqual([])
  })
})

describe('an import under a task', () => {
  it('puts the top of the outline below it', async () => {
    const { body: project } = await server.call('POST', '/api/projects', { title: 'Plan' })
    const { body: made } = await server.call('POST', `/api/projects/${project.id}/patches`, {
      baseVersion: 0,
      taskPatches: [{ op: 'create', taskId: 'a', body: { title: 'A' } }],
    })
    const content = '- First (2d)\n  - Inside\n- Second @Ada'
    const body = { format: 'markdown', content, projectId: project.id, parentTaskId: made.taskIds.a }
    const { status, body: imported } = await server.call('POST', '/api/import', body)
    expect(status).toBe(201)
    await server.call('POST', `/api/proposals/${imported.proposal.id}/accept`, {})
    const { body: plan } = await server.call('GET', `/api/projects/${project.id}`)
    expect(plan.tasks.map((task: { depth: number; title: string }) => `${task.depth} ${task.title}`)).toEqual([
      '0 A',
      '1 First',
      '2 Inside',
      '1 Second',
    ])
  })

  it('is refused where the task is not in the project', async () => {
    const { body: project } = await server.call('POST', '/api/projects', { title: 'Plan' })
    const { status, body } = await server.call('POST', '/api/import', {
      format: 'markdown',
      content: '- A',
      projectId: project.id,
      parentTaskId: 'nobody',
    })
    expect([status, body.errors[0].pointer]).toEqual([422, '/parentTaskId'])
  })
})
