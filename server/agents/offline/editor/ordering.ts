import { outcome, type Desk, type Outcome } from './desk.ts'
import { beside, moveAll, obstacle, under } from './placing.ts'

export function nudge(desk: Desk, ids: readonly string[], by: number): Outcome {
  const [first] = ids
  if (first === undefined) return outcome({})
  const parent = desk.working.parentOf(first)
  if (ids.some((id) => desk.working.parentOf(id) !== parent))
    return outcome({ refused: [`${desk.names(ids)} do not stand under the same task: move them one by one`] })
  const siblings = desk.working.children(parent)
  const rest = siblings.filter((id) => !ids.includes(id))
  const start = siblings.filter((id) => ids.includes(id)).map((id) => siblings.indexOf(id))[0] ?? 0
  const index = Math.max(0, Math.min(rest.length, start + by))
  return moveAll(
    desk,
    siblings.filter((id) => ids.includes(id)),
    parent,
    (_, turn) => index + turn,
    by < 0 ? 'up' : 'down',
  )
}

export function swap(desk: Desk, ids: readonly string[]): Outcome {
  const [a, b] = ids
  const { working } = desk
  if (a === undefined || b === undefined) return outcome({})
  if (working.isBelow(a, b) || working.isBelow(b, a))
    return outcome({ refused: [`${desk.name(a)} and ${desk.name(b)} cannot swap: one lies inside the other`] })
  const [parentA, parentB] = [working.parentOf(a), working.parentOf(b)]
  const stop = obstacle(desk, a, parentB) ?? obstacle(desk, b, parentA)
  if (stop !== undefined) return outcome({ refused: [stop] })
  const [indexA, indexB] = [working.children(parentA).indexOf(a), working.children(parentB).indexOf(b)]
  if (parentA === parentB) {
    const [low, high] = indexA < indexB ? [a, b] : [b, a]
    const [lowIndex, highIndex] = [Math.min(indexA, indexB), Math.max(indexA, indexB)]
    working.move(high, parentA, lowIndex)
    working.move(low, parentA, highIndex)
  } else {
    working.move(a, parentB, indexB)
    working.move(b, parentA, indexA)
  }
  return outcome({ did: [`Swapped ${desk.name(a)} and ${desk.name(b)}`], about: ids })
}

/** "order: 3, 1, 2": these in this order; where they name all siblings but some, the rest keeps its place behind them. */
export function arrange(desk: Desk, ids: readonly string[]): Outcome {
  const { working } = desk
  const [first] = ids
  if (first === undefined) return outcome({})
  const parent = working.parentOf(first)
  if (ids.some((id) => working.parentOf(id) !== parent))
    return outcome({ refused: ['these tasks do not stand under the same task, so they have no common order'] })
  const siblings = working.children(parent)
  const slots = siblings.flatMap((id, index) => (ids.includes(id) ? [index] : []))
  const wanted = [...siblings]
  slots.forEach((slot, turn) => (wanted[slot] = ids[turn] ?? ''))
  if (wanted.join() === siblings.join()) return outcome({ same: ['They stand in that order already'], about: ids })
  wanted.forEach((id, index) => working.move(id, parent, index))
  return outcome({ did: [`New order: ${desk.names(ids)}`], about: ids })
}

export function indent(desk: Desk, ids: readonly string[]): Outcome {
  const [first] = ids
  if (first === undefined) return outcome({})
  const siblings = desk.working.children(desk.working.parentOf(first))
  const above = siblings
    .slice(0, siblings.indexOf(first))
    .reverse()
    .find((id) => !ids.includes(id))
  return above === undefined
    ? outcome({ refused: [`nothing stands above ${desk.name(first)} at its level, so it cannot be indented`] })
    : under(desk, ids, above)
}

export function outdent(desk: Desk, ids: readonly string[]): Outcome {
  const [first] = ids
  if (first === undefined) return outcome({})
  const parent = desk.working.parentOf(first)
  if (parent === null) return outcome({ same: [`${desk.name(first)} is at the top level already`], about: ids })
  return beside(desk, ids, parent, 1)
}
