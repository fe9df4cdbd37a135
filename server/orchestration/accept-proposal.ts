import { problem, type Problem } from '../contract/problem.ts'
import type { Conflict } from '../core/patch/conflict.ts'
import type { Operation, OperationId } from '../core/patch/operation.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { acceptance, defaultSelection, type Acceptance, type Refusal } from '../core/review/accept.ts'
import type { Proposal } from '../core/review/proposal.ts'
import type { LoggedCommit, StoredPlan } from '../ports/storage.ts'
import type { Actor } from './actor.ts'
import type { Deps } from './deps.ts'
import { checkVersion } from './find-project.ts'
import { findOpenProposal, tellProposals } from './proposals.ts'
import { patchConflict, recordCommit, ruleBroken, tellCommit } from './record-commit.ts'

export interface AcceptProposal {
  readonly id: string
  readonly actor: Actor
  /** Without it: all that was not turned down, nor set apart because nobody asked for it. */
  readonly operationIds?: readonly string[]
  /** What becomes of what was not taken. */
  readonly rest?: 'keep' | 'reject'
  readonly expectedVersion?: number
  readonly message?: string
  readonly dryRun?: boolean
}

export interface AcceptedProposal {
  readonly head: StoredPlan
  readonly proposal: Proposal
  readonly logged: LoggedCommit | null
  readonly operations: readonly Operation[]
  readonly conflicts: readonly Conflict[]
  readonly dropped: readonly OperationId[]
}

/** Applies all of a proposal, or a part that stands on its own, as one commit; rebased where the head has moved. */
export const acceptProposal =
  (deps: Deps) =>
  async (input: AcceptProposal): Promise<Result<AcceptedProposal, Problem>> => {
    const outcome = await deps.storage.write(async (session) => {
      const found = await findOpenProposal(deps, session, input.id)
      if (!found.ok) return found
      const { proposal, head } = found.value
      const moved = checkVersion(head, input.expectedVersion)
      if (moved) return fail(moved)

      const selection = input.operationIds ? new Set(input.operationIds as readonly OperationId[]) : defaultSelection(proposal.operations)
      const result = acceptance(proposal.operations, selection, head.plan, input.dryRun)
      if (!result.ok) {
        if (input.dryRun && result.error.kind === 'conflict')
          return ok({ recorded: null, ...untouched(proposal, head), conflicts: result.error.conflicts })
        return fail(refused(result.error, head))
      }
      if (input.dryRun)
        return ok({ recorded: null, ...untouched(proposal, head), operations: result.value.operations, dropped: result.value.dropped })

      const recorded = await recordCommit(deps, session, head, {
        operations: result.value.operations,
        after: result.value.after,
        actor: input.actor,
        source: proposal.source,
        message: input.message ?? proposal.message,
        proposalId: proposal.id,
      })
      if (!recorded.ok) return recorded
      const version = recorded.value.logged?.commit.version ?? head.plan.version
      const at = { version, committed: recorded.value.logged !== null, now: deps.clock.now() }
      const left = afterAccepting(proposal, result.value, input.rest ?? 'keep', at)
      await session.saveProposal(left)
      return ok({ recorded: recorded.value, proposal: left, head, operations: result.value.operations, conflicts: [], dropped: result.value.dropped })
    })
    if (!outcome.ok) return outcome
    const { recorded, ...accepted } = outcome.value
    if (recorded === null) return ok({ ...accepted, logged: null })
    const head = tellCommit(deps, recorded)
    tellProposals(deps, [accepted.proposal])
    return ok({ ...accepted, head, logged: recorded.logged })
  }

const untouched = (proposal: Proposal, head: StoredPlan): Omit<AcceptedProposal, 'logged'> => ({
  proposal,
  head,
  operations: [],
  conflicts: [],
  dropped: [],
})

/** The version that accepting led to, whether it made a commit, and when. */
interface Accepted {
  readonly version: number
  readonly committed: boolean
  readonly now: string
}

/**
 * What was not taken stays in the same proposal, open, on the new head; with nothing left it is accepted. What was taken
 * is kept beside it as it was decided, for an undo of the commit.
 */
function afterAccepting(proposal: Proposal, { taken, rest }: Acceptance, what: 'keep' | 'reject', at: Accepted): Proposal {
  const closing = rest.length === 0 || what === 'reject'
  const applied = [...proposal.applied, { version: at.committed ? at.version : null, operations: taken, closing, undoneBy: null }]
  const changed = { ...proposal, baseVersion: at.version, applied, revisions: [], updatedAt: at.now }
  if (!closing) return { ...changed, operations: rest }
  const rejected = rest.map((item) => ({ ...item, decision: 'rejected' as const }))
  return { ...changed, status: 'accepted', parked: false, operations: rejected }
}

function refused(refusal: Refusal, head: StoredPlan): Problem {
  switch (refusal.kind) {
    case 'unknown-operations': {
      const errors = refusal.ids.map((id) => ({ pointer: '/operationIds', detail: `${id} is no operation of this proposal` }))
      return problem('validation', 'The proposal has no such operation. It may have been refined; read it again.', { errors })
    }
    case 'incomplete':
      return problem(
        'selection-incomplete',
        `The selection needs ${refusal.missing.length === 1 ? 'one operation' : `${refusal.missing.length} operations`} more to stand on its own. Add what is missing, or take less.`,
        {
          missingOperationIds: refusal.missing,
        },
      )
    case 'conflict':
      return patchConflict(refusal.conflicts, head.plan.version)
    case 'broken':
      return ruleBroken(refusal.broken)
  }
}
