import { childrenOf, type Plan } from '../../../server/core/plan/plan.ts'
import type { Operation } from '../../../server/core/patch/operation.ts'
import type { Task, TaskId } from '../../../server/core/plan/task.ts'
import type { Seen } from '../seen.ts'

/** A title as it is compared: without case, marks and the words that mean nothing. */
export const plainTitle = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .replaceAll(/\b(?:the|a|an|and|of|for|to)\b/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

/** The task of that title; undefined where there is none. */
export function taskTitled(plan: Plan, title: string): Task | undefined {
  for (const task of plan.tasks.values()) if (task.title === title) return task
  const plain = plainTitle(title)
  for (const task of plan.tasks.values()) if (plainTitle(task.title) === plain) return task
  return undefined
}

/** Tasks that the answer adds. */
export const created = ({ changes }: Seen): readonly Task[] => changes.flatMap((change) => (change.kind === 'create' ? [change.task] : []))

export const deleted = ({ changes }: Seen): readonly Task[] => changes.flatMap((change) => (change.kind === 'delete' ? [change.task] : []))

/** The task that an operation is about; undefined for the project itself. */
export const taskIdOf = (change: Operation): TaskId | undefined =>
  change.kind === 'create' || change.kind === 'delete' ? change.task.id : change.kind === 'project' ? undefined : change.taskId

/** Titles of tasks that were there and that the answer changes, moves or deletes: as they were called before. */
export function touched({ changes, before }: Seen): readonly string[] {
  const titles = changes.flatMap((change) => {
    const id = change.kind === 'create' ? undefined : taskIdOf(change)
    const task = id === undefined ? undefined : before.tasks.get(id)
    return task ? [task.title] : []
  })
  return [...new Set(titles)]
}

export const childrenIn = (plan: Plan, id: TaskId | null): readonly Task[] =>
  childrenOf(plan, id).flatMap((child) => {
    const task = plan.tasks.get(child)
    return task ? [task] : []
  })

/** New tasks below one of that title, directly; of null, new root tasks. Undefined where there is no such task. */
export function newBelow(seen: Seen, title: string | null): readonly Task[] | undefined {
  const above = title === null ? null : taskTitled(seen.after, title)?.id
  return above === undefined ? undefined : childrenIn(seen.after, above).filter(({ id }) => !seen.before.tasks.has(id))
}

/** "a", "b" and 3 more: for sentences about many. */
export function listed(titles: readonly string[], most = 4): string {
  const shown = titles.slice(0, most).map((title) => `“${title}”`)
  return titles.length > most ? `${shown.join(', ')} and ${titles.length - most} more` : shown.join(', ')
}
