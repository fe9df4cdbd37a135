import { countsOf } from '../core/patch/counts.ts'
import type { ChangesSince } from '../core/review/changes-since.ts'
import type { Proposal } from '../core/review/proposal.ts'
import type { ChangesSinceWire, ProposalSummaryWire } from './proposal.ts'
import { operationsToWire } from './render.ts'

interface ProposalInProject {
  readonly proposal: Proposal
  readonly projectTitle: string
  readonly headVersion: number
}

/** The line of a proposal in the list over all projects. */
export function proposalToSummary({ proposal, projectTitle, headVersion }: ProposalInProject): ProposalSummaryWire {
  const { id, projectId, status, parked, revision, mode, taskId, agent, model, baseVersion, message, rationale, reason } = proposal
  const items = itemsOf(proposal)
  const decided = { pending: 0, accepted: 0, rejected: 0 }
  for (const { decision } of items) decided[decision] += 1
  return {
    id,
    projectId,
    projectTitle,
    status,
    parked,
    revision,
    mode,
    taskId,
    agent,
    model,
    baseVersion,
    headVersion,
    message,
    rationale,
    reason,
    counts: countsOf(items.map(({ operation }) => operation)),
    decided,
    createdAt: proposal.createdAt,
    updatedAt: proposal.updatedAt,
  }
}

/** What an open proposal still holds; of a closed one, all that it came to. */
function itemsOf({ status, applied, operations }: Proposal): Proposal['operations'] {
  if (status === 'open') return operations
  const taken = applied.flatMap((part) => (part.undoneBy === null ? part.operations : []))
  return [...taken.map((item) => ({ ...item, decision: 'accepted' as const })), ...operations]
}

export const changesSinceToWire = ({ from, to, message, added, changed, gone }: ChangesSince): ChangesSinceWire => ({
  from,
  to,
  message,
  added: [...added],
  changed: changed.flatMap(({ id, was }) => operationsToWire([was]).map((side) => ({ operationId: id, was: side }))),
  gone: operationsToWire(gone.map(({ operation }) => operation)),
})
