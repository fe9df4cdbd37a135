import type { EarlierTurn, OpenProposalView, PastCommit, RefusedProposal } from '../agents/agent.ts'
import { flatten } from '../core/patch/flat.ts'
import type { Commit } from '../core/patch/operation.ts'
import type { ProjectId, TaskId } from '../core/plan/task.ts'
import type { Proposal, ReviewedOperation } from '../core/review/proposal.ts'
import type { Turn } from '../core/review/turn.ts'
import type { StorageSession, StoredPlan } from '../ports/storage.ts'
import type { Deps } from './deps.ts'
import { readRefused } from './refused.ts'

/** How far back a turn looks. */
const earlierTurns = 20
const pastCommits = 50

/** What a turn needs to know of the past of its conversation and its plan. */
export interface TurnPast {
  readonly earlier: readonly EarlierTurn[]
  readonly commits: readonly PastCommit[]
  readonly refused: readonly RefusedProposal[]
}

export async function readPast(deps: Deps, session: StorageSession, head: StoredPlan, taskId: TaskId | null): Promise<TurnPast> {
  const id: ProjectId = head.plan.project.id
  const turns = await session.lastTurns(id, taskId, earlierTurns)
  const commits = await deps.plans.recentCommits(session, head.plan, pastCommits)
  return { earlier: turns.filter(isOver).map(earlierTurn), commits: commits.map(pastCommit), refused: await readRefused(session, head.plan, taskId) }
}

const isOver = (turn: Turn): boolean => turn.status === 'done' || turn.status === 'question'

const earlierTurn = ({ message, reply, touched, created, question }: Turn): EarlierTurn => ({ message, reply, touched, created, question })

const pastCommit = (commit: Commit): PastCommit => ({
  version: commit.version,
  message: commit.message,
  at: commit.at,
  author: commit.author.name,
  operations: commit.operations,
})

/** The open proposal as an agent sees it: decisions and comments by operation. */
export const proposalView = (proposal: Proposal): OpenProposalView => ({
  operations: proposal.operations.map(({ id, operation, decision, comment }: ReviewedOperation) => {
    const { taskId, kind } = flatten(operation)
    return { id, taskId, title: 'task' in operation ? operation.task.title : null, kind, decision, comment }
  }),
})
