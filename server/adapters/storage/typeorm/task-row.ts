import type { Assignee, Task } from '../../../core/plan/task.ts'
import { jsonText, parseJson, parseList } from './json-text.ts'
import { tasks, type TaskRow } from './tables/task.ts'
import type { Parameter } from './unit.ts'
import type { Upsert } from './upsert.ts'

/** Whole rows, since SQLite writes a row whole anyway; `createdAt` stays as it was first given. */
export const taskUpsert: Upsert<TaskRow> = {
  schema: tasks,
  columns: [
    'projectId',
    'id',
    'parentId',
    'rank',
    'title',
    'description',
    'status',
    'priority',
    'estimateMinutes',
    'spentMinutes',
    'startDate',
    'dueDate',
    'assignee',
    'tags',
    'acceptanceCriteria',
    'dependsOn',
    'boardRank',
    'focusFiles',
    'externalRefs',
    'metadata',
    'createdAt',
    'updatedAt',
  ],
  key: ['projectId', 'id'],
  keep: ['createdAt'],
}

/** The values of a task's row, in the order of `taskUpsert.columns`. */
export const taskValues = (projectId: string, task: Task, at: string): readonly Parameter[] => [
  projectId,
  task.id,
  task.parentId,
  task.rank,
  task.title,
  task.description,
  task.status,
  task.priority,
  task.estimateMinutes,
  task.spentMinutes,
  task.startDate,
  task.dueDate,
  task.assignee && jsonText(task.assignee),
  jsonText(task.tags),
  jsonText(task.acceptanceCriteria),
  jsonText(task.dependsOn),
  task.boardRank,
  jsonText(task.focusFiles),
  jsonText(task.externalRefs),
  jsonText(task.metadata),
  at,
  at,
]

/** The task of a row. The casts are held by the commits: only what the core applied is ever projected. */
export const taskOfRow = (row: TaskRow): Task => ({
  id: row.id as Task['id'],
  parentId: row.parentId as Task['parentId'],
  rank: row.rank,
  title: row.title,
  description: row.description,
  status: row.status as Task['status'],
  priority: row.priority as Task['priority'],
  estimateMinutes: row.estimateMinutes,
  spentMinutes: row.spentMinutes,
  startDate: row.startDate,
  dueDate: row.dueDate,
  assignee: row.assignee === null ? null : parseJson<Assignee>(row.assignee),
  tags: parseList(row.tags),
  acceptanceCriteria: parseList(row.acceptanceCriteria),
  dependsOn: parseList(row.dependsOn),
  boardRank: row.boardRank,
  focusFiles: parseList(row.focusFiles),
  externalRefs: parseList(row.externalRefs),
  metadata: parseJson(row.metadata),
})
