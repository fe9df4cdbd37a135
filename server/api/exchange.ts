import { z } from '@hono/zod-openapi'
import type { OpenAPIHono } from '@hono/zod-openapi'
import { exchangeFormats, importBody } from '../contract/exchange.ts'
import { projectWire } from '../contract/project.ts'
import { proposalWire } from '../contract/proposal.ts'
import type { Deps } from '../orchestration/deps.ts'
import { exportPlan, importPlan } from '../orchestration/exchange.ts'
import type { AppEnv } from './env.ts'
import { defined } from './preconditions.ts'
import { orThrow } from './problem.ts'
import { projectOf } from './projects.ts'
import { seenToWire } from './proposals.ts'
import { idParam, newRouter, route } from './router.ts'

const tag = 'Import and export'

const importRoute = route({
  method: 'post',
  path: '/import',
  tag,
  summary: 'Read a file into a proposal; nothing is applied',
  body: importBody,
  status: 201,
  answer: z.object({
    project: projectWire,
    proposal: proposalWire,
    notes: z.array(z.string()).meta({ description: 'What was read in another way than it was written' }),
  }),
})

const exportRoute = route({
  method: 'get',
  path: '/projects/{id}/export',
  tag,
  summary: 'The plan as a file',
  params: z.object({ id: idParam('id') }),
  query: z.strictObject({ format: z.enum(exchangeFormats) }),
  alsoAs: { 'text/markdown': z.string(), 'application/json': z.record(z.string(), z.unknown()), 'text/csv': z.string() },
})

export function exchangeRoutes(deps: Deps): OpenAPIHono<AppEnv> {
  const router = newRouter()

  router.openapi(importRoute, async (c) => {
    const imported = orThrow(await importPlan(deps)({ ...defined(c.req.valid('json')), actor: c.get('actor') }))
    return c.json({ project: projectOf(imported.head), ...seenToWire(imported), notes: [...imported.notes] }, 201, {
      location: `/api/proposals/${imported.proposal.id}`,
    })
  })

  router.openapi(exportRoute, async (c) => {
    const { body, mediaType, fileName } = orThrow(await exportPlan(deps)({ projectId: c.req.valid('param').id, format: c.req.valid('query').format }))
    const plain = fileName.replaceAll(/[^\w.-]/g, '_')
    return c.body(body, 200, {
      'content-type': mediaType,
      'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    })
  })

  return router
}
