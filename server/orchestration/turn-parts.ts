import type { Problem } from '../contract/problem.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { Proposal } from '../core/review/proposal.ts'
import type { Turn, TurnUsage } from '../core/review/turn.ts'
import type { ViewedOperation } from '../core/review/view.ts'
import type { ModelRef } from '../ports/language-model.ts'
import type { StoredPlan } from '../ports/storage.ts'
import type { SeenProposal } from './proposals.ts'
import type { TurnPast } from './turn-context.ts'
import type { TurnIds } from './turn-ids.ts'

/** A turn as it goes, for those who watch. `done` is last, always. A `try` takes back what was told before it. */
export type TurnPart =
  | { readonly kind: 'turn'; readonly turn: Turn }
  | ({ readonly kind: 'try'; readonly n: number } & ModelRef)
  | { readonly kind: 'message-delta'; readonly text: string }
  | { readonly kind: 'operation'; readonly operation: ViewedOperation }
  | { readonly kind: 'usage'; readonly usage: TurnUsage }
  | { readonly kind: 'proposal'; readonly seen: SeenProposal }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'done'; readonly turn: Turn }

export type Watch = (part: TurnPart) => void

export interface TakenTurn {
  readonly turn: Turn
  /** The proposal that the turn made, refined or took back. */
  readonly seen: SeenProposal | null
}

/** What a turn was started on. */
export interface StartedTurn {
  readonly turn: Turn
  readonly head: StoredPlan
  /** The proposal being refined. */
  readonly proposal: Proposal | null
  /** The proposal that the message sets aside, once it is answered. */
  readonly parks: Proposal | null
  /** The project is stored with the answer: a goal whose answer cannot be used leaves nothing behind. */
  readonly isNew: boolean
  /** The draft state: what the agent sees. */
  readonly plan: Plan
  readonly past: TurnPast
}

/** What was heard beside the answer itself. */
export interface Heard {
  /** The ids under which it was shown while it arrived. */
  readonly ids: TurnIds
  readonly usage: TurnUsage | null
}
