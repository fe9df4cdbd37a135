import { z } from 'zod'
import { conflictKinds } from '../core/patch/conflict.ts'
import { commitSources } from '../core/patch/operation.ts'

const side = z.record(z.string(), z.unknown()).nullable()

const operationSides = {
  kind: z.enum(['create', 'update', 'move', 'delete', 'project']),
  taskId: z.string().nullable().meta({ description: 'null for the project’s own fields' }),
  before: side,
  after: side,
}

/** An operation of a commit. */
export const committedOperationWire = z.object(operationSides).meta({ id: 'CommittedOperation' })

/** An operation under review. */
export const operationWire = z
  .object({
    id: z.string(),
    ...operationSides,
    rationale: z.string().nullable(),
    requires: z.array(z.string()).meta({ description: 'Operations that ticking this one alone ticks too' }),
    unrequested: z.boolean().meta({ description: 'The agent touched what nobody asked for; unticked' }),
    decision: z.enum(['pending', 'accepted', 'rejected']),
    unticked: z.boolean().meta({ description: 'Rejected without a verdict: unticked, or fallen with another one' }),
    comment: z.string().nullable(),
    editedBy: z.string().nullable(),
    original: z.object({ before: side, after: side }).nullable(),
  })
  .meta({ id: 'Operation' })

export const conflictWire = z
  .object({
    kind: z.enum(conflictKinds),
    operationId: z.string().nullable(),
    taskId: z.string().nullable(),
    field: z.string().nullable(),
    before: z.unknown(),
    after: z.unknown(),
    head: z.unknown(),
  })
  .meta({ id: 'Conflict' })

export const authorWire = z
  .object({ kind: z.enum(['person', 'agent', 'script', 'import', 'sync']), id: z.string(), name: z.string() })
  .meta({ id: 'Author' })

export const commitWire = z
  .object({
    version: z.int(),
    projectId: z.string(),
    patchId: z.string(),
    proposalId: z.string().nullable(),
    author: authorWire,
    source: z.enum(commitSources),
    message: z.string(),
    at: z.string(),
    counts: z.object({ created: z.int(), updated: z.int(), moved: z.int(), deleted: z.int() }),
    operations: z.array(committedOperationWire).optional().meta({ description: 'Only where one commit is asked for, and in events' }),
  })
  .meta({ id: 'Commit' })

export type CommittedOperationWire = z.infer<typeof committedOperationWire>
export type OperationWire = z.infer<typeof operationWire>
export type ConflictWire = z.infer<typeof conflictWire>
export type AuthorWire = z.infer<typeof authorWire>
export type CommitWire = z.infer<typeof commitWire>
