import type { Plan } from '../../plan/plan.ts'
import type { CriterionId, TaskId } from '../../plan/task.ts'
import type { DraftIssue } from '../conflict.ts'
import type { Draft, TaskDraft } from '../draft.ts'
import { Workspace } from '../workspace.ts'

/** Where new ids come from. */
export interface NewIds {
  task(localName: string): TaskId
  /** For a criterion of a task, by the name that the draft gives that task. */
  criterion(taskName: string): CriterionId
}

/** An entry of the draft that says where a deletion was asked for. */
export interface Deletion {
  readonly index: number
  readonly promote: boolean
}

/** A draft on its way to operations: what it is made on, what was made of it so far, and what was left out. */
export interface Resolving {
  readonly plan: Plan
  readonly workspace: Workspace
  readonly entries: readonly TaskDraft[]
  readonly ids: NewIds
  readonly issues: DraftIssue[]
  /** Entries that were left out whole, by their index. */
  readonly skipped: Set<number>
  /** The tasks to be created, by local name. Not all of them find their place. */
  readonly names: Map<string, TaskId>
  /** Creates that were left out for a reason of their own, by local name. */
  readonly leftOut: Map<string, TaskDraft>
  /** Tasks of the plan that are to be deleted. */
  readonly deletions: Map<TaskId, Deletion>
}

export const resolvingOf = (draft: Draft, plan: Plan, ids: NewIds): Resolving => ({
  plan,
  workspace: new Workspace(plan),
  entries: draft.taskPatches,
  ids,
  issues: [],
  skipped: new Set(),
  names: new Map(),
  leftOut: new Map(),
  deletions: new Map(),
})

/** What a name in a draft stands for: a task to be created, or one of the plan. */
export function referenced(name: string, { names, plan }: Resolving): TaskId | undefined {
  const created = names.get(name)
  if (created !== undefined) return created
  // `as`: whatever the plan has a task under is a task id.
  return plan.tasks.has(name as TaskId) ? (name as TaskId) : undefined
}

/** Leaves out an entry whole, once. */
export function skip(resolving: Resolving, index: number, field: string | null, kind: string, detail: string): void {
  if (!resolving.skipped.has(index)) leaveOut(resolving, index, field, kind, detail)
  resolving.skipped.add(index)
}

/** Notes what was left out of an entry, and why. */
export function leaveOut(resolving: Resolving, index: number, field: string | null, kind: string, detail: string): void {
  resolving.issues.push({ index, taskId: resolving.entries[index]?.taskId ?? null, field, kind, detail })
}

/** Why a name stands for nothing, in words. */
export function unknownName(name: string, { leftOut }: Resolving): string {
  return leftOut.has(name)
    ? `“${name}” was left out of this draft itself.`
    : `There is no task “${name}” in this plan, and the draft creates none under that name.`
}
