import { close, dependentsOf } from '../patch/close.ts'
import type { OperationId } from '../patch/operation.ts'
import type { Plan } from '../plan/plan.ts'
import type { Decision, ReviewedOperation } from './proposal.ts'
import { asPatchOperation, standingOn } from './view.ts'

export interface DecisionChange {
  readonly id: OperationId
  readonly decision?: Decision
  readonly comment?: string | null
}

/**
 * Records what the reviewer said, in the order in which it was said. Turning an operation down turns down what cannot
 * stand without it; taking one back in takes back in what it needs. So what is not turned down can always be applied.
 */
export function decide(items: readonly ReviewedOperation[], changes: readonly DecisionChange[], head: Plan): readonly ReviewedOperation[] {
  return changes.reduce((current, change) => decideOne(current, change, head), items)
}

function decideOne(items: readonly ReviewedOperation[], change: DecisionChange, head: Plan): readonly ReviewedOperation[] {
  const commented =
    change.comment === undefined ? items : items.map((item) => (item.id === change.id ? { ...item, comment: change.comment ?? null } : item))
  const { decision } = change
  if (decision === undefined) return commented
  if (decision === 'rejected') {
    const falls = dependentsOf(new Set([change.id]), standingOn(commented, head).operations, head)
    return commented.map((item) => (item.id === change.id || falls.has(item.id) ? { ...item, decision } : item))
  }
  const needs = close(new Set([change.id]), commented.map(asPatchOperation), head)
  return commented.map((item) => {
    if (item.id === change.id) return { ...item, decision }
    return needs.has(item.id) && item.decision === 'rejected' ? { ...item, decision: 'pending' as const } : item
  })
}
