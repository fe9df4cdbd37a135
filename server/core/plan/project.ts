import type { JsonObject } from '../json.ts'
import type { CalendarDate, ExternalRef, Priority, ProjectId } from './task.ts'

export const projectStatuses = ['planning', 'active', 'on_hold', 'done', 'cancelled'] as const
export type ProjectStatus = (typeof projectStatuses)[number]

/** What a project says about itself. */
export interface ProjectFields {
  readonly title: string
  readonly summary: string
  readonly status: ProjectStatus
  readonly priority: Priority
  /** A set: no member twice, sorted by code unit. */
  readonly tags: readonly string[]
  readonly startDate: CalendarDate | null
  readonly dueDate: CalendarDate | null
  readonly externalRefs: readonly ExternalRef[]
  readonly metadata: JsonObject
}

export interface Project extends ProjectFields {
  readonly id: ProjectId
}

export const projectDefaults: Omit<ProjectFields, 'title'> = {
  summary: '',
  status: 'planning',
  priority: 'none',
  tags: [],
  startDate: null,
  dueDate: null,
  externalRefs: [],
  metadata: {},
}

export const projectFieldNames = ['title', ...Object.keys(projectDefaults)] as readonly (keyof ProjectFields)[]
