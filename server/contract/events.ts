import type { CommitWire, OperationWire } from './patch.ts'
import type { ProposalWire } from './proposal.ts'
import type { ProblemWire, TurnUsageWire, TurnWire } from './turn.ts'

/** What the stream of one turn carries, in this order of first appearance; `done` is last, always. */
export type TurnEvent =
  | { readonly event: 'turn'; readonly data: { turn: TurnWire } }
  | { readonly event: 'message-delta'; readonly data: { text: string } }
  | { readonly event: 'operation'; readonly data: OperationWire }
  /** A model is called: words and operations told before it no longer count. */
  | { readonly event: 'try'; readonly data: { n: number; provider: string; model: string } }
  /** What the turn has used so far. */
  | { readonly event: 'usage'; readonly data: TurnUsageWire }
  | { readonly event: 'proposal'; readonly data: { proposal: ProposalWire } }
  | { readonly event: 'problem'; readonly data: ProblemWire }
  | { readonly event: 'done'; readonly data: { turnId: string; status: TurnWire['status'] } }

/** What the stream of changes carries. Only commits carry an id: the version, or over all projects the position. */
export type ChangeEvent =
  | { readonly event: 'hello'; readonly data: { version?: number; position?: number } }
  | { readonly event: 'reset'; readonly data: { version?: number; position?: number } }
  | { readonly event: 'commit'; readonly id: number; readonly data: CommitWire }
  | { readonly event: 'proposal'; readonly data: { projectId: string; proposal: ProposalWire } }
  | { readonly event: 'project'; readonly data: { projectId: string; change: 'created' | 'deleted' | 'restored' | 'purged' } }
  | { readonly event: 'turn'; readonly data: { projectId: string; turn: TurnWire } }
  | { readonly event: 'message-delta'; readonly data: { projectId: string; turnId: string; text: string } }
  | { readonly event: 'operation'; readonly data: { projectId: string; turnId: string; operation: OperationWire } }
  | { readonly event: 'try'; readonly data: { projectId: string; turnId: string; n: number; provider: string; model: string } }
  | { readonly event: 'usage'; readonly data: { projectId: string; turnId: string; usage: TurnUsageWire } }
