import { z } from '@hono/zod-openapi'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Deps } from '../orchestration/deps.ts'
import type { AppEnv } from './env.ts'
import { newRouter, route } from './router.ts'

const tag = 'Server'

const healthRoute = route({
  method: 'get',
  path: '/health',
  tag,
  summary: 'Whether the server is up',
  answer: z.object({ status: z.literal('ok'), version: z.string(), storage: z.string(), agent: z.string() }),
})

export function healthRoutes(deps: Deps, version: string): OpenAPIHono<AppEnv> {
  const router = newRouter()
  router.openapi(healthRoute, async (c) => {
    await deps.storage.read((session) => session.lastPosition())
    return c.json({ status: 'ok' as const, version, storage: deps.storage.kind, agent: deps.agent.name }, 200)
  })
  return router
}
