import type { Context, MiddlewareHandler, Next } from 'hono'
import { problem } from '../contract/problem.ts'
import type { AppEnv } from './env.ts'
import { invalid, ProblemError } from './problem.ts'

/** Bodies are at most so large, in bytes. */
export const bodyLimits = { usual: 1_000_000, large: 16_000_000 } as const

/** The deepest that a body may nest. */
const maxDepth = 64

/** Imports and patches may be large: whole plans and journals travel in them. */
const isLarge = (path: string): boolean =>
  path === '/api/import' || path === '/api/workspaces/import' || /^\/api\/projects\/[^/]+\/(patches|proposals)$/.test(path)

/**
 * Checks a body before anything else looks at it: its type first (a JSON validator may be handed `{}` when the header
 * is missing), then its size while it arrives, then that it is JSON that nothing in here can stumble over.
 */
export const jsonBody: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
  const type = c.req.header('content-type') ?? ''
  const none = isJson(type) ? '{}' : ''
  if (c.req.raw.body === null) return withText(c, none, next)
  const limit = isLarge(c.req.path) ? bodyLimits.large : bodyLimits.usual
  const announced = Number(c.req.header('content-length') ?? 0)
  if (announced > limit) throw tooLarge(limit)
  const bytes = await readAtMost(c.req.raw.body, limit)
  if (bytes.length === 0) return withText(c, none, next)
  if (!isJson(type)) {
    throw new ProblemError(
      problem(
        'unsupported-media-type',
        `Send the body as JSON, with content-type: application/json${type === '' ? '' : ` instead of ${type.slice(0, 100)}`}.`,
      ),
    )
  }
  const text = decode(bytes)
  checkShape(parse(text))
  return withText(c, text, next)
}

const isJson = (type: string): boolean => /^application\/json\s*(;|$)/i.test(type)

/** Hono hands out bodies from this cache; the stream itself is used up. No body is an empty object: what is required is then missing. */
function withText(c: Context<AppEnv>, text: string, next: Next): Promise<void> {
  c.req.bodyCache.text = Promise.resolve(text) as unknown as string
  return next()
}

const tooLarge = (limitBytes: number): ProblemError =>
  new ProblemError(problem('too-large', `The body is larger than ${limitBytes} bytes. Send less at a time.`, { limitBytes }))

async function readAtMost(body: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > limit) throw tooLarge(limit)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new ProblemError(problem('malformed-json', 'The body is not valid UTF-8.'))
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new ProblemError(
      problem('malformed-json', `The body is not valid JSON: ${error instanceof SyntaxError ? error.message.slice(0, 200) : 'it cannot be read'}.`),
    )
  }
}

/** Refuses nesting that is too deep and keys that would reach into an object's prototype. */
function checkShape(root: unknown): void {
  const open: { readonly value: unknown; readonly pointer: string; readonly depth: number }[] = [{ value: root, pointer: '', depth: 1 }]
  for (let current = open.pop(); current; current = open.pop()) {
    const { value, pointer, depth } = current
    if (typeof value !== 'object' || value === null) continue
    if (depth > maxDepth) throw new ProblemError(invalid(pointer.slice(0, 500), `is nested deeper than ${maxDepth} levels`))
    if (Object.hasOwn(value, '__proto__')) throw new ProblemError(invalid(`${pointer}/__proto__`, 'is not a known field; remove it'))
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === 'object' && inner !== null)
        open.push({ value: inner, pointer: `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth: depth + 1 })
    }
  }
}
