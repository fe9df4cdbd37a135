import type { TaskDraftBody } from '../api/wire.ts'
import { cardsOf, boardRankAfter, childrenOf, priorities, taskStatuses, type Card, type Plan, type Task, type TaskId } from './core.ts'
import type { Overlay, TaskChange } from './overlay.ts'

/** What the columns stand for. */
export const boardBys = ['status', 'assignee', 'priority'] as const
export type BoardBy = (typeof boardBys)[number]

export interface BoardInput {
  /** The plan as it is. */
  readonly plan: Plan
  /** The plan that is shown: as it is, or as it would be. */
  readonly shown: Plan
  readonly overlay: Overlay | null
  readonly by: BoardBy
  /** Tasks that have others below them are cards too. */
  readonly all: boolean
  readonly keep: ((task: Task, change: TaskChange | undefined) => boolean) | null
}

/** `removed`: a proposal deletes it. `ghost`: the column that a proposal takes it out of. */
export interface BoardCard {
  readonly key: string
  readonly kind: 'task' | 'removed' | 'ghost'
  readonly task: Task
  /** The task as it is now; null where the proposal creates it. */
  readonly before: Task | null
  readonly change: TaskChange | undefined
}

export interface BoardColumn {
  readonly id: string
  /** The fields of whatever stands in it. */
  readonly fields: Pick<TaskDraftBody, 'status' | 'assignee' | 'priority'>
  readonly cards: readonly BoardCard[]
}

/** The columns with their cards in order; those of a proposal among them. */
export function columnsOf({ plan, shown, overlay, by, all, keep }: BoardInput): readonly BoardColumn[] {
  const found = new Map<string, { card: BoardCard; key: string }[]>(namesOf(plan, shown, by).map((id) => [id, []]))
  const isCard = (of: Plan, task: Task): boolean => all || childrenOf(of, task.id).length === 0
  const put = (card: BoardCard, { key }: Card): void => {
    if (!keep || keep(card.task, card.change))
      found.get(columnIdOf(card.kind === 'task' ? card.task : (card.before ?? card.task), by))?.push({ card, key })
  }
  for (const card of cardsOf(shown)) {
    const { task } = card
    if (isCard(shown, task))
      put({ key: task.id, kind: 'task', task, before: plan.tasks.get(task.id) ?? null, change: overlay?.changes.get(task.id) }, card)
  }
  for (const card of overlay ? cardsOf(plan).filter(({ task }) => overlay.changes.has(task.id)) : []) {
    const { task } = card
    const after = shown.tasks.get(task.id)
    const change = overlay?.changes.get(task.id)
    if (!isCard(plan, task)) continue
    if (!after) put({ key: task.id, kind: 'removed', task, before: task, change }, card)
    else if (columnIdOf(after, by) !== columnIdOf(task, by)) put({ key: `ghost:${task.id}`, kind: 'ghost', task: after, before: task, change }, card)
  }
  return [...found].map(([id, cards]) => ({
    id,
    fields: fieldsOf(id, by),
    cards: (overlay ? cards.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)) : cards).map(({ card }) => card),
  }))
}

export function columnIdOf(task: Task, by: BoardBy): string {
  if (by !== 'assignee') return task[by]
  return task.assignee === null ? '' : `${task.assignee.kind}:${task.assignee.name}`
}

function fieldsOf(id: string, by: BoardBy): BoardColumn['fields'] {
  if (by === 'status') return { status: id as Task['status'] }
  if (by === 'priority') return { priority: id as Task['priority'] }
  if (id === '') return { assignee: null }
  const at = id.indexOf(':')
  return { assignee: { kind: id.slice(0, at) as 'person' | 'agent', name: id.slice(at + 1) } }
}

/** The columns there are: all of a field with few values; of the assignees, those that have something, and nobody. */
function namesOf(plan: Plan, shown: Plan, by: BoardBy): readonly string[] {
  if (by === 'status') return taskStatuses
  if (by === 'priority') return priorities.toReversed()
  const names = new Set<string>()
  for (const each of [plan, shown]) for (const task of each.tasks.values()) if (task.assignee) names.add(columnIdOf(task, by))
  return ['', ...[...names].sort((a, b) => a.slice(a.indexOf(':')).localeCompare(b.slice(b.indexOf(':'))))]
}

/** Where a card is dropped: into a column, after another card of it or (null) first. */
export interface CardPlace {
  readonly columnId: string
  readonly afterKey: string | null
}

/**
 * What a drop changes of the card: the field of the column where that is another one, and its place. What only a proposal
 * puts above it is not there yet: the next card further up that is stands in for it.
 */
export function dropOf(plan: Plan, columns: readonly BoardColumn[], by: BoardBy, id: TaskId, { columnId, afterKey }: CardPlace): TaskDraftBody {
  const column = columns.find((each) => each.id === columnId)
  const task = plan.tasks.get(id)
  if (!column || !task) return {}
  const cards = cardsOf(plan)
  const real = cards.filter((card) => card.task.id !== id && columnIdOf(card.task, by) === columnId)
  const there = new Set<string>(real.map((card) => card.task.id))
  const above = column.cards.slice(0, column.cards.findIndex(({ key }) => key === afterKey) + 1)
  const after = above.findLast((card) => card.kind === 'task' && there.has(card.task.id))?.task.id ?? null
  if (columnIdOf(task, by) !== columnId) return { ...column.fields, boardRank: boardRankAfter(real, after) }
  // Where it stands already, nothing needs to change.
  const inColumn = cards.filter((card) => card.task.id === id || there.has(card.task.id))
  const before = inColumn[inColumn.findIndex((card) => card.task.id === id) - 1]?.task.id ?? null
  return before === after ? {} : { boardRank: boardRankAfter(real, after) }
}
