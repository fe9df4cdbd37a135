import { expect } from 'vitest'
import type { TaskDraft } from '../../server/core/patch/draft.ts'
import { create } from './scripted-agent.ts'
import type { TestServer } from './harness.ts'

export interface MadeProject {
  readonly id: string
  /** The ids of its tasks, by their titles. */
  readonly ids: Readonly<Record<string, string>>
}

/** A project at version 1 with these tasks, made by a script. */
export async function makeProject(
  server: TestServer,
  tasks: readonly (string | TaskDraft)[] = ['Design', 'Build', 'Test'],
  title = 'Launch',
): Promise<MadeProject> {
  const { body } = await server.call('POST', '/api/projects', { title })
  const taskPatches = tasks.map((task, index) => (typeof task === 'string' ? create(`n${index}`, task) : task))
  if (taskPatches.length === 0) return { id: body.id, ids: {} }
  const patched = await server.call('POST', `/api/projects/${body.id}/patches`, { baseVersion: 0, message: 'Set up', taskPatches })
  expect(patched.status, patched.text).toBe(200)
  const ids = Object.fromEntries(taskPatches.map((entry) => [entry.body?.title ?? '', patched.body.taskIds[entry.taskId]]))
  return { id: body.id, ids }
}

/** The titles of a plan in tree order, each indented by its depth. */
export async function outline(server: TestServer, projectId: string): Promise<readonly string[]> {
  const { body } = await server.call('GET', `/api/projects/${projectId}`)
  return body.tasks.map((task: { depth: number; title: string }) => '  '.repeat(task.depth) + task.title)
}

/** Everything the store holds, to see that nothing changed. */
export async function everything(server: TestServer): Promise<unknown> {
  return server.deps.storage.read(async (session) => {
    const projects = []
    for (const deleted of [false, true])
      projects.push(...(await session.listProjects({ q: null, status: null, deleted }, { limit: 200, cursor: null })).items)
    const found = []
    for (const { project, deletedAt } of projects) {
      const stored = await session.findPlan(project.id)
      found.push({
        project: stored?.plan.project,
        version: stored?.plan.version,
        deletedAt,
        tasks: [...(stored?.plan.tasks.values() ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1)),
        commits: (await session.listCommits(project.id, { limit: 1000, cursor: null })).items,
        proposals: (await session.listProposals(project.id, null, { limit: 1000, cursor: null })).items,
        turns: (await session.listTurns(project.id, null, { limit: 1000, cursor: null })).items,
      })
    }
    return { projects: found, position: await session.lastPosition() }
  })
}
