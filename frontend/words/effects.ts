import { msg, str } from '@lit/localize'
import type { Effects } from '../state/effects.ts'
import { plural } from './plural.ts'

/** "Apply 14 changes, delete 1 task with 6 sub-tasks": a button says what it does. */
export function applyText({ changes, deleted, below }: Effects): string {
  const rest = changes === 0 ? '' : plural(changes, msg('Apply 1 change'), msg(str`Apply ${changes} changes`))
  if (deleted === 0) return rest
  const tasks = deleteText(deleted, below)
  return rest === '' ? capital(tasks) : `${rest}, ${tasks}`
}

function deleteText(deleted: number, below: number): string {
  const tasks = plural(deleted, msg('delete 1 task'), msg(str`delete ${deleted} tasks`))
  return below === 0 ? tasks : plural(below, msg(str`${tasks} with 1 sub-task`), msg(str`${tasks} with ${below} sub-tasks`))
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
