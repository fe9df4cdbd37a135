import { EntitySchema } from 'typeorm'

/** A task of a head: a projection of the commits, one row a task. Structured fields are JSON text. */
export interface TaskRow {
  projectId: string
  id: string
  parentId: string | null
  rank: string
  title: string
  description: string
  status: string
  priority: string
  estimateMinutes: number | null
  spentMinutes: number
  startDate: string | null
  dueDate: string | null
  assignee: string | null
  tags: string
  acceptanceCriteria: string
  dependsOn: string
  boardRank: string | null
  focusFiles: string
  externalRefs: string
  metadata: string
  createdAt: string
  updatedAt: string
}

export const tasks = new EntitySchema<TaskRow>({
  name: 'task',
  tableName: 'tasks',
  columns: {
    projectId: { type: 'text', primary: true, primaryKeyConstraintName: 'tasks_key' },
    id: { type: 'text', primary: true, primaryKeyConstraintName: 'tasks_key' },
    parentId: { type: 'text', nullable: true },
    rank: { type: 'text' },
    title: { type: 'text' },
    description: { type: 'text' },
    status: { type: 'text' },
    priority: { type: 'text' },
    estimateMinutes: { type: 'integer', nullable: true },
    spentMinutes: { type: 'integer' },
    startDate: { type: 'text', nullable: true },
    dueDate: { type: 'text', nullable: true },
    assignee: { type: 'text', nullable: true },
    tags: { type: 'text' },
    acceptanceCriteria: { type: 'text' },
    dependsOn: { type: 'text' },
    boardRank: { type: 'text', nullable: true },
    focusFiles: { type: 'text' },
    externalRefs: { type: 'text' },
    metadata: { type: 'text' },
    createdAt: { type: 'text' },
    updatedAt: { type: 'text' },
  },
  indices: [{ name: 'tasks_id', columns: ['id'], unique: true }],
  foreignKeys: [{ name: 'tasks_of_project', target: 'project', columnNames: ['projectId'], referencedColumnNames: ['id'], onDelete: 'CASCADE' }],
})
