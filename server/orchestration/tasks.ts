import type { Problem } from '../contract/problem.ts'
import type { Draft, TaskDraft, TaskDraftBody } from '../core/patch/draft.ts'
import type { ProjectFields } from '../core/plan/project.ts'
import type { TaskId } from '../core/plan/task.ts'
import { rankBetween } from '../core/plan/rank.ts'
import { byCodeUnit } from '../core/plan/order.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { StoredPlan } from '../ports/storage.ts'
import type { Actor } from './actor.ts'
import { applyDraft, type AppliedDraft } from './apply-draft.ts'
import type { Deps } from './deps.ts'
import { findProject, notFound } from './find-project.ts'

/** Where a task is, with the head of its project. */
export interface LocatedTask {
  readonly stored: StoredPlan
  readonly taskId: TaskId
}

export const readTask =
  (deps: Deps) =>
  (id: string): Promise<Result<LocatedTask, Problem>> =>
    deps.storage.read(async (session) => {
      const projectId = await session.findProjectOfTask(id as TaskId)
      if (projectId === undefined) return fail(notFound('task', id))
      const found = await findProject(deps, session, projectId)
      return found.ok ? ok({ stored: found.value, taskId: id as TaskId }) : found
    })

export interface OneTaskChange {
  readonly actor: Actor
  readonly expectedVersion?: number
}

export interface ChangedTask extends AppliedDraft {
  /** The task created or changed; null where it was deleted. */
  readonly taskId: TaskId | null
}

/** A one-task draft on the head: what the forms of the page and simple scripts send. */
async function change(deps: Deps, projectId: string, head: number, entry: TaskDraft, message: string, by: OneTaskChange): Promise<Result<AppliedDraft, Problem>> {
  const draft: Draft = { baseVersion: head, message, taskPatches: [entry] }
  return applyDraft(deps)({ projectId, draft, actor: by.actor, source: 'edit', ...(by.expectedVersion === undefined ? {} : { expectedVersion: by.expectedVersion }) })
}

export const createTask =
  (deps: Deps) =>
  async (input: OneTaskChange & { readonly projectId: string; readonly body: TaskDraftBody }): Promise<Result<ChangedTask, Problem>> => {
    const found = await deps.storage.read((session) => findProject(deps, session, input.projectId))
    if (!found.ok) return found
    const entry: TaskDraft = { op: 'create', taskId: 'new-1', body: input.body }
    const applied = await change(deps, input.projectId, found.value.plan.version, entry, `Add “${input.body.title ?? ''}”`, input)
    return applied.ok ? ok({ ...applied.value, taskId: applied.value.taskIds['new-1'] ?? null }) : applied
  }

export const updateTask =
  (deps: Deps) =>
  async (input: OneTaskChange & { readonly id: string; readonly body: TaskDraftBody }): Promise<Result<ChangedTask, Problem>> => {
    const located = await readTask(deps)(input.id)
    if (!located.ok) return located
    const { plan } = located.value.stored
    const title = plan.tasks.get(located.value.taskId)?.title ?? ''
    const entry: TaskDraft = { op: 'update', taskId: input.id, body: input.body }
    const applied = await change(deps, plan.project.id, plan.version, entry, `Change “${title}”`, input)
    return applied.ok ? ok({ ...applied.value, taskId: located.value.taskId }) : applied
  }

/** Deletes a task with everything below it, or (`promote`) lets its children take its place. */
export const deleteTask =
  (deps: Deps) =>
  async (input: OneTaskChange & { readonly id: string; readonly promote: boolean }): Promise<Result<ChangedTask, Problem>> => {
    const located = await readTask(deps)(input.id)
    if (!located.ok) return located
    const { plan } = located.value.stored
    const title = plan.tasks.get(located.value.taskId)?.title ?? ''
    const entry: TaskDraft = { op: 'delete', taskId: input.id, ...(input.promote ? { body: { children: 'promote' } } : {}) }
    const applied = await change(deps, plan.project.id, plan.version, entry, `Delete “${title}”`, input)
    return applied.ok ? ok({ ...applied.value, taskId: null }) : applied
  }

export interface MoveTask extends OneTaskChange {
  readonly id: string
  readonly parentTaskId?: string | null
  readonly afterTaskId?: string | null
  /** To another column of the board. */
  readonly status?: NonNullable<TaskDraftBody['status']>
  /** Its place in that column: after that card, or (null) first. */
  readonly boardAfterTaskId?: string | null
}

/** Moves a task in the tree, on the board, or both, as one commit. */
export const moveTask =
  (deps: Deps) =>
  async (input: MoveTask): Promise<Result<ChangedTask, Problem>> => {
    const located = await readTask(deps)(input.id)
    if (!located.ok) return located
    const { stored, taskId } = located.value
    const boardRank = boardRankAfter(stored, taskId, input)
    if (!boardRank.ok) return boardRank
    const body: TaskDraftBody = {
      ...(input.parentTaskId === undefined ? {} : { parentTaskId: input.parentTaskId }),
      ...(input.afterTaskId === undefined ? {} : { afterTaskId: input.afterTaskId }),
      ...(input.status === undefined ? {} : { status: input.status }),
      ...(boardRank.value === undefined ? {} : { boardRank: boardRank.value }),
    }
    const title = stored.plan.tasks.get(taskId)?.title ?? ''
    const applied = await change(deps, stored.plan.project.id, stored.plan.version, { op: 'update', taskId, body }, `Move “${title}”`, input)
    return applied.ok ? ok({ ...applied.value, taskId }) : applied
  }

/** The rank that puts a card after another one of the same column. Cards never dragged follow the dragged ones. */
function boardRankAfter({ plan }: StoredPlan, taskId: TaskId, input: MoveTask): Result<string | undefined, Problem> {
  if (input.boardAfterTaskId === undefined) return ok(undefined)
  const status = input.status ?? plan.tasks.get(taskId)?.status
  const ranks = [...plan.tasks.values()]
    .filter((task) => task.status === status && task.id !== taskId && task.boardRank !== null)
    .map((task) => task.boardRank ?? '')
    .sort(byCodeUnit)
  if (input.boardAfterTaskId === null) return ok(rankBetween(null, ranks[0] ?? null))
  const before = plan.tasks.get(input.boardAfterTaskId as TaskId)
  if (!before) return fail(notFound('task', input.boardAfterTaskId))
  if (before.boardRank === null) return ok(rankBetween(ranks.at(-1) ?? null, null))
  const rank = before.boardRank
  return ok(rankBetween(rank, ranks.find((other) => other > rank) ?? null))
}

/** The project's own fields, as a patch on the head. */
export const changeProject =
  (deps: Deps) =>
  async (input: OneTaskChange & { readonly id: string; readonly fields: Partial<ProjectFields> }): Promise<Result<AppliedDraft, Problem>> => {
    const found = await deps.storage.read((session) => findProject(deps, session, input.id))
    if (!found.ok) return found
    const draft: Draft = { baseVersion: found.value.plan.version, message: 'Change the project', metaUpdates: input.fields, taskPatches: [] }
    return applyDraft(deps)({ projectId: input.id, draft, actor: input.actor, source: 'edit', ...(input.expectedVersion === undefined ? {} : { expectedVersion: input.expectedVersion }) })
  }

export interface TaskFilter {
  readonly q: string | null
  readonly status: string | null
  readonly priority: string | null
  readonly tag: string | null
  readonly assignee: string | null
  /** The children of a task; "root": the root tasks. */
  readonly parentId: string | null
}

/** Whether a task passes a filter. Text is looked for in title and description, case folded. */
export function matches({ plan }: StoredPlan, taskId: TaskId, filter: TaskFilter): boolean {
  const task = plan.tasks.get(taskId)
  if (!task) return false
  if (filter.status !== null && task.status !== filter.status) return false
  if (filter.priority !== null && task.priority !== filter.priority) return false
  if (filter.tag !== null && !task.tags.includes(filter.tag)) return false
  if (filter.assignee !== null && task.assignee?.name !== filter.assignee) return false
  if (filter.parentId === 'root' && task.parentId !== null) return false
  if (filter.parentId !== null && filter.parentId !== 'root' && task.parentId !== filter.parentId) return false
  if (filter.q === null) return true
  const needle = filter.q.toLowerCase()
  return task.title.toLowerCase().includes(needle) || task.description.toLowerCase().includes(needle)
}
