import type { MiddlewareHandler } from 'hono'
import { problem } from '../contract/problem.ts'
import type { AppEnv } from './env.ts'
import { invalid, ProblemError } from './problem.ts'

/** Whom the server answers. */
export interface Access {
  /** Host names under which it may be called, besides those of the loopback. */
  readonly hosts: readonly string[]
  /** Origins of pages that may call it, besides its own. */
  readonly origins: readonly string[]
  /** The name on what is done, where the request gives none. */
  readonly user: string | null
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Refuses requests that a web page from elsewhere makes a browser send: a name that is not ours (DNS rebinding) or an
 * origin that is not ours. A local server must not be driven by whatever page is open.
 */
export const ownOrigin = (access: Access): MiddlewareHandler<AppEnv> => {
  const hosts = new Set([...loopback, ...access.hosts.map((host) => host.toLowerCase())])
  const origins = new Set(access.origins)
  return async (c, next) => {
    const host = (c.req.header('host') ?? new URL(c.req.url).host).toLowerCase()
    const name = host.replace(/:\d+$/, '')
    if (!hosts.has(name) && !hosts.has(host)) {
      throw new ProblemError(
        problem('foreign-origin', `This server does not answer to the name ${name.slice(0, 100)}. Add it to PLANWRIGHT_ORIGINS if it should.`),
      )
    }
    const origin = c.req.header('origin')
    const isOwn = origin === undefined || origins.has(origin) || origin === `http://${host}` || origin === `https://${host}`
    const isCross = c.req.header('sec-fetch-site') === 'cross-site' && c.req.header('sec-fetch-mode') !== 'navigate' && origin === undefined
    if (!isOwn || isCross) {
      throw new ProblemError(
        problem(
          'foreign-origin',
          `Pages from ${(origin ?? 'elsewhere').slice(0, 100)} may not call this server. Add that origin to PLANWRIGHT_ORIGINS if it should.`,
        ),
      )
    }
    await next()
  }
}

/** Says who acts: the name that the page sends along, a person without one, or a script under the server's user. */
export const whoActs =
  (access: Access): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const header = c.req.header('x-planwright-user')
    const name = header === undefined ? '' : decodeName(header)
    // Browsers say that a request comes from our own page; scripts do not.
    const isPage = c.req.header('sec-fetch-site') === 'same-origin'
    if (name !== '') c.set('actor', { kind: 'person', id: name.toLowerCase(), name })
    else if (isPage) c.set('actor', { kind: 'person', id: 'local', name: access.user ?? 'Someone' })
    else c.set('actor', { kind: 'script', id: 'local', name: access.user ?? 'script' })
    await next()
  }

/** Header values carry Latin letters only, so the page sends names percent-encoded. */
function decodeName(header: string): string {
  try {
    const name = decodeURIComponent(header).trim()
    if (name.length <= 200 && name.isWellFormed() && !/\p{Cc}/u.test(name)) return name
  } catch {
    // Told below, like any other name that cannot be one.
  }
  throw new ProblemError(invalid('/header/x-planwright-user', 'must be a name of at most 200 characters, percent-encoded'))
}
