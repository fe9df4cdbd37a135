import type { OperationWire, ProposalWire } from '../api/wire.ts'
import type { LiveTurn } from './conversation-store.ts'

/**
 * What a turn itself changed, as it stands in the proposal by now. While the turn runs, and where its proposal is
 * settled, as it was seen to arrive.
 */
export function turnOperations(
  { turn, operations }: Pick<LiveTurn, 'turn' | 'operations'>,
  proposal: Pick<ProposalWire, 'operations'> | undefined,
): readonly OperationWire[] {
  if (turn.status === 'running') return operations
  if (turn.status === 'cancelled') return []
  const seen = new Map(operations.map((operation) => [operation.id, operation]))
  // Between its last word and the next look at the server, a turn has no ids yet.
  const ids = turn.operationIds.length > 0 ? new Set(turn.operationIds) : new Set(seen.keys())
  if (proposal) return proposal.operations.filter(({ id }) => ids.has(id))
  return [...ids].flatMap((id) => seen.get(id) ?? [])
}
