import { limits } from '../../plan/limits.ts'
import { type ProjectFields, projectStatuses } from '../../plan/project.ts'
import { type CriterionId, priorities, type TaskFields, taskStatuses } from '../../plan/task.ts'
import { readCriteria } from './criteria.ts'
import type { Reading } from './reading.ts'
import { assignee, date, externalRef, list, metadata, minutes, oneOf, orNull, type Read, tagSet, text } from './values.ts'

/** How each field of a task is read. `acceptanceCriteria` and `dependsOn` need more than their own value. */
const taskReaders: { readonly [Name in Exclude<keyof TaskFields, 'acceptanceCriteria' | 'dependsOn'>]: Read<TaskFields[Name]> } = {
  title: text('The title', limits.title, true),
  description: text('The description', limits.description),
  status: oneOf('The status', taskStatuses),
  priority: oneOf('The priority', priorities),
  estimateMinutes: orNull(minutes('The estimate')),
  spentMinutes: minutes('The time spent'),
  startDate: orNull(date('The start date')),
  dueDate: orNull(date('The due date')),
  assignee: orNull(assignee),
  tags: tagSet,
  boardRank: orNull(text('The board rank', limits.focusFile, true)),
  focusFiles: list('The focus files', limits.focusFiles, text('A focus file', limits.focusFile, true)),
  externalRefs: list('The external references', limits.externalRefs, externalRef),
  metadata,
}

const projectReaders: { readonly [Name in keyof ProjectFields]: Read<ProjectFields[Name]> } = {
  title: text('The title', limits.title, true),
  summary: text('The summary', limits.description),
  status: oneOf('The status', projectStatuses),
  priority: oneOf('The priority', priorities),
  tags: tagSet,
  startDate: orNull(date('The start date')),
  dueDate: orNull(date('The due date')),
  externalRefs: list('The external references', limits.externalRefs, externalRef),
  metadata,
}

/** Told for each thing that was left out. */
export type Report = (field: string, kind: string, detail: string) => void

/** The fields of a body that can stand, except `dependsOn`. `present` is the task as it is; null for a new one. */
export function readTaskFields(body: object, present: TaskFields | null, newId: () => CriterionId, report: Report): Partial<TaskFields> {
  const { acceptanceCriteria } = body as Partial<TaskFields>
  const fields = readAll(taskReaders, body, report) as Partial<TaskFields>
  if (acceptanceCriteria === undefined) return fields
  const criteria = reported('acceptanceCriteria', readCriteria(acceptanceCriteria, present?.acceptanceCriteria ?? [], newId), report)
  return criteria === undefined ? fields : { ...fields, acceptanceCriteria: criteria }
}

/** The fields of the project that can stand. */
export const readProjectFields = (updates: object, report: Report): Partial<ProjectFields> => readAll(projectReaders, updates, report)

function readAll(readers: Readonly<Record<string, Read>>, from: object, report: Report): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const [name, read] of Object.entries(readers)) {
    const given = Object.hasOwn(from, name) ? (from as Record<string, unknown>)[name] : undefined
    if (given === undefined) continue
    const value = reported(name, read(given), report)
    if (value !== undefined) fields[name] = value
  }
  return fields
}

function reported<Value>(field: string, { value, complaints }: Reading<Value>, report: Report): Value | undefined {
  for (const { kind, detail } of complaints) report(field, kind, detail)
  return value
}
