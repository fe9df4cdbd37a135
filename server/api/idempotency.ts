import { createHash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { problem } from '../contract/problem.ts'
import type { Clock } from '../ports/clock.ts'
import type { RememberedAnswer, Storage } from '../ports/storage.ts'
import type { AppEnv } from './env.ts'
import { invalid, ProblemError } from './problem.ts'

/** Keys are kept so long. */
const keptFor = 24 * 60 * 60_000

/** A request that began so long ago and never ended was cut off with its process; the key may be used anew. */
const abandonedAfter = 10 * 60_000

/**
 * `Idempotency-Key` on a POST: the same key and request give the same answer, once it is there. Answers of 5xx and
 * streams are not kept, so that trying again does try again.
 */
export const idempotency =
  ({ storage, clock }: { readonly storage: Storage; readonly clock: Clock }): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const key = c.req.header('idempotency-key')
    if (key === undefined || c.req.method !== 'POST') return next()
    if (key.length < 1 || key.length > 255) throw new ProblemError(invalid('/header/idempotency-key', 'must have 1 to 255 characters'))
    const url = new URL(c.req.url)
    const fingerprint = createHash('sha256')
      .update(`${url.pathname}${url.search}\n${await c.req.text()}`)
      .digest('hex')
    const known = await storage.write(async (session) => {
      const now = clock.now()
      await session.forgetRequestsBefore(new Date(Date.parse(now) - keptFor).toISOString())
      const there = await session.beginRequest(key, fingerprint, now)
      if (!there || there.answer !== null || Date.parse(now) - Date.parse(there.createdAt) <= abandonedAfter) return there
      await session.forgetRequest(key)
      return session.beginRequest(key, fingerprint, now)
    })
    if (known) return replay(known, fingerprint)

    let kept = false
    try {
      await next()
      const isStream = c.res.headers.get('content-type')?.startsWith('text/event-stream') ?? false
      if (!isStream && c.res.status < 500) {
        await storage.write(async (session) => session.finishRequest(key, await answerOf(c.res)))
        kept = true
      }
    } finally {
      if (!kept) await storage.write((session) => session.forgetRequest(key))
    }
    return undefined
  }

async function answerOf(response: Response): Promise<NonNullable<RememberedAnswer['answer']>> {
  const names = ['content-type', 'etag', 'location']
  const headers = Object.fromEntries(names.flatMap((name) => (response.headers.has(name) ? [[name, response.headers.get(name) ?? '']] : [])))
  return { status: response.status, headers, body: await response.clone().text() }
}

function replay(known: RememberedAnswer, fingerprint: string): Response {
  if (known.fingerprint !== fingerprint) {
    throw new ProblemError(problem('key-reused', 'This Idempotency-Key was used for another request. Use a new key for a new request.'))
  }
  if (known.answer === null)
    throw new ProblemError(problem('key-in-progress', 'The first request with this Idempotency-Key is still running. Ask again in a moment.'))
  const { status, headers, body } = known.answer
  return new Response(body === '' ? null : body, { status, headers: { ...headers, 'idempotent-replayed': 'true' } })
}
