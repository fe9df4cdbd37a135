import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { properties } from '../../components/properties.ts'
import { View } from '../../components/view.ts'
import { VirtualList } from '../../components/virtual-list.ts'
import { dayNumberOf, type Schedule, type ScheduledTask, type TaskId } from '../../state/core.ts'
import type { ProjectSession } from '../../state/project-session.ts'
import type { TaskRow } from '../../state/rows.ts'
import { memo, Watch } from '../../state/store.ts'
import { timelineOf, type TimelineStore } from '../../state/timeline-store.ts'
import { weekendShade, type Scale } from '../../state/timeline-scale.ts'
import { isLeftOut } from '../decide.ts'
import { arrows, edgesOf } from './arrows.ts'
import { axis } from './axis.ts'
import { TimelineCommands } from './commands.ts'
import { BarDragging } from './dragging.ts'
import { effectsBar } from './effects-bar.ts'
import { timelineRow } from './row.ts'
import { timelineTable } from './table.ts'
import { timelineTools } from './tools.ts'
import { lateOf } from './words.ts'
import '../../styles/timeline.css'

/** The plan over time. What is computed is drawn hollow; what is moved is one change, seen before it is made. */
@customElement('pw-timeline')
export class TimelineView extends View {
  /** The part of the axis that is seen, in pixels, a little more than is on the screen. */
  @state() private seen = { left: 0, right: 2_000 }
  /** How many rows the table shows. */
  @state() private most = 200
  @property({ attribute: false }) declare session: ProjectSession
  store!: TimelineStore
  readonly commands = new TimelineCommands(this)
  #rows: readonly TaskRow[] = []
  #scale: Scale | null = null
  #focusWanted = false
  #hadFocus = false
  readonly #indexes = memo((rows: readonly TaskRow[]) => new Map(rows.map(({ key }, index) => [key, index])))
  readonly #edges = memo(edgesOf)
  readonly #late = memo((made: Schedule) => lateOf(made))
  readonly #list = new VirtualList(this, {
    scroller: () => this.scroller,
    estimate: () => 34,
    key: (index) => this.#rows[index]?.key ?? String(index),
    pinned: () => [this.focusedIndex],
  })

  constructor() {
    super()
    new BarDragging(this)
    new Watch(this, () => [this.session?.plan, this.session?.review, this.session?.tree, this.session, this.store])
    this.addEventListener('click', (event) => this.commands.click(event))
    this.addEventListener('keydown', (event) => this.commands.key(event))
    this.addEventListener('contextmenu', (event) => this.commands.menu(event))
    this.addEventListener('focusin', (event) => {
      const row = this.commands.rowOf(event.target as Element)
      if (row) this.session.tree.focus(row.key)
    })
    this.addEventListener('focusout', (event) => {
      const isDragging = this.classList.contains('dragging')
      if (this.store.adjustment && !isDragging && event.relatedTarget instanceof Node && !this.contains(event.relatedTarget)) this.commands.drop()
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.store?.adjust(null)
  }

  get scroller(): HTMLElement | null {
    return this.querySelector<HTMLElement>('.tl-scroll')
  }

  /** The width of the column with the names, which covers the left of the axis. */
  get nameWidth(): number {
    return this.querySelector<HTMLElement>('.tl-corner')?.offsetWidth ?? 0
  }

  get focusedIndex(): number {
    const index = this.#indexes(this.#rows).get(this.session.tree.focusedKey ?? '') ?? -1
    return index >= 0 ? index : this.#rows.length > 0 ? 0 : -1
  }

  override willUpdate(): void {
    this.store = timelineOf(this.session)
    this.#hadFocus = this.contains(document.activeElement)
    const { rows } = this.store
    if (rows !== this.#rows) this.#list.invalidate()
    this.#rows = rows
    this.#list.setCount(this.store.isTable ? 0 : rows.length)
  }

  override updated(): void {
    this.#keepPlace()
    const lost = this.#hadFocus && !this.contains(document.activeElement) && document.activeElement === document.body
    if (!this.#focusWanted && !lost) return
    if (this.focusedIndex >= 0) this.#list.scrollTo(this.focusedIndex)
    const row = this.querySelector<HTMLElement>('.tl-row[tabindex="0"]')
    row?.focus({ preventScroll: true })
    this.#focusWanted = row === null && this.#rows.length > 0 && !this.store.isTable
  }

  /** The day in the middle stays there when the scale changes; at first, today is in view. */
  #keepPlace(): void {
    const { scroller } = this
    const { scale } = this.store
    if (!scroller || !scale) return
    const before = this.#scale
    this.#scale = scale
    if (before === scale) return
    if (!before) {
      // From the beginning, as long as that shows today too.
      const isNear = scale.xOf(dayNumberOf(this.store.today)) < (scroller.clientWidth - this.nameWidth) * 0.7
      return isNear ? this.#look() : this.showToday()
    }
    const room = (scroller.clientWidth - this.nameWidth) / 2
    const middle = before.first + (scroller.scrollLeft + room) / before.perDay
    scroller.scrollLeft = before.zoom === scale.zoom ? scroller.scrollLeft + scale.xOf(before.first) : (middle - scale.first) * scale.perDay - room
    this.#look()
  }

  showToday(): void {
    const { scroller } = this
    const { scale, today } = this.store
    if (!scroller || !scale) return
    scroller.scrollLeft = Math.max(0, scale.xOf(dayNumberOf(today)) - (scroller.clientWidth - this.nameWidth) / 3)
    this.#look()
  }

  showMore(): void {
    this.most += 200
  }

  /** The keyboard goes to the focused row with the next render. */
  keepFocus(): void {
    this.#focusWanted = true
    this.requestUpdate()
  }

  /** What is seen of the axis, anew only where it leaves what is drawn. */
  readonly #look = (): void => {
    const { scroller } = this
    if (!scroller) return
    const [left, right] = [scroller.scrollLeft, scroller.scrollLeft + scroller.clientWidth]
    if (left >= this.seen.left && right <= this.seen.right) return
    this.seen = { left: Math.max(0, left - 300), right: right + 300 }
  }

  override render(): TemplateResult {
    const { store } = this
    const { made, scale } = store
    if (!made || !scale) return html``
    return html`
      ${timelineTools(this)}
      ${this.#rows.length === 0 ? this.#empty() : store.isTable ? timelineTable(store, this.most) : this.#drawn(made, scale)}
      ${effectsBar(this)}
      <p class="hear" id="timeline-keys">${msg('Up and down go from task to task. Right and left move a task by a day, with Shift they change its length; Enter keeps it, Escape puts it back. M opens a menu. The same can be read as a table.')}</p>
    `
  }

  #empty(): TemplateResult {
    if (this.session.tree.isFiltered)
      return html`<div class="empty small"><p>${msg('Nothing in the plan fits.')}</p><button class="button" data-do="show-all">${msg('Show everything')}</button></div>`
    return html`<div class="empty"><h2>${msg('Nothing to lay out yet')}</h2><p>${msg('Say in the conversation what you want to get done. Estimates, dates and dependencies turn into a timeline by themselves.')}</p></div>`
  }

  #drawn(made: Schedule, scale: Scale): TemplateResult {
    const { items, height } = this.#list
    const { store } = this
    const calendar = store.calendar
    const rowHeight = this.#rows.length > 0 ? height / this.#rows.length : 34
    const today = scale.xOf(dayNumberOf(store.today))
    const shown = items.filter(({ index }) => this.#rows[index])
    // Without the row that stays for the keyboard, wherever it is.
    const first = this.#list.firstVisible
    const last = first + shown.length
    return html`
      <div class="tl-scroll" @scroll=${this.#look}>
        <div class="tl-canvas" role="treegrid" aria-label=${msg('Timeline')} aria-describedby="timeline-keys" aria-rowcount=${this.#rows.length + 1} aria-colcount="2" data-testid="timeline" ${properties({ '--axis': `${scale.width}px`, '--shade': calendar ? weekendShade(calendar, scale) : 'none', '--week': `${7 * scale.perDay}px` })}>
          <div class="tl-head" role="row" aria-rowindex="1">
            <div class="tl-corner" role="columnheader">${msg('Task')}</div>
            <div role="columnheader" class="tl-axis-cell"><span class="hear">${msg('When')}</span>${axis(scale, this.seen.left, this.seen.right)}</div>
          </div>
          <div class="tl-rows" role="rowgroup" ${properties({ height: `${height}px` })}>
            <div class="tl-back" role="presentation">
              <svg class="tl-arrows" aria-hidden="true" width=${scale.width} height=${height}>${arrows({ rows: this.#rows, edges: this.#edges(this.#rows, made), first, last, rowHeight, made, scale, showCritical: store.showCritical })}</svg>
              <i class="tl-today" title=${msg('Today')} ${properties({ left: `${today}px` })}></i>
            </div>
            ${repeat(
              shown,
              (item) => item.key,
              (item) => this.#row(item.index, item.start, made, scale),
            )}
          </div>
        </div>
      </div>
    `
  }

  #row(index: number, offset: number, made: Schedule, scale: Scale): TemplateResult | typeof nothing {
    const row = this.#rows[index]
    if (!row) return nothing
    const { store, session } = this
    const { id } = row.task
    const planned = made.tasks.get(id)
    const next = store.preview?.made.tasks.get(id)
    return timelineRow(row, {
      ...{ index, offset, scale, planned },
      was: other(store.before?.tasks.get(id), row.kind === 'removed' ? undefined : planned),
      next: other(next, planned),
      isMoved: store.adjustment?.taskId === id,
      late: this.#late(made).get(id) ?? 0,
      focused: index === this.focusedIndex,
      current: session.query.task === id || (index === this.focusedIndex && this.#hadFocus),
      showCritical: store.showCritical,
      showSlack: store.showSlack,
      leftOut: isLeftOut(session, row.change),
      movable: row.kind === 'task' && store.refusal(id) === null,
    })
  }

  titleOf(id: TaskId): string {
    return this.session.tree.shownPlan?.tasks.get(id)?.title ?? ''
  }

  /** Goes to a task, opening what it stands under. */
  reveal(id: TaskId): void {
    this.session.tree.reveal(id)
    this.keepFocus()
    const planned = this.store.made?.tasks.get(id)
    const { scale } = this.store
    const { scroller } = this
    if (!planned || !scale || !scroller) return
    const x = scale.xOfStart(planned.start)
    if (x < scroller.scrollLeft || x > scroller.scrollLeft + scroller.clientWidth - this.nameWidth) scroller.scrollLeft = Math.max(0, x - 80)
    this.#look()
  }
}

/** A place, where it is another one than that. */
const other = (planned: ScheduledTask | undefined, than: ScheduledTask | undefined): ScheduledTask | undefined =>
  planned && (!than || planned.start !== than.start || planned.finish !== than.finish) ? planned : undefined
