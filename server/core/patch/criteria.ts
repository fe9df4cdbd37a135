import { byCodeUnit } from '../plan/order.ts'
import type { Criterion, CriterionId } from '../plan/task.ts'

type List = readonly Criterion[]
type Anchor = CriterionId | null

/**
 * Merges two lists of criteria that come from one, per criterion and per field, with the order kept. Symmetric in `a`
 * and `b`. Undefined where both changed the same thing in different ways: a field of one criterion, an edit against a
 * removal, or the order of what both kept.
 */
export function mergeCriteria(origin: List, a: List, b: List): List | undefined {
  const merged = mergeMembers(byId(origin), byId(a), byId(b))
  if (!merged) return undefined
  const kept = new Set(origin.map(({ id }) => id).filter((id) => merged.has(id)))
  const core = mergeOrder(
    ...([origin, a, b].map((list) => list.map(({ id }) => id).filter((id) => kept.has(id))) as [CriterionId[], CriterionId[], CriterionId[]]),
  )
  const anchors = mergeAnchors(anchorsOf(a, kept, merged), anchorsOf(b, kept, merged))
  if (!core || !anchors) return undefined
  const order = place(core, anchors)
  return order.length === merged.size ? order.map((id) => merged.get(id) as Criterion) : undefined
}

const byId = (list: List): ReadonlyMap<CriterionId, Criterion> => new Map(list.map((criterion) => [criterion.id, criterion]))

type Members = ReadonlyMap<CriterionId, Criterion>

function mergeMembers(origin: Members, a: Members, b: Members): Map<CriterionId, Criterion> | undefined {
  const merged = new Map<CriterionId, Criterion>()
  for (const id of new Set([...origin.keys(), ...a.keys(), ...b.keys()])) {
    const answer = mergeMember(origin.get(id), a.get(id), b.get(id))
    if (answer === 'conflict') return undefined
    if (answer) merged.set(id, answer)
  }
  return merged
}

function mergeMember(origin: Criterion | undefined, a: Criterion | undefined, b: Criterion | undefined): Criterion | undefined | 'conflict' {
  if (same(a, b)) return a
  if (same(a, origin)) return b
  if (same(b, origin)) return a
  if (!origin || !a || !b) return 'conflict'
  const text = a.text === origin.text ? b.text : b.text === origin.text || a.text === b.text ? a.text : undefined
  // A field of two values cannot be changed in two ways.
  const done = a.done === origin.done ? b.done : a.done
  return text === undefined ? 'conflict' : { ...origin, text, done }
}

const same = (a: Criterion | undefined, b: Criterion | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.text === b.text && a.done === b.done)

/** The order of what both kept: that of the side that changed it, undefined where both did, differently. */
function mergeOrder(origin: readonly CriterionId[], a: readonly CriterionId[], b: readonly CriterionId[]): readonly CriterionId[] | undefined {
  if (sameOrder(a, origin)) return b
  if (sameOrder(b, origin) || sameOrder(a, b)) return a
  return undefined
}

const sameOrder = (a: readonly CriterionId[], b: readonly CriterionId[]): boolean => a.length === b.length && a.every((id, index) => id === b[index])

/** For each criterion that a side added, the one it stands behind; `null` is the front. */
function anchorsOf(list: List, kept: ReadonlySet<CriterionId>, merged: Members): ReadonlyMap<CriterionId, Anchor> {
  const anchors = new Map<CriterionId, Anchor>()
  let previous: Anchor = null
  for (const { id } of list) {
    if (!merged.has(id)) continue
    if (!kept.has(id)) anchors.set(id, previous)
    previous = id
  }
  return anchors
}

function mergeAnchors(a: ReadonlyMap<CriterionId, Anchor>, b: ReadonlyMap<CriterionId, Anchor>): ReadonlyMap<CriterionId, Anchor> | undefined {
  for (const [id, anchor] of a) if (b.has(id) && b.get(id) !== anchor) return undefined
  return new Map([...a, ...b])
}

/** The kept ones in their order, and behind each what was added there, by id where two were added in one spot. */
function place(core: readonly CriterionId[], anchors: ReadonlyMap<CriterionId, Anchor>): readonly CriterionId[] {
  const behind = new Map<Anchor, CriterionId[]>()
  for (const [id, anchor] of anchors) behind.set(anchor, [...(behind.get(anchor) ?? []), id])
  const order: CriterionId[] = []
  const addBehind = (anchor: Anchor): void => {
    for (const id of (behind.get(anchor) ?? []).sort(byCodeUnit)) {
      order.push(id)
      addBehind(id)
    }
  }
  addBehind(null)
  for (const id of core) {
    order.push(id)
    addBehind(id)
  }
  return order
}
