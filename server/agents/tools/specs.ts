import { z } from 'zod'
import type { ToolSpec } from '../../ports/language-model.ts'
import { wireJsonSchema } from '../wire/schema.ts'

/** What each tool takes: flat, every field required, as every provider wants it. */
export const toolInputs = {
  search_tasks: z.strictObject({
    words: z.string(),
    status: z.enum(['any', 'open', 'todo', 'in_progress', 'blocked', 'review', 'done', 'cancelled']),
  }),
  read_task: z.strictObject({ task: z.string() }),
  read_subtree: z.strictObject({ task: z.string() }),
  list_projects: z.strictObject({ words: z.string() }),
} as const

export type ToolName = keyof typeof toolInputs

const descriptions: Readonly<Record<ToolName, string>> = {
  search_tasks: 'Finds tasks of this plan by words of title, tag or person; words "" finds all of the status',
  read_task: 'Shows one task in full, by handle',
  read_subtree: 'Lists what is below a task, by handle, or "root"',
  list_projects: 'Lists the person\'s projects; words filter them and their tasks, "" does not',
}

/** A read tool as it is offered to a model. Nothing that a tool does changes anything. */
export const toolSpec = (name: ToolName): ToolSpec => ({ name, description: descriptions[name], schema: wireJsonSchema(toolInputs[name]) })
