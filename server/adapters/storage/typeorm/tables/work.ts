import { EntitySchema } from 'typeorm'

/** A row of the journal of work: what is searched for as columns, the rest as JSON in `details`. */
interface WorkRow {
  ordinal: number
  id: string
  details: string
}

export interface WorkspaceRow extends WorkRow {
  nameKey: string
}

export interface WorkSessionRow extends WorkRow {
  workspaceId: string
  status: string
}

export interface WorkActionRow extends WorkRow {
  sessionId: string
}

export interface WorkCommitRow extends WorkRow {
  workspaceId: string
}

const ordinal = { type: 'integer', primary: true, generated: 'increment' } as const
const text = { type: 'text' } as const

export const workSpaces = new EntitySchema<WorkspaceRow>({
  name: 'workSpace',
  tableName: 'work_spaces',
  columns: { ordinal, id: text, nameKey: text, details: text },
  indices: [
    { name: 'work_spaces_id', columns: ['id'], unique: true },
    { name: 'work_spaces_name', columns: ['nameKey'], unique: true },
  ],
})

export const workSessions = new EntitySchema<WorkSessionRow>({
  name: 'workSession',
  tableName: 'work_sessions',
  columns: { ordinal, id: text, workspaceId: text, status: text, details: text },
  indices: [
    { name: 'work_sessions_id', columns: ['id'], unique: true },
    { name: 'work_sessions_by_workspace', columns: ['workspaceId', 'status', 'ordinal'] },
  ],
})

export const workActions = new EntitySchema<WorkActionRow>({
  name: 'workAction',
  tableName: 'work_actions',
  columns: { ordinal, id: text, sessionId: text, details: text },
  indices: [
    { name: 'work_actions_id', columns: ['id'], unique: true },
    { name: 'work_actions_by_session', columns: ['sessionId', 'ordinal'] },
  ],
})

export const workCommits = new EntitySchema<WorkCommitRow>({
  name: 'workCommit',
  tableName: 'work_commits',
  columns: { ordinal, id: text, workspaceId: text, details: text },
  indices: [
    { name: 'work_commits_id', columns: ['id'], unique: true },
    { name: 'work_commits_by_workspace', columns: ['workspaceId', 'ordinal'] },
  ],
})
