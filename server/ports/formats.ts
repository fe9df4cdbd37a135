import type { TaskDraft } from '../core/patch/draft.ts'
import type { ProjectFields } from '../core/plan/project.ts'
import type { Result } from '../core/result.ts'
import type { StoredPlan } from './storage.ts'

/** A plan as a file told it: drafts under local names, to be resolved against a project like any other draft. */
export interface ImportedPlan {
  /** Null where the file has no title. */
  readonly title: string | null
  readonly meta: Partial<ProjectFields>
  /** Creates only, parents before children. */
  readonly taskPatches: readonly TaskDraft[]
  /** What was read in another way than it was written, or left aside, in words for the person. */
  readonly notes: readonly string[]
}

/** Why a file cannot be imported, and where: a line of the file, or a JSON pointer. */
export interface ImportIssue {
  readonly line: number | null
  readonly column: string | null
  readonly pointer: string | null
  readonly detail: string
}

export interface ExportedFile {
  readonly body: string
  readonly mediaType: string
  readonly fileName: string
}

/** Plans as files. Markdown is read by the offline agent, as any other outline; the other way round it is written here. */
export interface Formats {
  read(format: 'json' | 'csv', content: string): Result<ImportedPlan, readonly ImportIssue[]>
  write(format: 'markdown' | 'json' | 'csv', stored: StoredPlan): ExportedFile
}
