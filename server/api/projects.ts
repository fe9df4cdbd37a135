import { z } from '@hono/zod-openapi'
import type { OpenAPIHono } from '@hono/zod-openapi'
import { committedOperationWire, commitWire, conflictWire } from '../contract/patch.ts'
import { createProjectBody, projectListItemWire, projectUpdates, projectWire } from '../contract/project.ts'
import { commitToWire, progressToWire, projectToWire, tasksToWire } from '../contract/render.ts'
import { taskWire } from '../contract/task.ts'
import { projectStatuses, type ProjectFields } from '../core/plan/project.ts'
import type { Deps } from '../orchestration/deps.ts'
import { createProject, deleteProject, listProjects, purgeProject, readProject, restoreProject } from '../orchestration/projects.ts'
import { changeProject } from '../orchestration/tasks.ts'
import type { ProjectSummary, StoredPlan } from '../ports/storage.ts'
import type { AppEnv } from './env.ts'
import { etagOf, expectedVersion, hasVersion } from './preconditions.ts'
import { orThrow } from './problem.ts'
import { flag, idParam, newRouter, pageOf, paging, route } from './router.ts'

const tag = 'Projects'
const params = z.object({ id: idParam('id') })

export const planAnswer = z.object({ project: projectWire, tasks: z.array(taskWire) }).meta({ id: 'Plan' })

/** What every change answers: the new version and the commit, or null where there was nothing to do. */
export const committed = { version: z.int(), commit: commitWire.nullable() }

/** What a dry run answers beside. */
export const dryRunAnswer = { operations: z.array(committedOperationWire).optional(), conflicts: z.array(conflictWire).optional() }

export const projectOf = (stored: StoredPlan) => projectToWire(stored.plan.project, stored.plan.version, stored.projectTimes)

const listItem = (summary: ProjectSummary) => ({
  ...projectToWire(summary.project, summary.version, { createdAt: summary.createdAt, updatedAt: summary.updatedAt, deletedAt: summary.deletedAt }),
  progress: progressToWire(summary),
})

/** Answers a whole plan, or 304 where the client has that version. */
export const planToWire = (stored: StoredPlan) => ({ project: projectOf(stored), tasks: tasksToWire(stored) })

/** Plans that are held in memory, as the bytes they are answered with: a large one is read far more often than changed. */
const bodies = new WeakMap<StoredPlan, Uint8Array<ArrayBuffer>>()

function planBody(stored: StoredPlan): Uint8Array<ArrayBuffer> {
  const known = bodies.get(stored)
  if (known) return known
  const body = new TextEncoder().encode(JSON.stringify(planToWire(stored)))
  bodies.set(stored, body)
  return body
}

const createRoute = route({
  method: 'post',
  path: '/projects',
  tag,
  summary: 'Make an empty project',
  body: createProjectBody,
  status: 201,
  answer: projectWire,
})

const listRoute = route({
  method: 'get',
  path: '/projects',
  tag,
  summary: 'List projects, the most recently changed first',
  query: z.strictObject({ ...paging, q: z.string().max(1000).optional(), status: z.enum(projectStatuses).optional(), deleted: flag }),
  answer: z.object({ items: z.array(projectListItemWire), nextCursor: z.string().nullable() }),
})

const readRoute = route({
  method: 'get',
  path: '/projects/{id}',
  tag,
  summary: 'Read a project with its tasks, in tree order',
  description: 'The ETag is the version; with If-None-Match the answer is 304 where nothing has changed.',
  params,
  answer: planAnswer,
  also: { 304: { description: 'You have this version' } },
})

const changeRoute = route({
  method: 'patch',
  path: '/projects/{id}',
  tag,
  summary: 'Change the project’s own fields, as a patch on the head',
  params,
  body: projectUpdates,
  answer: z.object({ ...committed, project: projectWire }),
})

const deleteRoute = route({
  method: 'delete',
  path: '/projects/{id}',
  tag,
  summary: 'Move a project to the trash, or delete it for good',
  description: 'It can be restored for 30 days. With purge=true and confirm=<title> it is deleted for good.',
  params,
  query: z.strictObject({ purge: flag, confirm: z.string().max(1000).optional() }),
  status: 204,
})

const restoreRoute = route({
  method: 'post',
  path: '/projects/{id}/restore',
  tag,
  summary: 'Take a project out of the trash',
  params,
  body: z.strictObject({}),
  bodyOptional: true,
  answer: z.object({ project: projectWire }),
})

export function projectRoutes(deps: Deps): OpenAPIHono<AppEnv> {
  const router = newRouter()

  router.openapi(createRoute, async (c) => {
    const stored = orThrow(await createProject(deps)(c.req.valid('json') as Partial<ProjectFields> & { title: string }))
    const project = projectOf(stored)
    return c.json(project, 201, { location: `/api/projects/${project.id}`, etag: etagOf(project.version) })
  })

  router.openapi(listRoute, async (c) => {
    const { q, status, deleted, ...page } = c.req.valid('query')
    const { items, nextCursor } = await listProjects(deps)({ ...pageOf(page), q: q ?? null, status: status ?? null, deleted: deleted === 'true' })
    return c.json({ items: items.map(listItem), nextCursor }, 200)
  })

  router.openapi(readRoute, async (c) => {
    const stored = orThrow(await readProject(deps)(c.req.valid('param').id))
    c.header('etag', etagOf(stored.plan.version))
    if (hasVersion(c, stored.plan.version)) return c.body(null, 304)
    return c.body(planBody(stored), 200, { 'content-type': 'application/json' })
  })

  router.openapi(changeRoute, async (c) => {
    const fields = c.req.valid('json') as Partial<ProjectFields>
    const { stored, logged } = orThrow(
      await changeProject(deps)({ id: c.req.valid('param').id, fields, actor: c.get('actor'), ...expectedVersion(c) }),
    )
    c.header('etag', etagOf(stored.plan.version))
    return c.json({ version: stored.plan.version, commit: logged && commitToWire(logged.commit), project: projectOf(stored) }, 200)
  })

  router.openapi(deleteRoute, async (c) => {
    const { id } = c.req.valid('param')
    const { purge, confirm } = c.req.valid('query')
    const expected = expectedVersion(c)
    orThrow(
      purge === 'true' ? await purgeProject(deps)({ id, confirm: confirm ?? null, ...expected }) : await deleteProject(deps)({ id, ...expected }),
    )
    return c.body(null, 204)
  })

  router.openapi(restoreRoute, async (c) => {
    const stored = orThrow(await restoreProject(deps)({ id: c.req.valid('param').id }))
    return c.json({ project: projectOf(stored) }, 200)
  })

  return router
}
