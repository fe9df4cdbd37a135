import type { ShownCommitWire, WorkActionWire, WorkCommitWire, WorkSessionWire } from '../../contract/work.ts'

/**
 * The journal's commands print JSON under the keys of the founding document (`session_id`, `{ "commits": [...] }`),
 * since agents are told of those; the REST API keeps to camelCase like all of it.
 */
export const sessionKeys = (session: WorkSessionWire) => ({
  session_id: session.id,
  task: session.task,
  status: session.status,
  stale: session.stale,
  workspace_id: session.workspaceId,
  description: session.description,
  task_id: session.taskId,
  author: session.author,
  directory: session.directory,
  started_at: session.startedAt,
  ended_at: session.endedAt,
  duration_seconds: session.durationSeconds,
})

export const actionKeys = ({ id, sessionId, description, type, at }: WorkActionWire) => ({
  action_id: id,
  session_id: sessionId,
  description,
  type,
  created_at: at,
})

export const commitKeys = (commit: WorkCommitWire) => ({
  id: commit.id,
  message: commit.message,
  description: commit.description,
  author: commit.author,
  created_at: commit.createdAt,
  duration_seconds: commit.durationSeconds,
  parent_id: commit.parentId,
  session_id: commit.sessionId,
  workspace_id: commit.workspaceId,
  git_commit: commit.gitCommit,
  task_id: commit.taskId,
  plan_version: commit.planVersion,
  criteria: commit.criteria,
})

export const shownKeys = ({ commit, session, actions }: ShownCommitWire) => ({
  ...commitKeys(commit),
  task: session?.task ?? null,
  actions: actions.map(actionKeys),
})
