import { leaveOut, referenced, type Resolving, skip, unknownName } from './context.ts'
import { readTaskFields } from './fields.ts'

/** Notes the updates that speak of no task, or of one that the draft deletes by name. Known before anything is moved. */
export function checkUpdates(resolving: Resolving): void {
  for (const [index, { op, taskId }] of resolving.entries.entries()) {
    if (op !== 'update') continue
    const id = referenced(taskId, resolving)
    if (id === undefined)
      skip(resolving, index, null, resolving.leftOut.has(taskId) ? 'task-left-out' : 'task-unknown', unknownName(taskId, resolving))
    else if (resolving.deletions.has(id)) skip(resolving, index, null, 'task-deleted', `“${taskId}” is deleted by this draft.`)
  }
}

/** Writes the fields of the updates, in the order of the draft. */
export function updateFields(resolving: Resolving): void {
  const { workspace, plan, ids, skipped } = resolving
  for (const [index, { op, taskId, body }] of resolving.entries.entries()) {
    if (op !== 'update' || skipped.has(index)) continue
    const id = referenced(taskId, resolving)
    const task = id === undefined ? undefined : workspace.tasks.get(id)
    if (task) {
      const fields = readTaskFields(
        body ?? {},
        task,
        () => ids.criterion(taskId),
        (field, kind, detail) => leaveOut(resolving, index, field, kind, detail),
      )
      if (Object.keys(fields).length > 0) workspace.put({ ...task, ...fields })
    } else if (id !== undefined && plan.tasks.has(id))
      skip(resolving, index, null, 'task-deleted', `“${taskId}” goes with a task above it that this draft deletes.`)
    else skip(resolving, index, null, 'task-left-out', unknownName(taskId, resolving))
  }
}
