import { z } from '@hono/zod-openapi'
import type { OpenAPIHono } from '@hono/zod-openapi'
import { taskRenderer } from '../contract/render.ts'
import { taskWire } from '../contract/task.ts'
import { nextTasks, reasonInWords } from '../core/plan/next-tasks.ts'
import type { Deps } from '../orchestration/deps.ts'
import { readProject } from '../orchestration/projects.ts'
import type { AppEnv } from './env.ts'
import { etagOf } from './preconditions.ts'
import { orThrow } from './problem.ts'
import { idParam, newRouter, route } from './router.ts'

const nextRoute = route({
  method: 'get',
  path: '/projects/{id}/next',
  tag: 'Tasks',
  summary: 'What to work on next, the best first, with the reasons',
  description:
    'Open leaves that wait for nothing and are neither blocked nor under review: begun, overdue, by priority, on the critical path, by due date, by what waits for them.',
  params: z.object({ id: idParam('id') }),
  query: z.strictObject({
    limit: z
      .string()
      .regex(/^(?:[1-9]|[1-9]\d|1\d\d|200)$/, 'must be a whole number from 1 to 200')
      .optional()
      .meta({ description: '1 to 200; 10 where it is left out' }),
    assignee: z.string().max(200).optional().meta({ description: 'Only what is assigned to this name, or to nobody' }),
  }),
  answer: z.object({
    items: z.array(
      z
        .object({ task: taskWire, slackMinutes: z.number(), reasons: z.array(z.object({ kind: z.string(), detail: z.string() })) })
        .meta({ id: 'NextTask' }),
    ),
    ready: z.int().meta({ description: 'How many there are in all' }),
  }),
})

export function nextRoutes(deps: Deps): OpenAPIHono<AppEnv> {
  const router = newRouter()

  router.openapi(nextRoute, async (c) => {
    const { limit, assignee } = c.req.valid('query')
    const stored = orThrow(await readProject(deps)(c.req.valid('param').id))
    const found = nextTasks(stored.plan, deps.clock.today()).filter(({ id }) => {
      const name = stored.plan.tasks.get(id)?.assignee?.name
      return assignee === undefined || name === undefined || name.toLowerCase() === assignee.toLowerCase()
    })
    const render = taskRenderer(stored)
    const items = found.slice(0, Number(limit ?? 10)).map(({ id, slackMinutes, reasons }) => ({
      task: render(id),
      slackMinutes,
      reasons: reasons.map((reason) => ({ kind: reason.kind, detail: reasonInWords(reason) })),
    }))
    c.header('etag', etagOf(stored.plan.version))
    return c.json({ items, ready: found.length }, 200)
  })

  return router
}
