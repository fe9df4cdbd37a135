import { criticalPath } from './critical-path.ts'
import { readyTasks } from './graph.ts'
import type { Plan } from './plan.ts'
import { isClosed, priorities, type CalendarDate, type Priority, type TaskId } from './task.ts'
import { ancestorsOf } from './tree.ts'

/** Why a task comes where it does, the weightiest first. */
export type NextReason =
  | { readonly kind: 'begun' }
  | { readonly kind: 'overdue'; readonly dueDate: CalendarDate }
  | { readonly kind: 'priority'; readonly priority: Priority }
  | { readonly kind: 'critical' }
  | { readonly kind: 'due'; readonly dueDate: CalendarDate }
  | { readonly kind: 'unblocks'; readonly count: number }
  /** Nothing it depends on is open. */
  | { readonly kind: 'ready' }

export interface NextTask {
  readonly id: TaskId
  readonly reasons: readonly NextReason[]
  /** How many minutes it may slip without making the whole longer. */
  readonly slackMinutes: number
}

/**
 * What to work on next, the best first: open leaves that wait for nothing and are neither blocked nor under review.
 * What is begun comes first, then what is overdue, then by priority (a task's own or a higher one above it), then what
 * holds up the end, then by due date, then by how much open work waits for it, then as the plan stands. Total and
 * deterministic.
 */
export function nextTasks(plan: Plan, today: CalendarDate): readonly NextTask[] {
  const { slack, minutes } = criticalPath(plan)
  const found = readyTasks(plan).flatMap((id, place) => {
    const task = plan.tasks.get(id)
    if (!task || task.status === 'blocked' || task.status === 'review') return []
    const above = ancestorsOf(plan, id).flatMap((ancestor) => plan.tasks.get(ancestor) ?? [])
    const priority = highest([task.priority, ...above.map((each) => each.priority)])
    const dueDate = earliest([task.dueDate, ...above.map((each) => each.dueDate)])
    const unblocks = [id, ...above.map((each) => each.id)].reduce((sum, each) => sum + openDependants(plan, each), 0)
    const slackMinutes = slack.get(id) ?? 0
    return [
      {
        id,
        place,
        priority,
        dueDate,
        unblocks,
        slackMinutes,
        isBegun: task.status === 'in_progress',
        isCritical: minutes > 0 && slackMinutes === 0,
      },
    ]
  })
  const isOverdue = (dueDate: CalendarDate | null): boolean => dueDate !== null && dueDate < today
  return found
    .toSorted(
      (a, b) =>
        Number(b.isBegun) - Number(a.isBegun) ||
        Number(isOverdue(b.dueDate)) - Number(isOverdue(a.dueDate)) ||
        priorities.indexOf(b.priority) - priorities.indexOf(a.priority) ||
        Number(b.isCritical) - Number(a.isCritical) ||
        byDate(a.dueDate, b.dueDate) ||
        b.unblocks - a.unblocks ||
        a.place - b.place,
    )
    .map(({ id, priority, dueDate, unblocks, slackMinutes, isBegun, isCritical }) => {
      const reasons: NextReason[] = []
      if (isBegun) reasons.push({ kind: 'begun' })
      if (dueDate !== null && isOverdue(dueDate)) reasons.push({ kind: 'overdue', dueDate })
      if (priority === 'high' || priority === 'urgent') reasons.push({ kind: 'priority', priority })
      if (isCritical) reasons.push({ kind: 'critical' })
      if (dueDate !== null && !isOverdue(dueDate)) reasons.push({ kind: 'due', dueDate })
      if (unblocks > 0) reasons.push({ kind: 'unblocks', count: unblocks })
      return { id, slackMinutes, reasons: reasons.length > 0 ? reasons : [{ kind: 'ready' }] }
    })
}

const openDependants = (plan: Plan, id: TaskId): number =>
  [...(plan.dependants.get(id) ?? [])].filter((each) => !isClosed(plan.tasks.get(each)?.status ?? 'done')).length

const highest = (all: readonly Priority[]): Priority =>
  all.reduce((best, each) => (priorities.indexOf(each) > priorities.indexOf(best) ? each : best))

const earliest = (all: readonly (CalendarDate | null)[]): CalendarDate | null =>
  all.reduce((first, each) => (each !== null && (first === null || each < first) ? each : first), null)

const byDate = (a: CalendarDate | null, b: CalendarDate | null): number => {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b ? -1 : 1
}

/** A reason as a few words. */
export function reasonInWords(reason: NextReason): string {
  switch (reason.kind) {
    case 'begun':
      return 'already begun'
    case 'overdue':
      return `overdue since ${reason.dueDate}`
    case 'priority':
      return `${reason.priority} priority`
    case 'critical':
      return 'on the critical path'
    case 'due':
      return `due ${reason.dueDate}`
    case 'unblocks':
      return `${reason.count} ${reason.count === 1 ? 'task waits' : 'tasks wait'} for it`
    case 'ready':
      return 'nothing it needs is open'
  }
}
