import type { RefusedProposal } from '../agents/agent.ts'
import type { Operation } from '../core/patch/operation.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { TaskId } from '../core/plan/task.ts'
import type { Proposal } from '../core/review/proposal.ts'
import type { StorageSession } from '../ports/storage.ts'

/** So many rejected proposals an agent is told of, so far back they are looked for, and so many lines of each. */
const told = 3
const lookedAt = 20
const lines = 20

/** The last proposals of a conversation that were rejected with a reason, newest first. */
export async function readRefused(session: StorageSession, head: Plan, taskId: TaskId | null): Promise<readonly RefusedProposal[]> {
  const { items } = await session.listProposals(head.project.id, 'rejected', { limit: lookedAt, cursor: null })
  return items.flatMap((proposal) => refused(proposal, head, taskId)).slice(0, told)
}

function refused({ taskId, reason, message, operations }: Proposal, head: Plan, conversation: TaskId | null): readonly RefusedProposal[] {
  if (taskId !== conversation || reason === null || reason.trim() === '') return []
  const more = operations.length - lines
  const words = operations.slice(0, lines).map(({ operation }) => lineOf(operation, head))
  return [{ message, reason, operations: more > 0 ? [...words, `and ${more} more`] : words }]
}

function lineOf(operation: Operation, head: Plan): string {
  switch (operation.kind) {
    case 'create':
    case 'delete':
      return `${operation.kind} "${operation.task.title}"`
    case 'move':
      return `move "${titleIn(head, operation.taskId)}"`
    case 'update':
      return `update "${titleIn(head, operation.taskId)}": ${Object.keys(operation.after).join(', ')}`
    case 'project':
      return `update the project: ${Object.keys(operation.after).join(', ')}`
  }
}

const titleIn = (plan: Plan, id: TaskId): string => plan.tasks.get(id)?.title ?? id
