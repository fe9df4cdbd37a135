import type { Json } from '../json.ts'
import type { Plan, PlanView } from '../plan/plan.ts'
import type { BrokenRule, Conflict } from './conflict.ts'
import { type Operation, type OperationId, type PatchOperation, taskIdOf } from './operation.ts'
import { replay } from './replay.ts'
import { bearsOn, findBroken } from './rules.ts'

/** A patch expressed on a head. Every operation of it is in exactly one of the three, by its id. */
export interface Rebased {
  /** What applies to the head, in this order, and leaves every rule whole. */
  readonly operations: readonly PatchOperation[]
  /** In the order of the patch; several for one operation where several of its fields were changed. */
  readonly conflicts: readonly Conflict[]
  /** What the head already has. */
  readonly dropped: readonly OperationId[]
}

/**
 * Expresses a patch anew on a head. What no longer applies conflicts; so do the operations that together break a rule
 * there, and the rest is replayed without them until nothing is broken.
 */
export function rebase(operations: readonly PatchOperation[], head: Plan): Rebased {
  const excluded = new Map<OperationId, Conflict>()
  for (;;) {
    const active = excluded.size === 0 ? operations : operations.filter((item) => !excluded.has(item.id))
    const { kept, conflicts, dropped, workspace } = replay(active, head)
    const broken = findBroken(
      kept.map((item) => item.operation),
      workspace,
    )
    if (broken.length === 0) return { operations: kept, conflicts: inOrder([...conflicts, ...excluded.values()], operations), dropped }
    for (const [item, rule] of blame(broken, kept)) excluded.set(item.id, ruleBroken(item, rule, workspace))
  }
}

/**
 * Which operations give way. A breach some of whose operations give way already is left for the next round: it may be
 * mended by then.
 */
function blame(broken: readonly BrokenRule[], kept: readonly PatchOperation[]): ReadonlyMap<PatchOperation, BrokenRule> {
  const blamed = new Map<PatchOperation, BrokenRule>()
  const byTask = new Map<unknown, PatchOperation[]>()
  for (const item of kept) {
    const id = taskIdOf(item.operation)
    byTask.set(id, [...(byTask.get(id) ?? []), item])
  }
  for (const rule of broken) {
    const touching = (rule.tasks.length === 0 ? [null] : rule.tasks).flatMap((id) => byTask.get(id) ?? [])
    const bearing = touching.filter((item) => bearsOn(item.operation, rule))
    const culprits = bearing.length > 0 ? bearing : touching.length > 0 ? touching : kept
    if (culprits.some((item) => blamed.has(item))) continue
    for (const item of culprits) blamed.set(item, rule)
  }
  return blamed
}

function ruleBroken({ id, operation }: PatchOperation, { rule, tasks }: BrokenRule, state: PlanView): Conflict {
  const { before, after } = sides(operation)
  const head = tasks.map((task) => ({ id: task, title: state.tasks.get(task)?.title ?? null }))
  return { kind: 'rule-broken', operationId: id, taskId: taskIdOf(operation), field: rule, before, after, head }
}

/** Both sides as a person compares them: the whole task, or what changes. */
function sides(operation: Operation): { readonly before: Json; readonly after: Json } {
  const both: { readonly before: unknown; readonly after: unknown } =
    operation.kind === 'create'
      ? { before: null, after: operation.task }
      : operation.kind === 'delete'
        ? { before: operation.task, after: null }
        : operation
  // `as`: tasks, places and fields are JSON by their types.
  return { before: both.before as Json, after: both.after as Json }
}

function inOrder(conflicts: readonly Conflict[], operations: readonly PatchOperation[]): readonly Conflict[] {
  if (conflicts.length < 2) return conflicts
  const position = new Map<OperationId | null, number>(operations.map((item, index) => [item.id, index]))
  return [...conflicts].sort((a, b) => (position.get(a.operationId) ?? 0) - (position.get(b.operationId) ?? 0))
}
