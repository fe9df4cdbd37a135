import { msg, str } from '@lit/localize'
import { calendarOf, calendarKey, dayNumberOf, schedule, type Plan, type Schedule, type TaskId, type WorkCalendar } from './core.ts'
import type { ProjectSession } from './project-session.ts'
import type { TaskRow } from './rows.ts'
import { memo, Store } from './store.ts'
import { adjusted, effectsOf, fixedDates, withFields, type Adjustment, type Effects } from './timeline.ts'
import { Scale, zooms, type Zoom } from './timeline-scale.ts'

/** What an adjustment would do, before it is done. */
export interface Preview {
  readonly adjustment: Adjustment
  readonly made: Schedule
  readonly effects: Effects
}

/** When what is shown can be done: schedule, scale, and what is being moved. */
export class TimelineStore extends Store {
  readonly session: ProjectSession
  adjustment: Adjustment | null = null
  showCritical = true
  showSlack = false
  openFromToday = false
  readonly #schedule = memo((plan: Plan, today: string, openFromToday: boolean) => schedule(plan, { today, openFromToday }))
  readonly #before = memo((plan: Plan, today: string, openFromToday: boolean) => schedule(plan, { today, openFromToday }))
  readonly #rows = memo((rows: ProjectSession['tree']['rows']) => rows.filter((row): row is TaskRow => row.kind === 'task' || row.kind === 'removed'))
  readonly #scale = memo((made: Schedule, before: Schedule | null, zoom: Zoom, today: string, due: string | null) => {
    // Dates compare as they are written: 10,000 of them need not be read.
    let [from, to] = [made.startDay < today ? made.startDay : today, today]
    for (const day of [made.finishDay, ...(before ? [before.finishDay] : []), ...(due ? [due] : [])]) if (day > to) to = day
    for (const { startDay, finishDay } of made.tasks.values()) {
      if (startDay < from) from = startDay
      if (finishDay > to) to = finishDay
    }
    const air = { day: 3, week: 10, month: 28, quarter: 120 }[zoom]
    return new Scale(zoom, dayNumberOf(from) - Math.ceil(air / 3), dayNumberOf(to) + air, made.days)
  })
  readonly #preview = memo((plan: Plan, made: Schedule, adjustment: Adjustment, today: string, openFromToday: boolean): Preview => {
    const next = schedule(withFields(plan, adjustment.taskId, adjusted(plan, made, adjustment)), { today, openFromToday })
    return { adjustment, made: next, effects: effectsOf(made, next, adjustment.taskId) }
  })

  constructor(session: ProjectSession) {
    super()
    this.session = session
  }

  get today(): string {
    return new Date().toISOString().slice(0, 10)
  }

  get zoom(): Zoom {
    return zooms.find((zoom) => zoom === this.session.query.zoom) ?? 'week'
  }

  /** Whether it is read as a table instead of drawn. */
  get isTable(): boolean {
    return this.session.query.zoom === 'table'
  }

  get rows(): readonly TaskRow[] {
    return this.#rows(this.session.tree.rows)
  }

  /** Of the plan that is shown, a proposal counted in. */
  get made(): Schedule | null {
    const { shownPlan } = this.session.tree
    return shownPlan ? this.#schedule(shownPlan, this.today, this.openFromToday) : null
  }

  /** Of the plan as it is, where a proposal is shown over it. */
  get before(): Schedule | null {
    const { plan, tree } = this.session
    return plan.plan && tree.shownPlan !== plan.plan ? this.#before(plan.plan, this.today, this.openFromToday) : null
  }

  get preview(): Preview | null {
    const { shownPlan } = this.session.tree
    const { made, adjustment } = this
    return shownPlan && made && adjustment && adjustment.days !== 0
      ? this.#preview(shownPlan, made, adjustment, this.today, this.openFromToday)
      : null
  }

  get scale(): Scale | null {
    const { made, before } = this
    return made && this.#scale(made, before, this.zoom, this.today, this.session.plan.plan?.project.dueDate ?? null)
  }

  get calendar(): WorkCalendar | null {
    const project = this.session.plan.plan?.project
    return project ? calendarOf(project) : null
  }

  set(change: Partial<Pick<TimelineStore, 'showCritical' | 'showSlack' | 'openFromToday'>>): void {
    Object.assign(this, change)
    this.changed()
  }

  /** Why a bar cannot be moved; null where it can. */
  refusal(taskId: TaskId): string | null {
    const { plan, tree, review } = this.session
    const task = plan.plan?.tasks.get(taskId)
    if (!task) return msg('This task is only proposed. Apply the proposal first, or edit it there.')
    if (review.current && tree.lens === 'original') return msg('This is the plan as it is, to look at. Go back to Review to change it.')
    const planned = this.made?.tasks.get(taskId)
    if (!planned) return msg('This task is left out of the schedule.')
    if (planned.duration === 'below') return msg('A task with others below it lasts from the first of them to the last. Move those.')
    if (task.status === 'done') return msg('This task is done. Its dates can be changed in its details.')
    return null
  }

  adjust(adjustment: Adjustment | null): void {
    const { adjustment: shown } = this
    if (adjustment?.taskId === shown?.taskId && adjustment?.kind === shown?.kind && adjustment?.days === shown?.days) return
    this.adjustment = adjustment
    this.changed()
  }

  /** What keeps a task from beginning when it was moved to; null where nothing does. */
  waitsFor({ adjustment, made }: Preview): string | null {
    const missed = made.warnings.find((warning) => warning.kind === 'start-missed' && warning.taskId === adjustment.taskId)
    return missed?.kind === 'start-missed' ? msg('what it waits for keeps it from beginning earlier') : null
  }

  /** Does what is previewed, as one change. */
  async keep(): Promise<boolean> {
    const { adjustment, made } = this
    const { plan } = this.session
    this.adjust(null)
    if (!adjustment || !made || !plan.plan) return false
    const body = adjusted(plan.plan, made, adjustment)
    const title = short(plan.plan.tasks.get(adjustment.taskId)?.title ?? '')
    if (Object.keys(body).length === 0) return false
    const text = adjustment.kind === 'shift' ? msg(str`Moved “${title}”`) : msg(str`Changed the length of “${title}”`)
    return plan.patch([{ op: 'update', taskId: adjustment.taskId, body }], text)
  }

  /** How many tasks have computed dates that could be written down. */
  fixable(under: TaskId | null): number {
    const { made } = this
    const { plan } = this.session.plan
    return made && plan ? fixedDates(plan, made, under).length : 0
  }

  /** Puts the computed dates up for review; nothing is stored before that is accepted. */
  async proposeDates(under: TaskId | null): Promise<void> {
    const { session, today, openFromToday } = this
    const { client, toasts } = session.services
    const plan = session.plan.plan
    if (!plan) return
    const taskPatches = fixedDates(plan, schedule(plan, { today, openFromToday }), under)
    if (taskPatches.length === 0) return toasts.show(msg('Every open task has its dates already.'))
    const rationale = msg('The dates as the timeline computes them, written down.')
    const answer = await client.propose(session.id, { baseVersion: plan.version, rationale, taskPatches })
    if (!answer.ok) return toasts.problem(answer.problem)
    session.review.take(answer.value.proposal)
    session.tree.setLens('review')
    session.go({ proposal: answer.value.proposal.id })
    session.services.announcer.say(msg('Put up for review'))
  }

  async saveCalendar(calendar: WorkCalendar): Promise<void> {
    const project = this.session.plan.plan?.project
    if (project)
      await this.session.plan.changeProject({ metadata: { ...project.metadata, [calendarKey]: { ...calendar } } as typeof project.metadata })
  }
}

/** The one of this project: what was worked out and chosen is still there when the view is shown again. */
export function timelineOf(session: ProjectSession): TimelineStore {
  const known = stores.get(session)
  if (known) return known
  const made = new TimelineStore(session)
  stores.set(session, made)
  return made
}

const stores = new WeakMap<ProjectSession, TimelineStore>()

const short = (title: string): string => (title.length > 60 ? `${title.slice(0, 58)}…` : title)
