import { childrenOf } from '../../plan/plan.ts'
import { hasRoom, ranksBetween } from '../../plan/rank.ts'
import type { Task, TaskId } from '../../plan/task.ts'
import type { Workspace } from '../workspace.ts'

/** Behind that sibling, in front of all (`null`), or behind all. */
export type Anchor = TaskId | null | 'last'

/**
 * Puts a task under a parent, behind its anchor, and changes no other place but where no rank is left between the
 * neighbours: then every right-hand sibling of that run gets a new one. A task that stands there already stays.
 */
export function placeTask(task: Task, parentId: TaskId | null, anchor: Anchor, workspace: Workspace): void {
  if (isThere(task.id, parentId, anchor, workspace)) return
  const children = childrenOf(workspace, parentId)
  const siblings = workspace.tasks.get(task.id)?.parentId === parentId ? children.filter((id) => id !== task.id) : children
  const position = anchor === null ? 0 : anchor === 'last' ? siblings.length : siblings.indexOf(anchor) + 1
  const taskAt = (index: number): Task | undefined => {
    const id = siblings[index]
    return id === undefined ? undefined : workspace.tasks.get(id)
  }
  const before = taskAt(position - 1)?.rank ?? null
  const run: Task[] = []
  let next = taskAt(position)
  while (next && !hasRoom(before, next.rank)) {
    run.push(next)
    next = taskAt(position + run.length)
  }
  const [rank, ...ranks] = ranksBetween(before, next?.rank ?? null, 1 + run.length)
  // `as`: as many ranks as were asked for.
  for (const [index, sibling] of run.entries()) workspace.put({ ...sibling, rank: ranks[index] as string })
  workspace.put({ ...task, parentId, rank: rank as string })
}

/** Naming the parent that a task has already is no wish to move it. */
function isThere(id: TaskId, parentId: TaskId | null, anchor: Anchor, workspace: Workspace): boolean {
  if (workspace.tasks.get(id)?.parentId !== parentId) return false
  if (anchor === 'last') return true
  const siblings = childrenOf(workspace, parentId)
  const previous = siblings[siblings.indexOf(id) - 1] ?? null
  return previous === anchor
}
