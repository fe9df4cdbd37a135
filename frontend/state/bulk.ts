import { ancestorsOf, childrenOf, depthOf, heightOf, isBelow, limits, type Plan, type TaskId } from './core.ts'
import type { TaskDraft, TaskDraftBody } from '../api/wire.ts'

/** Drafts for several tasks at once. Each is one patch: one version, one undo. Pure; what cannot be done is left out. */

/** The tasks in the order of the tree. */
export function inTreeOrder(plan: Plan, ids: Iterable<TaskId>): readonly TaskId[] {
  const places = new Map([...ids].filter((id) => plan.tasks.has(id)).map((id) => [id, placeOf(plan, id)]))
  return [...places.keys()].sort((a, b) => compare(places.get(a) ?? [], places.get(b) ?? []))
}

/** Position among the siblings, from the root down. */
const placeOf = (plan: Plan, id: TaskId): readonly number[] =>
  [id, ...ancestorsOf(plan, id)].reverse().map((each) => childrenOf(plan, plan.tasks.get(each)?.parentId ?? null).indexOf(each))

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** The topmost of the tasks: what stands below another of them goes along with it. */
export function topmost(plan: Plan, ids: Iterable<TaskId>): readonly TaskId[] {
  const chosen = new Set(ids)
  return inTreeOrder(plan, chosen).filter((id) => !ancestorsOf(plan, id).some((above) => chosen.has(above)))
}

/** The same fields for all. */
export const withFields = (ids: readonly TaskId[], body: TaskDraftBody): readonly TaskDraft[] => ids.map((taskId) => ({ op: 'update', taskId, body }))

/** Tags added and taken away, each task keeping its others. */
export function withTags(plan: Plan, ids: readonly TaskId[], added: readonly string[], removed: readonly string[] = []): readonly TaskDraft[] {
  return ids.flatMap((taskId): readonly TaskDraft[] => {
    const tags = plan.tasks.get(taskId)?.tags
    if (!tags) return []
    const next = [...new Set([...tags.filter((tag) => !removed.includes(tag)), ...added])]
    return next.length === tags.length && next.every((tag) => tags.includes(tag)) ? [] : [{ op: 'update', taskId, body: { tags: next } }]
  })
}

/** Whole branches go. */
export const deleted = (plan: Plan, ids: Iterable<TaskId>): readonly TaskDraft[] => topmost(plan, ids).map((taskId) => ({ op: 'delete', taskId }))

export type Refusal = 'below-itself' | 'too-deep'

/** Why a task cannot stand under another one; undefined where it can. */
export function refusalOf(plan: Plan, id: TaskId, parentId: TaskId | null): Refusal | undefined {
  if (parentId === null) return undefined
  if (parentId === id || isBelow(plan, parentId, id)) return 'below-itself'
  return depthOf(plan, parentId) + 1 + heightOf(plan, id) > limits.depth ? 'too-deep' : undefined
}

/** Puts tasks under a parent, in their order, after one of its children; `afterId` null: to its front; undefined: to its end. */
export function moved(plan: Plan, ids: Iterable<TaskId>, parentId: TaskId | null, afterId: TaskId | null | undefined): readonly TaskDraft[] {
  let after = afterId
  return topmost(plan, ids).flatMap((taskId): readonly TaskDraft[] => {
    if (refusalOf(plan, taskId, parentId)) return []
    const body: TaskDraftBody = after === undefined ? { parentTaskId: parentId } : { parentTaskId: parentId, afterTaskId: after }
    after = after === undefined ? undefined : taskId
    return [{ op: 'update', taskId, body }]
  })
}

/** Each under the nearest sibling before it that stays. */
export function indented(plan: Plan, ids: Iterable<TaskId>): readonly TaskDraft[] {
  const chosen = new Set(ids)
  return topmost(plan, chosen).flatMap((taskId): readonly TaskDraft[] => {
    const siblings = childrenOf(plan, plan.tasks.get(taskId)?.parentId ?? null)
    const before = siblings.slice(0, siblings.indexOf(taskId)).findLast((id) => !chosen.has(id))
    if (before === undefined || refusalOf(plan, taskId, before)) return []
    return [{ op: 'update', taskId, body: { parentTaskId: before } }]
  })
}

/** Each behind the task that it stands under, in their order. */
export function outdented(plan: Plan, ids: Iterable<TaskId>): readonly TaskDraft[] {
  const lastBehind = new Map<TaskId, TaskId>()
  return topmost(plan, ids).flatMap((taskId): readonly TaskDraft[] => {
    const parentId = plan.tasks.get(taskId)?.parentId ?? null
    if (parentId === null) return []
    const afterTaskId = lastBehind.get(parentId) ?? parentId
    lastBehind.set(parentId, taskId)
    return [{ op: 'update', taskId, body: { parentTaskId: plan.tasks.get(parentId)?.parentId ?? null, afterTaskId } }]
  })
}

/** All of them one place up or down, past the sibling that is in the way. They must be neighbours; else nothing. */
export function shifted(plan: Plan, ids: Iterable<TaskId>, step: 1 | -1): readonly TaskDraft[] {
  const tops = topmost(plan, ids)
  const [first] = tops
  if (first === undefined) return []
  const parentId = plan.tasks.get(first)?.parentId ?? null
  const siblings = childrenOf(plan, parentId)
  const start = siblings.indexOf(first)
  if (!tops.every((id, index) => siblings[start + index] === id)) return []
  const end = start + tops.length - 1
  if (step === -1) return start === 0 ? [] : moved(plan, tops, parentId, siblings[start - 2] ?? null)
  return end === siblings.length - 1 ? [] : moved(plan, tops, parentId, siblings[end + 1])
}
