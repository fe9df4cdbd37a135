import type { z } from 'zod'
import type { TaskDraftBody } from '../../core/patch/draft.ts'
import { taskFields } from '../../contract/fields.ts'

export type BodyField = keyof typeof taskFields

export const isBodyField = (name: string): name is BodyField => Object.hasOwn(taskFields, name)

/** One field of a task as the contract checks it: cleaned, or why not, with the path inside of the value. */
export function checkField(
  field: BodyField,
  value: unknown,
): { readonly body: TaskDraftBody } | { readonly path: readonly PropertyKey[]; readonly detail: string } {
  // Zod leaves such a key out without a word, and what a file says must not vanish.
  if (field === 'metadata' && typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__'))
    return { path: ['__proto__'], detail: 'is no name for a member' }
  const schema: z.ZodType = taskFields[field]
  const parsed = schema.safeParse(value)
  if (parsed.success) return { body: { [field]: parsed.data } }
  const [issue] = parsed.error.issues
  return { path: issue?.path ?? [], detail: issue?.message ?? 'is wrong' }
}
