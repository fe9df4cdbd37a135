import type { AgentRequest, Modelling, TurnMode } from '../agents/agent.ts'
import { problem, type Problem } from '../contract/problem.ts'
import type { TaskId } from '../core/plan/task.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { TurnAsked } from '../core/review/turn.ts'
import { draftState } from '../core/review/view.ts'
import type { StorageSession, StoredPlan } from '../ports/storage.ts'
import type { Actor } from './actor.ts'
import { concludeTurn } from './conclude-turn.ts'
import type { Deps } from './deps.ts'
import { findProject, notFound } from './find-project.ts'
import { runningElsewhere } from './left-turns.ts'
import { newTurn } from './new-turn.ts'
import { findOpenProposal } from './proposals.ts'
import { runTurn } from './run-turn.ts'
import { conversationKey } from './running-turns.ts'
import { proposalView, readPast } from './turn-context.ts'
import type { StartedTurn, TakenTurn, Watch } from './turn-parts.ts'

export interface TakeTurn {
  readonly projectId: string
  readonly message: string
  readonly actor: Actor
  readonly mode?: TurnMode
  readonly taskId?: string
  /** Absent: refines the open proposal of the conversation. Null: parks that one and starts another. */
  readonly proposalId?: string | null
  /** Who shall answer: a provider, `provider/model`, or the rules alone. */
  readonly provider?: string
  readonly maxMilestones?: number
}

/**
 * One message: the agent answers on the draft state, the answer is validated, and only then a proposal is stored. The
 * turn goes on when nobody watches any more; a failed turn is recorded and changes nothing else.
 */
export const takeTurn =
  (deps: Deps) =>
  async (input: TakeTurn, watch: Watch = () => undefined): Promise<Result<TakenTurn, Problem>> => {
    const turnId = deps.ids.next()
    const running = deps.turns.begin(conversationKey(input.projectId, conversationOf(input)), turnId)
    if (!running) return fail(turnRunning)
    try {
      const started = await startTurn(deps, turnId, input)
      if (!started.ok) return started
      return await runTurn(deps, {
        started: started.value,
        running,
        watch,
        request: (modelling) => requestOf(deps, input, started.value, modelling),
        conclude: (answer, heard) => concludeTurn(deps, input, started.value, answer, heard),
      })
    } finally {
      running.end()
    }
  }

const turnRunning = problem('turn-running', 'A turn is running in this conversation. Wait for it, or cancel it first.')

/** The conversation of a message: that of a task where it names one, unless it asks for project mode. */
const conversationOf = (input: TakeTurn): string | null => (input.mode === 'project' ? null : (input.taskId ?? null))

async function startTurn(deps: Deps, turnId: string, input: TakeTurn): Promise<Result<StartedTurn, Problem>> {
  if (input.mode === 'task' && input.taskId === undefined) {
    const errors = [{ pointer: '/taskId', detail: 'is required in task mode: the task to break down' }]
    return fail(problem('validation', 'Task mode needs a task.', { errors }))
  }
  const taskId = conversationOf(input) as TaskId | null
  const outcome = await deps.storage.write(async (session) => {
    const found = await findProject(deps, session, input.projectId)
    if (!found.ok) return found
    const head = found.value
    if (await runningElsewhere(deps, session, { projectId: head.plan.project.id, taskId })) return fail(turnRunning)
    const refining = await findRefined(deps, session, head, taskId, input.proposalId)
    if (!refining.ok) return refining
    const { proposal, parks } = refining.value
    const plan = proposal ? draftState(proposal.operations, head.plan).plan : head.plan
    const named = input.taskId as TaskId | undefined
    if (named !== undefined && !plan.tasks.has(named)) return fail(notFound('task', named))
    const mode = input.mode ?? null
    const turn = newTurn(deps, {
      id: turnId,
      projectId: head.plan.project.id,
      taskId,
      mode,
      message: input.message,
      asked: askedIn(input),
      actor: input.actor,
    })
    const past = await readPast(deps, session, head, taskId)
    await session.saveTurn(turn)
    return ok({ turn, head, proposal, parks, isNew: false, plan, past })
  })
  return outcome
}

/** What was asked beside the message, to be kept with the turn. */
const askedIn = ({ taskId, proposalId, provider, maxMilestones }: TakeTurn): TurnAsked => ({
  ...(taskId === undefined ? {} : { taskId: taskId as TaskId }),
  ...(proposalId === undefined ? {} : { proposalId }),
  ...(provider === undefined ? {} : { provider }),
  ...(maxMilestones === undefined ? {} : { maxMilestones }),
})

/** The proposal that a message refines, if any; `null` as id sets the current one aside. */
async function findRefined(
  deps: Deps,
  session: StorageSession,
  head: StoredPlan,
  taskId: TaskId | null,
  proposalId: string | null | undefined,
): Promise<Result<Pick<StartedTurn, 'proposal' | 'parks'>, Problem>> {
  const projectId = head.plan.project.id
  if (typeof proposalId === 'string') {
    const found = await findOpenProposal(deps, session, proposalId)
    if (!found.ok) return found
    return found.value.proposal.projectId === projectId ? ok({ proposal: found.value.proposal, parks: null }) : fail(notFound('proposal', proposalId))
  }
  const current = (await session.findOpenProposal(projectId, taskId)) ?? null
  return ok(proposalId === undefined ? { proposal: current, parks: null } : { proposal: null, parks: current })
}

/** What an agent is asked for a turn. */
export function requestOf(deps: Deps, input: TakeTurn, { head, plan, proposal, past }: StartedTurn, modelling: Modelling | null): AgentRequest {
  return {
    message: input.message,
    mode: input.mode ?? null,
    taskId: (input.taskId as TaskId | undefined) ?? null,
    plan,
    head: head.plan,
    proposal: proposal ? proposalView(proposal) : null,
    earlier: past.earlier,
    commits: past.commits,
    refused: past.refused,
    today: deps.clock.today(),
    user: input.actor.name,
    options: { maxMilestones: input.maxMilestones ?? deps.settings.maxMilestones },
    modelling,
  }
}
