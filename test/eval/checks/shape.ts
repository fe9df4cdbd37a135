import { z } from 'zod'
import { broken } from '../../../server/core/patch/rules.ts'
import { childrenOf } from '../../../server/core/plan/plan.ts'
import { check, nothing, numbers, outOf, text } from './check.ts'
import { childrenIn, created, listed, newBelow, plainTitle, taskTitled } from './look.ts'

const below = numbers.extend({ of: text.optional() })

/** What the plan is like that the answer makes: its roots, levels, edges. */
export const shapeChecks = {
  milestones: check('the plan that results has so many root tasks', numbers, ({ after }, bounds) =>
    outOf(bounds, childrenOf(after, null).length, 'root tasks'),
  ),
  'new tasks': check('so many tasks are added in all', numbers, (seen, bounds) => outOf(bounds, created(seen).length, 'new tasks')),
  'sub-tasks': check('so many tasks are added directly below the task `of`, or below the focus', below, (seen, { of, ...bounds }) => {
    const title = of ?? seen.focus
    const found = title === null ? undefined : newBelow(seen, title)
    return found ? outOf(bounds, found.length, `new sub-tasks of “${String(title)}”`) : `there is no task “${String(title)}”`
  }),
  'no duplicate tasks': check('no new task says what a task beside it, or another new one, says already', nothing, (seen) => {
    const fresh = new Set(created(seen).map(({ id }) => id))
    const doubles: string[] = []
    const seenNew = new Set<string>()
    for (const task of created(seen)) {
      const plain = plainTitle(task.title)
      const beside = childrenIn(seen.after, task.parentId).some((other) => !fresh.has(other.id) && plainTitle(other.title) === plain)
      if (beside || seenNew.has(plain)) doubles.push(task.title)
      seenNew.add(plain)
    }
    return doubles.length === 0 ? undefined : `${listed(doubles)} stand there twice`
  }),
  'rules kept': check('the plan that results keeps every rule: depth, dependencies without cycles, titles', nothing, ({ after }) => {
    const found = broken(after)
    return found && `the rule “${found.rule}” is broken`
  }),
  'dependencies named': check('the new tasks wait for so many others', numbers, (seen, bounds) =>
    outOf(
      bounds,
      created(seen).reduce((sum, { dependsOn }) => sum + dependsOn.length, 0),
      'dependencies of new tasks',
    ),
  ),
  'stands below': check('the task stands below that one; null for the root', z.record(text, text.nullable()), ({ after }, wanted) => {
    for (const [title, above] of Object.entries(wanted)) {
      const task = taskTitled(after, title)
      if (!task) return `there is no task “${title}”`
      const parent = task.parentId === null ? null : (after.tasks.get(task.parentId)?.title ?? null)
      if (parent !== above) return `“${title}” stands below ${parent === null ? 'the root' : `“${parent}”`}`
    }
    return undefined
  }),
  'in this order': check('these siblings stand in this order, whatever stands between them', z.array(text).min(2), ({ after }, titles) => {
    const tasks = titles.map((title) => taskTitled(after, title))
    const missing = titles.filter((_, at) => tasks[at] === undefined)
    if (missing.length > 0) return `there is no task ${listed(missing)}`
    const siblings = childrenOf(after, tasks[0]?.parentId ?? null)
    const places = tasks.map((task) => (task ? siblings.indexOf(task.id) : -1))
    if (places.includes(-1)) return 'they are no siblings'
    return places.every((place, at) => at === 0 || place > (places[at - 1] ?? -1)) ? undefined : 'they stand in another order'
  }),
  'waits for': check('the task waits for each of these', z.record(text, z.array(text)), ({ after }, wanted) => {
    for (const [title, needed] of Object.entries(wanted)) {
      const task = taskTitled(after, title)
      if (!task) return `there is no task “${title}”`
      const missing = needed.filter((other) => !task.dependsOn.some((id) => id === taskTitled(after, other)?.id))
      if (missing.length > 0) return `“${title}” does not wait for ${listed(missing)}`
    }
    return undefined
  }),
  gone: check('these tasks are no longer there', z.array(text).min(1), ({ after }, titles) => {
    const left = titles.filter((title) => taskTitled(after, title))
    return left.length === 0 ? undefined : `${listed(left)} is still there`
  }),
  'still there': check('these tasks are there', z.array(text).min(1), ({ after }, titles) => {
    const missing = titles.filter((title) => !taskTitled(after, title))
    return missing.length === 0 ? undefined : `${listed(missing)} is not there`
  }),
} as const
