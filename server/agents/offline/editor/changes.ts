import { limits } from '../../../core/plan/limits.ts'
import { isClosed, type Assignee, type CalendarDate, type Priority, type TaskStatus } from '../../../core/plan/task.ts'
import { toSet } from '../../../core/plan/order.ts'
import { shiftDate } from '../language/dates.ts'
import { formatDuration } from '../../../core/plan/duration.ts'
import type { Shift } from '../language/durations.ts'
import { stepPriority } from '../language/vocabulary.ts'
import { fold } from '../language/words.ts'
import { escape, outcome, type Desk, type Outcome } from './desk.ts'
import type { WorkingFields } from './working.ts'

/** One change of one field, as a clause says it, before it meets a task. */
export type Change =
  | { readonly kind: 'status'; readonly to: TaskStatus; readonly only?: TaskStatus }
  | { readonly kind: 'priority'; readonly to: Priority }
  | { readonly kind: 'priority-step'; readonly by: number }
  | { readonly kind: 'estimate'; readonly to: number | null }
  | { readonly kind: 'estimate-add'; readonly minutes: number }
  | { readonly kind: 'estimate-times'; readonly factor: number }
  | { readonly kind: 'spent'; readonly add: number }
  | { readonly kind: 'spent-set'; readonly to: number }
  | { readonly kind: 'due' | 'start'; readonly to: CalendarDate | null }
  | { readonly kind: 'shift'; readonly fields: 'due' | 'start' | 'both'; readonly by: Shift }
  | { readonly kind: 'assignee'; readonly to: Assignee | null }
  | { readonly kind: 'tags'; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly kind: 'tags-set'; readonly to: readonly string[] }
  | { readonly kind: 'title'; readonly to: string }
  | { readonly kind: 'describe'; readonly text: string; readonly append: boolean }
  | { readonly kind: 'needs'; readonly add: readonly string[] }
  | { readonly kind: 'needs-not'; readonly remove: readonly string[] | 'all' }
  | { readonly kind: 'criteria-add'; readonly texts: readonly string[] }
  | { readonly kind: 'criteria-set'; readonly texts: readonly string[] }

type Verdict = { readonly set: Partial<WorkingFields>; readonly did: string } | { readonly same: string } | { readonly refused: string }

const statusNames: Readonly<Record<TaskStatus, string>> = {
  todo: 'to do',
  in_progress: 'in progress',
  blocked: 'blocked',
  review: 'in review',
  done: 'done',
  cancelled: 'cancelled',
}
const fieldNames = { due: 'due date', start: 'start date' } as const

/** Makes changes on tasks, and says for which it did, which had it already and which could not. */
export function applyChanges(desk: Desk, ids: readonly string[], changes: readonly Change[], group = false): Outcome {
  const did = new Map<string, string[]>()
  const same = new Map<string, string[]>()
  const refused = new Map<string, string[]>()
  const note = (map: Map<string, string[]>, text: string, id: string): void => {
    map.set(text, [...(map.get(text) ?? []), id])
  }
  for (const id of ids) {
    for (const change of changes) {
      const task = desk.working.find(id)
      if (!task) continue
      const verdict = judge(desk, id, task, change)
      if ('set' in verdict) {
        desk.working.set(id, verdict.set)
        note(did, verdict.did, id)
      } else if ('same' in verdict) note(same, verdict.same, id)
      else if (!(group && ids.length > 1 && change.kind === 'shift')) note(refused, verdict.refused, id)
    }
  }
  const say = (map: ReadonlyMap<string, readonly string[]>): readonly string[] =>
    [...map].map(([text, about]) => (about.length > 1 ? forMany(text) : text).replace('{tasks}', () => desk.names(about)))
  return outcome({ did: say(did), same: say(same), refused: say(refused), about: ids })
}

const plurals: Readonly<Record<string, string>> = { is: 'are', has: 'have', does: 'do', depends: 'depend', starts: 'start', says: 'say' }

/** "is already done" said of several. */
const forMany = (text: string): string =>
  text.replace(
    /^\{tasks\} ((?:already |now |no longer )?)(is|has|does|depends|starts|says)\b/,
    (_, before: string, verb: string) => `{tasks} ${before}${plurals[verb] ?? verb}`,
  )

function judge(desk: Desk, id: string, task: WorkingFields, change: Change): Verdict {
  switch (change.kind) {
    case 'status':
      if (change.only && task.status !== change.only) return { same: `{tasks} is not ${statusNames[change.only]}` }
      return task.status === change.to
        ? { same: `{tasks} is already ${statusNames[change.to]}` }
        : { set: { status: change.to }, did: `{tasks}: status ${statusNames[change.to]}` }
    case 'priority':
      return task.priority === change.to
        ? { same: `{tasks} already has priority ${change.to}` }
        : { set: { priority: change.to }, did: `{tasks}: priority ${change.to}` }
    case 'priority-step': {
      const to = stepPriority(task.priority, change.by)
      return to === task.priority
        ? { same: `{tasks} already has priority ${to}, and there is no step ${change.by > 0 ? 'above' : 'below'}` }
        : { set: { priority: to }, did: `{tasks}: priority ${task.priority} → ${to}` }
    }
    case 'estimate':
      return judgeEstimate(task, change.to)
    case 'estimate-add':
      return judgeEstimate(task, (task.estimateMinutes ?? 0) + change.minutes)
    case 'estimate-times':
      return task.estimateMinutes === null
        ? { refused: `{tasks} has no estimate to change` }
        : judgeEstimate(task, Math.round(task.estimateMinutes * change.factor))
    case 'spent':
    case 'spent-set': {
      const to = change.kind === 'spent' ? task.spentMinutes + change.add : change.to
      if (to > limits.minutes || to < 0) return { refused: `{tasks} cannot have that much time spent` }
      return to === task.spentMinutes
        ? { same: `{tasks} already has ${formatDuration(to)} spent` }
        : { set: { spentMinutes: to }, did: `{tasks}: ${formatDuration(to)} spent` }
    }
    case 'due':
    case 'start':
      return judgeDate(task, change.kind, change.to, desk.lenient)
    case 'shift':
      return judgeShift(task, change.fields, change.by)
    case 'assignee':
      return judgeAssignee(task, change.to)
    case 'tags':
      return judgeTags(
        task,
        toSet([
          ...task.tags.filter((tag) => !change.remove.some((one) => fold(one) === fold(tag))),
          ...change.add.filter((tag) => !task.tags.some((one) => fold(one) === fold(tag))),
        ]),
        change.remove,
      )
    case 'tags-set':
      return judgeTags(task, toSet(change.to), [])
    case 'title':
      if (change.to.length > limits.title) return { refused: `that title is longer than ${limits.title} characters` }
      return task.title === change.to
        ? { same: `{tasks} is already called that` }
        : { set: { title: change.to }, did: `${desk.name(id)} is now called **${escape(change.to)}**` }
    case 'describe':
      return judgeDescription(task, change.text, change.append)
    case 'needs':
      return judgeNeeds(desk, id, task, change.add)
    case 'needs-not': {
      const kept = change.remove === 'all' ? [] : task.dependsOn.filter((needed) => !change.remove.includes(needed))
      return kept.length === task.dependsOn.length
        ? { same: change.remove === 'all' ? `{tasks} depends on nothing` : `{tasks} does not depend on ${desk.names(change.remove)}` }
        : { set: { dependsOn: kept }, did: `{tasks} no longer depends on ${desk.names(task.dependsOn.filter((needed) => !kept.includes(needed)))}` }
    }
    case 'criteria-add':
    case 'criteria-set':
      return judgeCriteria(task, change.texts, change.kind === 'criteria-set')
  }
}

function judgeEstimate(task: WorkingFields, to: number | null): Verdict {
  if (to !== null && (to < 0 || to > limits.minutes)) return { refused: `an estimate must lie between 0 and ${limits.minutes / 60} hours` }
  if (to === task.estimateMinutes) return { same: to === null ? `{tasks} has no estimate` : `{tasks} is already estimated at ${formatDuration(to)}` }
  return { set: { estimateMinutes: to }, did: to === null ? `{tasks}: no estimate any more` : `{tasks}: estimated at ${formatDuration(to)}` }
}

function judgeDate(task: WorkingFields, kind: 'due' | 'start', to: CalendarDate | null, lenient: boolean): Verdict {
  const field = kind === 'due' ? 'dueDate' : 'startDate'
  if (task[field] === to)
    return { same: to === null ? `{tasks} has no ${fieldNames[kind]}` : `{tasks} already ${kind === 'due' ? 'is due' : 'starts'} on ${to}` }
  const dates = { startDate: task.startDate, dueDate: task.dueDate, [field]: to }
  if (!lenient && dates.startDate !== null && dates.dueDate !== null && dates.dueDate < dates.startDate)
    return { refused: `{tasks} would be due (${dates.dueDate}) before it starts (${dates.startDate})` }
  return {
    set: { [field]: to },
    did: to === null ? `{tasks}: no ${fieldNames[kind]} any more` : `{tasks}: ${kind === 'due' ? 'due' : 'starts'} ${to}`,
  }
}

function judgeShift(task: WorkingFields, fields: 'due' | 'start' | 'both', by: Shift): Verdict {
  const startDate = fields !== 'due' && task.startDate !== null ? shiftDate(task.startDate, by) : task.startDate
  const dueDate = fields !== 'start' && task.dueDate !== null ? shiftDate(task.dueDate, by) : task.dueDate
  if (startDate === task.startDate && dueDate === task.dueDate)
    return { refused: `{tasks} has no ${fields === 'both' ? 'date' : fieldNames[fields]} to move` }
  if (startDate !== null && dueDate !== null && dueDate < startDate)
    return { refused: `{tasks} would be due (${dueDate}) before it starts (${startDate})` }
  const set = { ...(startDate !== task.startDate ? { startDate } : {}), ...(dueDate !== task.dueDate ? { dueDate } : {}) }
  return {
    set,
    did: `{tasks}: ${[set.startDate ? `starts ${set.startDate}` : '', set.dueDate ? `due ${set.dueDate}` : ''].filter(Boolean).join(', ')}`,
  }
}

function judgeAssignee(task: WorkingFields, to: Assignee | null): Verdict {
  const now = task.assignee
  if (now === to || (now && to && now.kind === to.kind && now.name === to.name))
    return { same: to ? `{tasks} is already ${escape(to.name)}'s` : `{tasks} is assigned to nobody` }
  return {
    set: { assignee: to },
    did: to ? `{tasks}: assigned to ${to.kind === 'agent' ? 'agent ' : ''}${escape(to.name)}` : `{tasks}: assigned to nobody`,
  }
}

function judgeTags(task: WorkingFields, to: readonly string[], removed: readonly string[]): Verdict {
  if (to.length > limits.tags || to.some((tag) => tag.length > limits.tag || tag === ''))
    return { refused: `a task holds at most ${limits.tags} tags of at most ${limits.tag} characters` }
  if (JSON.stringify(to) === JSON.stringify(task.tags))
    return { same: removed.length > 0 ? '{tasks} does not have that tag' : to.length === 0 ? '{tasks} has no tags' : '{tasks} already has that tag' }
  return { set: { tags: to }, did: to.length > 0 ? `{tasks}: tags ${to.map(escape).join(', ')}` : `{tasks}: no tags any more` }
}

function judgeDescription(task: WorkingFields, text: string, append: boolean): Verdict {
  const to = append && task.description !== '' && text !== '' ? `${task.description}\n\n${text}` : text
  if (to.length > limits.description) return { refused: 'that description is too long' }
  if (to === task.description) return { same: to === '' ? '{tasks} has no description' : '{tasks} already says that' }
  return {
    set: { description: to },
    did: to === '' ? '{tasks}: description removed' : append ? '{tasks}: added to the description' : '{tasks}: new description',
  }
}

function judgeCriteria(task: WorkingFields, texts: readonly string[], replace: boolean): Verdict {
  if (texts.some((text) => text.length > limits.criterion)) return { refused: `a criterion holds at most ${limits.criterion} characters` }
  const kept = replace ? [] : task.acceptanceCriteria
  const fresh = texts.filter((text) => !kept.some((one) => fold(one.text) === fold(text)))
  if (!replace && fresh.length === 0) return { same: '{tasks} already has that criterion' }
  if (kept.length + fresh.length > limits.criteria) return { refused: `a task holds at most ${limits.criteria} criteria` }
  if (replace && fresh.length === 0 && task.acceptanceCriteria.length === 0) return { same: '{tasks} has no acceptance criteria' }
  return {
    set: { acceptanceCriteria: [...kept, ...fresh.map((text) => ({ text, done: false }))] },
    did:
      fresh.length === 0
        ? '{tasks}: no acceptance criteria any more'
        : `{tasks}: ${fresh.length === 1 ? `acceptance criterion “${escape(fresh[0] ?? '')}”` : `${fresh.length} acceptance criteria`}`,
  }
}

function judgeNeeds(desk: Desk, id: string, task: WorkingFields, add: readonly string[]): Verdict {
  const { working } = desk
  const fresh = add.filter((needed) => !task.dependsOn.includes(needed))
  for (const needed of fresh) {
    if (needed === id) return { refused: `{tasks} cannot depend on itself` }
    if (working.isBelow(needed, id) || working.isBelow(id, needed))
      return { refused: `{tasks} cannot depend on ${desk.name(needed)}: one lies inside the other` }
    const path = pathOfNeeds(desk, needed, id)
    if (path)
      return {
        refused: `{tasks} cannot depend on ${desk.name(needed)}, that would be a circle: ${[id, ...path].map((one) => desk.name(one)).join(' → ')}`,
      }
  }
  if (fresh.length === 0) return { same: `{tasks} already depends on ${desk.names(add)}` }
  if (task.dependsOn.length + fresh.length > limits.dependencies) return { refused: `a task depends on at most ${limits.dependencies} others` }
  return { set: { dependsOn: toSet([...task.dependsOn, ...fresh]) }, did: `{tasks} now depends on ${desk.names(fresh)}` }
}

/**
 * How `from` already waits for `to`, step by step; undefined where it does not. A task waits for what it depends on and
 * for what the tasks above it depend on, and a heading for all that stands below it.
 */
function pathOfNeeds(desk: Desk, from: string, to: string): readonly string[] | undefined {
  const { working } = desk
  const cameFrom = new Map<string, string | null>([[from, null]])
  const queue = [from]
  const visit = (id: string, next: string): void => {
    if (cameFrom.has(next)) return
    cameFrom.set(next, id)
    queue.push(next)
  }
  for (let at = 0; at < queue.length; at += 1) {
    const id = queue[at] ?? ''
    if (id === to || working.isBelow(id, to)) {
      const path: string[] = []
      for (let step: string | null | undefined = id; step; step = cameFrom.get(step)) path.unshift(step)
      return path
    }
    for (let above: string | null = id; above !== null; above = working.parentOf(above))
      for (const needed of working.find(above)?.dependsOn ?? []) visit(id, needed)
    for (const child of working.children(id)) visit(id, child)
  }
  return undefined
}

export const isOpen = (task: Pick<WorkingFields, 'status'>): boolean => !isClosed(task.status)
