import type { CalendarDate, Priority, TaskStatus } from '../../../core/plan/task.ts'

/** Fields that a line gives beside its words: "(2d)", "[high]", "@anna", "#api", "due 2026-12-01", "after: Design". */
export interface Hints {
  readonly estimateMinutes?: number
  readonly priority?: Priority
  readonly assignee?: string
  readonly tags?: readonly string[]
  readonly dueDate?: CalendarDate
  readonly startDate?: CalendarDate
  readonly status?: TaskStatus
  /** Titles or outline numbers of what it waits for, as written. */
  readonly after?: readonly string[]
}

/** One head or item of an outline, in the writer's own words. */
export interface OutlineNode {
  readonly title: string
  /** The number it carried ("2.1"), for references to it. */
  readonly number: string | null
  /** Markdown, as it was written. */
  readonly description: string
  readonly hints: Hints
  readonly criteria: readonly { readonly text: string; readonly done: boolean }[]
  readonly children: readonly OutlineNode[]
  /** Line of the text it came from, counted from 1. */
  readonly line: number
}

/** A text with structure. Every word of it is in here: what is no task went to a description or to the summary. */
export interface Outline {
  /** What the document calls itself, or null. */
  readonly title: string | null
  /** Text about the whole: what stands before the first task, and sections such as "Background". */
  readonly summary: string
  /** What front matter or a line at the top said of the whole. */
  readonly hints: Hints
  readonly roots: readonly OutlineNode[]
}

/** How many nodes an outline has. */
export function countNodes(nodes: readonly OutlineNode[]): number {
  let count = 0
  for (const node of nodes) count += 1 + countNodes(node.children)
  return count
}
