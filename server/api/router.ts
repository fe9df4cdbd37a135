import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { problemWire } from '../contract/turn.ts'
import type { AppEnv } from './env.ts'
import { invalidFields, sendProblem } from './problem.ts'

/** Where in a request a value stands, as the first step of a pointer. The body needs none. */
const roots = { json: '', query: '/query', param: '/path', header: '/header', cookie: '/cookie', form: '/form' } as const

/** A router whose validation failures are problems that name every field. */
export const newRouter = (): OpenAPIHono<AppEnv> =>
  new OpenAPIHono<AppEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined
      const root = roots[result.target]
      const errors = flattenIssues(result.error.issues).map(({ path, message }) => ({ pointer: root + pointerOf(path), detail: message }))
      return sendProblem(c, invalidFields(errors))
    },
  })

interface FlatIssue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** Unknown keys each get a pointer of their own, and of a union the variant that came closest is told. */
function flattenIssues(issues: readonly z.core.$ZodIssue[], above: readonly PropertyKey[] = []): readonly FlatIssue[] {
  return issues.slice(0, 100).flatMap((issue): readonly FlatIssue[] => {
    const path = [...above, ...issue.path]
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: [...path, key], message: 'is not a known field; remove it' }))
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const closest = issue.errors.reduce((best, variant) =>
        depth(variant) > depth(best) || (depth(variant) === depth(best) && variant.length < best.length) ? variant : best,
      )
      return flattenIssues(closest, path)
    }
    return [{ path, message: issue.code === 'invalid_type' && issue.message.endsWith('received undefined') ? 'is required' : issue.message }]
  })
}

const depth = (issues: readonly z.core.$ZodIssue[]): number => Math.max(0, ...issues.map((issue) => issue.path.length))

/** A JSON pointer (RFC 6901). */
const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

type Method = 'get' | 'post' | 'patch' | 'delete'

interface RouteInput<Path extends string, Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType, Answer extends z.ZodType> {
  readonly method: Method
  readonly path: Path
  readonly tag: string
  readonly summary: string
  readonly description?: string
  readonly params?: Params
  /** Without it the route takes no query parameters, and refuses any. */
  readonly query?: Query
  readonly body?: Body
  /** Whether the body may be left out. */
  readonly bodyOptional?: boolean
  readonly status?: 200 | 201 | 204
  /** The shape of the answer; without it there is none (204). */
  readonly answer?: Answer
  /** The same answer in other media types. */
  readonly alsoAs?: Readonly<Record<string, z.ZodType>>
  /** Further answers, by status. */
  readonly also?: Readonly<Record<number, { readonly description: string; readonly schema?: z.ZodType; readonly type?: string }>>
}

const problemContent = { 'application/problem+json': { schema: problemWire } }

/** Statuses that any route may answer with, as the document tells them. */
const problems = {
  400: { description: 'The body is not JSON', content: problemContent },
  403: { description: 'Not allowed, or the request comes from elsewhere', content: problemContent },
  404: { description: 'Not found', content: problemContent },
  422: { description: 'Something in the request is not right; `errors` or `issues` name the fields', content: problemContent },
  default: { description: 'A problem (RFC 9457)', content: problemContent },
}

const conflictProblems = {
  409: { description: 'The plan has changed since, or something is under way', content: problemContent },
  412: { description: 'The plan has another version', content: problemContent },
  413: { description: 'Too large', content: problemContent },
  415: { description: 'The body must be JSON', content: problemContent },
}

const noQuery = z.strictObject({})

/** Describes a route, in one form for all of them: what it takes, what it answers, and the problems it may tell. */
export function route<
  const Path extends string,
  Params extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Query extends z.ZodObject = typeof noQuery,
  Body extends z.ZodType = z.ZodUndefined,
  Answer extends z.ZodType = z.ZodUndefined,
>(input: RouteInput<Path, Params, Query, Body, Answer>) {
  const { method, path, tag, summary, description, params, query, body, status = 200, answer, alsoAs = {}, also = {} } = input
  const media = Object.entries(alsoAs).map(([type, schema]) => [type, { schema }] as const)
  const content = { ...(answer ? { 'application/json': { schema: answer } } : {}), ...Object.fromEntries(media) }
  const answers = Object.fromEntries(
    Object.entries(also).map(([code, { description: words, schema, type = 'application/json' }]) => [
      code,
      { description: words, ...(schema ? { content: { [type]: { schema } } } : {}) },
    ]),
  )
  return createRoute({
    method,
    path,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    request: {
      ...(params ? { params: params as Params } : ({} as { params: Params })),
      query: (query ?? noQuery) as Query,
      ...(body
        ? { body: { content: { 'application/json': { schema: body as Body } }, required: input.bodyOptional !== true } }
        : ({} as { body: { content: { 'application/json': { schema: Body } }; required: true } })),
    },
    responses: {
      [status]: Object.keys(content).length > 0 ? { description: summary, content } : { description: summary },
      ...answers,
      ...problems,
      ...(method === 'get' ? {} : conflictProblems),
      // Told to the document in full, but not to the compiler: the HTTP tests hold every answer against its schema.
    } as unknown as { 200: { description: string } },
  })
}

/** `true` or `false` in a query. */
export const flag = z.enum(['true', 'false']).optional().meta({ description: 'true or false' })

/** A whole number in a query or a path: digits only. */
const digits = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number')
  .transform(Number)
export const wholeNumber = digits.openapi({ type: 'integer', minimum: 0 })

/** `limit` and `cursor` of every list. */
export const paging = {
  limit: digits
    .refine((limit) => limit >= 1 && limit <= 200, 'must be from 1 to 200')
    .optional()
    .openapi({ type: 'integer', minimum: 1, maximum: 200, default: 50, description: 'At most so many items' }),
  cursor: z.string().max(1000).optional().meta({ description: 'nextCursor of the page before' }),
}

export const pageOf = ({ limit, cursor }: { limit?: number | undefined; cursor?: string | undefined }): { limit: number; cursor: string | null } => ({
  limit: limit ?? 50,
  cursor: cursor ?? null,
})

/** An id in a path. Any text is looked for; what does not exist is 404. */
export const idParam = (name: string): z.ZodString => z.string().meta({ param: { name, in: 'path' } })
