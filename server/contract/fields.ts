import { z } from 'zod'
import type { Json } from '../core/json.ts'
import { limits } from '../core/plan/limits.ts'
import { projectStatuses } from '../core/plan/project.ts'
import { priorities, taskStatuses } from '../core/plan/task.ts'
import { calendarDate, cleanJson, id, line, text } from './text.ts'

const json: z.ZodType<Json> = z
  .lazy(() => z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(json), z.record(z.string(), json)]))
  .meta({ id: 'Json' })

/** An open object of at most 16 kB as JSON. */
export const metadata = z
  .record(z.string(), json)
  .refine((value) => JSON.stringify(value).length <= limits.metadataBytes, `must be at most ${limits.metadataBytes} bytes as JSON`)
  .refine((value) => !Object.hasOwn(value, '__proto__'), 'must not have a key __proto__')
  .superRefine(cleanJson)

export const assignee = z.strictObject({ kind: z.enum(['person', 'agent']), name: line(limits.name) }).meta({ id: 'Assignee' })

export const externalRef = z.strictObject({ provider: line(limits.name), id: line(limits.name), url: text(limits.url) }).meta({ id: 'ExternalRef' })

export const criterion = z.strictObject({ id: id, text: line(limits.criterion), done: z.boolean() }).meta({ id: 'Criterion' })

const minutes = z.int().min(0).max(limits.minutes)

/** The fields of a task as a client may write them, each with its limits. Sets are given whole. */
export const taskFields = {
  title: line(limits.title),
  description: text(limits.description),
  status: z.enum(taskStatuses),
  priority: z.enum(priorities),
  estimateMinutes: minutes.nullable().meta({ description: 'Integer minutes; null where nobody has estimated' }),
  spentMinutes: minutes,
  startDate: calendarDate.nullable(),
  dueDate: calendarDate.nullable(),
  assignee: assignee.nullable(),
  tags: z.array(line(limits.tag)).max(limits.tags),
  acceptanceCriteria: z
    .array(z.union([line(limits.criterion), z.strictObject({ id: id.optional(), text: line(limits.criterion), done: z.boolean().optional() })]))
    .max(limits.criteria)
    .meta({ description: 'Whole list; plain strings, or objects with the id of a criterion that is there' }),
  dependsOn: z.array(id).max(limits.dependencies),
  boardRank: z
    .string()
    .max(200)
    .regex(/^[0-9A-Za-z]+$/, 'is no rank: digits and letters only')
    .nullable()
    .meta({ description: 'Orders the cards of a board column, by code unit. Move sets it' }),
  focusFiles: z.array(line(limits.focusFile)).max(limits.focusFiles),
  externalRefs: z.array(externalRef).max(limits.externalRefs),
  metadata,
}

/** The fields of a project as a client may write them. */
export const projectFields = {
  title: line(limits.title),
  summary: text(limits.description),
  status: z.enum(projectStatuses),
  priority: z.enum(priorities),
  tags: z.array(line(limits.tag)).max(limits.tags),
  startDate: calendarDate.nullable(),
  dueDate: calendarDate.nullable(),
  externalRefs: z.array(externalRef).max(limits.externalRefs),
  metadata,
}
