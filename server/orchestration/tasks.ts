import type { Problem } from '../contract/problem.ts'
import type { Draft, TaskDraft, TaskDraftBody } from '../core/patch/draft.ts'
import type { ProjectFields } from '../core/plan/project.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { TaskId } from '../core/plan/task.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { StoredPlan } from '../ports/storage.ts'
import type { Actor } from './actor.ts'
import { applyDraft, type AppliedDraft } from './apply-draft.ts'
import { placeOnBoard, type BoardMove } from './board.ts'
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

/** A small draft on the head, whatever that is by then: what the forms of the page and simple scripts send. */
async function change(
  deps: Deps,
  plan: Plan,
  taskPatches: readonly TaskDraft[],
  message: string,
  by: OneTaskChange,
): Promise<Result<AppliedDraft, Problem>> {
  const draft: Draft = { baseVersion: plan.version, message, taskPatches }
  const expected = by.expectedVersion === undefined ? {} : { expectedVersion: by.expectedVersion }
  return applyDraft(deps)({ projectId: plan.project.id, draft, actor: by.actor, source: 'edit', onHead: true, ...expected })
}

export const createTask =
  (deps: Deps) =>
  async (input: OneTaskChange & { readonly projectId: string; readonly body: TaskDraftBody }): Promise<Result<ChangedTask, Problem>> => {
    const found = await deps.storage.read((session) => findProject(deps, session, input.projectId))
    if (!found.ok) return found
    const entry: TaskDraft = { op: 'create', taskId: 'new-1', body: input.body }
    const applied = await change(deps, found.value.plan, [entry], `Add “${input.body.title ?? ''}”`, input)
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
    const applied = await change(deps, plan, [entry], `Change “${title}”`, input)
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
    const applied = await change(deps, plan, [entry], `Delete “${title}”`, input)
    return applied.ok ? ok({ ...applied.value, taskId: null }) : applied
  }

export interface MoveTask extends OneTaskChange, BoardMove {
  readonly id: string
  readonly parentTaskId?: string | null
  readonly afterTaskId?: string | null
}

/** Moves a task in the tree, on the board, or both, as one commit. */
export const moveTask =
  (deps: Deps) =>
  async (input: MoveTask): Promise<Result<ChangedTask, Problem>> => {
    const located = await readTask(deps)(input.id)
    if (!located.ok) return located
    const { stored, taskId } = located.value
    const placed = placeOnBoard(stored.plan, taskId, input)
    if (!placed.ok) return placed
    const boardRank = placed.value
    const body: TaskDraftBody = {
      ...(input.parentTaskId === undefined ? {} : { parentTaskId: input.parentTaskId }),
      ...(input.afterTaskId === undefined ? {} : { afterTaskId: input.afterTaskId }),
      ...(input.status === undefined ? {} : { status: input.status }),
      ...(input.priority === undefined ? {} : { priority: input.priority }),
      ...(input.assignee === undefined ? {} : { assignee: input.assignee }),
      ...(boardRank === undefined ? {} : { boardRank }),
    }
    const title = stored.plan.tasks.get(taskId)?.title ?? ''
    const applied = await change(deps, stored.plan, [{ op: 'update', taskId, body }], `Move “${title}”`, input)
    return applied.ok ? ok({ ...applied.value, taskId }) : applied
  }

/** The project's own fields, as a patch on the head. */
export const changeProject =
  (deps: Deps) =>
  async (input: OneTaskChange & { readonly id: string; readonly fields: Partial<ProjectFields> }): Promise<Result<AppliedDraft, Problem>> => {
    const found = await deps.storage.read((session) => findProject(deps, session, input.id))
    if (!found.ok) return found
    const draft: Draft = { baseVersion: found.value.plan.version, message: 'Change the project', metaUpdates: input.fields, taskPatches: [] }
    return applyDraft(deps)({
      projectId: input.id,
      draft,
      actor: input.actor,
      source: 'edit',
      onHead: true,
      ...(input.expectedVersion === undefined ? {} : { expectedVersion: input.expectedVersion }),
    })
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
