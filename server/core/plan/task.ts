import type { JsonObject } from '../json.ts'

declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** Opaque, given by the server, never renumbered and never reused. */
export type TaskId = Branded<'TaskId'>
export type ProjectId = Branded<'ProjectId'>
export type CriterionId = Branded<'CriterionId'>

export const taskStatuses = ['todo', 'in_progress', 'blocked', 'review', 'done', 'cancelled'] as const
export type TaskStatus = (typeof taskStatuses)[number]

export const priorities = ['none', 'low', 'medium', 'high', 'urgent'] as const
export type Priority = (typeof priorities)[number]

/** A calendar day, `YYYY-MM-DD`, without a time zone. */
export type CalendarDate = string

export interface Assignee {
  readonly kind: 'person' | 'agent'
  readonly name: string
}

/** One checkable line of what must be true for a task to be done. */
export interface Criterion {
  readonly id: CriterionId
  readonly text: string
  readonly done: boolean
}

/** The same thing in another tool. */
export interface ExternalRef {
  readonly provider: string
  readonly id: string
  readonly url: string
}

/** Where a task stands: siblings order by `(rank, id)`, by code unit. `parentId: null` is the root (a milestone). */
export interface Place {
  readonly parentId: TaskId | null
  readonly rank: string
}

/** What a task says, apart from its identity and its place. No field is ever `undefined`: JSON would lose it. */
export interface TaskFields {
  readonly title: string
  /** Markdown. */
  readonly description: string
  readonly status: TaskStatus
  readonly priority: Priority
  /** Integer minutes, or null where nobody has estimated. */
  readonly estimateMinutes: number | null
  readonly spentMinutes: number
  readonly startDate: CalendarDate | null
  readonly dueDate: CalendarDate | null
  readonly assignee: Assignee | null
  /** A set: no member twice, sorted by code unit. */
  readonly tags: readonly string[]
  readonly acceptanceCriteria: readonly Criterion[]
  /** A set of the tasks this one waits for: no member twice, sorted by code unit. */
  readonly dependsOn: readonly TaskId[]
  /** Its place in a board column, or null where it was never dragged there. */
  readonly boardRank: string | null
  readonly focusFiles: readonly string[]
  readonly externalRefs: readonly ExternalRef[]
  readonly metadata: JsonObject
}

/** A node of the tree: identity, place and fields, side by side. */
export interface Task extends Place, TaskFields {
  readonly id: TaskId
}

/** Every field with the value it has when nobody said anything. `title` has none: it must be given. */
export const taskDefaults: Omit<TaskFields, 'title'> = {
  description: '',
  status: 'todo',
  priority: 'none',
  estimateMinutes: null,
  spentMinutes: 0,
  startDate: null,
  dueDate: null,
  assignee: null,
  tags: [],
  acceptanceCriteria: [],
  dependsOn: [],
  boardRank: null,
  focusFiles: [],
  externalRefs: [],
  metadata: {},
}

/** The names of all fields, in the order in which they are shown and compared. */
export const taskFieldNames = ['title', ...Object.keys(taskDefaults)] as readonly (keyof TaskFields)[]

/** Statuses that ask for no more work. */
export const isClosed = (status: TaskStatus): boolean => status === 'done' || status === 'cancelled'
