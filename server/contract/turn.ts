import { z } from 'zod'
import { turnStatuses } from '../core/review/turn.ts'
import { limits } from '../core/plan/limits.ts'
import { id, text } from './text.ts'

export const problemWire = z
  .looseObject({ type: z.string(), title: z.string(), status: z.int(), detail: z.string(), instance: z.string().optional() })
  .meta({ id: 'Problem', description: 'RFC 9457' })

export const turnUsageWire = z
  .object({
    tries: z.int().meta({ description: 'How often a model was called' }),
    inputTokens: z.int(),
    cachedTokens: z.int().meta({ description: 'Of the input tokens, those read from the cache of the provider' }),
    outputTokens: z.int(),
    costMicros: z.int().nullable().meta({ description: 'Micro-dollars as far as known; null where nothing is' }),
    unknownCosts: z.int().meta({ description: 'Tries whose cost is not known' }),
    provider: z.string(),
    model: z.string(),
  })
  .meta({ id: 'TurnUsage', description: 'What the calls of models of one turn used, failed ones included' })

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
    by: z
      .object({ provider: z.string(), model: z.string(), promptVersion: z.string() })
      .nullable()
      .meta({ description: 'The model and the prompt that the answer came from; null where the rules gave it' }),
    usage: turnUsageWire.nullable().meta({ description: 'null where no model was called' }),
    createdAt: z.string(),
  })
  .meta({ id: 'Turn' })

const message = text(limits.message).refine((value) => value.trim() !== '', 'must say something')

const provider = z.string().max(300).optional().meta({ description: 'A provider, or provider/model, of GET /api/providers that shall answer' })

export const chatBody = z
  .strictObject({
    message,
    mode: z.enum(['project', 'task']).optional(),
    taskId: id.optional(),
    proposalId: id
      .nullable()
      .optional()
      .meta({ description: 'Absent: refines the open proposal of the conversation. null: parks it and starts another' }),
    provider,
    options: z.strictObject({ maxMilestones: z.int().min(1).max(50).optional() }).optional(),
  })
  .meta({ id: 'Chat' })

export const goalBody = z
  .strictObject({
    message,
    provider,
    options: z.strictObject({ maxMilestones: z.int().min(1).max(50).optional() }).optional(),
  })
  .meta({ id: 'Goal' })

export type TurnUsageWire = z.infer<typeof turnUsageWire>
export type TurnWire = z.infer<typeof turnWire>
export type ProblemWire = z.infer<typeof problemWire>
export type ChatBody = z.infer<typeof chatBody>
