import type { AgentAnswer, AgentRequest, TurnMode } from '../agents/agent.ts'
import { problem, problemKinds, type Problem } from '../contract/problem.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { TaskId } from '../core/plan/task.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { Proposal } from '../core/review/proposal.ts'
import type { Turn } from '../core/review/turn.ts'
import { draftState, viewOf, type ViewedOperation } from '../core/review/view.ts'
import type { StorageSession, StoredPlan } from '../ports/storage.ts'
import type { Actor } from './actor.ts'
import { concludeTurn } from './conclude-turn.ts'
import type { Deps } from './deps.ts'
import { findProject, notFound } from './find-project.ts'
import { findOpenProposal, type SeenProposal } from './proposals.ts'
import { newTurn } from './new-turn.ts'
import { conversationKey, type RunningTurn, type StopReason } from './running-turns.ts'
import { proposalView, readPast, type TurnPast } from './turn-context.ts'

export interface TakeTurn {
  readonly projectId: string
  readonly message: string
  readonly actor: Actor
  readonly mode?: TurnMode
  readonly taskId?: string
  /** Absent: refines the open proposal of the conversation. Null: parks that one and starts another. */
  readonly proposalId?: string | null
  readonly maxMilestones?: number
}

/** A turn as it goes, for those who watch. `done` is last, always. */
export type TurnPart =
  | { readonly kind: 'turn'; readonly turn: Turn }
  | { readonly kind: 'message-delta'; readonly text: string }
  | { readonly kind: 'operation'; readonly operation: ViewedOperation }
  | { readonly kind: 'proposal'; readonly seen: SeenProposal }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'done'; readonly turn: Turn }

export type Watch = (part: TurnPart) => void

export interface TakenTurn {
  readonly turn: Turn
  /** The proposal that the turn made, refined or took back. */
  readonly seen: SeenProposal | null
}

/** What a turn was started on. */
export interface StartedTurn {
  readonly turn: Turn
  readonly head: StoredPlan
  /** The proposal being refined. */
  readonly proposal: Proposal | null
  /** The proposal that the message sets aside, once it is answered. */
  readonly parks: Proposal | null
  /** The project is stored with the answer: a goal whose answer cannot be used leaves nothing behind. */
  readonly isNew: boolean
  /** The draft state: what the agent sees. */
  readonly plan: Plan
  readonly past: TurnPast
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
    if (!running) return fail(problem('turn-running', 'A turn is running in this conversation. Wait for it, or cancel it first.'))
    try {
      const started = await startTurn(deps, turnId, input)
      return started.ok ? await runTurn(deps, input, started.value, running, watch) : started
    } finally {
      running.end()
    }
  }

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
    const refining = await findRefined(deps, session, head, taskId, input.proposalId)
    if (!refining.ok) return refining
    const { proposal, parks } = refining.value
    const plan = proposal ? draftState(proposal.operations, head.plan).plan : head.plan
    const named = input.taskId as TaskId | undefined
    if (named !== undefined && !plan.tasks.has(named)) return fail(notFound('task', named))
    const mode = input.mode ?? null
    const turn = newTurn(deps, { id: turnId, projectId: head.plan.project.id, taskId, mode, message: input.message, asked: {}, actor: input.actor })
    const past = await readPast(deps, session, head, taskId)
    await session.saveTurn(turn)
    return ok({ turn, head, proposal, parks, isNew: false, plan, past })
  })
  return outcome
}

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

/** Runs a started turn to its end. Whatever the agent does, the turn ends in a status and is told. */
export async function runTurn(
  deps: Deps,
  input: TakeTurn,
  started: StartedTurn,
  running: RunningTurn,
  watch: Watch,
): Promise<Result<TakenTurn, Problem>> {
  const projectId = started.head.plan.project.id
  const tellTurn = (turn: Turn): void => deps.feed.publish({ kind: 'turn', projectId, turn })
  watch({ kind: 'turn', turn: started.turn })
  tellTurn(started.turn)
  const heard = (text: string): void => {
    watch({ kind: 'message-delta', text })
    deps.feed.publish({ kind: 'message-delta', projectId, turnId: started.turn.id, text })
  }
  const outcome = await answerAndConclude(deps, input, started, running.signal, heard)
  if (!outcome.ok) {
    const ended = await endTurn(deps, started.turn, running.signal, outcome.error)
    if (ended.status === 'failed') watch({ kind: 'problem', problem: outcome.error })
    tellTurn(ended)
    watch({ kind: 'done', turn: ended })
    return ended.status === 'failed' ? outcome : ok({ turn: ended, seen: null })
  }
  const { turn, seen } = outcome.value
  tellOutcome(outcome.value, (part) => {
    watch(part)
    if (part.kind === 'operation') deps.feed.publish({ kind: 'operation', projectId, turnId: turn.id, operation: part.operation })
    if (part.kind === 'done') tellTurn(turn)
  })
  return ok({ turn, seen })
}

/** Tells how a turn ended: each operation that it made or changed, the whole proposal, and that it is done. */
export function tellOutcome({ turn, seen }: TakenTurn, watch: Watch): void {
  if (seen) {
    const own = new Set(turn.operationIds)
    for (const operation of viewOf(seen.proposal, seen.head.plan).operations) if (own.has(operation.id)) watch({ kind: 'operation', operation })
    watch({ kind: 'proposal', seen })
  }
  watch({ kind: 'done', turn })
}

/** What became of a turn that was stopped; never told as a failure. */
export const stopped: Problem = problem(
  'model-failed',
  'The turn was stopped before it had an answer. The message is kept; send it again when you like.',
)

async function answerAndConclude(
  deps: Deps,
  input: TakeTurn,
  started: StartedTurn,
  signal: AbortSignal,
  heard: (text: string) => void,
): Promise<Result<TakenTurn, Problem>> {
  try {
    const answer = await askAgent(deps, requestOf(deps, input, started), signal, heard)
    return signal.aborted ? fail(stopped) : await concludeTurn(deps, input, started, answer)
  } catch (error) {
    if (signal.aborted) return fail(stopped)
    deps.log.error('a turn failed', { turnId: started.turn.id, error })
    return fail(
      problem('internal', 'The answer could not be worked out. Your message is kept and the plan is as it was; try again or say it another way.'),
    )
  }
}

/** What an agent is asked for a turn. */
export function requestOf(deps: Deps, input: TakeTurn, { head, plan, proposal, past }: StartedTurn): AgentRequest {
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
    modelling: null,
  }
}

/**
 * Hears an agent out. Words are passed on as they come; the first answer is what counts. An agent that does not listen
 * when it is told to stop is left behind.
 */
export async function askAgent(deps: Deps, request: AgentRequest, signal: AbortSignal, heard: (text: string) => void): Promise<AgentAnswer> {
  signal.throwIfAborted()
  const parts = deps.agent.respond(request, signal)[Symbol.asyncIterator]()
  let stop = (): void => undefined
  const isStopped = new Promise<never>((_, reject) => (stop = () => reject(new Error('the turn was stopped'))))
  isStopped.catch(() => undefined)
  signal.addEventListener('abort', stop)
  try {
    for (;;) {
      const next = await Promise.race([parts.next(), isStopped])
      if (next.done) throw new Error('the agent ended without an answer')
      if (next.value.kind === 'text-delta') heard(next.value.text)
      if (next.value.kind === 'answer') return next.value.answer
    }
  } finally {
    signal.removeEventListener('abort', stop)
    void Promise.resolve(parts.return?.()).catch(() => undefined)
  }
}

/** Records how a turn that has no answer ended: it failed, or was stopped. */
export async function endTurn(deps: Deps, turn: Turn, signal: AbortSignal, failure: Problem): Promise<Turn> {
  const status = signal.aborted ? (signal.reason as StopReason) : 'failed'
  const { status: code, title } = problemKinds[failure.kind]
  const ended: Turn = { ...turn, status, problem: status === 'failed' ? { kind: failure.kind, title, status: code, detail: failure.detail } : null }
  await deps.storage.write(async (session) => {
    // A project that was deleted for good meanwhile took its turns with it.
    const isGone = turn.projectId !== null && (await session.findVersion(turn.projectId)) === undefined
    if (!isGone) await session.saveTurn(ended)
  })
  return ended
}
