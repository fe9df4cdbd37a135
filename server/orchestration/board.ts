import { problem, type Problem } from '../contract/problem.ts'
import { boardRankAfter, cardsOf } from '../core/plan/board.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { Assignee, Priority, Task, TaskId, TaskStatus } from '../core/plan/task.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { notFound } from './find-project.ts'

/** Where a card goes. What the columns of the board stand for is told by the field that is given: the status, else these. */
export interface BoardMove {
  readonly status?: TaskStatus
  readonly priority?: Priority
  readonly assignee?: Assignee | null
  /** After that card of the column, or (null) first. Absent: its place on the board stays. */
  readonly boardAfterTaskId?: string | null
}

/** The rank that puts a card where it was dropped; undefined where its place stays. */
export function placeOnBoard(plan: Plan, taskId: TaskId, move: BoardMove): Result<string | undefined, Problem> {
  const after = move.boardAfterTaskId
  if (after === undefined) return ok(undefined)
  const isInColumn = columnOf(move, plan.tasks.get(taskId))
  const column = cardsOf(plan).filter(({ task }) => task.id !== taskId && isInColumn(task))
  if (after === null) return ok(boardRankAfter(column, null))
  if (!plan.tasks.has(after as TaskId)) return fail(notFound('task', after))
  if (!column.some(({ task }) => task.id === after)) {
    const errors = [{ pointer: '/boardAfterTaskId', detail: 'must be another card of the column that the card is moved to' }]
    return fail(problem('validation', 'A card can only be put after another card of the same column.', { errors }))
  }
  return ok(boardRankAfter(column, after as TaskId))
}

function columnOf({ status, priority, assignee }: BoardMove, moved: Task | undefined): (task: Task) => boolean {
  if (status === undefined && priority !== undefined) return (task) => task.priority === priority
  if (status === undefined && assignee !== undefined)
    return (task) => task.assignee?.name === assignee?.name && task.assignee?.kind === assignee?.kind
  const column = status ?? moved?.status
  return (task) => task.status === column
}
