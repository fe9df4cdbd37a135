import type { Conflict } from '../patch/conflict.ts'
import type { TaskDraft } from '../patch/draft.ts'
import type { Author, CommitSource, Operation, OperationId } from '../patch/operation.ts'
import type { ProjectId, TaskId } from '../plan/task.ts'

export type Decision = 'pending' | 'accepted' | 'rejected'

/** One operation under review, with what the reviewer said of it. */
export interface ReviewedOperation {
  readonly id: OperationId
  readonly operation: Operation
  readonly rationale: string | null
  /** The agent touched what nobody asked for (task mode: outside the focus). Set apart, unticked. */
  readonly unrequested: boolean
  readonly decision: Decision
  /** Rejected without a verdict: the reviewer unticked it, or it fell with another one. False wherever it is not rejected. */
  readonly unticked: boolean
  readonly comment: string | null
  /** Who changed the operation by hand; null where it is as it was proposed. */
  readonly editedBy: string | null
  /** The operation as it was proposed, where it was edited by hand. */
  readonly original: Operation | null
}

/** What an answer held but could not stand, with the reason in words. */
export interface LeftOut {
  readonly draft: TaskDraft | null
  readonly reason: string
}

export type ProposalStatus = 'open' | 'accepted' | 'rejected' | 'superseded'

/** The state before a refinement, so that "undo that" can take the refinement back. */
export interface ProposalRevision {
  readonly revision: number
  /** The turn that made the next revision out of this one; null where a script did. */
  readonly turnId: string | null
  readonly baseVersion: number
  readonly message: string
  readonly rationale: string
  readonly operations: readonly ReviewedOperation[]
  readonly leftOut: readonly LeftOut[]
}

/** What one commit took out of a proposal, as it was decided then: what an undo of that commit puts back. */
export interface AppliedPart {
  /** The commit; null where the plan had all of it already, so that none was made. */
  readonly version: number | null
  readonly operations: readonly ReviewedOperation[]
  /** Whether the proposal was closed with it. */
  readonly closing: boolean
  /** The commit that took it back, if one did; 0 where the plan was like that already. */
  readonly undoneBy: number | null
}

/** A patch under review, with the turns that shaped it and the reviewer's decisions. */
export interface Proposal {
  readonly id: string
  readonly projectId: ProjectId
  readonly status: ProposalStatus
  /** Set aside by the person: still open, but a message no longer refines it. */
  readonly parked: boolean
  /** Counts refinements, from 1. */
  readonly revision: number
  readonly mode: 'project' | 'task'
  /** The conversation it belongs to: that of a task, or (null) of the project. */
  readonly taskId: TaskId | null
  readonly agent: string
  readonly model: string | null
  readonly promptVersion: string | null
  /** Who or what wrote the patch. */
  readonly author: Author
  /** What its commits will say they come from. */
  readonly source: CommitSource
  /** The version its operations are expressed on. */
  readonly baseVersion: number
  /** What was asked for, in the person's words: what its commits will say. */
  readonly message: string
  /** Why it is as it is, in the agent's words. */
  readonly rationale: string
  /** What is not applied: still to be decided, or (once the proposal is closed) what was not taken. */
  readonly operations: readonly ReviewedOperation[]
  /** What is applied, oldest commit first. */
  readonly applied: readonly AppliedPart[]
  readonly leftOut: readonly LeftOut[]
  /** Earlier revisions, oldest first, as far back as undo reaches. */
  readonly revisions: readonly ProposalRevision[]
  /** Why it was rejected, in the reviewer's words: told to the next turn. */
  readonly reason: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

/** How a proposal stands against a head: what of it still applies, and what does not. Computed, never stored. */
export interface ProposalStanding {
  readonly headVersion: number
  readonly stale: boolean
  readonly conflicts: readonly Conflict[]
}
