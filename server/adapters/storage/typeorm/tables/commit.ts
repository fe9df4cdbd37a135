import { EntitySchema } from 'typeorm'

/** A commit as logged. The truth: everything a plan is follows from these rows. */
export interface CommitRow {
  position: number
  projectId: string
  version: number
  patchId: string
  proposalId: string | null
  source: string
  message: string
  author: string
  operations: string
  at: string
}

export const commits = new EntitySchema<CommitRow>({
  name: 'commit',
  tableName: 'commits',
  columns: {
    position: { type: 'integer', primary: true, primaryKeyConstraintName: 'commits_key' },
    projectId: { type: 'text' },
    version: { type: 'integer' },
    patchId: { type: 'text' },
    proposalId: { type: 'text', nullable: true },
    source: { type: 'text' },
    message: { type: 'text' },
    author: { type: 'text' },
    operations: { type: 'text' },
    at: { type: 'text' },
  },
  indices: [{ name: 'commits_version', columns: ['projectId', 'version'], unique: true }],
  foreignKeys: [{ name: 'commits_of_project', target: 'project', columnNames: ['projectId'], referencedColumnNames: ['id'], onDelete: 'CASCADE' }],
})
