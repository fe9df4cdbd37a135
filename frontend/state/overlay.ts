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
  const laid = lay(plan, operations)
  const standing = operations.filter(({ id, decision }) => decision !== 'rejected' && !unfit.has(id))
  return { ...laid, draft: standing.length === operations.length ? laid.after : lay(plan, standing).after }
}

function lay(plan: Plan, operations: readonly OperationWire[]): Omit<Overlay, 'draft'> {
  const changes = new Map<TaskId, TaskChange>()
  const tasks = new Map<TaskId, Task>(plan.tasks)
  let project = plan.project
  let projectOperation: OperationWire | null = null
  for (const operation of operations) {
    if (operation.kind === 'project') {
      projectOperation = operation
      project = withSets(project, operation) as Project
      continue
    }
    const id = operation.taskId as TaskId
    changes.set(id, { ...changes.get(id), [operation.kind]: operation })
    if (operation.kind === 'create') tasks.set(id, taskOfWire(operation.after ?? {}))
    else if (operation.kind === 'delete') tasks.delete(id)
    else {
      const task = tasks.get(id)
      if (task) tasks.set(id, operation.kind === 'move' ? ({ ...task, ...operation.after } as Task) : (withSets(task, operation) as Task))
    }
  }
  return { after: planOf(project, tasks.values(), plan.version), changes, project: projectOperation }
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
