import type { OpenAPIHono } from '@hono/zod-openapi'
import { secureHeaders } from 'hono/secure-headers'
import { jsonBody } from './api/body.ts'
import { chatRoutes } from './api/chat.ts'
import { mountDocs } from './api/docs.ts'
import type { AppEnv } from './api/env.ts'
import { eventRoutes } from './api/events.ts'
import { exchangeRoutes } from './api/exchange.ts'
import { ownOrigin, whoActs, type Access } from './api/guards.ts'
import { healthRoutes } from './api/health.ts'
import { meRoutes } from './api/me.ts'
import { historyRoutes } from './api/history.ts'
import { idempotency } from './api/idempotency.ts'
import { missingRoute } from './api/missing-route.ts'
import { errorHandler } from './api/problem.ts'
import { projectRoutes } from './api/projects.ts'
import { proposalRoutes } from './api/proposals.ts'
import { providerRoutes } from './api/providers.ts'
import { nextRoutes } from './api/next.ts'
import { newRouter } from './api/router.ts'
import { mountPage } from './api/static.ts'
import { workRoutes } from './api/work.ts'
import { taskRoutes } from './api/tasks.ts'
import { usageRoutes } from './api/usage.ts'
import type { Deps } from './orchestration/deps.ts'

export interface AppOptions {
  readonly deps: Deps
  readonly access: Access
  readonly version: string
  /** Where the built page lies; null serves the API alone. */
  readonly page: string | null
  /** Aborted when the server ends: open streams close. */
  readonly closing: AbortSignal
}

/** The whole API, and the page beside it, as a function of what it depends on. */
export function createApp({ deps, access, version, page, closing }: AppOptions): OpenAPIHono<AppEnv> {
  const app = newRouter()
  app.use(secureHeaders({ contentSecurityPolicy, crossOriginResourcePolicy: 'same-origin', referrerPolicy: 'no-referrer', xFrameOptions: 'DENY' }))
  app.use(async (c, next) => {
    c.set('requestId', deps.ids.next())
    await next()
    c.header('x-request-id', c.get('requestId'))
  })
  app.use(ownOrigin(access))
  app.use('/api/*', whoActs(access), jsonBody, idempotency(deps))
  for (const routes of [
    healthRoutes(deps, version),
    meRoutes(access.user),
    providerRoutes(deps),
    projectRoutes(deps),
    taskRoutes(deps),
    nextRoutes(deps),
    chatRoutes(deps),
    proposalRoutes(deps),
    historyRoutes(deps),
    exchangeRoutes(deps),
    usageRoutes(deps),
    workRoutes(deps),
    eventRoutes(deps, closing),
  ]) {
    app.route('/api', routes)
  }
  mountDocs(app, version)
  if (page !== null) mountPage(app, page)
  app.notFound(missingRoute(app))
  app.onError(errorHandler(deps.log))
  return app
}

/** The page loads everything from its own address. Style attributes are set by the views, so inline styles stay allowed. */
const contentSecurityPolicy = {
  defaultSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  styleSrc: ["'self'", "'unsafe-inline'"],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
}
