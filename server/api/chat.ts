import { z } from '@hono/zod-openapi'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { TurnEvent } from '../contract/events.ts'
import type { Problem } from '../contract/problem.ts'
import { projectListItemWire, projectWire } from '../contract/project.ts'
import { proposalWire } from '../contract/proposal.ts'
import { operationToWire, progressToWire, projectToWire, proposalToWire, turnToWire } from '../contract/render.ts'
import { chatBody, goalBody, turnWire } from '../contract/turn.ts'
import type { Result } from '../core/result.ts'
import type { Deps } from '../orchestration/deps.ts'
import { startProject, type StartedProject } from '../orchestration/start-project.ts'
import { checkProvider } from '../orchestration/modelling.ts'
import { takeTurn } from '../orchestration/take-turn.ts'
import type { TakenTurn, TurnPart, Watch } from '../orchestration/turn-parts.ts'
import { cancelTurn, followTurn, readConversation, readTurn, retryTurn } from '../orchestration/turns.ts'
import type { AppEnv } from './env.ts'
import { defined } from './preconditions.ts'
import { asProblem, orThrow, problemToWire, ProblemError } from './problem.ts'
import { projectOf } from './projects.ts'
import { seenToWire } from './proposals.ts'
import { idParam, newRouter, pageOf, paging, route } from './router.ts'

const tag = 'Conversation'
const params = z.object({ id: idParam('id') })
const turnAnswer = z.object({ turn: turnWire })

const goalRoute = route({
  method: 'post',
  path: '/chat',
  tag,
  summary: 'Say what you want: a goal makes a project with its first proposal waiting',
  body: goalBody,
  alsoAs: { 'text/event-stream': z.string() },
  answer: z.object({
    turn: turnWire,
    message: z.string(),
    project: projectWire.optional(),
    proposal: proposalWire.optional(),
    projects: z.array(projectListItemWire).optional(),
  }),
})
const chatRoute = route({
  method: 'post',
  path: '/projects/{id}/chat',
  tag,
  summary: 'Talk to the plan: the answer is a proposal, a question, or words',
  description:
    'With Accept: text/event-stream the events of the turn are streamed. The turn runs on the server: closing the connection does not stop it.',
  params,
  body: chatBody,
  alsoAs: { 'text/event-stream': z.string() },
  answer: z.object({ turn: turnWire, message: z.string(), proposal: proposalWire.optional() }),
})
const conversationRoute = route({
  method: 'get',
  path: '/projects/{id}/conversation',
  tag,
  summary: 'Read a conversation, oldest first',
  params,
  query: z.strictObject({
    ...paging,
    taskId: z.string().max(100).optional().meta({ description: 'The conversation of this task; without it, that of the project' }),
  }),
  answer: z.object({ items: z.array(turnWire), nextCursor: z.string().nullable() }),
})
const readRoute = route({
  method: 'get',
  path: '/turns/{id}',
  tag,
  summary: 'Read a turn',
  description: 'With Accept: text/event-stream what it has told so far, and then what it tells until it has ended.',
  params,
  alsoAs: { 'text/event-stream': z.string() },
  answer: turnAnswer,
})
const cancelRoute = route({
  method: 'post',
  path: '/turns/{id}/cancel',
  tag,
  summary: 'Stop a running turn',
  params,
  body: z.strictObject({}),
  bodyOptional: true,
  answer: turnAnswer,
})
const retryRoute = route({
  method: 'post',
  path: '/turns/{id}/retry',
  tag,
  summary: 'Send the message of a turn again, with all that was asked beside it',
  params,
  body: z.strictObject({}),
  bodyOptional: true,
  alsoAs: { 'text/event-stream': z.string() },
  answer: turnAnswer,
})

/** The events that a part of a turn is told as. */
function eventOf(part: TurnPart, instance: string): TurnEvent {
  switch (part.kind) {
    case 'turn':
      return { event: 'turn', data: { turn: turnToWire(part.turn) } }
    case 'message-delta':
      return { event: 'message-delta', data: { text: part.text } }
    case 'operation':
      return { event: 'operation', data: operationToWire(part.operation) }
    case 'try':
      return { event: 'try', data: { n: part.n, provider: part.provider, model: part.model } }
    case 'usage':
      return { event: 'usage', data: { ...part.usage } }
    case 'proposal':
      return { event: 'proposal', data: seenToWire(part.seen) }
    case 'problem':
      return { event: 'problem', data: problemToWire(part.problem, instance) }
    case 'done':
      return { event: 'done', data: { turnId: part.turn.id, status: part.turn.status } }
  }
}

const wantsStream = (c: Context<AppEnv>): boolean => /\btext\/event-stream\b/.test(c.req.header('accept') ?? '')

/** Streams a turn's events. What is refused before the turn begins is an ordinary problem, not a stream. */
async function streamTurn(deps: Deps, c: Context<AppEnv>, run: (watch: Watch) => Promise<Result<unknown, Problem>>): Promise<Response> {
  const waiting: TurnPart[] = []
  let wake = (): void => undefined
  let ended = false
  const watch: Watch = (part) => {
    waiting.push(part)
    wake()
  }
  const outcome = run(watch).finally(() => {
    ended = true
    wake()
  })
  // Heard below, where nobody may be listening any more by then.
  outcome.catch(() => undefined)
  const next = async (): Promise<TurnPart | undefined> => {
    while (waiting.length === 0 && !ended) await new Promise<void>((resolve) => (wake = resolve))
    return waiting.shift()
  }
  const first = await next()
  if (first === undefined) {
    orThrow(await outcome)
    throw new Error('a turn that began tells so')
  }
  c.header('x-accel-buffering', 'no')
  return streamSSE(c, async (sse) => {
    const send = ({ event, data }: TurnEvent): Promise<void> => sse.writeSSE({ event, data: JSON.stringify(data) })
    let last = first
    for (let part: TurnPart | undefined = first; part !== undefined && !sse.aborted; part = await next()) {
      last = part
      await send(eventOf(part, c.get('requestId')))
    }
    const broken = await outcome.then(
      () => undefined,
      (error: unknown) => error,
    )
    if (broken === undefined) return
    deps.log.error('a turn broke off', { requestId: c.get('requestId'), error: broken })
    if (last.kind === 'done') return
    await send({ event: 'problem', data: problemToWire(asProblem(broken), c.get('requestId')) })
    await send({ event: 'done', data: { turnId: first.kind === 'turn' ? first.turn.id : '', status: 'failed' } })
  })
}

const takenToWire = ({ turn, seen }: TakenTurn) => ({
  turn: turnToWire(turn),
  message: turn.reply,
  ...(seen ? { proposal: proposalToWire(seen.proposal, seen.head.plan) } : {}),
})

function startedToWire({ project, projects, ...taken }: StartedProject) {
  return {
    ...takenToWire(taken),
    ...(project ? { project: projectOf(taken.seen?.head ?? project) } : {}),
    ...(projects
      ? {
          projects: projects.map((summary) => ({
            ...projectToWire(summary.project, summary.version, {
              createdAt: summary.createdAt,
              updatedAt: summary.updatedAt,
              deletedAt: summary.deletedAt,
            }),
            progress: progressToWire(summary),
          })),
        }
      : {}),
  }
}

async function mustKnow(deps: Deps, provider: string | undefined): Promise<void> {
  const unknown = await checkProvider(deps, provider)
  if (unknown) throw new ProblemError(unknown)
}

export function chatRoutes(deps: Deps): OpenAPIHono<AppEnv> {
  const router = newRouter()

  router.openapi(goalRoute, async (c) => {
    const { message, provider, options } = c.req.valid('json')
    await mustKnow(deps, provider)
    const input = { message, actor: c.get('actor'), ...defined({ provider, maxMilestones: options?.maxMilestones }) }
    if (wantsStream(c)) return streamTurn(deps, c, (watch) => startProject(deps)(input, watch))
    return c.json(startedToWire(orThrow(await startProject(deps)(input))), 200)
  })

  router.openapi(chatRoute, async (c) => {
    const { message, mode, taskId, proposalId, provider, options } = c.req.valid('json')
    await mustKnow(deps, provider)
    const input = {
      projectId: c.req.valid('param').id,
      message,
      actor: c.get('actor'),
      ...defined({ mode, taskId, proposalId, provider, maxMilestones: options?.maxMilestones }),
    }
    if (wantsStream(c)) return streamTurn(deps, c, (watch) => takeTurn(deps)(input, watch))
    return c.json(takenToWire(orThrow(await takeTurn(deps)(input))), 200)
  })

  router.openapi(conversationRoute, async (c) => {
    const { taskId, ...page } = c.req.valid('query')
    const { items, nextCursor } = orThrow(
      await readConversation(deps)({ projectId: c.req.valid('param').id, taskId: taskId ?? null, ...pageOf(page) }),
    )
    return c.json({ items: items.map(turnToWire), nextCursor }, 200)
  })

  router.openapi(readRoute, async (c) => {
    const { id } = c.req.valid('param')
    if (wantsStream(c) && c.req.method !== 'HEAD') return streamTurn(deps, c, (watch) => followTurn(deps)(id, watch))
    return c.json({ turn: turnToWire(orThrow(await readTurn(deps)(id))) }, 200)
  })

  router.openapi(cancelRoute, async (c) => c.json({ turn: turnToWire(orThrow(await cancelTurn(deps)(c.req.valid('param').id))) }, 200))

  router.openapi(retryRoute, async (c) => {
    const input = { id: c.req.valid('param').id, actor: c.get('actor') }
    if (wantsStream(c)) return streamTurn(deps, c, (watch) => retryTurn(deps)(input, watch))
    const { turn } = orThrow(await retryTurn(deps)(input))
    return c.json({ turn: turnToWire(turn) }, 200)
  })

  return router
}
