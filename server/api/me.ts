import { z } from '@hono/zod-openapi'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { AppEnv } from './env.ts'
import { newRouter, route } from './router.ts'

const meRoute = route({
  method: 'get',
  path: '/me',
  tag: 'Server',
  summary: 'Under which name your changes are recorded',
  description: 'As the request itself says, or PLANWRIGHT_USER of the server where it says nothing.',
  answer: z
    .object({
      kind: z.enum(['person', 'script']),
      id: z.string(),
      name: z.string(),
      serverUser: z.string().nullable().meta({ description: 'PLANWRIGHT_USER of the server' }),
    })
    .meta({ id: 'Me' }),
})

/** Who somebody is here. `serverUser`: the name that the server gives to those who tell none. */
export function meRoutes(serverUser: string | null): OpenAPIHono<AppEnv> {
  const router = newRouter()
  router.openapi(meRoute, (c) => c.json({ ...c.get('actor'), serverUser }, 200))
  return router
}
