import type { Progress } from '../../../core/plan/progress.ts'
import type { Project } from '../../../core/plan/project.ts'
import type { ProjectSummary } from '../../../ports/storage.ts'
import { searchTextOf } from '../fold.ts'
import { jsonText, parseJson, parseList } from './json-text.ts'
import type { ProjectRow } from './tables/project.ts'
import type { Parameter } from './unit.ts'

/** The columns that hold a project's own fields. */
export const projectFieldColumns = [
  'title',
  'summary',
  'status',
  'priority',
  'tags',
  'startDate',
  'dueDate',
  'externalRefs',
  'metadata',
  'searchText',
] as const satisfies readonly (keyof ProjectRow)[]

/** Their values, in that order. */
export const projectFieldValues = (project: Project): Parameter[] => [
  project.title,
  project.summary,
  project.status,
  project.priority,
  jsonText(project.tags),
  project.startDate,
  project.dueDate,
  jsonText(project.externalRefs),
  jsonText(project.metadata),
  searchTextOf(project),
]

/** The columns that hold what the tree adds up to. */
export const progressColumns = ['done', 'total', 'estimateMinutes', 'spentMinutes', 'remainingMinutes'] as const satisfies readonly (keyof Progress &
  keyof ProjectRow)[]

export const progressValues = (progress: Progress): Parameter[] => progressColumns.map((column) => progress[column])

/** The project of a row. The casts are held by the commits, as for tasks. */
export const projectOfRow = (row: ProjectRow): Project => ({
  id: row.id as Project['id'],
  title: row.title,
  summary: row.summary,
  status: row.status as Project['status'],
  priority: row.priority as Project['priority'],
  tags: parseList(row.tags),
  startDate: row.startDate,
  dueDate: row.dueDate,
  externalRefs: parseList(row.externalRefs),
  metadata: parseJson(row.metadata),
})

export const summaryOfRow = (row: ProjectRow): ProjectSummary => ({
  project: projectOfRow(row),
  version: row.version,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  deletedAt: row.deletedAt,
  done: row.done,
  total: row.total,
  estimateMinutes: Number(row.estimateMinutes),
  spentMinutes: Number(row.spentMinutes),
  remainingMinutes: Number(row.remainingMinutes),
})
