import type { Plan } from '../plan/plan.ts'
import { ok, type Result } from '../result.ts'
import { apply, type ApplyFailure } from './apply.ts'
import { diff } from './diff.ts'
import type { Operation } from './operation.ts'

/**
 * The same change of the base as a canonical patch: per task at most one create, or one delete, or one move and one
 * update, in `diff`'s order. Fails as `apply` does.
 */
export function canonical(operations: readonly Operation[], base: Plan): Result<readonly Operation[], ApplyFailure> {
  const applied = apply(operations, base)
  return applied.ok ? ok(diff(base, applied.value)) : applied
}
