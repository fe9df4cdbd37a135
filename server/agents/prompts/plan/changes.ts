import { diff } from '../../../core/patch/diff.ts'
import type { Operation } from '../../../core/patch/operation.ts'
import { childrenOf, type Plan } from '../../../core/plan/plan.ts'
import type { TaskId } from '../../../core/plan/task.ts'
import type { Handles } from '../../wire/handles.ts'
import { projectLines, taskLine } from './line.ts'

/** Fields that a line in full detail does not show: of these a change is told by name. */
const unseen = new Set(['description', 'acceptanceCriteria', 'spentMinutes', 'focusFiles', 'externalRefs', 'metadata'])

/**
 * What is different in a plan since it was last told, one line per task with its present state, so that the plan as told
 * and these lines together are the plan. Undefined where more than `most` tasks changed: then the plan is better told anew.
 */
export function changeLines(from: Plan, to: Plan, handles: Handles, most: number): readonly string[] | undefined {
  if (from === to) return []
  const operations = diff(from, to)
  if (operations.length > most * 2) return undefined
  const byTask = new Map<TaskId | null, Operation[]>()
  for (const operation of operations) {
    const id = operation.kind === 'project' ? null : 'task' in operation ? operation.task.id : operation.taskId
    const known = byTask.get(id)
    if (known) known.push(operation)
    else byTask.set(id, [operation])
  }
  if (byTask.size > most) return undefined
  const gone: string[] = []
  const lines: string[] = []
  for (const [id, changes] of byTask) {
    const task = id === null ? undefined : to.tasks.get(id)
    if (id === null) lines.push(projectLines(to.project))
    else if (!task) gone.push(handles.handleOf(id))
    else {
      const isNew = changes.some(({ kind }) => kind === 'create')
      const where = isNew || changes.some(({ kind }) => kind === 'move') ? ` ${placeWords(to, id, handles)}` : ''
      const hidden = isNew
        ? []
        : changes.flatMap((change) => (change.kind === 'update' ? Object.keys(change.after).filter((field) => unseen.has(field)) : []))
      const also = hidden.length > 0 ? ` (${hidden.join(', ')} changed)` : ''
      lines.push(`${isNew ? 'new' : 'now'}${where}${also}: ${taskLine(task, handles, 'full')}`)
    }
  }
  return gone.length > 0 ? [...lines, `gone: ${gone.join(',')}`] : lines
}

/** "under t3 after t4", "first under root". */
export function placeWords(plan: Plan, id: TaskId, handles: Handles): string {
  const parentId = plan.tasks.get(id)?.parentId ?? null
  const siblings = childrenOf(plan, parentId)
  const before = siblings[siblings.indexOf(id) - 1]
  const parent = parentId === null ? 'root' : handles.handleOf(parentId)
  return before === undefined ? `first under ${parent}` : `under ${parent} after ${handles.handleOf(before)}`
}
