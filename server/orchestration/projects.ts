import { problem, type Problem } from '../contract/problem.ts'
import { planOf } from '../core/plan/plan.ts'
import { toSet } from '../core/plan/order.ts'
import { projectDefaults, type ProjectFields, type ProjectStatus } from '../core/plan/project.ts'
import type { ProjectId } from '../core/plan/task.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { Page, PageRequest, ProjectSummary, StorageSession, StoredPlan } from '../ports/storage.ts'
import type { Deps } from './deps.ts'
import { checkVersion, findProject, notFound } from './find-project.ts'

/** Days a deleted project stays restorable. */
export const trashDays = 30

/** Makes an empty project, at version 0. */
export const createProject =
  (deps: Deps) =>
  async (fields: Partial<ProjectFields> & { readonly title: string }): Promise<Result<StoredPlan, Problem>> => {
    const dates = checkDates(fields.startDate ?? null, fields.dueDate ?? null)
    if (dates) return fail(dates)
    const stored = newProject(deps, fields)
    await deps.storage.write((session) => storeProject(session, stored))
    deps.feed.publish({ kind: 'project', projectId: stored.plan.project.id, change: 'created' })
    return ok(stored)
  }

/** A project that is not stored yet. */
export function newProject(deps: Deps, fields: Partial<ProjectFields> & { readonly title: string }): StoredPlan {
  const now = deps.clock.now()
  const project = { ...projectDefaults, ...fields, tags: toSet(fields.tags ?? []), id: deps.ids.next() as ProjectId }
  return { plan: planOf(project, []), projectTimes: { createdAt: now, updatedAt: now, deletedAt: null }, taskTimes: new Map() }
}

/** Within a transaction: stores a new project. The caller tells the feed. */
export const storeProject = (session: StorageSession, { plan, projectTimes }: StoredPlan): Promise<void> =>
  session.createProject(plan, projectTimes.createdAt)

const checkDates = (startDate: string | null, dueDate: string | null): Problem | undefined =>
  startDate !== null && dueDate !== null && dueDate < startDate
    ? problem('validation', 'The due date lies before the start date.', {
        errors: [{ pointer: '/dueDate', detail: `must not be before startDate (${startDate})` }],
      })
    : undefined

export interface ListProjects extends PageRequest {
  readonly q: string | null
  readonly status: ProjectStatus | null
  readonly deleted: boolean
}

export const listProjects =
  (deps: Deps) =>
  ({ q, status, deleted, ...page }: ListProjects): Promise<Page<ProjectSummary>> =>
    deps.storage.read((session) => session.listProjects({ q, status, deleted }, page))

/** The head of a project. */
export const readProject =
  (deps: Deps) =>
  (id: string): Promise<Result<StoredPlan, Problem>> =>
    deps.storage.read((session) => findProject(deps, session, id))

/** To the trash. Deleting what is there already changes nothing. */
export const deleteProject =
  (deps: Deps) =>
  async (input: { readonly id: string; readonly expectedVersion?: number }): Promise<Result<null, Problem>> => {
    const id = input.id as ProjectId
    const outcome = await deps.storage.write(async (session): Promise<Result<boolean, Problem>> => {
      const stored = await deps.plans.find(session, id)
      if (!stored) return fail(notFound('project', id))
      const moved = checkVersion(stored, input.expectedVersion)
      if (moved) return fail(moved)
      if (stored.projectTimes.deletedAt !== null) return ok(false)
      await session.setDeleted(id, deps.clock.now())
      return ok(true)
    })
    if (!outcome.ok) return outcome
    if (outcome.value) tell(deps, id, 'deleted')
    return ok(null)
  }

/** For good. Asks for the title, so that no stray call destroys a project. */
export const purgeProject =
  (deps: Deps) =>
  async (input: { readonly id: string; readonly confirm: string | null; readonly expectedVersion?: number }): Promise<Result<null, Problem>> => {
    const id = input.id as ProjectId
    const outcome = await deps.storage.write(async (session): Promise<Result<null, Problem>> => {
      const stored = await deps.plans.find(session, id)
      if (!stored) return fail(notFound('project', id))
      const moved = checkVersion(stored, input.expectedVersion)
      if (moved) return fail(moved)
      const { title } = stored.plan.project
      if (input.confirm !== title) {
        const detail = `Deleting for good needs ?confirm= with the exact title of the project: ${JSON.stringify(title)}.`
        return fail(problem('validation', detail, { errors: [{ pointer: '/query/confirm', detail: 'must be the title of the project' }] }))
      }
      await session.purgeProject(id)
      return ok(null)
    })
    if (outcome.ok) tell(deps, id, 'purged')
    return outcome
  }

/** Out of the trash. Restoring what is not there changes nothing. */
export const restoreProject =
  (deps: Deps) =>
  async (input: { readonly id: string }): Promise<Result<StoredPlan, Problem>> => {
    const id = input.id as ProjectId
    const outcome = await deps.storage.write(async (session): Promise<Result<{ stored: StoredPlan; wasDeleted: boolean }, Problem>> => {
      const stored = await deps.plans.find(session, id)
      if (!stored) return fail(notFound('project', id))
      if (stored.projectTimes.deletedAt === null) return ok({ stored, wasDeleted: false })
      await session.setDeleted(id, null)
      return ok({ stored: { ...stored, projectTimes: { ...stored.projectTimes, deletedAt: null } }, wasDeleted: true })
    })
    if (!outcome.ok) return outcome
    if (outcome.value.wasDeleted) tell(deps, id, 'restored')
    return ok(outcome.value.stored)
  }

/** Empties the trash of what has been there longer than it is kept. Gives how many projects went. */
export const emptyTrash = (deps: Deps) => async (): Promise<number> => {
  const limit = new Date(Date.parse(deps.clock.now()) - trashDays * 86_400_000).toISOString()
  const gone = await deps.storage.write(async (session) => {
    const ids = await session.findDeletedBefore(limit)
    for (const id of ids) await session.purgeProject(id)
    return ids
  })
  for (const id of gone) tell(deps, id, 'purged')
  return gone.length
}

function tell(deps: Deps, projectId: ProjectId, change: 'deleted' | 'restored' | 'purged'): void {
  deps.plans.forget(projectId)
  deps.feed.publish({ kind: 'project', projectId, change })
}
