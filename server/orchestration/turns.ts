import { problem, type Problem } from '../contract/problem.ts'
import type { TaskId } from '../core/plan/task.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { Turn } from '../core/review/turn.ts'
import type { Page, PageRequest } from '../ports/storage.ts'
import type { Actor } from './actor.ts'
import type { Deps } from './deps.ts'
import { findProject, notFound } from './find-project.ts'
import { endTurnOfOther } from './left-turns.ts'
import { startProject } from './start-project.ts'
import { takeTurn } from './take-turn.ts'
import type { TakenTurn, Watch } from './turn-parts.ts'

export const readTurn =
  (deps: Deps) =>
  (id: string): Promise<Result<Turn, Problem>> =>
    deps.storage.read(async (session) => {
      const turn = await session.findTurn(id)
      return turn ? ok(turn) : fail(notFound('turn', id))
    })

/** One conversation, oldest first. */
export const readConversation =
  (deps: Deps) =>
  (input: PageRequest & { readonly projectId: string; readonly taskId: string | null }): Promise<Result<Page<Turn>, Problem>> =>
    deps.storage.read(async (session) => {
      const found = await findProject(deps, session, input.projectId)
      if (!found.ok) return found
      return ok(await session.listTurns(found.value.plan.project.id, input.taskId as TaskId | null, input))
    })

/** Stops a running turn. Its message stays, ready to be sent again. A turn that is over is left as it is. */
export const cancelTurn =
  (deps: Deps) =>
  async (id: string): Promise<Result<Turn, Problem>> => {
    const found = await readTurn(deps)(id)
    if (!found.ok || found.value.status !== 'running') return found
    if (!(await deps.turns.cancel(id))) await endTurnOfOther(deps, id, 'cancelled')
    return readTurn(deps)(id)
  }

/** Tells what a turn has told so far and then what it tells, until it has ended; of one that is over, how it ended. */
export const followTurn =
  (deps: Deps) =>
  async (id: string, watch: Watch): Promise<Result<Turn, Problem>> => {
    const found = await readTurn(deps)(id)
    if (!found.ok) return found
    const ended = deps.turns.join(id, watch)
    if (ended) {
      await ended
      return found
    }
    // It may have ended between the two.
    const now = await readTurn(deps)(id)
    if (!now.ok) return now
    watch({ kind: 'turn', turn: now.value })
    watch({ kind: 'done', turn: now.value })
    return now
  }

/** Sends the message of an earlier turn again, as a new turn, with all that was asked beside it. */
export const retryTurn =
  (deps: Deps) =>
  async (input: { readonly id: string; readonly actor: Actor }, watch?: Watch): Promise<Result<TakenTurn, Problem>> => {
    const found = await readTurn(deps)(input.id)
    if (!found.ok) return found
    const { projectId, taskId, mode, message, asked, status } = found.value
    if (status === 'running') return fail(problem('turn-running', 'This turn is still running. Wait for it, or cancel it first.'))
    const { provider, maxMilestones, ...place } = asked
    const options = { ...(provider === undefined ? {} : { provider }), ...(maxMilestones === undefined ? {} : { maxMilestones }) }
    if (projectId === null) return startProject(deps)({ message, actor: input.actor, ...options }, watch)
    const conversation = { ...(mode === null ? {} : { mode }), ...(taskId === null ? {} : { taskId }) }
    return takeTurn(deps)({ projectId, message, actor: input.actor, ...conversation, ...place, ...options }, watch)
  }
