import { z } from 'zod'
import { limits } from '../core/plan/limits.ts'
import { taskFields } from './fields.ts'
import { projectUpdates } from './project.ts'
import { id, text } from './text.ts'

const { title, description, status, priority, estimateMinutes, spentMinutes, startDate, dueDate } = taskFields
const { assignee, tags, acceptanceCriteria, dependsOn, boardRank, focusFiles, externalRefs, metadata } = taskFields

/** Where a task stands and what it says, as a draft or a form writes it. Every part may be absent. */
export const taskBody = z
  .strictObject({
    parentTaskId: id.nullable().optional().meta({ description: 'null: to the root. Absent in an update: the parent stays' }),
    afterTaskId: id
      .nullable()
      .optional()
      .meta({ description: 'Absent: last under the parent. null: first. Given alone: after that task, under its parent' }),
    title: title.optional(),
    description: description.optional(),
    status: status.optional(),
    priority: priority.optional(),
    estimateMinutes: estimateMinutes.optional(),
    spentMinutes: spentMinutes.optional(),
    startDate: startDate.optional(),
    dueDate: dueDate.optional(),
    assignee: assignee.optional(),
    tags: tags.optional(),
    acceptanceCriteria: acceptanceCriteria.optional(),
    dependsOn: dependsOn.optional(),
    boardRank: boardRank.optional(),
    focusFiles: focusFiles.optional(),
    externalRefs: externalRefs.optional(),
    metadata: metadata.optional(),
  })
  .meta({ id: 'TaskBody' })

export const taskDraft = z
  .strictObject({
    op: z.enum(['create', 'update', 'delete']),
    taskId: id.meta({ description: 'Of a create: a local name such as new-1, usable anywhere in the same draft' }),
    rationale: text(limits.description).optional(),
    body: taskBody
      .extend({ children: z.literal('promote').optional().meta({ description: 'Only of a delete: the children take its place' }) })
      .optional(),
  })
  .meta({ id: 'TaskDraft' })

/** What a script writes. A founding-document TaskPatch is a draft with one entry. */
export const draft = z
  .strictObject({
    baseVersion: z.int().min(0),
    projectId: id.optional().meta({ description: 'If given, it matches the path' }),
    rationale: text(limits.description).optional(),
    message: text(limits.description).optional(),
    metaUpdates: projectUpdates.optional(),
    taskPatches: z.array(taskDraft).max(limits.operations),
  })
  .meta({ id: 'Draft' })

export type DraftWire = z.infer<typeof draft>
