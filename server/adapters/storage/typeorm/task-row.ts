import type { Assignee, Task } from '../../../core/plan/task.ts'
import type { Times } from '../../../ports/storage.ts'
import { jsonText, parseJson, parseList } from './json-text.ts'
import { tasks, type TaskRow } from './tables/task.ts'
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

/** The values of a task's row, in the order of `taskUpsert.columns`: a list is read three times as fast as an object. */
export type TaskValues = readonly [
  projectId: string,
  id: string,
  parentId: string | null,
  rank: string,
  title: string,
  description: string,
  status: string,
  priority: string,
  estimateMinutes: number | null,
  spentMinutes: number,
  startDate: string | null,
  dueDate: string | null,
  assignee: string | null,
  tags: string,
  acceptanceCriteria: string,
  dependsOn: string,
  boardRank: string | null,
  focusFiles: string,
  externalRefs: string,
  metadata: string,
  createdAt: string,
  updatedAt: string,
]

/** The columns of `TaskValues`, for a SELECT. */
export const taskColumns = taskUpsert.columns.map((column) => `"${column}"`).join(', ')

export const taskValues = (projectId: string, task: Task, at: string): TaskValues => [
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
export const taskOfValues = (values: TaskValues): Task => ({
  id: values[1] as Task['id'],
  parentId: values[2] as Task['parentId'],
  rank: values[3],
  title: values[4],
  description: values[5],
  status: values[6] as Task['status'],
  priority: values[7] as Task['priority'],
  estimateMinutes: values[8],
  spentMinutes: values[9],
  startDate: values[10],
  dueDate: values[11],
  assignee: values[12] === null ? null : parseJson<Assignee>(values[12]),
  tags: parseList(values[13]),
  acceptanceCriteria: parseList(values[14]),
  dependsOn: parseList(values[15]),
  boardRank: values[16],
  focusFiles: parseList(values[17]),
  externalRefs: parseList(values[18]),
  metadata: parseJson(values[19]),
})

export const taskTimesOfValues = (values: TaskValues): Times => ({ createdAt: values[20], updatedAt: values[21] })
