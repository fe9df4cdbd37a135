import { z } from 'zod'
import { priorities, taskStatuses } from '../core/plan/task.ts'
import { assignee, criterion, externalRef } from './fields.ts'
import { progressWire } from './project.ts'

export const taskWire = z
  .object({
    id: z.string(),
    projectId: z.string(),
    parentId: z.string().nullable(),
    rank: z.string(),
    depth: z.int(),
    title: z.string(),
    description: z.string(),
    status: z.enum(taskStatuses),
    priority: z.enum(priorities),
    estimateMinutes: z.int().nullable(),
    estimateHours: z.number().nullable(),
    spentMinutes: z.int(),
    spentHours: z.number(),
    startDate: z.string().nullable(),
    dueDate: z.string().nullable(),
    assignee: assignee.nullable(),
    tags: z.array(z.string()),
    acceptanceCriteria: z.array(criterion),
    dependsOn: z.array(z.string()),
    boardRank: z.string().nullable(),
    focusFiles: z.array(z.string()),
    externalRefs: z.array(externalRef),
    metadata: z.record(z.string(), z.unknown()),
    progress: progressWire,
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Task' })

export type TaskWire = z.infer<typeof taskWire>

/** A task with its children nested to the leaves. */
export interface TaskTreeWire extends TaskWire {
  children: TaskTreeWire[]
}
export const taskTreeWire: z.ZodType<TaskTreeWire> = taskWire.extend({ children: z.lazy(() => z.array(taskTreeWire)) }).meta({ id: 'TaskTree' })
