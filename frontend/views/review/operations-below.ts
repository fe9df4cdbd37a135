import { subtreeOf, type TaskId } from '../../state/core.ts'
import type { ProjectSession } from '../../state/project-session.ts'

/** The operations on a task and on all below it. What goes stands only in the plan as it is, what comes only in the one proposed. */
export function operationsBelow({ review, plan, tree }: ProjectSession, id: TaskId): readonly string[] {
  const below = new Set<string | null>([plan.plan, tree.overlay?.after].flatMap((each) => (each ? subtreeOf(each, id) : [])))
  return review.operations.filter((operation) => below.has(operation.taskId)).map((operation) => operation.id)
}
