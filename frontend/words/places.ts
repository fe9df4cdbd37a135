import { msg, str } from '@lit/localize'
import { childrenOf, type Plan, type Task } from '../state/core.ts'

interface Moved {
  readonly task: Pick<Task, 'id' | 'parentId'>
  /** Its numbers in the plan as proposed and as it is; empty where it has none. */
  readonly number: string
  readonly numberBefore: string
}

/** A move among siblings, in words: by the numbers where they tell it, else by the next one. */
export function reorderText({ task, number, numberBefore }: Moved, shown: Plan): string {
  if (number !== '' && numberBefore !== '' && number !== numberBefore) return msg(str`was ${numberBefore}, now ${number}`)
  const siblings = childrenOf(shown, task.parentId)
  const next = siblings[siblings.indexOf(task.id) + 1]
  const title = next === undefined ? undefined : shown.tasks.get(next)?.title
  return title === undefined ? msg('moved to the end') : msg(str`moved before “${title}”`)
}
