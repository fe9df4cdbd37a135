import type { Task } from '../../plan/task.ts'
import { referenced, type Resolving } from './context.ts'
import type { NewTask } from './creates.ts'
import type { Obstacle, Wish } from './target.ts'

/** One entry's wish for a place. */
export interface Job extends Wish {
  /** The task to create; absent for a move. */
  readonly task?: Task
}

/** A task can be moved only while it is there: not before it is created, and not once it is deleted. */
export function absent({ id, task, index, parent }: Job, { workspace, plan, entries }: Resolving): Obstacle | undefined {
  if (task || workspace.tasks.has(id)) return undefined
  const field = parent === undefined ? 'afterTaskId' : 'parentTaskId'
  const name = entries[index]?.taskId ?? id
  if (plan.tasks.has(id)) return { field, kind: 'task-deleted', detail: `“${name}” is deleted by this draft.` }
  return { field, kind: 'task-left-out', detail: `“${name}” was left out of this draft itself.` }
}

/** The creates, and the updates that say where a task is to stand. */
export function jobsOf(resolving: Resolving, created: readonly NewTask[]): readonly Job[] {
  const news = new Map(created.map(({ index, task }) => [index, task]))
  return resolving.entries.flatMap((entry, index): readonly Job[] => {
    const { parentTaskId: parent, afterTaskId: after } = entry.body ?? {}
    const task = news.get(index)
    if (task) return [{ index, id: task.id, task, parent, after }]
    if (entry.op !== 'update' || (parent === undefined && after === undefined)) return []
    const id = referenced(entry.taskId, resolving)
    return id === undefined || resolving.deletions.has(id) ? [] : [{ index, id, parent, after }]
  })
}
