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

const providersRoute = route({
  method: 'get',
  path: '/providers',
  tag,
  summary: 'Which agents and models are configured, and what is used for what; never a key',
  answer: z.object({
    providers: z.array(z.object({ name: z.string(), models: z.array(z.string()), configured: z.boolean() })),
    uses: z.record(z.string(), z.array(z.string())).meta({ description: 'For each kind of turn, what answers it, in order' }),
  }),
})

const turnKinds = ['plan', 'edit', 'decompose', 'route', 'ask'] as const

export function healthRoutes(deps: Deps, version: string): OpenAPIHono<AppEnv> {
  const router = newRouter()
  router.openapi(healthRoute, async (c) => {
    await deps.storage.read((session) => session.lastPosition())
    return c.json({ status: 'ok' as const, version, storage: deps.storage.kind, agent: deps.agent.name }, 200)
  })
  router.openapi(providersRoute, (c) =>
    c.json(
      {
        providers: [{ name: deps.agent.name, models: [], configured: true }],
        uses: Object.fromEntries(turnKinds.map((kind) => [kind, [deps.agent.name]])),
      },
      200,
    ),
  )
  return router
}
