import { z } from 'zod'
import { limits } from '../core/plan/limits.ts'
import { taskBody } from './draft.ts'
import { conflictWire, operationWire } from './patch.ts'
import { projectUpdates } from './project.ts'
import { id, text } from './text.ts'

export const proposalWire = z
  .object({
    id: z.string(),
    projectId: z.string(),
    status: z.enum(['open', 'accepted', 'rejected', 'superseded']),
    parked: z.boolean(),
    revision: z.int(),
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

export type ProposalWire = z.infer<typeof proposalWire>
export type ChangeProposal = z.infer<typeof changeProposalBody>
export type AcceptProposal = z.infer<typeof acceptBody>
export type RebaseProposal = z.infer<typeof rebaseBody>
