import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { problem } from '../contract/problem.ts'
import type { AppEnv } from './env.ts'
import { sendProblem } from './problem.ts'

/** What no route answers: 405 where the address is known under another method, else 404. */
export function missingRoute(app: OpenAPIHono<AppEnv>): (c: Context<AppEnv>) => Response {
  const known = app.routes
    .filter((route) => route.method !== 'ALL' && !route.path.includes('*'))
    .map((route) => ({ method: route.method, pattern: new RegExp(`^${route.path.replaceAll(/:[^/]+/g, '[^/]+')}$`) }))
  return (c) => {
    const methods = [...new Set(known.filter(({ pattern }) => pattern.test(c.req.path)).map(({ method }) => method))]
    if (methods.length > 0 && !methods.includes(c.req.method)) {
      c.header('allow', methods.join(', '))
      return sendProblem(c, problem('method-not-allowed', `${c.req.method} is not possible at this address; it takes ${methods.join(', ')}.`))
    }
    return sendProblem(
      c,
      problem('not-found', `There is nothing at ${c.req.path.slice(0, 200)}. The routes are listed at /api/docs.`, { resource: 'route' }),
    )
  }
}
