import { refusalOf, type Refusal } from './bulk.ts'
import { ancestorsOf, childrenOf, type Plan, type TaskId } from './core.ts'

/** What the pointer says over a row: before it, behind it, into it, or behind what it stands under at that level (from 0). */
export type Pointed =
  | { readonly type: 'reorder-above' }
  | { readonly type: 'reorder-below' }
  | { readonly type: 'make-child'; readonly first: boolean }
  | { readonly type: 'reparent'; readonly level: number }

export interface DropPlace {
  readonly parentId: TaskId | null
  /** null: to the front; undefined: to the end. */
  readonly afterId: TaskId | null | undefined
  readonly refusal: Refusal | undefined
}

/** Where dragged tasks would land, and why they may not. */
export function dropPlace(plan: Plan, dragged: readonly TaskId[], target: TaskId, pointed: Pointed): DropPlace {
  const among = new Set(dragged)
  const { parentId, afterId } = placeOf(plan, among, target, pointed)
  const refusal = dragged.map((id) => refusalOf(plan, id, parentId)).find((each) => each !== undefined)
  return { parentId, afterId, refusal }
}

function placeOf(plan: Plan, dragged: ReadonlySet<TaskId>, target: TaskId, pointed: Pointed): Omit<DropPlace, 'refusal'> {
  if (pointed.type === 'make-child') return { parentId: target, afterId: pointed.first ? null : undefined }
  const path = [...ancestorsOf(plan, target)].reverse()
  const at = pointed.type === 'reparent' ? ([...path, target][pointed.level] ?? target) : target
  const parentId = plan.tasks.get(at)?.parentId ?? null
  const siblings = childrenOf(plan, parentId)
  const before = siblings.slice(0, siblings.indexOf(at) + (pointed.type === 'reorder-above' ? 0 : 1))
  return { parentId, afterId: before.findLast((id) => !dragged.has(id)) ?? null }
}
