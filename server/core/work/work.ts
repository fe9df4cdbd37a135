import type { CriterionId, ProjectId, TaskId } from '../plan/task.ts'

/**
 * The journal of work, in the manner of git: in a workspace people and agents run sessions, log actions while they work,
 * and end each session with a commit that says what was done. Whoever comes next reads the commits and goes on.
 */
export interface Workspace {
  readonly id: string
  /** Unique without regard to case. */
  readonly name: string
  readonly description: string
  /** The plan that this workspace carries out, if one. */
  readonly projectId: ProjectId | null
  readonly createdAt: string
}

export const workStatuses = ['active', 'completed', 'aborted'] as const
export type WorkStatus = (typeof workStatuses)[number]

export interface WorkSession {
  readonly id: string
  readonly workspaceId: string
  /** What is worked on, in words. */
  readonly task: string
  readonly description: string
  /** The task of a plan, where there is one. */
  readonly taskId: TaskId | null
  readonly projectId: ProjectId | null
  readonly status: WorkStatus
  readonly author: string
  /** Where it runs: a session is found again by its folder on its machine. */
  readonly host: string
  readonly directory: string
  /** The process that must live as long as the session does, where one was named. */
  readonly pid: number | null
  readonly startedAt: string
  /** The last sign of life. */
  readonly seenAt: string
  readonly endedAt: string | null
}

/** Something that was done within a session. */
export interface WorkAction {
  readonly id: string
  readonly sessionId: string
  readonly description: string
  /** A word of the author's own: analysis, fix, feature, test … */
  readonly type: string
  readonly at: string
}

/** What a session came to. */
export interface WorkCommit {
  readonly id: string
  readonly workspaceId: string
  readonly sessionId: string
  readonly message: string
  readonly description: string
  readonly author: string
  /** The commit of the workspace before this one. */
  readonly parentId: string | null
  readonly createdAt: string
  readonly durationSeconds: number
  /** A commit of a source repository, where one belongs to it. */
  readonly gitCommit: string | null
  readonly projectId: ProjectId | null
  readonly taskId: TaskId | null
  /** The version of the plan that it made, where it marked the task. */
  readonly planVersion: number | null
  /** The acceptance criteria that it fulfilled. */
  readonly criteria: readonly CriterionId[]
}

/** A session without a sign of life for so long is stale, unless its process is known to live. */
export const staleAfterMinutes = 240

/** Whole seconds from one moment to another, never below 0. */
export const secondsBetween = (from: string, to: string): number => Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000))

/** Whether a session has probably lost whoever ran it. `isAlive` is what is known of its process: null where nothing is. */
export function isStale(session: WorkSession, now: string, isAlive: boolean | null): boolean {
  if (session.status !== 'active') return false
  return isAlive === null ? secondsBetween(session.seenAt, now) > staleAfterMinutes * 60 : !isAlive
}
