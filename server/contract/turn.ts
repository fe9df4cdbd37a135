import { z } from 'zod'
import { turnStatuses } from '../core/review/turn.ts'
import { limits } from '../core/plan/limits.ts'
import { id, text } from './text.ts'

export const problemWire = z
  .looseObject({ type: z.string(), title: z.string(), status: z.int(), detail: z.string(), instance: z.string().optional() })
  .meta({ id: 'Problem', description: 'RFC 9457' })

export const turnWire = z
  .object({
    id: z.string(),
    projectId: z.string().nullable(),
    taskId: z.string().nullable(),
    mode: z.enum(['project', 'task']).nullable(),
    agent: z.string().nullable(),
    status: z.enum(turnStatuses),
    message: z.string(),
    reply: z.string(),
    proposalId: z.string().nullable(),
    operationIds: z.array(z.string()).meta({ description: 'What this turn itself changed in the proposal' }),
    question: z.object({ text: z.string(), options: z.array(z.object({ label: z.string(), message: z.string() })) }).nullable(),
    problem: problemWire.nullable(),
    usage: z.record(z.string(), z.unknown()).nullable(),
    createdAt: z.string(),
  })
  .meta({ id: 'Turn' })

const message = text(limits.message).refine((value) => value.trim() !== '', 'must say something')

export const chatBody = z
  .strictObject({
    message,
    mode: z.enum(['project', 'task']).optional(),
    taskId: id.optional(),
    proposalId: id
      .nullable()
      .optional()
      .meta({ description: 'Absent: refines the open proposal of the conversation. null: parks it and starts another' }),
    provider: z.string().max(100).optional(),
    options: z.strictObject({ maxMilestones: z.int().min(1).max(50).optional() }).optional(),
  })
  .meta({ id: 'Chat' })

export const goalBody = z
  .strictObject({
    message,
    provider: z.string().max(100).optional(),
    options: z.strictObject({ maxMilestones: z.int().min(1).max(50).optional() }).optional(),
  })
  .meta({ id: 'Goal' })

export type TurnWire = z.infer<typeof turnWire>
export type ProblemWire = z.infer<typeof problemWire>
export type ChatBody = z.infer<typeof chatBody>
