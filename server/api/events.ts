import { z } from '@hono/zod-openapi'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { streamSSE, type SSEStreamingApi } from 'hono/streaming'
import type { ChangeEvent } from '../contract/events.ts'
import { commitToWire, operationToWire, proposalToWire, turnToWire } from '../contract/render.ts'
import type { ProjectId } from '../core/plan/task.ts'
import type { Deps } from '../orchestration/deps.ts'
import { readProject } from '../orchestration/projects.ts'
import type { FeedEvent } from '../ports/feed.ts'
import type { LoggedCommit } from '../ports/storage.ts'
import type { AppEnv } from './env.ts'
import { invalid, orThrow, ProblemError } from './problem.ts'
import { idParam, newRouter, route, wholeNumber } from './router.ts'

const tag = 'Events'

/** More commits than this are not replayed: the client is told to read anew. */
const replayLimit = 1000
/** A client that lets more than this wait is cut off; it comes back with its last id. */
const waitingLimit = 20_000
const keepAliveMs = 20_000

const query = z.strictObject({ after: wholeNumber.optional().meta({ description: 'Replay what came after; as Last-Event-ID does' }) })
const sse = { 'text/event-stream': z.string() }

const projectRoute = route({
  method: 'get',
  path: '/projects/{id}/events',
  tag,
  summary: 'What happens in one project, as server-sent events',
  description: 'Begins with hello; commits carry their version as id.',
  params: z.object({ id: idParam('id') }),
  query,
  alsoAs: sse,
})

const allRoute = route({
  method: 'get',
  path: '/events',
  tag,
  summary: 'What happens in all projects, as server-sent events',
  description: 'Begins with hello; commits carry their position over all projects as id.',
  query,
  alsoAs: sse,
})

/** What one stream is about: all projects, or one. */
interface Scope {
  readonly projectId: ProjectId | null
  /** The newest id, to begin with. */
  readonly newest: number
  readonly idOf: (logged: LoggedCommit) => number
  readonly replay: (after: number) => Promise<readonly LoggedCommit[]>
}

export function eventRoutes(deps: Deps, closing: AbortSignal): OpenAPIHono<AppEnv> {
  const router = newRouter()

  router.openapi(projectRoute, async (c) => {
    const stored = orThrow(await readProject(deps)(c.req.valid('param').id))
    const projectId = stored.plan.project.id
    return follow(deps, c, closing, afterOf(c, c.req.valid('query').after), {
      projectId,
      newest: stored.plan.version,
      idOf: ({ commit }) => commit.version,
      replay: (after) => deps.storage.read((session) => session.readCommits(projectId, after, Number.MAX_SAFE_INTEGER, replayLimit + 1)),
    })
  })

  router.openapi(allRoute, async (c) => {
    const newest = await deps.storage.read((session) => session.lastPosition())
    return follow(deps, c, closing, afterOf(c, c.req.valid('query').after), {
      projectId: null,
      newest,
      idOf: ({ position }) => position,
      replay: (after) => deps.storage.read((session) => session.readLog(after, replayLimit + 1)),
    })
  })

  return router
}

/** Where to go on from. The header wins: a browser that comes back keeps the address with its old `after`. */
function afterOf(c: Context<AppEnv>, query: number | undefined): number | undefined {
  const header = c.req.header('last-event-id')
  if (header === undefined || header === '') return query
  if (!/^\d{1,15}$/.test(header)) throw new ProblemError(invalid('/header/last-event-id', 'must be the id of an event'))
  return Number(header)
}

/** Listens first, then replays the log, then goes on: so nothing is missed and nothing comes twice. */
function follow(deps: Deps, c: Context<AppEnv>, closing: AbortSignal, after: number | undefined, scope: Scope): Response {
  c.header('x-accel-buffering', 'no')
  // Nobody would read it, so nobody may listen for it.
  if (c.req.method === 'HEAD') return c.body(null, 200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  return streamSSE(c, async (stream) => {
    const waiting: FeedEvent[] = []
    let wake = (): void => undefined
    let isOver = false
    const end = (): void => {
      isOver = true
      waiting.length = 0
      unsubscribe()
      clearInterval(keepAlive)
      wake()
    }
    const unsubscribe = deps.feed.subscribe((event) => {
      if (scope.projectId !== null && event.projectId !== scope.projectId) return
      waiting.push(event)
      if (waiting.length > waitingLimit) end()
      wake()
    })
    const keepAlive = setInterval(() => void stream.write(': still here\n\n').catch(end), keepAliveMs)
    stream.onAbort(end)
    closing.addEventListener('abort', end)
    try {
      await tell(deps, stream, after, scope, async () => {
        while (!isOver && waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve))
        return waiting.shift()
      })
    } catch (error) {
      // The client comes back with its last id; what went wrong is not for it to read.
      deps.log.warn('a stream of events broke off', { requestId: c.get('requestId'), error })
    } finally {
      closing.removeEventListener('abort', end)
      end()
    }
  })
}

/** Tells what was missed, then what happens, until there is no `next`. */
async function tell(
  deps: Deps,
  stream: SSEStreamingApi,
  after: number | undefined,
  scope: Scope,
  next: () => Promise<FeedEvent | undefined>,
): Promise<void> {
  const send = async (event: ChangeEvent): Promise<void> => {
    await stream.writeSSE({ event: event.event, data: JSON.stringify(event.data), ...('id' in event ? { id: String(event.id) } : {}) })
  }
  const position = (id: number) => (scope.projectId === null ? { position: id } : { version: id })
  let last = after ?? scope.newest
  const sendAll = async (commits: readonly LoggedCommit[]): Promise<void> => {
    for (const logged of commits) {
      if (scope.idOf(logged) <= last) continue
      last = scope.idOf(logged)
      await send(commitEvent(logged, scope))
    }
  }
  await send({ event: 'hello', data: position(scope.newest) })
  const missed = await scope.replay(last)
  if (missed.length > replayLimit || last > scope.newest) {
    await send({ event: 'reset', data: position(scope.newest) })
    last = scope.newest
  } else await sendAll(missed)
  for (let event = await next(); event !== undefined && !stream.aborted; event = await next()) {
    if (event.kind === 'commit') {
      const id = scope.idOf(event.logged)
      // What another process wrote, or what was told out of turn, is in the log.
      await sendAll(id > last + 1 ? [...(await scope.replay(last)), event.logged] : [event.logged])
      continue
    }
    const told = await changeEvent(deps, event)
    if (told) await send(told)
  }
}

const commitEvent = (logged: LoggedCommit, scope: Scope): ChangeEvent => ({
  event: 'commit',
  id: scope.idOf(logged),
  data: commitToWire(logged.commit, { operations: true }),
})

async function changeEvent(deps: Deps, event: Exclude<FeedEvent, { kind: 'commit' }>): Promise<ChangeEvent | undefined> {
  const { projectId } = event
  switch (event.kind) {
    case 'project':
      return { event: 'project', data: { projectId, change: event.change } }
    case 'turn':
      return { event: 'turn', data: { projectId, turn: turnToWire(event.turn) } }
    case 'message-delta':
      return { event: 'message-delta', data: { projectId, turnId: event.turnId, text: event.text } }
    case 'operation':
      return { event: 'operation', data: { projectId, turnId: event.turnId, operation: operationToWire({ requires: [], ...event.operation }) } }
    case 'try':
      return { event: 'try', data: { projectId, turnId: event.turnId, n: event.n, provider: event.provider, model: event.model } }
    case 'usage':
      return { event: 'usage', data: { projectId, turnId: event.turnId, usage: event.usage } }
    case 'proposal': {
      const head = await deps.storage.read((session) => deps.plans.find(session, projectId))
      return head && { event: 'proposal', data: { projectId, proposal: proposalToWire(event.proposal, head.plan) } }
    }
  }
}
