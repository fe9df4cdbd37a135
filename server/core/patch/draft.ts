import type { JsonObject } from '../json.ts'
import type { ProjectFields } from '../plan/project.ts'
import type { Assignee, CalendarDate, ExternalRef, Priority, TaskStatus } from '../plan/task.ts'

/** A criterion as a draft may write it: plain words, or with the id of one that is there. */
export type CriterionDraft = string | { readonly id?: string; readonly text: string; readonly done?: boolean }

/** What a draft says of a task. Sets are given whole; task ids may be local names of the same draft. */
export interface TaskDraftBody {
  /** `null`: to the root. Absent in an update: the parent stays. */
  readonly parentTaskId?: string | null
  /** Absent: last under the parent. `null`: first. Given alone: after that task, under its parent. */
  readonly afterTaskId?: string | null
  /** Only of a delete: what becomes of the children. Without it the subtree goes. */
  readonly children?: 'promote'
  readonly title?: string
  readonly description?: string
  readonly status?: TaskStatus
  readonly priority?: Priority
  readonly estimateMinutes?: number | null
  readonly spentMinutes?: number
  readonly startDate?: CalendarDate | null
  readonly dueDate?: CalendarDate | null
  readonly assignee?: Assignee | null
  readonly tags?: readonly string[]
  readonly acceptanceCriteria?: readonly CriterionDraft[]
  readonly dependsOn?: readonly string[]
  readonly boardRank?: string | null
  readonly focusFiles?: readonly string[]
  readonly externalRefs?: readonly ExternalRef[]
  readonly metadata?: JsonObject
}

/** One entry of a draft. `taskId` of a create is a local name ("new-1"), usable anywhere in the same draft. */
export interface TaskDraft {
  readonly op: 'create' | 'update' | 'delete'
  readonly taskId: string
  readonly rationale?: string
  readonly body?: TaskDraftBody
}

/** What a model, a form or a script writes before it is resolved against a plan. */
export interface Draft {
  readonly baseVersion: number
  readonly projectId?: string
  readonly rationale?: string
  readonly message?: string
  readonly metaUpdates?: Partial<ProjectFields>
  readonly taskPatches: readonly TaskDraft[]
}
