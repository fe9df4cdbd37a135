import type { ProjectId } from '../core/plan/task.ts'
import type { ReviewedOperation, Proposal } from '../core/review/proposal.ts'
import type { Turn, TurnUsage } from '../core/review/turn.ts'
import type { ModelRef } from './language-model.ts'
import type { LoggedCommit } from './storage.ts'

/** Something that has happened, told after it was recorded. Only commits are kept: the log is the truth. */
export type FeedEvent =
  | { readonly kind: 'commit'; readonly projectId: ProjectId; readonly logged: LoggedCommit }
  | { readonly kind: 'proposal'; readonly projectId: ProjectId; readonly proposal: Proposal }
  | { readonly kind: 'project'; readonly projectId: ProjectId; readonly change: 'created' | 'deleted' | 'restored' | 'purged' }
  | { readonly kind: 'turn'; readonly projectId: ProjectId; readonly turn: Turn }
  | { readonly kind: 'message-delta'; readonly projectId: ProjectId; readonly turnId: string; readonly text: string }
  | { readonly kind: 'operation'; readonly projectId: ProjectId; readonly turnId: string; readonly operation: ReviewedOperation }
  /** A model is called: words and operations that this turn told before no longer count. */
  | ({ readonly kind: 'try'; readonly projectId: ProjectId; readonly turnId: string; readonly n: number } & ModelRef)
  | { readonly kind: 'usage'; readonly projectId: ProjectId; readonly turnId: string; readonly usage: TurnUsage }

/** Tells every listener of one process what happened, in order. A listener must not throw and must not wait. */
export interface Feed {
  publish(event: FeedEvent): void
  /** Returns the way to stop listening. */
  subscribe(listener: (event: FeedEvent) => void): () => void
}
