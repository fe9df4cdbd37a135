import { z } from 'zod'
import { projectStatuses } from '../core/plan/project.ts'
import { priorities } from '../core/plan/task.ts'
import { externalRef, projectFields } from './fields.ts'

export const progressWire = z
  .object({
    done: z.int(),
    total: z.int(),
    estimateMinutes: z.int(),
    estimateHours: z.number(),
    spentMinutes: z.int(),
    spentHours: z.number(),
    remainingMinutes: z.int(),
    remainingHours: z.number(),
  })
  .meta({ id: 'Progress', description: 'Summed over the leaves of the subtree. Computed, never stored.' })

export const projectWire = z
  .object({
    id: z.string(),
    version: z.int(),
    title: z.string(),
    summary: z.string(),
    status: z.enum(projectStatuses),
    priority: z.enum(priorities),
    tags: z.array(z.string()),
    startDate: z.string().nullable(),
    dueDate: z.string().nullable(),
    externalRefs: z.array(externalRef),
    metadata: z.record(z.string(), z.unknown()),
    createdAt: z.string(),
    updatedAt: z.string(),
    deletedAt: z.string().nullable(),
  })
  .meta({ id: 'Project' })

export const projectListItemWire = projectWire.extend({ progress: progressWire }).meta({ id: 'ProjectListItem' })

/** `POST /api/projects`. */
export const createProjectBody = z.strictObject({ ...optional(projectFields), title: projectFields.title }).meta({ id: 'CreateProject' })

/** `metaUpdates` of a draft, and `PATCH /api/projects/:id`. */
export const projectUpdates = z.strictObject(optional(projectFields)).meta({ id: 'ProjectUpdates' })

/** Every schema of a shape made optional, one by one, so that the types stay exact. */
function optional<Shape extends Record<string, z.ZodType>>(shape: Shape): { [Key in keyof Shape]: z.ZodOptional<Shape[Key]> } {
  return Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, schema.optional()])) as {
    [Key in keyof Shape]: z.ZodOptional<Shape[Key]>
  }
}

export type ProjectWire = z.infer<typeof projectWire>
export type ProjectListItemWire = z.infer<typeof projectListItemWire>
export type ProgressWire = z.infer<typeof progressWire>
