import { childrenOf, type Plan } from './plan.ts'
import { calendarOf, dateOf, WorkDays, type WorkCalendar } from './schedule-calendar.ts'
import { momentsOf, type Moments } from './schedule-graph.ts'
import { warningsOf, type ScheduleWarning } from './schedule-warnings.ts'
import { isClosed, type CalendarDate, type Task, type TaskId } from './task.ts'

export interface ScheduleOptions {
  /** The day it is. Where the project has no start, the plan starts then; what is done is never later. */
  readonly today: CalendarDate
  /** The project's own, unless given. */
  readonly calendar?: WorkCalendar
  /** Work that has not begun begins today or later, whatever the start of the project. */
  readonly openFromToday?: boolean
}

/** Where the length of a bar comes from: the estimate; both dates; nothing, so a day is assumed; the tasks below. */
export type DurationSource = 'estimate' | 'dates' | 'assumed' | 'below'

/** When a task can be worked on. Moments are working minutes since the first day of the plan; days are calendar days. */
export interface ScheduledTask {
  readonly id: TaskId
  /** Earliest, which is also what is drawn. */
  readonly start: number
  readonly finish: number
  /** Latest, without making the whole longer. */
  readonly latestStart: number
  readonly latestFinish: number
  /** Minutes it may slip without making the whole longer; 0 where the task is closed. */
  readonly slack: number
  readonly isCritical: boolean
  readonly duration: DurationSource
  readonly startDay: CalendarDate
  /** The last day on which it is worked on. */
  readonly finishDay: CalendarDate
}

export interface Schedule {
  /** In tree order. What is cancelled, and everything below it, is left out. */
  readonly tasks: ReadonlyMap<TaskId, ScheduledTask>
  readonly startDay: CalendarDate
  /** The last day of the last task; the first day where there is none. */
  readonly finishDay: CalendarDate
  readonly finish: number
  /** The open leaves that hold up the end, in tree order. */
  readonly critical: readonly TaskId[]
  readonly warnings: readonly ScheduleWarning[]
  readonly days: WorkDays
}

/** A leaf as far as its own fields fix it. */
interface Span {
  readonly minutes: number
  readonly from: DurationSource
}

/**
 * When each task can begin and end: the critical path method (J. E. Kelley and M. R. Walker, "Critical-path planning and
 * scheduling", 1959) over finish-to-start dependencies, first forward for the earliest moments, then backward for the
 * latest. A start date means "not earlier"; a due date moves nothing, being late for it is a warning. Done work stands
 * where its dates say, at the latest today. Linear in tasks and dependencies; nothing of it is stored.
 */
export function schedule(plan: Plan, options: ScheduleOptions): Schedule {
  const calendar = options.calendar ?? calendarOf(plan.project)
  const days = new WorkDays(calendar, plan.project.startDate ?? options.today)
  const moments = momentsOf(plan, (task) => task.status !== 'cancelled', true)
  const spans = moments.tasks.map((task, index): Span | undefined => (moments.isLeaf(index) ? spanOf(task, days) : undefined))
  const { earliest, notBefore, done } = forward(moments, spans, days, options)
  const ends = moments.tasks.flatMap((task, index) => (spans[index] && task.status !== 'done' ? [earliest[index * 2 + 1] ?? 0] : []))
  const end = ends.reduce((last, each) => Math.max(last, each), 0)
  const latest = backward(moments, spans, end)

  const scheduled = new Map<TaskId, ScheduledTask>()
  const below = new Below(moments.tasks.length)
  for (let index = moments.tasks.length - 1; index >= 0; index -= 1) {
    const task = moments.tasks[index] as Task
    const span = spans[index]
    const start = earliest[index * 2] ?? 0
    if (span) below.set(index, done.get(index) ?? { start, finish: earliest[index * 2 + 1] ?? start }, (latest[index * 2] ?? 0) - start, task)
    const parent = moments.parents[index] as number
    if (parent >= 0) below.add(parent, index)
  }
  const day = daysOf(days)
  for (let index = 0; index < moments.tasks.length; index += 1) {
    const task = moments.tasks[index] as Task
    if (!moments.takesPart(index) || !below.has(index)) continue
    const [start, finish, slack] = [below.start[index] ?? 0, below.finish[index] ?? 0, below.slack[index] ?? 0]
    const isOpen = slack !== Infinity
    const isPushed = start > (notBefore[index] ?? 0)
    scheduled.set(task.id, {
      id: task.id,
      start,
      finish,
      latestStart: isOpen ? start + slack : start,
      latestFinish: isOpen ? finish + slack : finish,
      slack: isOpen ? slack : 0,
      isCritical: isOpen && slack === 0,
      duration: spans[index]?.from ?? 'below',
      startDay: day(start === finish && isPushed ? start - 1 : start),
      // What ends with a day belongs to that day, and so does what takes no time and waited for it.
      finishDay: day(finish > start || isPushed ? finish - 1 : finish),
    })
  }
  const critical = [...scheduled.values()].flatMap(({ id, isCritical, duration }) => (isCritical && duration !== 'below' ? [id] : []))
  const roots = childrenOf(plan, null).flatMap((id) => scheduled.get(id) ?? [])
  const last = roots.reduce<ScheduledTask | undefined>((found, each) => (found && found.finish >= each.finish ? found : each), undefined)
  const made = { tasks: scheduled, startDay: days.origin, finishDay: last?.finishDay ?? days.origin, finish: last?.finish ?? 0, critical, days }
  return { ...made, warnings: warningsOf(plan, moments, made, options.today) }
}

function spanOf({ estimateMinutes, startDate, dueDate }: Task, days: WorkDays): Span {
  if (estimateMinutes !== null) return { minutes: estimateMinutes, from: 'estimate' }
  if (startDate === null || dueDate === null) return { minutes: days.minutesPerDay, from: 'assumed' }
  return { minutes: Math.max(0, days.endOf(dueDate) - days.startOf(startDate)), from: 'dates' }
}

interface Stretch {
  readonly start: number
  readonly finish: number
}

/** The earliest moments, what dates alone would say of each start, and where done leaves stand. */
function forward(moments: Moments, spans: readonly (Span | undefined)[], days: WorkDays, options: ScheduleOptions) {
  const earliest = new Float64Array(moments.order.length)
  /** When the done work before a moment was over. Open work does not push what is done already. */
  const settled = new Float64Array(moments.order.length)
  const notBefore = new Float64Array(moments.tasks.length)
  const done = new Map<number, Stretch>()
  const today = days.startOf(options.today)
  const tonight = days.endOf(options.today)
  for (const moment of moments.order) {
    const index = moment >> 1
    const task = moments.tasks[index] as Task
    const isStart = moment % 2 === 0
    const span = isStart ? spans[index] : undefined
    let at = earliest[moment] ?? 0
    let minutes = span?.minutes ?? 0
    if (isStart) {
      const parent = moments.parents[index] as number
      let bound = parent < 0 ? 0 : (notBefore[parent] ?? 0)
      if (task.startDate !== null && task.status !== 'done') bound = Math.max(bound, days.startOf(task.startDate))
      if (span && options.openFromToday && (task.status === 'todo' || task.status === 'blocked')) bound = Math.max(bound, today)
      notBefore[index] = bound
      at = Math.max(at, bound)
    }
    if (span && task.status === 'done') {
      const stands = doneSpan(task, minutes, Math.max(notBefore[index] ?? 0, settled[moment] ?? 0), days, tonight)
      done.set(index, stands)
      at = stands.start
      minutes = stands.finish - stands.start
    }
    earliest[moment] = at
    for (let edge = moments.first[moment] as number; edge < (moments.first[moment + 1] as number); edge += 1) {
      const to = moments.to[edge] as number
      if (moments.isBackward(moment, to)) continue
      const reached = at + (to === moment + 1 ? minutes : 0)
      if (reached > (earliest[to] ?? 0)) earliest[to] = reached
      const over = to !== moment + 1 || !span ? (settled[moment] ?? 0) : task.status === 'done' ? reached : 0
      if (over > (settled[to] ?? 0)) settled[to] = over
    }
  }
  return { earliest, notBefore, done }
}

/** Done work stands where its dates say, else where it could be done; never later than today. */
function doneSpan({ startDate, dueDate }: Task, minutes: number, at: number, days: WorkDays, tonight: number): Stretch {
  const finish = Math.min(dueDate !== null ? days.endOf(dueDate) : (startDate !== null ? days.startOf(startDate) : at) + minutes, tonight)
  const start = startDate !== null ? days.startOf(startDate) : dueDate !== null ? finish - minutes : at
  return { start: Math.min(start, finish), finish }
}

/** The latest moments. Done work stands where it stands: it makes nothing before it urgent. */
function backward(moments: Moments, spans: readonly (Span | undefined)[], end: number): Float64Array {
  const latest = new Float64Array(moments.order.length).fill(end)
  for (let at = moments.order.length - 1; at >= 0; at -= 1) {
    const moment = moments.order[at] as number
    const minutes = moment % 2 === 0 ? (spans[moment >> 1]?.minutes ?? 0) : 0
    let least = latest[moment] ?? 0
    for (let edge = moments.first[moment] as number; edge < (moments.first[moment + 1] as number); edge += 1) {
      const to = moments.to[edge] as number
      if (moments.isBackward(moment, to) || (to % 2 === 0 && spans[to >> 1] && moments.tasks[to >> 1]?.status === 'done')) continue
      least = Math.min(least, (latest[to] ?? 0) - (to === moment + 1 ? minutes : 0))
    }
    latest[moment] = least
  }
  return latest
}

/** What stands below each task: from where to where, and the least slack of what is open. */
class Below {
  readonly start: Float64Array
  readonly finish: Float64Array
  readonly slack: Float64Array

  constructor(size: number) {
    this.start = new Float64Array(size).fill(Infinity)
    this.finish = new Float64Array(size).fill(-Infinity)
    this.slack = new Float64Array(size).fill(Infinity)
  }

  has(index: number): boolean {
    return this.start[index] !== Infinity
  }

  set(index: number, { start, finish }: Stretch, slack: number, { status }: Task): void {
    this.start[index] = start
    this.finish[index] = finish
    if (!isClosed(status)) this.slack[index] = slack
  }

  add(parent: number, child: number): void {
    this.start[parent] = Math.min(this.start[parent] ?? 0, this.start[child] ?? 0)
    this.finish[parent] = Math.max(this.finish[parent] ?? 0, this.finish[child] ?? 0)
    this.slack[parent] = Math.min(this.slack[parent] ?? 0, this.slack[child] ?? 0)
  }
}

/** Calendar days of working minutes; each day is written once. */
function daysOf(days: WorkDays): (minute: number) => CalendarDate {
  const written = new Map<number, CalendarDate>()
  return (minute) => {
    const index = Math.floor(minute / days.minutesPerDay)
    const known = written.get(index)
    if (known !== undefined) return known
    const date = dateOf(days.dayNumber(index))
    written.set(index, date)
    return date
  }
}
