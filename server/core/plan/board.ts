import { childrenOf, type Plan } from './plan.ts'
import { hasRoom, rankBetween } from './rank.ts'
import type { Task, TaskId } from './task.ts'

/** A card of a board with what orders it in its column. */
export interface Card {
  readonly task: Task
  readonly key: string
}

/**
 * All tasks as cards, in the order in which a column shows those it has: a card stands where the tree puts it until it is
 * dragged, and then where it was dropped. So a drag changes one card, whatever it lands between.
 */
export function cardsOf(plan: Plan): readonly Card[] {
  const cards: Card[] = []
  const visit = (parentId: TaskId | null, above: string): void => {
    for (const id of childrenOf(plan, parentId)) {
      const task = plan.tasks.get(id)
      if (!task) continue
      const path = above + keyOf(task.rank)
      cards.push({ task, key: task.boardRank ?? path })
      visit(id, path)
    }
  }
  visit(null, '')
  // Stable: cards with one key stay in tree order.
  return cards.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
}

/**
 * A rank as one step of a path whose text sorts as the tree does. "00" ends a step, and so that it sorts before whatever
 * could follow, a "0" of the rank is written "01".
 */
const keyOf = (rank: string): string => `${rank.replaceAll('0', '01')}00`

/**
 * The rank that puts a card right after another one of the same column, or (`null`) before all of them. `column`: its
 * other cards in order. Where ranks that scripts wrote leave no room there, after the next one that does.
 */
export function boardRankAfter(column: readonly Card[], after: TaskId | null): string {
  const at = after === null ? -1 : column.findIndex(({ task }) => task.id === after)
  let lower = column[at]?.key ?? null
  for (const card of column.slice(at + 1)) {
    if (lower !== null && card.key <= lower) continue
    const upper = lower === null ? short(card) : card.key
    if (hasRoom(lower, upper)) return rankBetween(lower, upper)
    lower = card.key
  }
  const last = column.findLast(({ key }) => key === lower)
  return rankBetween(last ? short(last) : null, null)
}

/** Beyond either end of a column there is all the room there is: the first step of a path is enough to keep clear of it. */
function short(card: Card): string {
  return card.task.boardRank ?? card.key.slice(0, 2)
}
