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

/** What the calls of models of one turn used and cost, all of them together: also those that failed. */
export interface TurnUsage {
  /** How often a model was called. */
  readonly tries: number
  readonly inputTokens: number
  /** Of the input tokens, those that the provider had in its cache. */
  readonly cachedTokens: number
  readonly outputTokens: number
  /** Micro-dollars, as far as known; null where nothing is known of any try, never 0 for that. */
  readonly costMicros: number | null
  /** Tries whose cost is not known: the sum above holds nothing for them. */
  readonly unknownCosts: number
  /** The model that was called last. */
  readonly provider: string
  readonly model: string
}

/** The model and the prompt that an answer came from. */
export interface AnswerSource {
  readonly provider: string
  readonly model: string
  readonly promptVersion: string
}

/** What was asked beside the message, so that the same can be asked again. What was not said is absent. */
export interface TurnAsked {
  /** The task that was named, also where the conversation is that of the project. */
  readonly taskId?: TaskId
  readonly proposalId?: string | null
  readonly provider?: string
  readonly maxMilestones?: number
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
  /** What the answer came from; null where the rules gave it, and where there is none. */
  readonly by: AnswerSource | null
  /** Tokens and cost; null where no model was called. */
  readonly usage: TurnUsage | null
  readonly asked: TurnAsked
  /** What the next message may mean by "it" and by "the one you just added". */
  readonly touched: readonly TaskId[]
  readonly created: readonly TaskId[]
  readonly question: { readonly text: string; readonly options: readonly { readonly label: string; readonly message: string }[] } | null
  readonly author: string
  /** The server process that runs it, or ran it. Absent where that was not written down. */
  readonly server?: string
  readonly createdAt: string
}
