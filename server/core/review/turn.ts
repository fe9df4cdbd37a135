import type { JsonObject } from '../json.ts'
import type { OperationId } from '../patch/operation.ts'
import type { ProjectId, TaskId } from '../plan/task.ts'

export const turnStatuses = ['running', 'done', 'question', 'failed', 'cancelled', 'interrupted'] as const
export type TurnStatus = (typeof turnStatuses)[number]

/** An error as told to a client (RFC 9457), as it is kept with a failed turn. */
export interface ProblemDetails {
  readonly kind: string
  readonly title: string
  readonly status: number
  readonly detail: string
}

/** One message and what came of it. Runs on the server and has an id, so a reload rejoins it. */
export interface Turn {
  readonly id: string
  /** Null for a turn without a project that made none. */
  readonly projectId: ProjectId | null
  /** The conversation: that of a task, or (null) of the project. */
  readonly taskId: TaskId | null
  readonly mode: 'project' | 'task' | null
  readonly agent: string | null
  readonly status: TurnStatus
  readonly message: string
  readonly reply: string
  readonly proposalId: string | null
  /** What this turn itself changed in the proposal: the operations that were not there before, or were different. */
  readonly operationIds: readonly OperationId[]
  readonly problem: ProblemDetails | null
  /** Tokens and cost of a model's answer; null where no model was used. */
  readonly usage: JsonObject | null
  /** What the next message may mean by "it" and by "the one you just added". */
  readonly touched: readonly TaskId[]
  readonly created: readonly TaskId[]
  readonly question: { readonly text: string; readonly options: readonly { readonly label: string; readonly message: string }[] } | null
  readonly author: string
  readonly createdAt: string
}
