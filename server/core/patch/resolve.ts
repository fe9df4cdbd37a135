import { limits } from '../plan/limits.ts'
import type { Plan } from '../plan/plan.ts'
import type { TaskId } from '../plan/task.ts'
import type { DraftIssue } from './conflict.ts'
import { diff } from './diff.ts'
import type { Draft } from './draft.ts'
import type { Operation } from './operation.ts'
import { type NewIds, type Resolving, resolvingOf } from './resolving/context.ts'
import { readCreates } from './resolving/creates.ts'
import { mendDates } from './resolving/dates.ts'
import { deleteTasks, leaveOutDeletes, readDeletions } from './resolving/deletes.ts'
import { addDependencies, readDependencies, removeDependencies } from './resolving/dependencies.ts'
import { updateProject } from './resolving/project.ts'
import { Structure } from './resolving/structure.ts'
import { checkUpdates, updateFields } from './resolving/updates.ts'

/** What a draft comes to on a plan. */
export interface Resolved {
  /** Canonical, and they apply to the plan. */
  readonly operations: readonly Operation[]
  /** The plan that the operations lead to. */
  readonly after: Plan
  /** What was left out, in the order of the draft. */
  readonly issues: readonly DraftIssue[]
  /** The ids given to the local names of the tasks that are created. */
  readonly taskIds: ReadonlyMap<string, TaskId>
}

/**
 * Turns a draft into operations on a plan: local names become ids, "under X, after Y" becomes places, whole sets
 * become differences. Total: whatever the draft says, the operations apply, and what had to be left out is an issue
 * that a model or a person can act on. A bad field leaves the rest of its entry, a bad entry the rest of the draft.
 * A draft says how things shall be, not in which steps: so its entries may come in any order.
 */
export function resolve(draft: Draft, plan: Plan, ids: NewIds): Resolved {
  const resolving = resolvingOf({ ...draft, taskPatches: draft.taskPatches.slice(0, limits.operations) }, plan, ids)
  if (isForeign(draft, resolving)) return { operations: [], after: plan, issues: resolving.issues, taskIds: resolving.names }
  updateProject(draft.metaUpdates, resolving)
  resolveTasks(resolving)
  const excess = draft.taskPatches.length - limits.operations
  if (excess > 0) note(resolving, 'draft', 'too-many', `A draft holds at most ${limits.operations} entries; the last ${excess} were left out.`)
  const after = resolving.workspace.finish()
  const operations = diff(plan, after, resolving.workspace.tasks.written())
  return { operations, after, issues: inOrder(resolving.issues), taskIds: resolving.names }
}

function resolveTasks(resolving: Resolving): void {
  const created = readCreates(resolving)
  readDeletions(resolving)
  checkUpdates(resolving)
  const wanted = readDependencies(resolving)
  removeDependencies(wanted, resolving)
  const structure = new Structure(resolving, created)
  structure.settle()
  // What is deleted may have been in the way; what could not be moved away from it is kept.
  deleteTasks(resolving, structure.stranded())
  structure.giveUp()
  leaveOutDeletes(deleteTasks(resolving, structure.stranded()), resolving)
  updateFields(resolving)
  mendDates(resolving)
  addDependencies(wanted, resolving)
}

function isForeign(draft: Draft, resolving: Resolving): boolean {
  const own = resolving.plan.project.id
  if (draft.projectId === undefined || draft.projectId === own) return false
  note(resolving, 'projectId', 'project-unknown', `The draft is for the project “${draft.projectId}”, not for this one (“${own}”).`)
  return true
}

const note = ({ issues }: Resolving, field: string, kind: string, detail: string): void =>
  void issues.push({ index: -1, taskId: null, field, kind, detail })

const inOrder = (issues: readonly DraftIssue[]): readonly DraftIssue[] => [...issues].sort((a, b) => a.index - b.index)
