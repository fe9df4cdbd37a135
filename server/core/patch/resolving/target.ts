import { limits } from '../../plan/limits.ts'
import type { TaskId } from '../../plan/task.ts'
import { ancestorsOf, depthOf, heightOf, isBelow } from '../../plan/tree.ts'
import { referenced, type Resolving, unknownName } from './context.ts'
import type { Anchor } from './placement.ts'

/** Where an entry of a draft wants a task to stand, in its own words. */
export interface Wish {
  readonly index: number
  readonly id: TaskId
  /** Absent: not said. */
  readonly parent: string | null | undefined
  readonly after: string | null | undefined
}

/** Why a task cannot stand there (yet). `waitsFor`: it may once that task has found its own place. */
export interface Obstacle {
  readonly field: 'parentTaskId' | 'afterTaskId'
  readonly kind: string
  readonly detail: string
  readonly waitsFor?: TaskId
}

export type Target = { readonly parentId: TaskId | null; readonly anchor: Anchor } | Obstacle

/** Finds where a task is to stand, or what is in the way at this moment. */
export function targetOf(wish: Wish, isPending: (id: TaskId) => boolean, resolving: Resolving): Target {
  const anchor = anchorOf(wish, isPending, resolving)
  if (isObstacle(anchor)) return anchor
  const parentId = parentOf(wish, anchor, resolving)
  if (isObstacle(parentId)) return parentId
  if (typeof anchor === 'string' && anchor !== 'last' && resolving.workspace.tasks.get(anchor)?.parentId !== parentId) {
    const detail = `“${wish.after ?? ''}” does not stand under ${parentId === null ? 'the root' : `“${wish.parent ?? parentId}”`}: name a sibling, or leave one of the two out.`
    return { field: 'afterTaskId', kind: 'after-elsewhere', detail, ...(isPending(anchor) ? { waitsFor: anchor } : {}) }
  }
  return obstacleAt(wish, parentId, resolving) ?? { parentId, anchor }
}

export const isObstacle = (value: unknown): value is Obstacle => typeof value === 'object' && value !== null && 'kind' in value

function anchorOf({ id, after }: Wish, isPending: (id: TaskId) => boolean, resolving: Resolving): Anchor | Obstacle {
  if (after === undefined) return 'last'
  if (after === null) return null
  const field = 'afterTaskId'
  const anchor = referenced(after, resolving)
  if (anchor === undefined) return { field, kind: 'after-unknown', detail: unknownName(after, resolving) }
  if (anchor === id) return { field, kind: 'after-itself', detail: 'A task cannot stand behind itself.' }
  if (resolving.workspace.tasks.has(anchor)) return anchor
  const detail = `“${after}” has no place in this plan to stand behind.`
  return { field, kind: 'after-unknown', detail, ...(isPending(anchor) ? { waitsFor: anchor } : {}) }
}

function parentOf({ id, parent }: Wish, anchor: Anchor, resolving: Resolving): TaskId | null | Obstacle {
  const { workspace, plan } = resolving
  if (parent === null) return null
  if (parent === undefined) {
    const present = workspace.tasks.get(anchor !== null && anchor !== 'last' ? anchor : id)
    return present?.parentId ?? null
  }
  const field = 'parentTaskId'
  const parentId = referenced(parent, resolving)
  if (parentId === undefined) return { field, kind: 'parent-unknown', detail: unknownName(parent, resolving) }
  if (workspace.tasks.has(parentId)) return parentId
  if (plan.tasks.has(parentId)) return { field, kind: 'parent-deleted', detail: `“${parent}” is deleted by this draft.` }
  return { field, kind: 'parent-unknown', detail: `“${parent}” found no place in this plan itself.`, waitsFor: parentId }
}

/** What forbids a task, with all below it, to stand under that parent as things are now. */
function obstacleAt({ id, parent }: Wish, parentId: TaskId | null, resolving: Resolving): Obstacle | undefined {
  const { workspace } = resolving
  if (workspace.tasks.get(id)?.parentId === parentId || parentId === null) return undefined
  const field = parent === undefined ? 'afterTaskId' : 'parentTaskId'
  if (parentId === id || isBelow(workspace, parentId, id))
    return { field, kind: 'cycle', detail: 'A task cannot stand under itself or under a task below it.' }
  const above = [parentId, ...ancestorsOf(workspace, parentId)]
  if (isDoomed(above, resolving)) return { field, kind: 'parent-deleted', detail: `“${parent ?? parentId}” is deleted by this draft.` }
  if (depthOf(workspace, parentId) + 1 + heightOf(workspace, id) > limits.depth) {
    return {
      field,
      kind: 'too-deep',
      detail: `Under “${parent ?? parentId}” it would stand too deep: at most ${limits.depth} tasks may stand above one another.`,
    }
  }
  const bound = above.find((ancestor) => isBound(id, ancestor, resolving))
  if (bound === undefined) return undefined
  const title = workspace.tasks.get(bound)?.title ?? bound
  return {
    field,
    kind: 'dependency-ancestor',
    detail: `It would stand below “${title}” while one of the two waits for the other; take the dependency out first.`,
  }
}

/** Under a task that is to be deleted, or under one that goes with it. */
function isDoomed(path: readonly TaskId[], { deletions }: Resolving): boolean {
  return path.some((id, steps) => {
    const deletion = deletions.get(id)
    return deletion !== undefined && (steps === 0 || !deletion.promote)
  })
}

/** Whether a task, or one below it, depends on another, or the other way round. */
function isBound(id: TaskId, other: TaskId, { workspace }: Resolving): boolean {
  const linked = [...(workspace.dependants.get(other) ?? []), ...(workspace.tasks.get(other)?.dependsOn ?? [])]
  return linked.some((task) => task === id || isBelow(workspace, task, id))
}
