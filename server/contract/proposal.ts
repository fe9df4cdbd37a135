import { z } from 'zod'
import { limits } from '../core/plan/limits.ts'
import { taskBody } from './draft.ts'
import { commitWire, committedOperationWire, conflictWire, operationWire } from './patch.ts'
import { projectUpdates } from './project.ts'
import { id, text } from './text.ts'

export const proposalWire = z
  .object({
    id: z.string(),
    projectId: z.string(),
    status: z.enum(['open', 'accepted', 'rejected', 'superseded']),
    parked: z.boolean(),
    revision: z.int(),
    earlierRevisions: z.array(z.int()).meta({ description: 'Kept to compare with, oldest first; none once a part was applied' }),
    mode: z.enum(['project', 'task']),
    taskId: z.string().nullable(),
    agent: z.string(),
    model: z.string().nullable(),
    promptVersion: z.string().nullable(),
    baseVersion: z.int(),
    headVersion: z.int(),
    stale: z.boolean(),
    message: z.string().meta({ description: 'What was asked for: what its commits will say' }),
    rationale: z.string(),
    reason: z.string().nullable().meta({ description: 'Why it was rejected, in the reviewer’s words' }),
    operations: z.array(operationWire),
    leftOut: z.array(z.object({ draft: z.record(z.string(), z.unknown()).nullable(), reason: z.string() })),
    conflicts: z.array(conflictWire),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Proposal' })

/** A proposal in the list over all projects: what one needs to choose among them. */
export const proposalSummaryWire = z
  .object({
    ...proposalWire.pick({
      id: true,
      projectId: true,
      status: true,
      parked: true,
      revision: true,
      mode: true,
      taskId: true,
      agent: true,
      model: true,
      baseVersion: true,
      headVersion: true,
      message: true,
      rationale: true,
      reason: true,
      createdAt: true,
      updatedAt: true,
    }).shape,
    projectTitle: z.string(),
    counts: commitWire.shape.counts,
    decided: z.object({ pending: z.int(), accepted: z.int(), rejected: z.int() }),
  })
  .meta({ id: 'ProposalSummary' })

/** What a proposal became since an earlier revision of it. */
export const changesSinceWire = z
  .object({
    from: z.int().nullable().meta({ description: 'The earlier revision; null where none is kept' }),
    to: z.int(),
    message: z.string().meta({ description: 'What was asked for last' }),
    added: z.array(z.string()).meta({ description: 'Operations that were not there' }),
    changed: z.array(z.object({ operationId: z.string(), was: committedOperationWire })),
    gone: z.array(committedOperationWire).meta({ description: 'What is not proposed any more' }),
  })
  .meta({ id: 'ChangesSince' })

/** `PATCH /api/proposals/:id`. `after` merges in draft form. */
export const changeProposalBody = z
  .strictObject({
    parked: z.boolean().optional(),
    operations: z
      .array(
        z.strictObject({
          id,
          after: z.union([taskBody, projectUpdates]).optional(),
          decision: z.enum(['pending', 'accepted', 'rejected']).optional(),
          unticked: z.boolean().optional().meta({ description: 'With `decision: rejected`: left out for now, no verdict' }),
          comment: text(limits.description).nullable().optional(),
        }),
      )
      .max(limits.operations)
      .optional(),
  })
  .meta({ id: 'ChangeProposal' })

export const acceptBody = z
  .strictObject({
    operationIds: z.array(id).max(limits.operations).optional().meta({ description: 'Without it: all that are not rejected' }),
    rest: z.enum(['keep', 'reject']).optional(),
    expectedVersion: z.int().min(0).optional(),
    message: text(limits.description).optional(),
  })
  .meta({ id: 'AcceptProposal' })

export const rejectBody = z.strictObject({ reason: text(limits.description).optional() }).meta({ id: 'RejectProposal' })

export const rebaseBody = z
  .strictObject({
    resolutions: z
      .array(z.strictObject({ operationId: id, field: z.string().max(100).optional(), take: z.enum(['mine', 'theirs']) }))
      .max(limits.operations)
      .optional(),
  })
  .meta({ id: 'RebaseProposal' })

export type ProposalSummaryWire = z.infer<typeof proposalSummaryWire>
export type ChangesSinceWire = z.infer<typeof changesSinceWire>
export type ProposalWire = z.infer<typeof proposalWire>
export type ChangeProposal = z.infer<typeof changeProposalBody>
export type AcceptProposal = z.infer<typeof acceptBody>
export type RebaseProposal = z.infer<typeof rebaseBody>
