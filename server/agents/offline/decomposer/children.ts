import { childrenOf } from '../../../core/plan/plan.ts'
import type { Task } from '../../../core/plan/task.ts'
import type { AgentRequest } from '../../agent.ts'

export const childTasks = (request: AgentRequest, task: Task): readonly Task[] =>
  childrenOf(request.plan, task.id).flatMap((id) => request.plan.tasks.get(id) ?? [])

/** What of the estimate is not given to sub-tasks yet; null where there is none left to give or none at all. */
export function freeMinutes(task: Task, children: readonly Task[]): number | null {
  if (task.estimateMinutes === null || children.length === 0) return task.estimateMinutes
  const given = children.reduce((sum, child) => sum + (child.estimateMinutes ?? 0), 0)
  return given < task.estimateMinutes ? task.estimateMinutes - given : null
}
