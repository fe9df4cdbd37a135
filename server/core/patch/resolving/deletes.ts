import { childrenOf } from '../../plan/plan.ts'
import type { TaskId } from '../../plan/task.ts'
import { depthOf, subtreeOf } from '../../plan/tree.ts'
import { leaveOut, referenced, type Resolving, unknownName } from './context.ts'
import { placeTask } from './placement.ts'

/** Notes which tasks of the plan the draft deletes. Deleting one twice is no more than deleting it. */
export function readDeletions(resolving: Resolving): void {
  for (const [index, { op, taskId, body }] of resolving.entries.entries()) {
    if (op !== 'delete') continue
    const id = referenced(taskId, resolving)
    // One that the draft creates itself was left out with its create.
    if (id === undefined && !resolving.leftOut.has(taskId)) leaveOut(resolving, index, null, 'task-unknown', unknownName(taskId, resolving))
    if (id === undefined || !resolving.plan.tasks.has(id)) continue
    const promote = body?.children === 'promote'
    const earlier = resolving.deletions.get(id)
    if (!earlier) resolving.deletions.set(id, { index, promote })
    else if (earlier.promote !== promote)
      leaveOut(
        resolving,
        index,
        'children',
        'contradiction',
        `The draft deletes “${taskId}” both with its children and without them; the first entry stands.`,
      )
  }
}

/**
 * Deletes what the draft deletes, lowest first: with the subtree, or (`promote`) with its children in its place. What
 * would take along a task that was to be moved away, and could not be, is kept back. The ones kept back.
 */
export function deleteTasks(resolving: Resolving, stranded: ReadonlySet<TaskId>): readonly TaskId[] {
  const { workspace, deletions } = resolving
  const present = [...deletions.keys()].filter((id) => workspace.tasks.has(id))
  const depths = new Map(present.map((id) => [id, depthOf(workspace, id)]))
  const kept: TaskId[] = []
  for (const id of present.sort((a, b) => (depths.get(b) ?? 0) - (depths.get(a) ?? 0))) {
    if (!workspace.tasks.has(id)) continue
    if (deletions.get(id)?.promote) {
      promoteChildren(id, resolving)
      removeTasks([id], resolving)
      continue
    }
    const subtree = subtreeOf(workspace, id)
    if (subtree.some((below) => below !== id && stranded.has(below))) kept.push(id)
    else removeTasks(subtree, resolving)
  }
  return kept
}

/** Notes the deletes that were kept back for good. */
export function leaveOutDeletes(kept: readonly TaskId[], resolving: Resolving): void {
  for (const id of kept) {
    const title = resolving.workspace.tasks.get(id)?.title ?? id
    const index = resolving.deletions.get(id)?.index ?? -1
    leaveOut(
      resolving,
      index,
      null,
      'delete-takes-along',
      `Deleting “${title}” would take along a task that was to be moved away from it first, and that move was left out.`,
    )
  }
}

/** The children take the place of their parent, in their order. */
function promoteChildren(id: TaskId, { workspace }: Resolving): void {
  const parentId = workspace.tasks.get(id)?.parentId ?? null
  let anchor = id
  for (const child of [...childrenOf(workspace, id)]) {
    const task = workspace.tasks.get(child)
    if (task) placeTask(task, parentId, anchor, workspace)
    anchor = child
  }
}

/** Takes tasks out, children first, and then the dependencies on them. */
function removeTasks(ids: readonly TaskId[], { workspace }: Resolving): void {
  for (const id of [...ids].reverse()) {
    const task = workspace.tasks.get(id)
    if (task) workspace.remove(task)
  }
  for (const id of ids) {
    for (const dependant of [...(workspace.dependants.get(id) ?? [])]) {
      const task = workspace.tasks.get(dependant)
      if (task) workspace.put({ ...task, dependsOn: task.dependsOn.filter((needed) => needed !== id) })
    }
  }
}
