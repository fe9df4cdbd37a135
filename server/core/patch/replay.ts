import type { Plan } from '../plan/plan.ts'
import type { Conflict, ConflictKind } from './conflict.ts'
import type { OperationId, PatchOperation } from './operation.ts'
import { perform } from './perform.ts'
import { reconcile } from './reconcile.ts'
import { Workspace } from './workspace.ts'

/** What became of operations that were carried out on a head one by one, before any rule is asked. */
export interface Replay {
  /** As they apply to the head, in the order in which they do. */
  readonly kept: readonly PatchOperation[]
  readonly conflicts: readonly Conflict[]
  readonly dropped: readonly OperationId[]
  readonly workspace: Workspace
}

/** Conflicts that a later operation of the same patch may still resolve. */
const isStructural: Partial<Record<ConflictKind, true>> = { 'parent-missing': true, cycle: true, 'has-children': true }

/**
 * Carries operations out on a head. A move may be a cycle, and a parent may be missing, only until a later operation
 * of the same patch is replayed; so what is structurally blocked is tried again until nothing more moves.
 */
export function replay(operations: readonly PatchOperation[], head: Plan): Replay {
  const workspace = new Workspace(head)
  const kept: PatchOperation[] = []
  const conflicts: Conflict[] = []
  const dropped: OperationId[] = []

  /** Whether the operation has to wait; undefined once its answer is final. */
  const attempt = (item: PatchOperation): readonly Conflict[] | undefined => {
    const answer = reconcile(item.operation, workspace)
    if (answer.kind === 'conflict') {
      const mine = answer.conflicts.map((conflict) => ({ ...conflict, operationId: item.id }))
      if (mine.some(({ kind }) => isStructural[kind])) return mine
      conflicts.push(...mine)
    } else if (answer.kind === 'drop') dropped.push(item.id)
    else {
      kept.push(answer.operation === item.operation ? item : { ...item, operation: answer.operation })
      perform(answer.operation, workspace)
    }
    return undefined
  }

  let waiting = operations
  for (;;) {
    const blocked: { readonly item: PatchOperation; readonly because: readonly Conflict[] }[] = []
    for (const item of waiting) {
      const because = attempt(item)
      if (because) blocked.push({ item, because })
    }
    if (blocked.length === 0 || blocked.length === waiting.length) {
      conflicts.push(...blocked.flatMap(({ because }) => because))
      return { kept, conflicts, dropped, workspace }
    }
    waiting = blocked.map(({ item }) => item)
  }
}
