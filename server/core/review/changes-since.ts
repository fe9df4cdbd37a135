import { sameJson } from '../json.ts'
import type { Operation, OperationId } from '../patch/operation.ts'
import type { Proposal, ReviewedOperation } from './proposal.ts'

/** What a proposal became since an earlier revision of it: a diff of two diffs. */
export interface ChangesSince {
  /** The earlier revision; null where none is kept. */
  readonly from: number | null
  readonly to: number
  /** What was asked for last. */
  readonly message: string
  readonly added: readonly OperationId[]
  /** Operations that were there and are otherwise now, with what they were. */
  readonly changed: readonly { readonly id: OperationId; readonly was: Operation }[]
  /** What is not proposed any more. */
  readonly gone: readonly ReviewedOperation[]
}

/** Compares a proposal with the revision named, or with the last one before. Undefined where that one is not kept. */
export function changesSince(proposal: Proposal, from: number | null = null): ChangesSince | undefined {
  const { revision: to, message, revisions } = proposal
  const past = from === null ? revisions.at(-1) : revisions.find((each) => each.revision === from)
  if (!past) return from === null || from === to ? { from: null, to, message, added: [], changed: [], gone: [] } : undefined
  const before = new Map(past.operations.map((item) => [item.id, item]))
  const now = new Set(proposal.operations.map(({ id }) => id))
  return {
    from: past.revision,
    to,
    message,
    added: proposal.operations.filter(({ id }) => !before.has(id)).map(({ id }) => id),
    changed: proposal.operations.flatMap(({ id, operation }) => {
      const was = before.get(id)?.operation
      return was && !sameJson(was, operation) ? [{ id, was }] : []
    }),
    gone: past.operations.filter(({ id }) => !now.has(id)),
  }
}
