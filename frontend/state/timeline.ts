import type { TaskDraft, TaskDraftBody } from '../api/wire.ts'
import { childrenOf, dateOf, dayNumberOf, isClosed, planOf, type Plan, type Schedule, type ScheduledTask, type Task, type TaskId } from './core.ts'

/** What is done to a bar, in working days: the whole of it, or its end alone. */
export interface Adjustment {
  readonly taskId: TaskId
  readonly kind: 'shift' | 'resize'
  readonly days: number
}

/** The least that a bar can be shortened to, in minutes. */
const least = 60

/** What an adjustment writes: a start date (and a due date that goes with it), an estimate, or a due date. */
export function adjusted(plan: Plan, made: Schedule, { taskId, kind, days }: Adjustment): TaskDraftBody {
  const task = plan.tasks.get(taskId)
  const planned = made.tasks.get(taskId)
  if (!task || !planned || days === 0) return {}
  return kind === 'shift' ? shifted(task, planned, made, days) : resized(task, planned, made, days)
}

function shifted(task: Task, planned: ScheduledTask, { days: work, startDay }: Schedule, days: number): TaskDraftBody {
  const from = work.before(dayNumberOf(planned.startDay))
  const startDate = dateOf(work.dayNumber(Math.max(from + days, work.before(dayNumberOf(startDay)))))
  const moved = work.before(dayNumberOf(startDate)) - from
  const { dueDate } = task
  if (dueDate === null) return { startDate }
  // A due date beside a start date is the end of the same stretch; alone it is a promise to somebody, and stays.
  const shiftedDue = dateOf(work.dayNumber(work.before(dayNumberOf(dueDate) + 1) - 1 + moved))
  if (task.startDate !== null) return { startDate, dueDate: shiftedDue < startDate ? startDate : shiftedDue }
  return startDate > dueDate ? { startDate, dueDate: startDate } : { startDate }
}

function resized(task: Task, { duration, start, finish }: ScheduledTask, { days: work }: Schedule, days: number): TaskDraftBody {
  if (duration !== 'dates') return { estimateMinutes: Math.max(least, finish - start + days * work.minutesPerDay) }
  const last = work.before(dayNumberOf(task.dueDate as string) + 1) - 1 + days
  const dueDate = dateOf(work.dayNumber(last))
  return { dueDate: dueDate < (task.startDate as string) ? task.startDate : dueDate }
}

/** The plan with fields of one task changed, to look at. */
export function withFields(plan: Plan, taskId: TaskId, body: TaskDraftBody): Plan {
  const task = plan.tasks.get(taskId)
  return task ? planOf(plan.project, new Map(plan.tasks).set(taskId, { ...task, ...body } as Task).values(), plan.version) : plan
}

/** What one schedule has otherwise than another. */
export interface Effects {
  /** Other tasks, headings not counted, that begin or end at another time. */
  readonly moved: readonly TaskId[]
  /** Working days by which the whole ends later, or below zero earlier. */
  readonly finishDays: number
}

export function effectsOf(before: Schedule, after: Schedule, except: TaskId | null = null): Effects {
  const moved: TaskId[] = []
  for (const [id, then] of after.tasks) {
    const now = before.tasks.get(id)
    if (now && id !== except && then.duration !== 'below' && (now.start !== then.start || now.finish !== then.finish)) moved.push(id)
  }
  return { moved, finishDays: Math.round((after.finish - before.finish) / after.days.minutesPerDay) }
}

/** Computed dates written down, for open tasks under `under` (null: in the whole plan) that have none of their own. */
export function fixedDates(plan: Plan, made: Schedule, under: TaskId | null): readonly TaskDraft[] {
  const drafts: TaskDraft[] = []
  const visit = (id: TaskId): void => {
    const task = plan.tasks.get(id)
    const planned = made.tasks.get(id)
    const children = childrenOf(plan, id)
    for (const child of children) visit(child)
    if (!task || !planned || children.length > 0 || isClosed(task.status)) return
    const startDate = task.startDate === null ? { startDate: planned.startDay } : {}
    // Where it is due already, the promise stays as it was given, unless it lies before the start.
    const isBroken = task.dueDate !== null && task.startDate === null && task.dueDate < planned.startDay
    const dueDate = task.dueDate === null || isBroken ? { dueDate: planned.finishDay } : {}
    const body = { ...startDate, ...dueDate }
    if (Object.keys(body).length > 0) drafts.push({ op: 'update', taskId: id, body })
  }
  if (under !== null) visit(under)
  else for (const id of childrenOf(plan, null)) visit(id)
  return drafts
}
