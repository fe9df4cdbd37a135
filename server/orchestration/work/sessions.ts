import { problem, type Problem } from '../../contract/problem.ts'
import type { TaskId } from '../../core/plan/task.ts'
import { fail, ok, type Result } from '../../core/result.ts'
import type { WorkAction, WorkSession, WorkStatus } from '../../core/work/work.ts'
import type { Page, PageRequest, StorageSession } from '../../ports/storage.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../find-project.ts'
import { findActive, findSession, findWorkspace, newId } from './find.ts'

export interface StartSession {
  /** A workspace by id or name. */
  readonly workspace: string
  readonly task: string
  readonly description?: string
  readonly taskId?: string | null
  readonly host?: string
  readonly directory?: string
  readonly pid?: number | null
  /** Start also where one runs in this folder already. */
  readonly isNew?: boolean
  readonly actor: Actor
}

/** So many active sessions of a workspace are looked at; more at once nobody runs in one folder. */
const looked = { limit: 200, cursor: null }

/** Starts a session. Where one runs in the same folder of the same machine, that is a conflict, unless another is meant. */
export const startSession =
  (deps: Deps) =>
  (input: StartSession): Promise<Result<WorkSession, Problem>> =>
    deps.storage.write(async (session) => {
      const workspace = await findWorkspace(session, input.workspace)
      if (!workspace.ok) return workspace
      const [host, directory] = [input.host ?? '', input.directory ?? '']
      if (input.isNew !== true && directory !== '') {
        const running = await session.listWorkSessions(workspace.value.id, 'active', looked)
        const same = running.items.find((each) => each.directory === directory && each.host === host)
        if (same) {
          return fail(
            problem(
              'session-active',
              `A session runs in this folder already: ${same.id}, “${same.task}”. Commit or abort it first, or start a further one with --new.`,
              {
                sessionId: same.id,
              },
            ),
          )
        }
      }
      const linked = await linkedProject(session, input.taskId ?? null)
      if (!linked.ok) return linked
      const now = deps.clock.now()
      const started: WorkSession = {
        id: newId(deps, 'session'),
        workspaceId: workspace.value.id,
        task: input.task,
        description: input.description ?? '',
        taskId: (input.taskId ?? null) as TaskId | null,
        projectId: linked.value ?? workspace.value.projectId,
        status: 'active',
        author: input.actor.name,
        host,
        directory,
        pid: input.pid ?? null,
        startedAt: now,
        seenAt: now,
        endedAt: null,
      }
      await session.saveWorkSession(started)
      return ok(started)
    })

async function linkedProject(session: StorageSession, taskId: string | null): Promise<Result<WorkSession['projectId'], Problem>> {
  if (taskId === null) return ok(null)
  const projectId = await session.findProjectOfTask(taskId as TaskId)
  return projectId === undefined ? fail(notFound('task', taskId)) : ok(projectId)
}

export interface ListSessions extends PageRequest {
  readonly workspace: string
  readonly status: WorkStatus | null
}

export const listSessions =
  (deps: Deps) =>
  ({ workspace, status, ...page }: ListSessions): Promise<Result<Page<WorkSession>, Problem>> =>
    deps.storage.read(async (session) => {
      const found = await findWorkspace(session, workspace)
      return found.ok ? ok(await session.listWorkSessions(found.value.id, status, page)) : found
    })

/** A session with what was done in it. */
export interface SessionWithActions {
  readonly session: WorkSession
  readonly actions: readonly WorkAction[]
}

export const readSession =
  (deps: Deps) =>
  (id: string): Promise<Result<SessionWithActions, Problem>> =>
    deps.storage.read(async (session) => {
      const found = await findSession(session, id)
      return found.ok ? ok({ session: found.value, actions: await session.listWorkActions(id) }) : found
    })

export interface LogAction {
  readonly id: string
  readonly description: string
  readonly type?: string
}

/** Logs an action; a sign of life of the session too. */
export const logAction =
  (deps: Deps) =>
  (input: LogAction): Promise<Result<{ readonly session: WorkSession; readonly action: WorkAction }, Problem>> =>
    deps.storage.write(async (session) => {
      const found = await findActive(session, input.id)
      if (!found.ok) return found
      const at = deps.clock.now()
      const action: WorkAction = { id: newId(deps, 'action'), sessionId: input.id, description: input.description, type: input.type ?? 'note', at }
      const seen: WorkSession = { ...found.value, seenAt: at }
      await session.addWorkAction(action)
      await session.saveWorkSession(seen)
      return ok({ session: seen, action })
    })

/** Ends a session without a commit. Its actions stay. */
export const abortSession =
  (deps: Deps) =>
  (id: string): Promise<Result<WorkSession, Problem>> =>
    deps.storage.write(async (session) => {
      const found = await findActive(session, id)
      if (!found.ok) return found
      const now = deps.clock.now()
      const aborted: WorkSession = { ...found.value, status: 'aborted', seenAt: now, endedAt: now }
      await session.saveWorkSession(aborted)
      return ok(aborted)
    })

export interface ResumeSession {
  readonly id: string
  readonly host?: string
  readonly directory?: string
  readonly pid?: number | null
  readonly actor: Actor
}

/** Takes up a session that lost whoever ran it, here and now, under who asks. */
export const resumeSession =
  (deps: Deps) =>
  (input: ResumeSession): Promise<Result<WorkSession, Problem>> =>
    deps.storage.write(async (session) => {
      const found = await findActive(session, input.id)
      if (!found.ok) return found
      const resumed: WorkSession = {
        ...found.value,
        author: input.actor.name,
        host: input.host ?? found.value.host,
        directory: input.directory ?? found.value.directory,
        pid: input.pid ?? null,
        seenAt: deps.clock.now(),
      }
      await session.saveWorkSession(resumed)
      return ok(resumed)
    })
