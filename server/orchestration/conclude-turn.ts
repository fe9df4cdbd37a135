import type { AgentAnswer } from '../agents/agent.ts'
import type { Problem } from '../contract/problem.ts'
import { sameJson } from '../core/json.ts'
import { apply } from '../core/patch/apply.ts'
import type { DraftIssue } from '../core/patch/conflict.ts'
import { taskIdOf, type Operation, type OperationId } from '../core/patch/operation.ts'
import { resolve } from '../core/patch/resolve.ts'
import type { Plan } from '../core/plan/plan.ts'
import { isBelow } from '../core/plan/tree.ts'
import type { TaskId } from '../core/plan/task.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { onto } from '../core/review/accept.ts'
import type { LeftOut, Proposal, ReviewedOperation } from '../core/review/proposal.ts'
import { refine } from '../core/review/refine.ts'
import type { Turn } from '../core/review/turn.ts'
import { standingOn } from '../core/review/view.ts'
import type { StorageSession } from '../ports/storage.ts'
import { draftInvalid, newTaskIds } from './apply-draft.ts'
import type { Deps } from './deps.ts'
import { findProject } from './find-project.ts'
import { newProposal, rationalesOf, storeProposal, tellProposals, type SeenProposal } from './proposals.ts'
import { startOver, undoLast } from './turn-commands.ts'
import type { StartedTurn, TakenTurn, TakeTurn } from './take-turn.ts'

/** So many refinements of a proposal can be taken back. */
const revisionsKept = 20

type DraftAnswer = Extract<AgentAnswer, { kind: 'draft' }>

/** Turns an agent's answer into what it means: words, a question, a command carried out, or a proposal. */
export async function concludeTurn(deps: Deps, input: TakeTurn, started: StartedTurn, answer: AgentAnswer): Promise<Result<TakenTurn, Problem>> {
  const turn: Turn = { ...started.turn, agent: answer.agent }
  switch (answer.kind) {
    case 'words':
      return keepWords(deps, { ...turn, status: 'done', reply: answer.reply })
    case 'question':
      return keepWords(deps, { ...turn, status: 'question', reply: answer.reply, question: answer.question })
    case 'command':
      return answer.command === 'undo' ? undoLast(deps, input, started, turn) : startOver(deps, started, turn)
    case 'draft':
      return propose(deps, input, started, turn, answer)
  }
}

async function keepWords(deps: Deps, turn: Turn): Promise<Result<TakenTurn, Problem>> {
  await deps.storage.write((session) => session.saveTurn(turn))
  return ok({ turn, seen: null })
}

async function propose(deps: Deps, input: TakeTurn, started: StartedTurn, turn: Turn, answer: DraftAnswer): Promise<Result<TakenTurn, Problem>> {
  const { draft } = answer
  const { operations, issues, taskIds } = resolve(draft, started.plan, newTaskIds(deps))
  if (operations.length === 0 && issues.length > 0) return fail(draftInvalid(issues))
  const leftOut = leftOutOf(answer, issues)
  const done: Turn = {
    ...turn,
    status: 'done',
    reply: answer.reply,
    created: operations.flatMap((operation) => (operation.kind === 'create' ? [operation.task.id] : [])),
    touched: touchedBy(draft.taskPatches.map((entry) => entry.taskId), taskIds, operations),
  }
  if (operations.length === 0) return keepWords(deps, done)

  const applied = apply(operations, started.plan)
  if (!applied.ok) throw new Error('what resolve gives applies to its plan (law 11)')
  const items = reviewItems(deps, started, answer, applied.value, Object.fromEntries(taskIds), input.taskId as TaskId | undefined)
  const outcome = await deps.storage.write(async (session): Promise<Result<{ turn: Turn; seen: SeenProposal; saved: readonly Proposal[] }, Problem>> => {
    const found = await findProject(deps, session, started.head.plan.project.id)
    if (!found.ok) return found
    const proposal = await proposalFor(deps, session, started, done, answer, items, leftOut, found.value.plan)
    const told: Turn = { ...done, proposalId: proposal.id }
    const saved = await storeProposal(deps, session, proposal)
    await session.saveTurn(told)
    return ok({ turn: told, seen: { proposal, head: found.value }, saved })
  })
  if (!outcome.ok) return outcome
  tellProposals(deps, outcome.value.saved)
  return ok({ turn: outcome.value.turn, seen: outcome.value.seen })
}

/** The whole proposal after this answer, squashed, as operations on the head that the turn saw. */
function reviewItems(deps: Deps, started: StartedTurn, answer: DraftAnswer, after: Plan, taskIds: Readonly<Record<string, string>>, focus: TaskId | undefined): readonly ReviewedOperation[] {
  const head = started.head.plan
  const previous = onto(started.proposal?.operations ?? [], head)
  const waiting = new Set(standingOn(previous, head).conflicts.flatMap((conflict) => conflict.operationId ?? []))
  const outside = (operation: Operation): boolean => {
    if (answer.agent !== 'decomposer' || focus === undefined) return false
    const id = taskIdOf(operation)
    return id === null || (id !== focus && !isBelow(after, id, focus) && !isBelow(head, id, focus))
  }
  return refine({ previous, head, after, waiting, newId: () => deps.ids.next() as OperationId, rationaleOf: rationalesOf(answer.draft, taskIds), unrequested: outside })
}

/** The proposal that the answer refines, as it is by now; or a new one, where there was none or it was closed meanwhile. */
async function proposalFor(
  deps: Deps,
  session: StorageSession,
  started: StartedTurn,
  turn: Turn,
  answer: DraftAnswer,
  items: readonly ReviewedOperation[],
  leftOut: readonly LeftOut[],
  head: Plan,
): Promise<Proposal> {
  const seen = started.proposal
  const now = seen ? await session.findProposal(seen.id) : undefined
  if (seen && now?.status === 'open') {
    const { revision, baseVersion, operations } = now
    const before = { revision, turnId: turn.id, baseVersion, rationale: now.rationale, operations, leftOut: now.leftOut }
    return {
      ...now,
      agent: answer.agent,
      revision: revision + 1,
      revisions: [...now.revisions, before].slice(-revisionsKept),
      baseVersion: started.head.plan.version,
      operations: withDecisionsMeanwhile(items, seen.operations, operations),
      leftOut,
      updatedAt: deps.clock.now(),
    }
  }
  const stale = started.head.plan.version !== head.version
  return newProposal(deps, {
    projectId: head.project.id,
    mode: answer.agent === 'decomposer' ? 'task' : (turn.mode ?? 'project'),
    taskId: turn.taskId,
    agent: answer.agent,
    author: { kind: 'agent', id: answer.agent, name: answer.agent },
    source: 'chat',
    baseVersion: stale && seen ? head.version : started.head.plan.version,
    rationale: answer.draft.rationale ?? answer.reply,
    operations: stale && seen ? onto(items, head) : items,
    leftOut,
  })
}

/** What the reviewer decided or edited while the agent was thinking stays, where the answer did not change the same. */
function withDecisionsMeanwhile(items: readonly ReviewedOperation[], seen: readonly ReviewedOperation[], now: readonly ReviewedOperation[]): readonly ReviewedOperation[] {
  if (sameJson(seen, now)) return items
  const then = new Map(seen.map((item) => [item.id, item]))
  const current = new Map(now.map((item) => [item.id, item]))
  return items.flatMap((item) => {
    const was = then.get(item.id)
    const is = current.get(item.id)
    const kept = was !== undefined && sameJson(was.operation, item.operation)
    if (!is) return kept ? [] : [item]
    return kept ? [is] : [{ ...item, comment: is.comment }]
  })
}

const leftOutOf = (answer: DraftAnswer, issues: readonly DraftIssue[]): readonly LeftOut[] => [
  ...answer.leftOut.map(({ text, reason }) => ({ draft: null, reason: `“${text}”: ${reason}` })),
  ...issues.map((issue) => ({ draft: answer.draft.taskPatches[issue.index] ?? null, reason: issue.detail })),
]

/** The tasks of a draft in the order in which it names them. */
function touchedBy(names: readonly string[], taskIds: ReadonlyMap<string, TaskId>, operations: readonly Operation[]): readonly TaskId[] {
  const known = new Set(operations.flatMap((operation) => taskIdOf(operation) ?? []))
  const ids = names.map((name) => taskIds.get(name) ?? (name as TaskId)).filter((id) => known.has(id))
  return [...new Set(ids)]
}
