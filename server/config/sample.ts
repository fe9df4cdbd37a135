import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { taskFields } from '../contract/fields.ts'
import { projectUpdates } from '../contract/project.ts'
import type { TaskDraft, TaskDraftBody } from '../core/patch/draft.ts'
import type { ProjectFields } from '../core/plan/project.ts'

/** The sample project of a first start: a plan, and a proposal over it under the same local names. */
export interface Sample {
  readonly project: Partial<ProjectFields> & { readonly title: string }
  readonly plan: readonly TaskDraft[]
  readonly proposal: { readonly message: string; readonly reply: string; readonly rationale: string; readonly changes: readonly TaskDraft[] }
}

const { title, description, status, priority, estimateMinutes, spentMinutes, tags, acceptanceCriteria, dependsOn } = taskFields
const entry = z.strictObject({
  name: z.string(),
  parent: z.string().optional(),
  after: z.string().nullable().optional(),
  rationale: z.string().optional(),
  title: title.optional(),
  description: description.optional(),
  status: status.optional(),
  priority: priority.optional(),
  estimateMinutes: estimateMinutes.optional(),
  spentMinutes: spentMinutes.optional(),
  tags: tags.optional(),
  acceptanceCriteria: acceptanceCriteria.optional(),
  dependsOn: dependsOn.optional(),
})
const schema = z.strictObject({
  project: projectUpdates.extend({ title }),
  plan: z.array(entry),
  proposal: z.strictObject({
    message: z.string(),
    reply: z.string(),
    rationale: z.string(),
    changes: z.array(entry.extend({ op: z.enum(['create', 'update', 'delete']) })),
  }),
})

export const readSample = (file: string): Sample => parseSample(readFileSync(file, 'utf8'))

/** Reads the sample's YAML; throws with the place where it is wrong, since it ships with the product. */
export function parseSample(text: string): Sample {
  const { project, plan, proposal } = schema.parse(parse(text))
  return {
    project: project as Sample['project'],
    plan: plan.map((item) => draftOf({ ...item, op: 'create' })),
    proposal: { ...proposal, changes: proposal.changes.map(draftOf) },
  }
}

function draftOf({ op, name, parent, after, rationale, ...fields }: z.infer<typeof entry> & { op: TaskDraft['op'] }): TaskDraft {
  const body = {
    ...fields,
    ...(parent === undefined ? {} : { parentTaskId: parent }),
    ...(after === undefined ? {} : { afterTaskId: after }),
  } as TaskDraftBody
  return { op, taskId: name, ...(rationale === undefined ? {} : { rationale }), ...(op === 'delete' ? {} : { body }) }
}
