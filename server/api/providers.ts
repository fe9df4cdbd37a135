import type { OpenAPIHono } from '@hono/zod-openapi'
import { providersWire, testBody, testResultWire } from '../contract/providers.ts'
import type { Deps } from '../orchestration/deps.ts'
import { showProviders, testProvider } from '../orchestration/providers.ts'
import type { AppEnv } from './env.ts'
import { orThrow } from './problem.ts'
import { newRouter, route } from './router.ts'

const tag = 'Models'

const listRoute = route({
  method: 'get',
  path: '/providers',
  tag,
  summary: 'Which providers and models are configured, what is used for what, and how they fare; never a key',
  answer: providersWire,
})

const testRoute = route({
  method: 'post',
  path: '/providers/test',
  tag,
  summary: 'Ask a configured model for one word, to see whether it can be reached',
  description: 'One tiny call that costs a little and is counted in the usage; at most ten a minute. A model that fails is 200 with ok false.',
  body: testBody,
  answer: testResultWire,
})

export function providerRoutes(deps: Deps): OpenAPIHono<AppEnv> {
  const router = newRouter()
  router.openapi(listRoute, async (c) => c.json(await showProviders(deps)(), 200))
  router.openapi(testRoute, async (c) => {
    const { provider, model } = c.req.valid('json')
    return c.json(orThrow(await testProvider(deps)({ provider, model: model ?? null }, c.req.raw.signal)), 200)
  })
  return router
}
