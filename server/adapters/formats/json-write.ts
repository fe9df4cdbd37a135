import type { StoredPlan } from '../../ports/storage.ts'
import { inOrder } from '../../core/plan/tree.ts'

export const formatName = 'planwright-plan'
export const formatVersion = 1

/**
 * The whole plan as JSON: every field of the project and of each task, in tree order. Ids, ranks and times are there to
 * read; an import gives new ones and keeps the order.
 */
export function writeJson({ plan, projectTimes, taskTimes }: StoredPlan, version: string): string {
  const { createdAt, updatedAt } = projectTimes
  const project = { ...plan.project, version: plan.version, createdAt, updatedAt }
  const tasks = inOrder(plan).map(({ task }) => ({ ...task, ...taskTimes.get(task.id) }))
  return `${JSON.stringify({ format: formatName, formatVersion, writtenBy: `Planwright ${version}`, project, tasks }, null, 2)}\n`
}
