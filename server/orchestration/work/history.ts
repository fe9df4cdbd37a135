import { problem, type Problem } from '../../contract/problem.ts'
import { nextTasks, reasonInWords } from '../../core/plan/next-tasks.ts'
import type { Task } from '../../core/plan/task.ts'
import { fail, ok, type Result } from '../../core/result.ts'
import type { WorkAction, WorkCommit, WorkSession, Workspace } from '../../core/work/work.ts'
import type { Page, PageRequest, StorageSession } from '../../ports/storage.ts'
import type { Deps } from '../deps.ts'
import { findCommit, findWorkspace } from './find.ts'

export const listCommits =
  (deps: Deps) =>
  ({ workspace, ...page }: PageRequest & { readonly workspace: string }): Promise<Result<Page<WorkCommit>, Problem>> =>
    deps.storage.read(async (session) => {
      const found = await findWorkspace(session, workspace)
      return found.ok ? ok(await session.listWorkCommits(found.value.id, page)) : found
    })

/** A commit with everything around it. */
export interface ShownCommit {
  readonly commit: WorkCommit
  readonly session: WorkSession | null
  readonly actions: readonly WorkAction[]
}

export const showCommit =
  (deps: Deps) =>
  (id: string): Promise<Result<ShownCommit, Problem>> =>
    deps.storage.read(async (session) => {
      const found = await findCommit(session, id)
      return found.ok ? ok(await shown(session, found.value)) : found
    })

const shown = async (session: StorageSession, commit: WorkCommit): Promise<ShownCommit> => ({
  commit,
  session: (await session.findWorkSession(commit.sessionId)) ?? null,
  actions: await session.listWorkActions(commit.sessionId),
})

/** A chain of commits longer than this is not walked. */
const longestWalk = 1_000

/** What happened after one commit up to another: the commits in between, oldest first, each with its actions. */
export const diffCommits =
  (deps: Deps) =>
  ({ from, to }: { readonly from: string; readonly to: string }): Promise<Result<readonly ShownCommit[], Problem>> =>
    deps.storage.read(async (session) => {
      const [first, last] = [await findCommit(session, from), await findCommit(session, to)]
      if (!first.ok) return first
      if (!last.ok) return last
      if (first.value.workspaceId !== last.value.workspaceId) {
        return fail(
          problem('validation', 'The two commits are of different workspaces.', {
            errors: [{ pointer: '/query/to', detail: 'is of another workspace' }],
          }),
        )
      }
      const between: ShownCommit[] = []
      for (let id: string | null = to; id !== null && id !== from && between.length < longestWalk;) {
        const commit: WorkCommit | undefined = await session.findWorkCommit(id)
        if (!commit) break
        between.push(await shown(session, commit))
        id = commit.parentId
      }
      const reached = from === to || between.at(-1)?.commit.parentId === from
      if (reached) return ok(between.reverse())
      return fail(
        problem('validation', `The commit ${to} does not come after ${from}. Name the earlier one first.`, {
          errors: [{ pointer: '/query/from', detail: 'is not an ancestor of the other' }],
        }),
      )
    })

/** What whoever comes next needs to go on. Bounded, so that it stays short. */
export interface Resume {
  readonly workspace: Workspace
  readonly commits: readonly ShownCommit[]
  readonly sessions: readonly { readonly session: WorkSession; readonly actions: readonly WorkAction[] }[]
  readonly next: readonly { readonly task: Pick<Task, 'id' | 'title' | 'status'>; readonly projectId: string; readonly reasons: readonly string[] }[]
  readonly proposals: readonly { readonly id: string; readonly projectId: string; readonly message: string }[]
}

const shownAtMost = { commits: 5, actions: 5, sessions: 5, next: 3, proposals: 5 }

export const resumeWork =
  (deps: Deps) =>
  (reference: string): Promise<Result<Resume, Problem>> =>
    deps.storage.read(async (session) => {
      const found = await findWorkspace(session, reference)
      if (!found.ok) return found
      const workspace = found.value
      const page = (limit: number): PageRequest => ({ limit, cursor: null })
      const commits = (await session.listWorkCommits(workspace.id, page(shownAtMost.commits))).items
      const active = (await session.listWorkSessions(workspace.id, 'active', page(shownAtMost.sessions))).items
      const withActions = async (each: WorkSession) => ({
        session: each,
        actions: (await session.listWorkActions(each.id)).slice(-shownAtMost.actions),
      })
      const { next, proposals } = await ofPlan(deps, session, workspace)
      return ok({
        workspace,
        commits: await Promise.all(commits.map((commit) => shown(session, commit))),
        sessions: await Promise.all(active.map(withActions)),
        next,
        proposals,
      })
    })

async function ofPlan(deps: Deps, session: StorageSession, { projectId }: Workspace): Promise<Pick<Resume, 'next' | 'proposals'>> {
  const stored = projectId === null ? undefined : await deps.plans.find(session, projectId)
  if (!stored || projectId === null || stored.projectTimes.deletedAt !== null) return { next: [], proposals: [] }
  const { items } = await session.listProposals(projectId, 'open', { limit: shownAtMost.proposals, cursor: null })
  const next = nextTasks(stored.plan, deps.clock.today())
    .slice(0, shownAtMost.next)
    .flatMap(({ id, reasons }) => {
      const task = stored.plan.tasks.get(id)
      return task ? [{ task: { id, title: task.title, status: task.status }, projectId, reasons: reasons.map(reasonInWords) }] : []
    })
  return { next, proposals: items.map(({ id, message }) => ({ id, projectId, message })) }
}

/** Time per session, task and author of a workspace. */
export interface WorkStats {
  readonly commits: number
  readonly seconds: number
  readonly byAuthor: readonly { readonly author: string; readonly commits: number; readonly seconds: number }[]
  readonly byTask: readonly { readonly task: string; readonly taskId: string | null; readonly commits: number; readonly seconds: number }[]
  readonly sessions: readonly { readonly sessionId: string; readonly task: string; readonly author: string; readonly seconds: number }[]
}

export const workStats =
  (deps: Deps) =>
  (reference: string): Promise<Result<WorkStats, Problem>> =>
    deps.storage.read(async (session) => {
      const found = await findWorkspace(session, reference)
      if (!found.ok) return found
      const commits: WorkCommit[] = []
      let cursor: string | null = null
      do {
        const page: Page<WorkCommit> = await session.listWorkCommits(found.value.id, { limit: 200, cursor })
        commits.push(...page.items)
        cursor = page.nextCursor
      } while (cursor !== null)
      const tasks = new Map<string, string>()
      for (const { sessionId } of commits) tasks.set(sessionId, (await session.findWorkSession(sessionId))?.task ?? '')
      const taskOf = (commit: WorkCommit): string => tasks.get(commit.sessionId) ?? ''
      return ok({
        commits: commits.length,
        seconds: sum(commits),
        byAuthor: grouped(commits, ({ author }) => author).map(([author, group]) => ({ author, commits: group.length, seconds: sum(group) })),
        byTask: grouped(commits, (commit) => commit.taskId ?? taskOf(commit)).map(([, group]) => ({
          task: group[0] ? taskOf(group[0]) : '',
          taskId: group[0]?.taskId ?? null,
          commits: group.length,
          seconds: sum(group),
        })),
        sessions: commits.map((commit) => ({
          sessionId: commit.sessionId,
          task: taskOf(commit),
          author: commit.author,
          seconds: commit.durationSeconds,
        })),
      })
    })

const sum = (commits: readonly WorkCommit[]): number => commits.reduce((total, { durationSeconds }) => total + durationSeconds, 0)

/** In groups, the one with the most time first. */
function grouped(commits: readonly WorkCommit[], keyOf: (commit: WorkCommit) => string): readonly [string, readonly WorkCommit[]][] {
  const groups = new Map<string, WorkCommit[]>()
  for (const commit of commits) groups.set(keyOf(commit), [...(groups.get(keyOf(commit)) ?? []), commit])
  return [...groups].sort(([, a], [, b]) => sum(b) - sum(a))
}
