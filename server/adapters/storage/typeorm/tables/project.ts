import { EntitySchema } from 'typeorm'

/** A project as it stands at its head. The counts are its whole tree's, so that a list needs no task. */
export interface ProjectRow {
  ordinal: number
  id: string
  version: number
  title: string
  summary: string
  status: string
  priority: string
  tags: string
  startDate: string | null
  dueDate: string | null
  externalRefs: string
  metadata: string
  searchText: string
  done: number
  total: number
  estimateMinutes: number
  spentMinutes: number
  remainingMinutes: number
  createdAt: string
  updatedAt: string
  deletedAt: string | null
}

export const projects = new EntitySchema<ProjectRow>({
  name: 'project',
  tableName: 'projects',
  columns: {
    ordinal: { type: 'integer', primary: true, generated: 'increment' },
    id: { type: 'text' },
    version: { type: 'integer' },
    title: { type: 'text' },
    summary: { type: 'text' },
    status: { type: 'text' },
    priority: { type: 'text' },
    tags: { type: 'text' },
    startDate: { type: 'text', nullable: true },
    dueDate: { type: 'text', nullable: true },
    externalRefs: { type: 'text' },
    metadata: { type: 'text' },
    searchText: { type: 'text' },
    done: { type: 'integer' },
    total: { type: 'integer' },
    estimateMinutes: { type: 'bigint' },
    spentMinutes: { type: 'bigint' },
    remainingMinutes: { type: 'bigint' },
    createdAt: { type: 'text' },
    updatedAt: { type: 'text' },
    deletedAt: { type: 'text', nullable: true },
  },
  indices: [
    { name: 'projects_id', columns: ['id'], unique: true },
    { name: 'projects_by_change', columns: ['updatedAt', 'ordinal'] },
  ],
})
