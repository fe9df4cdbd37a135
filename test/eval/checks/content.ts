import { z } from 'zod'
import type { Task } from '../../../server/core/plan/task.ts'
import type { Seen } from '../seen.ts'
import { check, nothing, numbers, outOf, pattern, says, text } from './check.ts'
import { childrenIn, created, listed, newBelow, taskTitled } from './look.ts'

/** New tasks that nothing was added below: where the work itself is. */
const newLeaves = (seen: Seen): readonly Task[] => created(seen).filter(({ id }) => childrenIn(seen.after, id).length === 0)

const hours = (minutes: number): number => Math.round(minutes / 6) / 10

/** What the new tasks say. */
export const contentChecks = {
  'criteria present': check('each new task without sub-tasks says when it is done, in so many criteria', numbers, (seen, bounds) => {
    const short = newLeaves(seen).filter(({ acceptanceCriteria }) => outOf(bounds, acceptanceCriteria.length, '') !== undefined)
    return short.length === 0 ? undefined : `${listed(short.map(({ title }) => title))} has ${short[0]?.acceptanceCriteria.length ?? 0} criteria`
  }),
  'descriptions present': check('each new task says in a sentence what it is', nothing, (seen) => {
    const bare = created(seen).filter(({ description }) => description.trim().length < 15)
    return bare.length === 0 ? undefined : `${listed(bare.map(({ title }) => title))} has no description`
  }),
  'estimates present': check('each new task without sub-tasks is estimated', nothing, (seen) => {
    const without = newLeaves(seen).filter(({ estimateMinutes }) => estimateMinutes === null || estimateMinutes === 0)
    return without.length === 0 ? undefined : `${listed(without.map(({ title }) => title))} has no estimate`
  }),
  'milestone hours': check('each new root task takes so many hours (a week is 40)', numbers, (seen, bounds) => {
    for (const task of newBelow(seen, null) ?? []) {
      if (task.estimateMinutes === null) return `“${task.title}” has no estimate`
      const wrong = outOf(bounds, hours(task.estimateMinutes), `hours for “${task.title}”`)
      if (wrong !== undefined) return wrong
    }
    return undefined
  }),
  "estimates sum to the parent's": check(
    'the estimates of the sub-tasks of the focus (or of the task `of`) add up to its own, within that share of it',
    z.strictObject({ of: text.optional(), within: z.number().positive() }),
    (seen, { of, within }) => {
      const title = of ?? seen.focus
      const parent = title === null ? undefined : taskTitled(seen.after, title)
      if (!parent) return `there is no task “${String(title)}”`
      const own = parent.estimateMinutes
      if (own === null) return `“${parent.title}” has no estimate`
      const sum = childrenIn(seen.after, parent.id).reduce((total, task) => total + (task.estimateMinutes ?? 0), 0)
      const off = Math.abs(sum - own) / own
      return off <= within ? undefined : `the sub-tasks take ${hours(sum)} hours, “${parent.title}” ${hours(own)}`
    },
  ),
  'short titles': check('new titles are at most so many characters long', z.number().int().positive(), (seen, most) => {
    const long = created(seen).filter(({ title }) => title.length > most)
    return long.length === 0 ? undefined : `${listed(long.map(({ title }) => title))} is long`
  }),
  'some new task says': check('each of these patterns stands in the title or description of a new task', z.array(pattern).min(1), (seen, wanted) => {
    const words = created(seen).map(({ title, description }) => `${title}\n${description}`)
    const missing = wanted.filter((source) => !words.some((text_) => says(source, text_)))
    return missing.length === 0 ? undefined : `no new task speaks of ${missing.map((source) => `/${source}/`).join(', ')}`
  }),
  'no new task says': check('none of these patterns stands in a new title', z.array(pattern).min(1), (seen, unwanted) => {
    const bad = created(seen).filter(({ title }) => unwanted.some((source) => says(source, title)))
    return bad.length === 0 ? undefined : `there is ${listed(bad.map(({ title }) => title))}`
  }),
  'names the project': check('the project gets a title of its own', nothing, ({ before, after }) =>
    after.project.title === before.project.title ? `it is still called “${after.project.title}”` : undefined,
  ),
} as const
