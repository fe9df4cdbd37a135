import { z } from 'zod'
import { limits } from '../core/plan/limits.ts'
import { isStale, secondsBetween, workStatuses, type WorkAction, type WorkCommit, type WorkSession } from '../core/work/work.ts'
import { id, line, text } from './text.ts'

export const workspaceWire = z
  .object({ id: z.string(), name: z.string(), description: z.string(), projectId: z.string().nullable(), createdAt: z.string() })
  .meta({ id: 'Workspace', description: 'Where work is logged; it may carry out one plan' })

export const workSessionWire = z
  .object({
    id: z.string(),
    workspaceId: z.string(),
    task: z.string(),
    description: z.string(),
    taskId: z.string().nullable(),
    projectId: z.string().nullable(),
    status: z.enum(workStatuses),
    stale: z.boolean().meta({ description: 'Active without a sign of life for four hours: resume it, or abort it' }),
    author: z.string(),
    host: z.string(),
    directory: z.string(),
    pid: z.int().nullable(),
    startedAt: z.string(),
    seenAt: z.string(),
    endedAt: z.string().nullable(),
    durationSeconds: z.int(),
  })
  .meta({ id: 'WorkSession' })

export const workActionWire = z
  .object({ id: z.string(), sessionId: z.string(), description: z.string(), type: z.string(), at: z.string() })
  .meta({ id: 'WorkAction' })

export const workCommitWire = z
  .object({
    id: z.string(),
    workspaceId: z.string(),
    sessionId: z.string(),
    message: z.string(),
    description: z.string(),
    author: z.string(),
    parentId: z.string().nullable(),
    createdAt: z.string(),
    durationSeconds: z.int(),
    gitCommit: z.string().nullable(),
    projectId: z.string().nullable(),
    taskId: z.string().nullable(),
    planVersion: z.int().nullable().meta({ description: 'The version of the plan that marking the task made' }),
    criteria: z.array(z.string()).meta({ description: 'The acceptance criteria that it fulfilled' }),
  })
  .meta({ id: 'WorkCommit' })

export const shownCommitWire = z
  .object({ commit: workCommitWire, session: workSessionWire.nullable(), actions: z.array(workActionWire) })
  .meta({ id: 'ShownWorkCommit' })

export const newWorkspaceBody = z
  .strictObject({ name: line(limits.name), description: text(limits.description).optional(), projectId: id.nullable().optional() })
  .meta({ id: 'NewWorkspace' })

const place = { host: line(limits.name).optional(), directory: line(1_000).optional(), pid: z.int().min(1).nullable().optional() }

export const startSessionBody = z
  .strictObject({
    task: line(limits.title),
    description: text(limits.description).optional(),
    taskId: id.nullable().optional().meta({ description: 'The task of a plan that is worked on' }),
    ...place,
    isNew: z.boolean().optional().meta({ description: 'Also where one runs in this folder already' }),
  })
  .meta({ id: 'StartSession' })

export const resumeSessionBody = z.strictObject(place).meta({ id: 'ResumeSession' })

export const logActionBody = z.strictObject({ description: text(limits.description), type: line(50).optional() }).meta({ id: 'LogAction' })

export const commitSessionBody = z
  .strictObject({
    message: line(limits.title),
    description: text(limits.description).optional(),
    gitCommit: line(100).nullable().optional(),
    criteria: z.array(line(limits.criterion)).max(limits.criteria).optional().meta({ description: 'Ids or texts of criteria of the linked task' }),
    taskDone: z.boolean().optional().meta({ description: 'Marks the linked task done, with the time of the session' }),
  })
  .meta({ id: 'CommitSession' })

export const resumeWire = z
  .object({
    workspace: workspaceWire,
    commits: z.array(shownCommitWire),
    sessions: z.array(z.object({ session: workSessionWire, actions: z.array(workActionWire) })),
    next: z.array(
      z.object({
        task: z.object({ id: z.string(), title: z.string(), status: z.string() }),
        projectId: z.string(),
        reasons: z.array(z.string()),
      }),
    ),
    proposals: z.array(z.object({ id: z.string(), projectId: z.string(), message: z.string() })),
  })
  .meta({ id: 'Resume' })

export const workStatsWire = z
  .object({
    commits: z.int(),
    seconds: z.int(),
    byAuthor: z.array(z.object({ author: z.string(), commits: z.int(), seconds: z.int() })),
    byTask: z.array(z.object({ task: z.string(), taskId: z.string().nullable(), commits: z.int(), seconds: z.int() })),
    sessions: z.array(z.object({ sessionId: z.string(), task: z.string(), author: z.string(), seconds: z.int() })),
  })
  .meta({ id: 'WorkStats' })

export type WorkspaceWire = z.infer<typeof workspaceWire>
export type WorkSessionWire = z.infer<typeof workSessionWire>
export type WorkActionWire = z.infer<typeof workActionWire>
export type WorkCommitWire = z.infer<typeof workCommitWire>
export type ShownCommitWire = z.infer<typeof shownCommitWire>
export type ResumeWire = z.infer<typeof resumeWire>
export type WorkStatsWire = z.infer<typeof workStatsWire>

/** A session as of now. Whether its process lives is known on its own machine only, so it is told by time alone. */
export const workSessionToWire = (session: WorkSession, now: string): WorkSessionWire => ({
  ...session,
  stale: isStale(session, now, null),
  durationSeconds: secondsBetween(session.startedAt, session.endedAt ?? now),
})

export const workCommitToWire = (commit: WorkCommit): WorkCommitWire => ({ ...commit, criteria: [...commit.criteria] })

interface ShownCommit {
  readonly commit: WorkCommit
  readonly session: WorkSession | null
  readonly actions: readonly WorkAction[]
}

export const shownCommitToWire = ({ commit, session, actions }: ShownCommit, now: string): ShownCommitWire => ({
  commit: workCommitToWire(commit),
  session: session && workSessionToWire(session, now),
  actions: [...actions],
})
