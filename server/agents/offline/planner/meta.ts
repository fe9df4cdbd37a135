import type { Draft } from '../../../core/patch/draft.ts'
import { limits } from '../../../core/plan/limits.ts'
import type { Priority } from '../../../core/plan/task.ts'
import type { ProjectFields } from '../../../core/plan/project.ts'
import type { Plan } from '../../../core/plan/plan.ts'
import { toSet } from '../../../core/plan/order.ts'

/** What a first patch says of the project. What the person has written there before stays. */
export function metaUpdatesFor(
  plan: Plan,
  found: {
    readonly title: string | null
    readonly summary: string
    readonly tags: readonly string[]
    readonly priority: Priority
    readonly dueDate: string | null
    readonly startDate?: string | null
  },
): Draft['metaUpdates'] {
  const { project } = plan
  if (plan.tasks.size > 0) return undefined
  const tags = toSet([...project.tags, ...found.tags].filter((tag) => tag.trim() !== '' && tag.length <= limits.tag)).slice(0, limits.tags)
  const updates: { -readonly [Key in keyof ProjectFields]?: ProjectFields[Key] } = {}
  if (found.title !== null && found.title.trim() !== '' && found.title !== project.title) updates.title = found.title.trim().slice(0, limits.title)
  if (project.summary.trim() === '' && found.summary.trim() !== '') updates.summary = found.summary
  if (tags.length > project.tags.length) updates.tags = tags
  if (project.priority === 'none' && found.priority !== 'none') updates.priority = found.priority
  if (project.dueDate === null && found.dueDate !== null && (project.startDate === null || project.startDate <= found.dueDate))
    updates.dueDate = found.dueDate
  if (project.startDate === null && found.startDate && found.startDate <= (updates.dueDate ?? project.dueDate ?? '9999'))
    updates.startDate = found.startDate
  return Object.keys(updates).length > 0 ? updates : undefined
}
