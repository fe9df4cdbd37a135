import type { OperationId } from '../core/patch/operation.ts'
import type { Proposal } from '../core/review/proposal.ts'
import { broughtBack, takenBack, type TurnedBack } from '../core/review/take-back.ts'
import type { StorageSession } from '../ports/storage.ts'
import type { Deps } from './deps.ts'
import type { Undo } from './history.ts'
import { storeProposal } from './proposals.ts'
import type { Recorded } from './record-commit.ts'

/**
 * Within the transaction that turns a commit back: the proposal it came from goes along, so that an undo restores the
 * review as well as the plan, and a redo settles it again. Where another proposal is current by now, this one waits
 * beside it, parked. What was given up as a whole (`superseded`) stays given up. The proposals that changed.
 */
export async function followRevert(
  deps: Deps,
  session: StorageSession,
  { proposalId, baseVersion }: Undo,
  { logged, after }: Recorded,
): Promise<readonly Proposal[]> {
  const proposal = proposalId === null ? undefined : await session.findProposal(proposalId)
  if (!proposal || proposal.status === 'superseded') return []
  const turned: TurnedBack = {
    version: baseVersion,
    by: logged?.commit.version ?? null,
    head: logged ? { ...after, version: logged.commit.version } : after,
    newId: () => deps.ids.next() as OperationId,
  }
  const changed = takenBack(proposal, turned) ?? broughtBack(proposal, turned)
  if (!changed) return []
  const current = await session.findOpenProposal(changed.projectId, changed.taskId)
  const waits = current !== undefined && current.id !== changed.id
  return storeProposal(deps, session, {
    ...changed,
    parked: changed.status === 'open' && (waits || (proposal.status === 'open' && proposal.parked)),
    updatedAt: deps.clock.now(),
  })
}
