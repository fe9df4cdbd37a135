import { limits } from '../../../core/plan/limits.ts'
import type { ProjectFields } from '../../../core/plan/project.ts'
import { ok, type Result } from '../../../core/result.ts'
import type { ImportedPlan } from '../../../ports/formats.ts'
import { plural } from '../planner/words.ts'
import { outlineEntries, summaryOf, tagsOf } from './outline-draft.ts'
import type { Outline } from './outline.ts'
import { readOutline } from './read-outline.ts'
import { piecesOf } from './text.ts'

/** A Markdown file as a plan to be proposed: every head stays where it is, every word is kept. Never fails. */
export function markdownPlan(content: string): Result<ImportedPlan, never> {
  const outline = readOutline(content, { least: 1 })
  if (!outline) return ok({ title: null, meta: {}, taskPatches: [], notes: [] })
  const [summary = '', ...spare] = piecesOf(summaryOf(outline), limits.description)
  const notes = spare.map((description, index) => ({
    title: `Notes from the document (${index + 1})`,
    number: null,
    description,
    hints: {},
    criteria: [],
    children: [],
    line: 1,
  }))
  const made = outlineEntries({ roots: [...outline.roots, ...notes] }, { mostRoots: null, rationale: (node) => `Line ${node.line} of the file` })
  return ok({
    title: outline.title,
    meta: { ...(summary === '' ? {} : { summary }), ...metaOf(outline) },
    taskPatches: made.entries,
    notes: [
      ...(made.folded > 0
        ? [
            `${plural(made.folded, 'item')} stood deeper than ${limits.depth + 1} levels or were too many; they are kept as lists in the descriptions above them.`,
          ]
        : []),
      ...made.unresolved.map((name) => `“${name}” names no task here that could be waited for; the words stand in the description.`),
    ],
  })
}

function metaOf({ hints }: Outline): Partial<ProjectFields> {
  const startFits = hints.startDate !== undefined && (hints.dueDate === undefined || hints.startDate <= hints.dueDate)
  return {
    ...(hints.tags ? { tags: tagsOf(hints.tags) } : {}),
    ...(hints.priority ? { priority: hints.priority } : {}),
    ...(hints.dueDate ? { dueDate: hints.dueDate } : {}),
    ...(startFits && hints.startDate ? { startDate: hints.startDate } : {}),
  }
}
