import { z } from '@hono/zod-openapi'
import type { OpenAPIHono } from '@hono/zod-openapi'
import { taskBody } from '../contract/draft.ts'
import { taskFields } from '../contract/fields.ts'
import { commitToWire, taskRenderer, treeToWire } from '../contract/render.ts'
import { taskTreeWire, taskWire } from '../contract/task.ts'
import { id } from '../contract/text.ts'
import type { TaskDraftBody } from '../core/patch/draft.ts'
import { childrenOf } from '../core/plan/plan.ts'
import { priorities, taskStatuses } from '../core/plan/task.ts'
import { ancestorsOf, inOrder } from '../core/plan/tree.ts'
import type { Deps } from '../orchestration/deps.ts'
import { readProject } from '../orchestration/projects.ts'
import { createTask, deleteTask, matches, moveTask, readTask, updateTask, type ChangedTask } from '../orchestration/tasks.ts'
import type { AppEnv } from './env.ts'
import { defined, etagOf, expectedVersion } from './preconditions.ts'
import { invalid, orThrow, ProblemError } from './problem.ts'
import { committed } from './projects.ts'
import { flag, idParam, newRouter, pageOf, paging, route } from './router.ts'

const tag = 'Tasks'
const params = z.object({ id: idParam('id') })
const changed = z.object({ ...committed, task: taskWire.nullable() })

const listRoute = route({
  method: 'get',
  path: '/projects/{id}/tasks',
  tag,
  summary: 'List tasks in tree order, filtered',
  params,
  query: z.strictObject({
    ...paging,
    q: z.string().max(1000).optional(),
    status: z.enum(taskStatuses).optional(),
    priority: z.enum(priorities).optional(),
    tag: z.string().max(100).optional(),
    assignee: z.string().max(200).optional(),
    parentId: z.string().max(100).optional().meta({ description: 'The children of this task; "root" for the root tasks' }),
  }),
  answer: z.object({ items: z.array(taskWire), nextCursor: z.string().nullable() }),
})

const readRoute = route({
  method: 'get',
  path: '/tasks/{id}',
  tag,
  summary: 'Read a task with its children, its path and its dependants',
  params,
  query: z.strictObject({ subtree: flag }),
  answer: z.object({
    task: taskWire,
    children: z.array(z.union([taskTreeWire, taskWire])).meta({ description: 'With subtree=true each has its own children, to the leaves' }),
    path: z.array(z.object({ id: z.string(), title: z.string() })).meta({ description: 'The ancestors, root first' }),
    dependants: z.array(z.object({ id: z.string(), title: z.string() })),
  }),
})

const createRoute = route({
  method: 'post',
  path: '/projects/{id}/tasks',
  tag,
  summary: 'Add a task',
  params,
  body: taskBody.extend({ title: taskFields.title }).meta({ id: 'NewTask' }),
  status: 201,
  answer: changed,
})

const changeRoute = route({ method: 'patch', path: '/tasks/{id}', tag, summary: 'Change fields of a task', params, body: taskBody, answer: changed })

const deleteRoute = route({
  method: 'delete',
  path: '/tasks/{id}',
  tag,
  summary: 'Delete a task with everything below it',
  description: 'With children=promote its children take its place instead.',
  params,
  query: z.strictObject({ children: z.literal('promote').optional() }),
  answer: changed,
})

const moveRoute = route({
  method: 'post',
  path: '/tasks/{id}/move',
  tag,
  summary: 'Move a task in the tree, on the board, or both',
  params,
  body: z
    .strictObject({
      parentTaskId: id.nullable().optional(),
      afterTaskId: id.nullable().optional(),
      status: z.enum(taskStatuses).optional(),
      priority: z.enum(priorities).optional(),
      assignee: taskFields.assignee.optional(),
      boardAfterTaskId: id.nullable().optional(),
    })
    .meta({ id: 'MoveTask' }),
  answer: changed,
})

function changedToWire({ stored, logged, taskId }: ChangedTask) {
  const task = taskId !== null && stored.plan.tasks.has(taskId) ? taskRenderer(stored)(taskId) : null
  return { version: stored.plan.version, commit: logged && commitToWire(logged.commit), task }
}

export function taskRoutes(deps: Deps): OpenAPIHono<AppEnv> {
  const router = newRouter()

  router.openapi(listRoute, async (c) => {
    const { q, status, priority, tag: named, assignee, parentId, ...page } = c.req.valid('query')
    const stored = orThrow(await readProject(deps)(c.req.valid('param').id))
    const { limit, cursor } = pageOf(page)
    const filter = {
      q: q ?? null,
      status: status ?? null,
      priority: priority ?? null,
      tag: named ?? null,
      assignee: assignee ?? null,
      parentId: parentId ?? null,
    }
    const found = inOrder(stored.plan).flatMap(({ task }) => (matches(stored, task.id, filter) ? [task.id] : []))
    const start = startOf(cursor, found)
    const render = taskRenderer(stored)
    const items = found.slice(start, start + limit)
    const last = items.at(-1)
    c.header('etag', etagOf(stored.plan.version))
    return c.json({ items: items.map(render), nextCursor: last !== undefined && start + limit < found.length ? last : null }, 200)
  })

  router.openapi(readRoute, async (c) => {
    const { stored, taskId } = orThrow(await readTask(deps)(c.req.valid('param').id))
    const render = taskRenderer(stored)
    const named = (task: typeof taskId) => ({ id: task, title: stored.plan.tasks.get(task)?.title ?? '' })
    const children = childrenOf(stored.plan, taskId).map((child) =>
      c.req.valid('query').subtree === 'true' ? treeToWire(stored, child, render) : render(child),
    )
    c.header('etag', etagOf(stored.plan.version))
    return c.json(
      {
        task: render(taskId),
        children,
        path: ancestorsOf(stored.plan, taskId).toReversed().map(named),
        dependants: [...(stored.plan.dependants.get(taskId) ?? [])].map(named),
      },
      200,
    )
  })

  router.openapi(createRoute, async (c) => {
    const body = c.req.valid('json') as TaskDraftBody
    const done = orThrow(await createTask(deps)({ projectId: c.req.valid('param').id, body, actor: c.get('actor'), ...expectedVersion(c) }))
    return c.json(changedToWire(done), 201, { location: `/api/tasks/${done.taskId ?? ''}`, etag: etagOf(done.stored.plan.version) })
  })

  router.openapi(changeRoute, async (c) => {
    const body = c.req.valid('json') as TaskDraftBody
    const done = orThrow(await updateTask(deps)({ id: c.req.valid('param').id, body, actor: c.get('actor'), ...expectedVersion(c) }))
    return c.json(changedToWire(done), 200, { etag: etagOf(done.stored.plan.version) })
  })

  router.openapi(deleteRoute, async (c) => {
    const promote = c.req.valid('query').children === 'promote'
    const done = orThrow(await deleteTask(deps)({ id: c.req.valid('param').id, promote, actor: c.get('actor'), ...expectedVersion(c) }))
    return c.json(changedToWire(done), 200, { etag: etagOf(done.stored.plan.version) })
  })

  router.openapi(moveRoute, async (c) => {
    const done = orThrow(
      await moveTask(deps)({ id: c.req.valid('param').id, ...defined(c.req.valid('json')), actor: c.get('actor'), ...expectedVersion(c) }),
    )
    return c.json(changedToWire(done), 200, { etag: etagOf(done.stored.plan.version) })
  })

  return router
}

/** The position after the task that the cursor names. */
function startOf(cursor: string | null, found: readonly string[]): number {
  if (cursor === null) return 0
  const index = found.indexOf(cursor)
  if (index < 0) throw new ProblemError(invalid('/query/cursor', 'The list has changed. Start again without a cursor.'))
  return index + 1
}
