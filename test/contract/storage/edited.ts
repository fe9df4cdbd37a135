import type { Operation } from '../../../server/core/patch/operation.ts'
import { planOf, type Plan } from '../../../server/core/plan/plan.ts'
import type { Task, TaskId } from '../../../server/core/plan/task.ts'

/** The plan after operations that fit it, at the next version. */
export function edited(plan: Plan, operations: readonly Operation[]): Plan {
  const tasks = new Map<TaskId, Task>(plan.tasks)
  let { project } = plan
  for (const operation of operations) {
    if (operation.kind === 'project') project = { ...project, ...operation.after }
    else if (operation.kind === 'create') tasks.set(operation.task.id, operation.task)
    else if (operation.kind === 'delete') tasks.delete(operation.task.id)
    else {
      const task = tasks.get(operation.taskId)
      if (task) tasks.set(task.id, { ...task, ...operation.after })
    }
  }
  return planOf(project, tasks.values(), plan.version + 1)
}
