import type { apply } from '../../patch/apply.ts'
import type { close } from '../../patch/close.ts'
import type { diff } from '../../patch/diff.ts'
import type { invert } from '../../patch/invert.ts'
import type { Operation, OperationId, PatchOperation } from '../../patch/operation.ts'
import type { rebase } from '../../patch/rebase.ts'
import type { resolve } from '../../patch/resolve.ts'
import type { Plan } from '../../plan/plan.ts'
import { numbered, plain, type Case } from '../cases.ts'

/** What the laws are about: ours, or a wrong one that must fall to one of them. */
export interface Implementation {
  readonly apply: typeof apply
  readonly invert: typeof invert
  readonly diff: typeof diff
  readonly rebase: typeof rebase
  readonly close: typeof close
  readonly resolve: typeof resolve
}

/** A promise of the core, checked on one case. Says what is wrong, or nothing; tells what was interesting about it. */
export interface Law {
  readonly id: string
  readonly promise: string
  /** What a share of the cases must show, or the law proves little: label → least share. */
  readonly least: Readonly<Record<string, number>>
  check(core: Implementation, example: Case, tell: (label: string) => void): string | undefined
}

/** The plan after operations that must apply. Throws where they do not. */
export function applied(core: Implementation, operations: readonly Operation[], plan: Plan, what = 'operations'): Plan {
  const result = core.apply(operations, plan)
  if (!result.ok) throw new Error(`${what} do not apply: ${JSON.stringify(result.error)}`)
  return result.value
}

/** The plan after a patch was expressed on it, as far as it can be. */
export function rebasedOnto(
  core: Implementation,
  operations: readonly PatchOperation[],
  head: Plan,
): { readonly plan: Plan; readonly conflicts: number } {
  const { operations: kept, conflicts } = core.rebase(operations, head)
  return { plan: applied(core, plain(kept), head, 'what survives a rebase'), conflicts: conflicts.length }
}

export const idsOf = (items: readonly PatchOperation[]): readonly OperationId[] => items.map(({ id }) => id)
export { numbered, plain }
