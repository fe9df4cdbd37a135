import type { ProjectFields } from '../../plan/project.ts'
import type { Resolving } from './context.ts'
import { inWrongOrder, mendedDates, wrongOrder } from './dates.ts'
import { readProjectFields } from './fields.ts'

/** Writes the project's own fields. Its issues have no task, and the index -1. */
export function updateProject(updates: Partial<ProjectFields> | undefined, { workspace, plan, issues }: Resolving): void {
  if (!updates) return
  const report = (field: string, kind: string, detail: string): void => void issues.push({ index: -1, taskId: null, field, kind, detail })
  const project = { ...workspace.project, ...readProjectFields(updates, report) }
  const dates = inWrongOrder(project) ? mendedDates(project, plan.project) : project
  if (dates !== project) report(dates.dueDate === project.dueDate ? 'startDate' : 'dueDate', 'due-before-start', wrongOrder(project))
  workspace.project = { ...project, startDate: dates.startDate, dueDate: dates.dueDate }
}
