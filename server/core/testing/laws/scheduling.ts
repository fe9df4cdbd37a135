import { planOf, type Plan } from '../../plan/plan.ts'
import type { schedule, Schedule, ScheduleOptions } from '../../plan/schedule.ts'
import { dateOf } from '../../plan/schedule-calendar.ts'
import type { Task, TaskId } from '../../plan/task.ts'

export type Scheduler = typeof schedule

/** A promise of the schedule, checked on one plan. Says what is wrong, or nothing; tells what was interesting about it. */
export interface ScheduleLaw {
  readonly id: string
  readonly promise: string
  /** What a share of the cases must show, or the law proves little: label → least share. */
  readonly least: Readonly<Record<string, number>>
  check(make: Scheduler, plan: Plan, options: ScheduleOptions, tell: (label: string) => void): string | undefined
}

const afterNeeds: ScheduleLaw = {
  id: 'S1',
  promise: 'no open task begins before what it, or a heading above it, waits for has ended',
  least: { dependency: 0.3 },
  check(make, plan, options, tell) {
    const made = make(plan, options)
    if (hasCircle(made)) return undefined
    for (const task of openLeaves(plan, made)) {
      const own = made.tasks.get(task.id)
      for (const neededId of needsOf(plan, task)) {
        const needed = made.tasks.get(neededId)
        if (!own || !needed) continue
        tell('dependency')
        if (own.start < needed.finish) return `${task.id} begins at ${own.start}, before ${neededId} ends at ${needed.finish}`
      }
    }
    return undefined
  },
}

const notBefore: ScheduleLaw = {
  id: 'S2',
  promise:
    'no open task begins before its start date, that of a heading above it, or the start of the project; none takes more or less than its time',
  least: { 'start date': 0.2 },
  check(make, plan, options, tell) {
    const made = make(plan, options)
    for (const task of openLeaves(plan, made)) {
      const own = made.tasks.get(task.id)
      if (!own) return `${task.id} is missing`
      for (const { startDate, id } of pathOf(plan, task)) {
        if (startDate !== null && id === task.id) tell('start date')
        if (startDate !== null && own.start < made.days.startOf(startDate)) return `${task.id} begins before ${startDate}`
      }
      if (own.start < 0) return `${task.id} begins before the project`
      if (task.estimateMinutes !== null && own.finish - own.start !== task.estimateMinutes)
        return `${task.id} takes ${own.finish - own.start} minutes`
      if (own.finish > own.start && !made.days.isWorked(made.days.dayNumber(Math.floor(own.start / made.days.minutesPerDay))))
        return `${task.id} begins on a day off`
    }
    return undefined
  },
}

const slackIsTrue: ScheduleLaw = {
  id: 'S3',
  promise: 'a task that slips within its slack moves no end of the whole; one minute more does; critical tasks have none, and there are some',
  least: { slack: 0.2, critical: 0.5 },
  check(make, plan, options, tell) {
    const made = make(plan, options)
    if (hasCircle(made)) return undefined
    const open = openLeaves(plan, made)
    const endOf = (of: Schedule): number => Math.max(0, ...open.map(({ id }) => of.tasks.get(id)?.finish ?? 0))
    const end = endOf(made)
    for (const task of open) {
      const own = made.tasks.get(task.id)
      if (!own) return `${task.id} is missing`
      if (own.slack < 0) return `${task.id} has a slack of ${own.slack}`
      if (own.isCritical !== (own.slack === 0)) return `${task.id} is wrongly ${own.isCritical ? '' : 'not '}critical`
      // A longer task ends later by as much: the same to all that comes after it, and to the minute.
      const longer = (minutes: number): Plan => replaced(plan, { ...task, estimateMinutes: own.finish - own.start + minutes })
      if (own.slack > 0) {
        tell('slack')
        if (endOf(make(longer(own.slack), options)) !== end) return `${task.id} moves the end, though it has a slack of ${own.slack}`
      }
      if (endOf(make(longer(own.slack + 1), options)) !== end + 1) return `${task.id} has more slack than ${own.slack}`
    }
    if (open.length > 0 && made.critical.length === 0) return 'nothing is critical'
    if (made.critical.length > 0) tell('critical')
    return undefined
  },
}

const headingsSpan: ScheduleLaw = {
  id: 'S4',
  promise: 'a heading spans what is below it, and is critical where something below it is',
  least: { heading: 0.4 },
  check(make, plan, options, tell) {
    const made = make(plan, options)
    for (const [id, own] of made.tasks) {
      const below = (plan.children.get(id) ?? []).flatMap((child) => made.tasks.get(child) ?? [])
      if (below.length === 0) continue
      tell('heading')
      if (own.start !== Math.min(...below.map(({ start }) => start))) return `${id} begins elsewhere than what is below it`
      if (own.finish !== Math.max(...below.map(({ finish }) => finish))) return `${id} ends elsewhere than what is below it`
      if (own.isCritical !== below.some(({ isCritical }) => isCritical)) return `${id} is wrongly critical or not`
    }
    return undefined
  },
}

const leavesAlone: ScheduleLaw = {
  id: 'S5',
  promise:
    'what is done is not later than today, what is cancelled is not there, and the same plan gives the same schedule in whatever order its tasks come',
  least: { done: 0.3 },
  check(make, plan, options, tell) {
    const made = make(plan, options)
    for (const task of plan.tasks.values()) {
      const own = made.tasks.get(task.id)
      if (task.status === 'cancelled' && own) return `${task.id} is cancelled and there`
      const isLeaf = !plan.children.has(task.id)
      if (task.status !== 'done' || !own || !isLeaf) continue
      tell('done')
      if (own.finish > made.days.endOf(options.today)) return `${task.id} is done in the future`
    }
    const again = make(planOf(plan.project, [...plan.tasks.values()].reverse()), options)
    return JSON.stringify([...again.tasks]) === JSON.stringify([...made.tasks]) ? undefined : 'the order of the tasks matters'
  },
}

const daysAgree: ScheduleLaw = {
  id: 'S6',
  promise: 'a task lies between its start day and its finish day, and is late exactly where it ends after the evening of its due date',
  least: { late: 0.1 },
  check(make, plan, options, tell) {
    const made = make(plan, options)
    const late = new Set(made.warnings.flatMap((warning) => (warning.kind === 'due-missed' && warning.taskId !== null ? [warning.taskId] : [])))
    for (const [id, own] of made.tasks) {
      if (own.startDay > own.finishDay) return `${id} ends on ${own.finishDay}, before ${own.startDay}`
      if (own.finish > own.start && (made.days.startOf(own.startDay) > own.start || made.days.endOf(own.finishDay) < own.finish))
        return `${id} lies outside ${own.startDay} to ${own.finishDay}`
      const { dueDate, status } = plan.tasks.get(id) as Task
      const isLate = dueDate !== null && status !== 'done' && status !== 'cancelled' && own.finish > made.days.endOf(dueDate)
      if (isLate !== late.has(id)) return `${id} is wrongly ${isLate ? 'not ' : ''}told to be late`
      if (!isLate) continue
      tell('late')
      if (own.finishDay <= dueDate) return `${id} is late, but ends on ${own.finishDay} and is due on ${dueDate}`
    }
    return undefined
  },
}

export const scheduleLaws: readonly ScheduleLaw[] = [afterNeeds, notBefore, slackIsTrue, headingsSpan, leavesAlone, daysAgree]

const hasCircle = ({ warnings }: Schedule): boolean => warnings.some(({ kind }) => kind === 'circle')

const openLeaves = (plan: Plan, { tasks }: Schedule): readonly Task[] =>
  [...plan.tasks.values()].filter((task) => tasks.has(task.id) && !plan.children.has(task.id) && task.status !== 'done')

/** A task and the headings above it. */
function pathOf(plan: Plan, task: Task): readonly Task[] {
  const parent = task.parentId === null ? undefined : plan.tasks.get(task.parentId)
  const isOpen = task.status !== 'done'
  return [...(isOpen ? [task] : []), ...(parent ? pathOf(plan, parent) : [])]
}

const needsOf = (plan: Plan, task: Task): readonly TaskId[] => {
  const parent = task.parentId === null ? undefined : plan.tasks.get(task.parentId)
  return [...task.dependsOn, ...(parent ? needsOf(plan, parent) : [])]
}

const replaced = (plan: Plan, task: Task): Plan => planOf(plan.project, new Map(plan.tasks).set(task.id, task).values())

/** A day that many days into what these plans are about. */
export const todayAt = (days: number): string => dateOf(20_759 + days)
