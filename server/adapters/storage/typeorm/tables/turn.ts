import { EntitySchema } from 'typeorm'

/** A turn: what is searched for as columns, the rest as JSON in `details`. */
export interface TurnRow {
  ordinal: number
  id: string
  projectId: string | null
  taskId: string | null
  status: string
  details: string
  createdAt: string
}

export const turns = new EntitySchema<TurnRow>({
  name: 'turn',
  tableName: 'turns',
  columns: {
    ordinal: { type: 'integer', primary: true, generated: 'increment' },
    id: { type: 'text' },
    projectId: { type: 'text', nullable: true },
    taskId: { type: 'text', nullable: true },
    status: { type: 'text' },
    details: { type: 'text' },
    createdAt: { type: 'text' },
  },
  indices: [
    { name: 'turns_id', columns: ['id'], unique: true },
    { name: 'turns_by_conversation', columns: ['projectId', 'taskId', 'ordinal'] },
    { name: 'turns_by_status', columns: ['status'] },
  ],
  foreignKeys: [{ name: 'turns_of_project', target: 'project', columnNames: ['projectId'], referencedColumnNames: ['id'], onDelete: 'CASCADE' }],
})
