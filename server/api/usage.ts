import { z } from '@hono/zod-openapi'
import type { OpenAPIHono } from '@hono/zod-openapi'
import { tryWire, usageGroups, usageWire, type TryWire } from '../contract/usage.ts'
import type { Deps } from '../orchestration/deps.ts'
import { readTries, readUsage } from '../orchestration/usage.ts'
import type { StoredTry, UsageSum } from '../ports/storage.ts'
import type { AppEnv } from './env.ts'
import { invalid, orThrow, ProblemError } from './problem.ts'
import { idParam, newRouter, route } from './router.ts'

const tag = 'Models'

const usageRoute = route({
  method: 'get',
  path: '/usage',
  tag,
  summary: 'What models have used and cost',
  description: 'Tokens and micro-dollars over all calls of models, failed ones included. What is not known is counted, and not added as 0.',
  query: z.strictObject({
    projectId: z.string().max(100).optional().meta({ description: 'Of this project alone' }),
    from: z.iso.date().optional().meta({ description: 'From this day on (UTC)' }),
    to: z.iso.date().optional().meta({ description: 'Up to and with this day (UTC)' }),
    by: z.enum(usageGroups).optional().meta({ description: 'One item for each of these' }),
  }),
  answer: usageWire,
})

const triesRoute = route({
  method: 'get',
  path: '/turns/{id}/tries',
  tag,
  summary: 'Every call of a model that a turn made',
  params: z.object({ id: idParam('id') }),
  answer: z.object({ items: z.array(tryWire) }),
})

const sumToWire = ({ key: _, ...sums }: UsageSum) => sums

function tryToWire({ costMicros, record }: StoredTry): TryWire {
  const { n, kind, provider, model, answeredBy, startedAt, firstTokenMs, totalMs, finish, error, requestId, usage, price } = record
  return {
    n,
    kind,
    provider,
    model,
    answeredBy,
    startedAt,
    firstTokenMs,
    totalMs,
    finish,
    error,
    requestId,
    inputTokens: usage?.inputTokens ?? null,
    cachedTokens: usage?.cachedTokens ?? null,
    outputTokens: usage?.outputTokens ?? null,
    reasoningTokens: usage?.reasoningTokens ?? null,
    costMicros,
    price,
  }
}

export function usageRoutes(deps: Deps): OpenAPIHono<AppEnv> {
  const router = newRouter()

  router.openapi(usageRoute, async (c) => {
    const { projectId = null, from = null, to = null, by = null } = c.req.valid('query')
    if (from !== null && to !== null && to < from) throw new ProblemError(invalid('/query/to', `must not lie before from (${from})`))
    const { total, items, budgets, todayMicros } = orThrow(await readUsage(deps)({ projectId, from, to, by }))
    const { turnMicros, projectMicros, dayMicros } = budgets
    return c.json(
      {
        projectId,
        from,
        to,
        by,
        total: sumToWire(total),
        items: items.map((sum) => ({ ...sum })),
        budgets: { turnMicros, projectMicros, dayMicros },
        todayMicros,
      },
      200,
    )
  })

  router.openapi(triesRoute, async (c) => {
    const tries = orThrow(await readTries(deps)(c.req.valid('param').id))
    return c.json({ items: tries.map(tryToWire) }, 200)
  })

  return router
}
