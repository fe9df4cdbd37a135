import type { WorkAction, WorkCommit, WorkSession, WorkStatus, Workspace } from '../core/work/work.ts'
import type { Page, PageRequest } from './storage.ts'

/** The journal of work as stored. Knows no rules beyond unique ids and names. */
export interface WorkJournal {
  saveWorkspace(workspace: Workspace): Promise<void>
  /** By id, or by name without regard to case. */
  findWorkspace(reference: string): Promise<Workspace | undefined>
  /** Oldest first. */
  listWorkspaces(): Promise<readonly Workspace[]>

  saveWorkSession(session: WorkSession): Promise<void>
  findWorkSession(id: string): Promise<WorkSession | undefined>
  /** Newest first. */
  listWorkSessions(workspaceId: string, status: WorkStatus | null, page: PageRequest): Promise<Page<WorkSession>>

  addWorkAction(action: WorkAction): Promise<void>
  findWorkAction(id: string): Promise<WorkAction | undefined>
  /** Oldest first. */
  listWorkActions(sessionId: string): Promise<readonly WorkAction[]>

  addWorkCommit(commit: WorkCommit): Promise<void>
  findWorkCommit(id: string): Promise<WorkCommit | undefined>
  /** Newest first. */
  listWorkCommits(workspaceId: string, page: PageRequest): Promise<Page<WorkCommit>>
}
