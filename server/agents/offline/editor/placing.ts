import { limits } from '../../../core/plan/limits.ts'
import { outcome, type Desk, type Outcome } from './desk.ts'

/** Why a task cannot stand under another; undefined where it can. */
export function obstacle(desk: Desk, id: string, parent: string | null): string | undefined {
  const { working } = desk
  if (parent === null) return undefined
  if (parent === id) return `${desk.name(id)} cannot stand under itself`
  if (working.isBelow(parent, id)) return `${desk.name(id)} cannot stand under ${desk.name(parent)}, which lies inside it`
  if (working.depthOf(parent) + 1 + working.heightOf(id) > limits.depth)
    return `${desk.name(id)} under ${desk.name(parent)} would be deeper than ${limits.depth + 1} levels`
  const tied = working.subtree(id).some((one) => {
    const needs = working.find(one)?.dependsOn ?? []
    for (let above: string | null = parent; above !== null; above = working.parentOf(above))
      if (needs.includes(above) || working.find(above)?.dependsOn.includes(one)) return true
    return false
  })
  return tied ? `${desk.name(id)} cannot stand under ${desk.name(parent)}: one depends on the other` : undefined
}

/** Moves tasks, in their given order, to where `place` says; those that stand there already are said to. */
export function moveAll(
  desk: Desk,
  ids: readonly string[],
  parent: string | null,
  indexFor: (id: string, turn: number) => number | undefined,
  where: string,
): Outcome {
  const { working } = desk
  const moved: string[] = []
  const same: string[] = []
  const refused: string[] = []
  const named = new Set(ids)
  // What stands inside another moved task comes along with it.
  const tops = ids.filter((id) => ![...named].some((other) => other !== id && working.isBelow(id, other)))
  tops.forEach((id) => {
    const stop = obstacle(desk, id, parent)
    if (stop !== undefined) {
      refused.push(stop)
      return
    }
    const before = { parent: working.parentOf(id), list: working.children(working.parentOf(id)).join() }
    working.move(id, parent, indexFor(id, moved.length + same.length))
    if (before.parent === parent && working.children(parent).join() === before.list) same.push(id)
    else moved.push(id)
  })
  return outcome({
    did: moved.length > 0 ? [`Moved ${desk.names(moved)} ${where}`] : [],
    same: same.length > 0 && moved.length === 0 ? [`${desk.names(same)} ${same.length > 1 ? 'stand' : 'stands'} there already`] : [],
    refused,
    about: tops,
  })
}

export function under(desk: Desk, ids: readonly string[], parent: string, index?: number, last = false): Outcome {
  const inside = ids.filter((id) => desk.working.parentOf(id) === parent)
  if (last && inside.length === ids.length) return toEdge(desk, ids, 'last')
  if (index === undefined && inside.length === ids.length)
    return outcome({ same: [`${desk.names(ids)} ${ids.length > 1 ? 'stand' : 'stands'} under ${desk.name(parent)} already`], about: ids })
  const others = ids.filter((id) => id !== parent && (index !== undefined || !inside.includes(id)))
  if (others.length === 0) return outcome({ refused: [`${desk.name(parent)} cannot stand under itself`] })
  return moveAll(desk, others, parent, (_, turn) => (index === undefined ? undefined : index + turn), `under ${desk.name(parent)}`)
}

export function beside(desk: Desk, ids: readonly string[], sibling: string, offset: 0 | 1): Outcome {
  const others = ids.filter((id) => id !== sibling)
  if (others.length === 0) return outcome({ refused: [`${desk.name(sibling)} cannot stand beside itself`] })
  const parent = desk.working.parentOf(sibling)
  let previous = sibling
  return moveAll(
    desk,
    others,
    parent,
    (id) => {
      const siblings = desk.working.children(parent).filter((one) => one !== id)
      const index = offset === 0 ? siblings.indexOf(sibling) : siblings.indexOf(previous) + 1
      if (offset === 1) previous = id
      return index
    },
    `${offset === 0 ? 'before' : 'after'} ${desk.name(sibling)}`,
  )
}

export function toRoot(desk: Desk, ids: readonly string[]): Outcome {
  const below = ids.filter((id) => desk.working.parentOf(id) !== null)
  if (below.length === 0) return outcome({ same: [`${desk.names(ids)} ${ids.length > 1 ? 'are' : 'is'} at the top level already`], about: ids })
  return moveAll(desk, below, null, () => undefined, 'to the top level')
}

export function toEdge(desk: Desk, ids: readonly string[], edge: 'first' | 'last', into?: null): Outcome {
  const [first] = ids
  const parent = into === null ? null : first === undefined ? null : desk.working.parentOf(first)
  if (into === undefined && ids.some((id) => desk.working.parentOf(id) !== parent))
    return outcome({ refused: [`${desk.names(ids)} do not stand under the same task: move them one by one`] })
  return moveAll(desk, ids, parent, (_, turn) => (edge === 'first' ? turn : undefined), edge === 'first' ? 'to the top' : 'to the end')
}

export function toPosition(desk: Desk, id: string, index: number): Outcome {
  const parent = desk.working.parentOf(id)
  const count = desk.working.children(parent).length
  if (index < 0 || index >= count) return outcome({ refused: [`there are ${count} places there, no place ${index + 1}`] })
  return moveAll(desk, [id], parent, () => index, `to place ${index + 1}`)
}
