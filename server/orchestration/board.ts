import { problem, type Problem } from '../contract/problem.ts'
import type { TaskDraft } from '../core/patch/draft.ts'
import { byCodeUnit } from '../core/plan/order.ts'
import type { Plan } from '../core/plan/plan.ts'
import { hasRoom, rankBetween, ranksBetween } from '../core/plan/rank.ts'
import type { Task, TaskId, TaskStatus } from '../core/plan/task.ts'
import { inOrder } from '../core/plan/tree.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { notFound } from './find-project.ts'

export interface BoardMove {
  readonly status?: TaskStatus
  /** After that card of the column, or (null) first. Absent: its place on the board stays. */
  readonly boardAfterTaskId?: string | null
}

export interface BoardPlace {
  /** Undefined where the place stays. */
  readonly boardRank: string | undefined
  /** Cards above it that were never dragged and need a rank of their own now, or it could not stand below them. */
  readonly others: readonly TaskDraft[]
}

/** The rank that puts a card where it was dropped. In a column the dragged cards come first, then the others as in the tree. */
export function placeOnBoard(plan: Plan, taskId: TaskId, { status, boardAfterTaskId }: BoardMove): Result<BoardPlace, Problem> {
  if (boardAfterTaskId === undefined) return ok({ boardRank: undefined, others: [] })
  const column = status ?? plan.tasks.get(taskId)?.status
  const cards = inOrder(plan).flatMap(({ task }) => (task.status === column && task.id !== taskId ? [task] : []))
  const dragged = cards.filter(isDragged).sort((a, b) => byCodeUnit(a.boardRank, b.boardRank) || byCodeUnit(a.id, b.id))
  const ranks = dragged.map((card) => card.boardRank)
  if (boardAfterTaskId === null) return ok({ boardRank: between(null, ranks), others: [] })

  const above = plan.tasks.get(boardAfterTaskId as TaskId)
  if (!above) return fail(notFound('task', boardAfterTaskId))
  if (above.id === taskId || above.status !== column) {
    const errors = [{ pointer: '/boardAfterTaskId', detail: `must be another card of the column ${column ?? ''}` }]
    return fail(problem('validation', 'A card can only be put after another card of the same column.', { errors }))
  }
  if (above.boardRank !== null) return ok({ boardRank: between(above.boardRank, ranks), others: [] })
  const undragged = cards.filter((card) => card.boardRank === null)
  const needing = undragged.slice(0, undragged.indexOf(above) + 1)
  const given = ranksBetween(ranks.at(-1) ?? null, null, needing.length + 1)
  const others = needing.map((card, index): TaskDraft => ({ op: 'update', taskId: card.id, body: { boardRank: given[index] ?? null } }))
  return ok({ boardRank: given.at(-1), others })
}

const isDragged = (card: Task): card is Task & { readonly boardRank: string } => card.boardRank !== null

/** A rank right after `lower`; where scripts wrote ranks that leave no room there, after the next one. */
function between(lower: string | null, ranks: readonly string[]): string {
  for (const next of ranks) {
    if (lower !== null && next <= lower) continue
    if (hasRoom(lower, next)) return rankBetween(lower, next)
    lower = next
  }
  return rankBetween(lower, null)
}
