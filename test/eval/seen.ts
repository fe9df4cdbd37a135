import type { Operation } from '../../server/core/patch/operation.ts'
import type { Plan } from '../../server/core/plan/plan.ts'

export const outcomes = ['proposal', 'question', 'words', 'problem'] as const
export type Outcome = (typeof outcomes)[number]

/** What came of a message, as checks look at it. */
export interface Seen {
  readonly outcome: Outcome
  /** The reply and, where something is asked, the question with its options: all that a person reads. */
  readonly said: string
  /** What the message was about: the plan with the proposal that was open before. */
  readonly before: Plan
  /** The same with all that this answer proposes. Equal to `before` where nothing is proposed. */
  readonly after: Plan
  /** What this answer changes: from `before` to `after`. */
  readonly changes: readonly Operation[]
  /** What of it was set apart, since the message did not ask for it: titles of tasks. */
  readonly setApart: readonly string[]
  /** Reasons why parts of the answer could not be used. */
  readonly leftOut: readonly string[]
  /** The title of the task in focus; null without one. */
  readonly focus: string | null
}
