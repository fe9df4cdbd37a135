import type { AgentAnswer, AgentRequest, Modelling } from '../agents/agent.ts'
import { problem, problemKinds, type Problem } from '../contract/problem.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { Turn } from '../core/review/turn.ts'
import { viewOf } from '../core/review/view.ts'
import { askAgent } from './ask-agent.ts'
import type { Deps } from './deps.ts'
import { modellingOf } from './modelling.ts'
import type { RunningTurn, StopReason } from './running-turns.ts'
import type { ShownOperations } from './shown-operations.ts'
import type { TurnAccount } from './spending.ts'
import { TurnListener } from './turn-listener.ts'
import type { Heard, StartedTurn, TakenTurn, Watch } from './turn-parts.ts'
import { tryTold, usageOf } from './turn-usage.ts'
import { unrequestedBy } from './unrequested.ts'

export interface RunTurn<Taken extends TakenTurn> {
  readonly started: StartedTurn
  readonly running: RunningTurn
  readonly watch: Watch
  /** What the agent is asked, with what it needs to ask a model. */
  readonly request: (modelling: Modelling | null) => AgentRequest
  readonly conclude: (answer: AgentAnswer, heard: Heard) => Promise<Result<Taken, Problem>>
}

/** Runs a started turn to its end. Whatever the agent does, the turn ends in a status and is told. */
export async function runTurn<Taken extends TakenTurn>(deps: Deps, given: RunTurn<Taken>): Promise<Result<Taken | TakenTurn, Problem>> {
  const { started, running } = given
  const watch: Watch = (part) => {
    running.tell(part)
    given.watch(part)
  }
  const run: RunTurn<Taken> = { ...given, watch }
  const { turn } = started
  const account = deps.spending.open(turn.id, turn.projectId)
  const listener = listenerOf(deps, run, account)
  watch({ kind: 'turn', turn })
  tellTurn(deps, turn)
  const outcome = await answerAndConclude(deps, run, account, listener)
  listener.close()
  if (running.signal.aborted) listener.giveUp(started.isNew ? 'plan' : turn.mode === 'task' ? 'decompose' : 'edit')
  await account.close()
  if (outcome.ok) {
    tellOutcome(deps, outcome.value, listener.shown, run)
    return outcome
  }
  const failure = withTries(deps, outcome.error, account)
  const ended = await endTurn(deps, { ...turn, usage: usageOf(account.records) }, running.signal, failure)
  if (ended.status === 'failed') watch({ kind: 'problem', problem: failure })
  tellTurn(deps, ended)
  watch({ kind: 'done', turn: ended })
  return ended.status === 'failed' ? fail(failure) : ok({ turn: ended, seen: null })
}

function listenerOf<Taken extends TakenTurn>(deps: Deps, { started, watch, request }: RunTurn<Taken>, account: TurnAccount): TurnListener {
  const { mode, taskId: focus, head } = request(null)
  return new TurnListener(deps, { started, account, watch, unrequested: unrequestedBy({ agent: null, mode, focus, head }) })
}

async function answerAndConclude<Taken extends TakenTurn>(
  deps: Deps,
  { started, running: { signal }, request, conclude }: RunTurn<Taken>,
  account: TurnAccount,
  listener: TurnListener,
): Promise<Result<Taken, Problem>> {
  const { turn, head } = started
  try {
    const provider = turn.asked.provider ?? null
    const modelling = await modellingOf(deps, { projectId: head.plan.project.id, taskId: turn.taskId, provider, account })
    const answer = await askAgent(deps.agent, request(modelling), signal, (part) => listener.hear(part))
    listener.close()
    await account.stored()
    return signal.aborted ? fail(stopped) : await conclude(answer, { ids: listener.shown.ids, usage: usageOf(account.records) })
  } catch (error) {
    if (signal.aborted) return fail(stopped)
    deps.log.error('a turn failed', { turnId: turn.id, error })
    return fail(
      problem('internal', 'The answer could not be worked out. Your message is kept and the plan is as it was; try again or say it another way.'),
    )
  }
}

/** What became of a turn that was stopped; never told as a failure. */
const stopped: Problem = problem('model-failed', 'The turn was stopped before it had an answer. The message is kept; send it again when you like.')

/** Tells how a turn ended: each operation that was not shown yet as it is now, the whole proposal, and that it is done. */
function tellOutcome(
  deps: Deps,
  { turn, seen }: TakenTurn,
  shown: ShownOperations,
  { watch, started }: Pick<RunTurn<TakenTurn>, 'watch' | 'started'>,
): void {
  const { projectId } = started.turn
  if (seen) {
    const own = new Set(turn.operationIds)
    for (const operation of viewOf(seen.proposal, seen.head.plan).operations) {
      const { requires: _, ...item } = operation
      if (!own.has(operation.id) || !shown.isNews(item)) continue
      watch({ kind: 'operation', operation })
      if (projectId !== null) deps.feed.publish({ kind: 'operation', projectId, turnId: turn.id, operation })
    }
    watch({ kind: 'proposal', seen })
  }
  tellTurn(deps, turn)
  watch({ kind: 'done', turn })
}

function tellTurn(deps: Deps, turn: Turn): void {
  if (turn.projectId !== null) deps.feed.publish({ kind: 'turn', projectId: turn.projectId, turn })
}

/** A failure of models tells which were called and how each went; one of a budget, how much of it is used. */
function withTries(deps: Deps, failure: Problem, { records, over }: TurnAccount): Problem {
  if (failure.kind !== 'model-failed' && failure.kind !== 'model-timeout' && failure.kind !== 'budget-exhausted') return failure
  const now = Date.parse(deps.clock.now())
  const tomorrow = { retryAfterSeconds: Math.ceil((86_400_000 - (now % 86_400_000)) / 1000) }
  const budget = failure.kind === 'budget-exhausted' && over ? { ...over, ...(over.budget === 'day' ? tomorrow : {}) } : {}
  return { ...failure, extensions: { ...failure.extensions, ...budget, tries: records.map(tryTold) } }
}

/** Records how a turn that has no answer ended: it failed, or was stopped. */
async function endTurn(deps: Deps, turn: Turn, signal: AbortSignal, failure: Problem): Promise<Turn> {
  const status = signal.aborted ? (signal.reason as StopReason) : 'failed'
  const { status: code, title } = problemKinds[failure.kind]
  const ended: Turn = { ...turn, status, problem: status === 'failed' ? { kind: failure.kind, title, status: code, detail: failure.detail } : null }
  return deps.storage.write(async (session) => {
    const stored = await session.findTurn(turn.id)
    // Another server has ended it: so it stays, with what it has used.
    const told: Turn = stored && stored.status !== 'running' ? { ...stored, usage: ended.usage } : ended
    // A project that was deleted for good meanwhile took its turns with it.
    const isGone = turn.projectId !== null && (await session.findVersion(turn.projectId)) === undefined
    if (!isGone) await session.saveTurn(told)
    return told
  })
}
