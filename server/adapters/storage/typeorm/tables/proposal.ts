import { EntitySchema } from 'typeorm'

/** A proposal: what is searched for as columns, what is long and changes by itself as JSON, the rest in `details`. */
export interface ProposalRow {
  ordinal: number
  id: string
  projectId: string
  taskId: string | null
  status: string
  parked: boolean | number
  operations: string
  leftOut: string
  revisions: string
  details: string
  createdAt: string
  updatedAt: string
}

export const proposals = new EntitySchema<ProposalRow>({
  name: 'proposal',
  tableName: 'proposals',
  columns: {
    ordinal: { type: 'integer', primary: true, generated: 'increment' },
    id: { type: 'text' },
    projectId: { type: 'text' },
    taskId: { type: 'text', nullable: true },
    status: { type: 'text' },
    parked: { type: 'boolean' },
    operations: { type: 'text' },
    leftOut: { type: 'text' },
    revisions: { type: 'text' },
    details: { type: 'text' },
    createdAt: { type: 'text' },
    updatedAt: { type: 'text' },
  },
  indices: [
    { name: 'proposals_id', columns: ['id'], unique: true },
    { name: 'proposals_by_project', columns: ['projectId', 'ordinal'] },
  ],
  foreignKeys: [{ name: 'proposals_of_project', target: 'project', columnNames: ['projectId'], referencedColumnNames: ['id'], onDelete: 'CASCADE' }],
})
