import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testServer, type TestServer } from './harness.ts'
import { makeProject, type MadeProject } from './plans.ts'
import { replayed } from './replay.ts'
import { create, scriptedAgent } from './scripted-agent.ts'
import { sqliteFolder, type SqliteFolder } from './sqlite.ts'

/** Many scripts at once over a real database: every acknowledged commit is there, and no version is skipped. */
describe('many writers at once', () => {
  let folder: SqliteFolder
  let server: TestServer
  let project: MadeProject

  beforeEach(async () => {
    folder = sqliteFolder()
    server = testServer({ storage: await folder.open(), agent: scriptedAgent() })
    project = await makeProject(server)
  })
  afterEach(async () => {
    await server.stop()
    folder.remove()
  })

  const path = (rest = ''): string => `/api/projects/${project.id}${rest}`

  it('give every acknowledged change a version of its own, and the log replays to the head', async () => {
    const { proposal } = (
      await server.call('POST', path('/proposals'), {
        baseVersion: 1,
        taskPatches: Array.from({ length: 8 }, (_, index) => create(`p${index}`, `Proposed ${index}`)),
      })
    ).body
    const rows: readonly string[] = proposal.operations.map(({ id }: { id: string }) => id)
    const answers = await Promise.all([
      ...Array.from({ length: 32 }, (_, index) => server.call('POST', path('/tasks'), { title: `Added ${index}` })),
      ...rows.map((id) => server.call('POST', `/api/proposals/${proposal.id}/accept`, { operationIds: [id] })),
      ...Array.from({ length: 16 }, (_, index) => server.call('PATCH', `/api/tasks/${project.ids['Build']}`, { title: `Build ${index}` })),
    ])
    expect(answers.filter(({ status }) => status >= 300)).toEqual([])
    const versions = answers.map(({ body }) => body.version).sort((a, b) => a - b)
    expect(versions).toEqual(Array.from({ length: 56 }, (_, index) => index + 2))
    const { tasks, project: head } = (await server.call('GET', path())).body
    expect(head.version).toBe(57)
    expect(tasks).toHaveLength(3 + 32 + 8)
    const stored = await server.deps.storage.read((session) => session.findPlan(project.id as never))
    expect(await replayed(server, project.id, 57)).toEqual({ project: stored?.plan.project, tasks: Object.fromEntries(stored?.plan.tasks ?? []) })
  })

  it('accept one proposal once, however many press at the same time', async () => {
    const { proposal } = (await server.call('POST', path('/proposals'), { baseVersion: 1, taskPatches: [create('p', 'Once')] })).body
    const answers = await Promise.all(Array.from({ length: 8 }, () => server.call('POST', `/api/proposals/${proposal.id}/accept`)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409])
    expect((await server.call('GET', path('/commits'))).body.items).toHaveLength(2)
  })

  it('find a project where it is, while others delete and restore it', async () => {
    for (let round = 0; round < 10; round += 1) {
      const reads = Array.from({ length: 5 }, () => server.call('GET', path()))
      const [deleted] = await Promise.all([server.call('DELETE', path()), ...reads])
      expect(deleted.status).toBe(204)
      expect((await server.call('GET', path())).status, 'in the trash it is not found').toBe(404)
      const [restored] = await Promise.all([
        server.call('POST', path('/restore')),
        ...Array.from({ length: 5 }, () => server.call('GET', path('/tasks'))),
      ])
      expect(restored.status).toBe(200)
      expect((await server.call('GET', path())).body.project.deletedAt, 'out of it, it is').toBeNull()
    }
  })
})
