import { z } from 'zod'
import { isClosed, type Task } from '../../../server/core/plan/task.ts'
import type { Plan } from '../../../server/core/plan/plan.ts'
import { check, nothing, text } from './check.ts'
import { created, deleted, listed, taskTitled, touched } from './look.ts'

/** A field as cases write it: references by title, a person by name, tags and dependencies without order. */
const fieldNames = [
  'title',
  'description',
  'status',
  'priority',
  'estimateMinutes',
  'spentMinutes',
  'startDate',
  'dueDate',
  'assignee',
  'tags',
  'dependsOn',
  'acceptanceCriteria',
] as const
const fields = z.partialRecord(z.enum(fieldNames), z.json())

function shown(task: Task, field: (typeof fieldNames)[number], plan: Plan): unknown {
  if (field === 'assignee') return task.assignee?.name ?? null
  if (field === 'tags') return task.tags.toSorted()
  if (field === 'dependsOn') return task.dependsOn.map((id) => plan.tasks.get(id)?.title ?? id).toSorted()
  if (field === 'acceptanceCriteria') return task.acceptanceCriteria.map(({ text: words, done }) => (done ? `[x] ${words}` : words))
  return task[field]
}

const sorted = (field: string, value: unknown): unknown =>
  (field === 'tags' || field === 'dependsOn') && Array.isArray(value) ? (value as string[]).toSorted() : value

/** What of the plan that was there the answer touches. */
export const touchChecks = {
  'touches only': check('of the tasks that were there, no other than these is changed, moved or deleted', z.array(text), (seen, allowed) => {
    const others = touched(seen).filter((title) => !allowed.includes(title))
    return others.length === 0 ? undefined : `${listed(others)} is touched, too`
  }),
  touches: check('each of these tasks is changed, moved or deleted', z.array(text).min(1), (seen, wanted) => {
    const all = touched(seen)
    const missing = wanted.filter((title) => !all.includes(title))
    return missing.length === 0 ? undefined : `${listed(missing)} stays as it was`
  }),
  'adds nothing': check('no task is added', nothing, (seen) => {
    const added = created(seen).map(({ title }) => title)
    return added.length === 0 ? undefined : `${listed(added)} is added`
  }),
  'deletes nothing': check('no task is deleted', nothing, (seen) => {
    const gone = deleted(seen).map(({ title }) => title)
    return gone.length === 0 ? undefined : `${listed(gone)} is deleted`
  }),
  'closed work untouched': check('nothing that was done or cancelled is changed, moved or deleted', nothing, (seen) => {
    const closed = touched(seen).filter((title) => isClosed(taskTitled(seen.before, title)?.status ?? 'todo'))
    return closed.length === 0 ? undefined : `${listed(closed)} is closed, and touched`
  }),
  becomes: check('the tasks have these fields in the end', z.record(text, fields), ({ after }, wanted) => {
    for (const [title, values] of Object.entries(wanted)) {
      const task = taskTitled(after, title)
      if (!task) return `there is no task “${title}”`
      for (const [field, value] of Object.entries(values)) {
        // `as`: the keys were checked against this very list.
        const is = shown(task, field as (typeof fieldNames)[number], after)
        if (JSON.stringify(is) !== JSON.stringify(sorted(field, value)))
          return `${field} of “${title}” is ${JSON.stringify(is)}, not ${JSON.stringify(value)}`
      }
    }
    return undefined
  }),
  'project becomes': check(
    'the project has these fields in the end',
    z.partialRecord(z.enum(['title', 'summary', 'status', 'priority', 'startDate', 'dueDate', 'tags']), z.json()),
    ({ after }, wanted) => {
      for (const [field, value] of Object.entries(wanted)) {
        const is: unknown = after.project[field as keyof typeof after.project]
        if (JSON.stringify(is) !== JSON.stringify(value)) return `${field} of the project is ${JSON.stringify(is)}, not ${JSON.stringify(value)}`
      }
      return undefined
    },
  ),
  'nothing set apart': check('nothing of it had to be set apart because nobody asked for it', nothing, ({ setApart }) =>
    setApart.length === 0 ? undefined : `set apart: ${listed(setApart)}`,
  ),
  'nothing left out': check('all of the answer could be used', nothing, ({ leftOut }) =>
    leftOut.length === 0 ? undefined : `left out: ${listed(leftOut, 2)}`,
  ),
} as const
