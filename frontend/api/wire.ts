/** What crosses the wire, as types only: Zod does not belong in the page. */
export type { CommitWire, CommittedOperationWire, ConflictWire, OperationWire } from '../../server/contract/patch.ts'
export type {
  AcceptProposal,
  ChangeProposal,
  ChangesSinceWire,
  ProposalSummaryWire,
  ProposalWire,
  RebaseProposal,
} from '../../server/contract/proposal.ts'
export type { ModelWire, ProvidersWire, ProviderWire, TestResultWire as ConnectionTestWire, TurnKindName } from '../../server/contract/providers.ts'
export type { ProgressWire, ProjectListItemWire, ProjectWire } from '../../server/contract/project.ts'
export type { TaskWire } from '../../server/contract/task.ts'
export type { ChatBody, TurnWire } from '../../server/contract/turn.ts'
export type { UsageWire } from '../../server/contract/usage.ts'
export type { ChangeEvent, TurnEvent } from '../../server/contract/events.ts'
export type { ExchangeFormat } from '../../server/contract/exchange.ts'
export type { TaskDraft, TaskDraftBody } from '../../server/core/patch/draft.ts'

import type { CommitWire, OperationWire, CommittedOperationWire } from '../../server/contract/patch.ts'
import type { ProposalWire } from '../../server/contract/proposal.ts'
import type { ProjectWire, ProjectListItemWire } from '../../server/contract/project.ts'
import type { TaskWire } from '../../server/contract/task.ts'
import type { TurnWire } from '../../server/contract/turn.ts'

export interface Items<Item> {
  readonly items: readonly Item[]
  readonly nextCursor: string | null
}
export interface PlanAnswer {
  readonly project: ProjectWire
  readonly tasks: readonly TaskWire[]
}
export interface CommitAnswer {
  readonly version: number
  readonly commit: CommitWire | null
}
export interface TaskAnswer extends CommitAnswer {
  readonly task: TaskWire | null
}
export interface AcceptAnswer extends CommitAnswer {
  readonly proposal: ProposalWire
  readonly dropped: readonly OperationWire[] | readonly string[]
}
export interface ChatAnswer {
  readonly turn: TurnWire
  readonly message: string
  readonly project?: ProjectWire
  readonly proposal?: ProposalWire
  readonly projects?: readonly ProjectListItemWire[]
}
export interface DiffAnswer {
  readonly from: number
  readonly to: number
  readonly operations: readonly CommittedOperationWire[]
}
