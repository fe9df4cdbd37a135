import type { OperationWire } from '../api/wire.ts'
import { planOf, type Plan, type Project, type Task, type TaskId } from './core.ts'
import { taskOfWire } from './wire-plan.ts'

/** What a proposal does to one task: at most one operation of each kind, since stored patches are canonical. */
export interface TaskChange {
  readonly create?: OperationWire
  readonly update?: OperationWire
  readonly move?: OperationWire
  readonly delete?: OperationWire
}

/** A plan with the operations of a proposal laid over it. */
export interface Overlay {
  /** The plan as it would be with every one of them. */
  readonly after: Plan
  /** The draft state: without what was turned down or no longer fits. The agent numbers this one. */
  readonly draft: Plan
  readonly changes: ReadonlyMap<TaskId, TaskChange>
  readonly project: OperationWire | null
}

export const operationsOf = (change: TaskChange | undefined): readonly OperationWire[] =>
  change ? [change.delete, change.create, change.move, change.update].filter((operation) => operation !== undefined) : []

/**
 * Unlike `apply` this never refuses: a proposal that is stale, or still being written, must be seen too. What names a
 * task that is not there is passed over here and shown among the conflicts.
 */
export function overlayOf(plan: Plan, operations: readonly OperationWire[], unfit: ReadonlySet<string> = new Set()): Overlay {
  const laid = layAll(plan, operations)
  const standing = operations.filter(({ id, decision }) => decision !== 'rejected' && !unfit.has(id))
  return { ...laid, draft: standing.length === operations.length ? laid.after : lay(plan, standing).after }
}

type Laid = Omit<Overlay, 'draft'>

/** What was laid last, by whether it was all of a proposal: a decision changes neither side of anything. */
const known = new WeakMap<Plan, { readonly operations: readonly OperationWire[]; readonly laid: Laid }>()

/** As `layAnew`; where only decisions, comments and the like are others, the plans stay the ones they were. */
function layAll(plan: Plan, operations: readonly OperationWire[]): Laid {
  const last = known.get(plan)
  const isSame = last?.operations.length === operations.length && last.operations.every((each, index) => sameSides(each, operations[index]))
  const laid = isSame ? { ...last.laid, ...changesOf(operations) } : lay(plan, operations)
  known.set(plan, { operations, laid })
  return laid
}

const sameSides = (a: OperationWire, b: OperationWire | undefined): boolean =>
  b !== undefined && a.kind === b.kind && a.taskId === b.taskId && a.before === b.before && a.after === b.after

function changesOf(operations: readonly OperationWire[]): Pick<Laid, 'changes' | 'project'> {
  const changes = new Map<TaskId, TaskChange>()
  let project: OperationWire | null = null
  for (const operation of operations) {
    if (operation.kind === 'project') project = operation
    else changes.set(operation.taskId as TaskId, { ...changes.get(operation.taskId as TaskId), [operation.kind]: operation })
  }
  return { changes, project }
}

function lay(plan: Plan, operations: readonly OperationWire[]): Laid {
  const tasks = new Map<TaskId, Task>(plan.tasks)
  let project = plan.project
  for (const operation of operations) {
    if (operation.kind === 'project') {
      project = withSets(project, operation) as Project
      continue
    }
    const id = operation.taskId as TaskId
    if (operation.kind === 'create') tasks.set(id, taskOfWire(operation.after ?? {}))
    else if (operation.kind === 'delete') tasks.delete(id)
    else {
      const task = tasks.get(id)
      if (task) tasks.set(id, operation.kind === 'move' ? ({ ...task, ...operation.after } as Task) : (withSets(task, operation) as Task))
    }
  }
  return { after: planOf(project, tasks.values(), plan.version), ...changesOf(operations) }
}

const setFields = new Set(['tags', 'dependsOn'])

/** The changed fields put in; of the sets, the members. */
function withSets(target: Task | Project, { before, after }: OperationWire): object {
  const result: Record<string, unknown> = { ...target }
  for (const [field, value] of Object.entries(after ?? {})) {
    result[field] = setFields.has(field) ? withMembers(result[field], before?.[field], value) : value
  }
  return result
}

function withMembers(current: unknown, removed: unknown, added: unknown): readonly string[] {
  const members = new Set((current as readonly string[] | undefined) ?? [])
  for (const member of (removed as readonly string[] | undefined) ?? []) members.delete(member)
  for (const member of (added as readonly string[] | undefined) ?? []) members.add(member)
  return [...members].sort()
}
