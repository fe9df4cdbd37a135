import { apply } from '../../../server/core/patch/apply.ts'
import type { Operation } from '../../../server/core/patch/operation.ts'
import type { Plan } from '../../../server/core/plan/plan.ts'

/** The plan after operations that must fit it, at the next version. */
export function edited(plan: Plan, operations: readonly Operation[]): Plan {
  const result = apply(operations, plan)
  if (!result.ok) throw new Error(`the operations do not fit the plan: ${JSON.stringify(result.error)}`)
  return { ...result.value, version: plan.version + 1 }
}
