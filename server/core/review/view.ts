import { apply } from '../patch/apply.ts'
import { requires } from '../patch/close.ts'
import type { Conflict } from '../patch/conflict.ts'
import type { OperationId, PatchOperation } from '../patch/operation.ts'
import { rebase } from '../patch/rebase.ts'
import type { Plan } from '../plan/plan.ts'
import type { Proposal, ProposalStanding, ReviewedOperation } from './proposal.ts'

/** An operation as the reviewer sees it: on the head, with what ticking it alone ticks too. */
export interface ViewedOperation extends ReviewedOperation {
  readonly requires: readonly OperationId[]
}

/** A proposal as it stands against a head. Computed for every reader, never stored. */
export interface ProposalView extends ProposalStanding {
  readonly operations: readonly ViewedOperation[]
  /** What the head already has: nothing is left to decide about it. */
  readonly dropped: readonly OperationId[]
}

export const asPatchOperation = ({ id, operation, rationale }: ReviewedOperation): PatchOperation => ({ id, operation, rationale })

/** What the reviewer has not turned down. */
export const isActive = (item: ReviewedOperation): boolean => item.decision !== 'rejected'

/** The active operations expressed on a head, those that can be. */
export interface Standing {
  readonly operations: readonly PatchOperation[]
  readonly conflicts: readonly Conflict[]
  readonly dropped: readonly OperationId[]
}

/** Expresses the active operations of an open proposal on the head. */
export const standingOn = (items: readonly ReviewedOperation[], head: Plan): Standing => rebase(items.filter(isActive).map(asPatchOperation), head)

/** The draft state: the head plus what stands of the proposal. What the agent sees when it refines. */
export function draftState(items: readonly ReviewedOperation[], head: Plan): { readonly plan: Plan; readonly standing: Standing } {
  const standing = standingOn(items, head)
  const applied = apply(
    standing.operations.map((item) => item.operation),
    head,
  )
  if (!applied.ok) throw new Error('what survives a rebase applies (law 6)')
  return { plan: applied.value, standing }
}

/** So many ids of required operations are told in all; ten thousand tasks in a row would be fifty million. */
const requiresTold = 200_000

/** How a proposal stands. A closed one is shown as it was left, with all that was applied of it. */
export function viewOf(proposal: Proposal, head: Plan): ProposalView {
  if (proposal.status !== 'open') {
    const applied = proposal.applied.flatMap(({ operations, undoneBy }) => (undoneBy === null ? operations : []))
    const taken = applied.map((item) => ({ ...item, decision: 'accepted' as const, unticked: false }))
    const operations = [...taken, ...proposal.operations].map((item) => ({ ...item, requires: [] }))
    return { operations, conflicts: [], dropped: [], headVersion: head.version, stale: false }
  }
  const { operations: standing, conflicts, dropped } = standingOn(proposal.operations, head)
  const onHead = new Map(standing.map((item) => [item.id, item.operation]))
  const gone = new Set(dropped)
  const items = proposal.operations
    .filter((item) => !gone.has(item.id))
    .map((item) => ({ ...item, operation: onHead.get(item.id) ?? item.operation }))
  const needs = requires(standing, head, requiresTold)
  return {
    operations: items.map((item) => ({ ...item, requires: needs.get(item.id) ?? [] })),
    conflicts,
    dropped,
    headVersion: head.version,
    stale: proposal.baseVersion !== head.version,
  }
}
