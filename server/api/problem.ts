import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { problem, problemKinds, type Problem } from '../contract/problem.ts'
import { conflictToWire, problemType } from '../contract/render.ts'
import type { Conflict } from '../core/patch/conflict.ts'
import type { Result } from '../core/result.ts'
import type { Logger } from '../ports/log.ts'
import { InvalidCursor, StorageUnavailable } from '../ports/storage.ts'
import type { AppEnv } from './env.ts'

/** A problem on its way from a handler to the one place that renders it. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

/** The value of a use case; what it refused goes to the error handler. */
export function orThrow<Value>(result: Result<Value, Problem>): Value {
  if (result.ok) return result.value
  throw new ProblemError(result.error)
}

/** A problem as RFC 9457 says it. */
export function problemToWire(
  { kind, detail, extensions = {} }: Problem,
  instance?: string,
): Record<string, unknown> & { type: string; title: string; status: number; detail: string } {
  const { status, title } = problemKinds[kind]
  const conflicts = 'conflicts' in extensions ? { conflicts: (extensions['conflicts'] as readonly Conflict[]).map(conflictToWire) } : {}
  return { type: problemType(kind), title, status, detail, ...(instance === undefined ? {} : { instance }), ...extensions, ...conflicts }
}

export function sendProblem(c: Context<AppEnv>, told: Problem): Response {
  const { status } = problemKinds[told.kind]
  const after = told.extensions?.['retryAfterSeconds']
  const headers = { 'content-type': 'application/problem+json', ...(typeof after === 'number' ? { 'retry-after': String(after) } : {}) }
  return c.json(problemToWire(told, c.get('requestId')), status, headers)
}

/** The one error handler: everything that is thrown ends here and becomes a problem. Nothing from inside gets out. */
export const errorHandler =
  (log: Logger) =>
  (error: Error, c: Context<AppEnv>): Response => {
    const told = asProblem(error)
    if (told.kind === 'internal') log.error('a request failed', { requestId: c.get('requestId'), method: c.req.method, path: c.req.path, error })
    else if (told.kind === 'storage-unavailable') log.warn('the store cannot be used', { requestId: c.get('requestId'), error })
    return sendProblem(c, told)
  }

/** What a client is told of anything that was thrown. */
export function asProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  if (error instanceof InvalidCursor) return invalid('/query/cursor', 'The cursor is none of ours. Take it from nextCursor, unchanged.')
  if (error instanceof StorageUnavailable) {
    return problem(
      'storage-unavailable',
      'The data cannot be read or written just now (locked, full, read-only or gone). Nothing was changed; try again when the cause is gone.',
    )
  }
  if (error instanceof HTTPException) return fromFramework(error)
  return problem('internal', 'Something went wrong on our side and was logged under this request id. Nothing half done was kept; try again.')
}

/** One field that is not right. */
export const invalid = (pointer: string, detail: string): Problem => invalidFields([{ pointer, detail }])

/** Fields that are not right: the first one in a sentence, all of them as members. */
export function invalidFields(errors: readonly { readonly pointer: string; readonly detail: string }[]): Problem {
  const [first] = errors
  const where = first?.pointer ? first.pointer : 'The body'
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  return problem('validation', `${where}: ${(first?.detail ?? 'is not right').replace(/\.$/, '')}${more}.`, { errors })
}

function fromFramework(error: HTTPException): Problem {
  switch (error.status) {
    case 400:
      return problem('malformed-json', 'The body is not valid JSON.')
    case 413:
      return problem('too-large', 'The body is too large.')
    case 415:
      return problem('unsupported-media-type', 'Send the body as JSON, with content-type: application/json.')
    default:
      return problem('internal', 'Something went wrong on our side.')
  }
}
