import { close, dependentsOf } from '../patch/close.ts'
import type { OperationId } from '../patch/operation.ts'
import type { Plan } from '../plan/plan.ts'
import type { Decision, ReviewedOperation } from './proposal.ts'
import { asPatchOperation, standingOn } from './view.ts'

export interface DecisionChange {
  readonly id: OperationId
  readonly decision?: Decision
  /** With `rejected`: it is only left out for now, no verdict. */
  readonly unticked?: boolean
  readonly comment?: string | null
}

/**
 * Records what the reviewer said, in the order in which it was said. What cannot stand without an operation that is
 * turned down is left out with it (`unticked`: nobody gave a verdict on it); taking one back in takes back in what it needs. So what is not turned down can always be applied.
 */
export function decide(items: readonly ReviewedOperation[], changes: readonly DecisionChange[], head: Plan): readonly ReviewedOperation[] {
  return runsOf(changes).reduce<readonly ReviewedOperation[]>((current, run) => decideRun(current, run, head), items)
}

/** Changes that follow each other and decide the same are decided at once: ten thousand rows are one look at the plan. */
function runsOf(changes: readonly DecisionChange[]): readonly (readonly DecisionChange[])[] {
  const runs: DecisionChange[][] = []
  for (const change of changes) {
    const run = runs.at(-1)
    if (run && run[0]?.decision === change.decision && (run[0]?.unticked ?? false) === (change.unticked ?? false)) run.push(change)
    else runs.push([change])
  }
  return runs
}

function decideRun(items: readonly ReviewedOperation[], run: readonly DecisionChange[], head: Plan): readonly ReviewedOperation[] {
  const commented = withComments(items, run)
  const decision = run[0]?.decision
  if (decision === undefined) return commented
  const ids = new Set(run.map(({ id }) => id))
  if (decision === 'rejected') {
    const falls = dependentsOf(ids, standingOn(commented, head).operations, head)
    const unticked = run[0]?.unticked ?? false
    return commented.map((item) => {
      if (ids.has(item.id)) return { ...item, decision, unticked }
      return falls.has(item.id) ? { ...item, decision, unticked: true } : item
    })
  }
  const isAnyOut = commented.some((item) => item.decision === 'rejected')
  const needs = isAnyOut ? close(ids, commented.map(asPatchOperation), head) : ids
  return commented.map((item) => {
    if (ids.has(item.id)) return { ...item, decision, unticked: false }
    return item.decision === 'rejected' && needs.has(item.id) ? { ...item, decision: 'pending' as const, unticked: false } : item
  })
}

function withComments(items: readonly ReviewedOperation[], run: readonly DecisionChange[]): readonly ReviewedOperation[] {
  const comments = new Map(run.flatMap(({ id, comment }) => (comment === undefined ? [] : [[id, comment] as const])))
  return comments.size === 0 ? items : items.map((item) => (comments.has(item.id) ? { ...item, comment: comments.get(item.id) ?? null } : item))
}
