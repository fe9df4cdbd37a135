import type { Plan } from '../plan/plan.ts'
import { fail, ok, type Result } from '../result.ts'
import type { BrokenRule, Conflict } from './conflict.ts'
import type { Operation } from './operation.ts'
import { perform } from './perform.ts'
import { inexact, reconcile } from './reconcile.ts'
import { findBroken } from './rules.ts'
import { Workspace } from './workspace.ts'

/** Why operations were not applied: what does not fit the plan, or the rule that the result would break. */
export interface ApplyFailure {
  readonly conflicts: readonly Conflict[]
  readonly broken: BrokenRule | null
}

/**
 * The plan after the operations. Exact: every before side must hold when its turn comes; then every rule, once, at
 * the end. Never mutates. The version is the plan's own: a version is given by the log.
 */
export function apply(operations: readonly Operation[], plan: Plan): Result<Plan, ApplyFailure> {
  const workspace = new Workspace(plan)
  const conflicts: Conflict[] = []
  for (const operation of operations) {
    const answer = reconcile(operation, workspace)
    if (answer.kind === 'keep' && answer.operation === operation) perform(operation, workspace)
    else conflicts.push(...(answer.kind === 'conflict' ? answer.conflicts : inexact(operation, workspace)))
  }
  if (conflicts.length > 0) return fail({ conflicts, broken: null })
  const broken = findBroken(operations, workspace)[0]
  return broken ? fail({ conflicts: [], broken }) : ok(workspace.finish())
}
