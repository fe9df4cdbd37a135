import { msg, str } from '@lit/localize'
import type { TaskId } from '../../state/core.ts'
import { keysOf, pressedOf, viewCommandOf } from '../../state/keys.ts'
import type { TaskRow } from '../../state/rows.ts'
import { zooms } from '../../state/timeline-scale.ts'
import { decideItems, decideTask } from '../decide.ts'
import { isTyping } from '../typing.ts'
import type { TimelineView } from './timeline.ts'
import { effectsText, spanText } from './words.ts'

/** What can be done to a row of the timeline by key, click and menu. */
export class TimelineCommands {
  readonly #view: TimelineView

  constructor(view: TimelineView) {
    this.#view = view
  }

  readonly click = (event: Event): void => {
    const { session, store } = this.#view
    const target = event.target as Element
    const action = target.closest<HTMLElement>('[data-do]')?.dataset['do']
    if (action === 'show-all') return session.tree.showAll()
    if (action === 'more') return this.#view.showMore()
    const row = this.rowOf(target)
    if (!row) return
    session.tree.focus(row.key)
    if (action === 'toggle') session.tree.expand(row.task.id, !row.expanded)
    // A finger takes hold of a bar first, so that it can then be dragged; the name opens the task.
    else if (event instanceof PointerEvent && event.pointerType === 'touch' && target.closest('[data-bar]')) this.#view.keepFocus()
    else if (!store.adjustment) session.go({ task: row.task.id })
  }

  readonly menu = (event: Event): void => {
    const row = this.rowOf(event.target as Element)
    if (!row) return
    event.preventDefault()
    this.#menu(row)
  }

  rowOf(target: Element): TaskRow | undefined {
    const key = target.closest<HTMLElement>('[data-key]')?.dataset['key']
    return this.#view.store.rows.find((row) => row.key === key)
  }

  readonly key = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || isTyping(event)) return
    const target = event.target as HTMLElement
    const row = this.rowOf(target)
    const command = viewCommandOf('timeline', pressedOf(event), this.#view.services.settings.letterKeys)
    if (!row || !target.matches('[role=row]') || !this.#run(command, row)) return
    event.preventDefault()
    event.stopPropagation()
  }

  #run(command: string | undefined, row: TaskRow): boolean {
    const { store, session } = this.#view
    const at = this.#view.focusedIndex
    const page = Math.max(1, Math.floor(this.#view.clientHeight / 34) - 4)
    switch (command) {
      case 'bar-down':
        return this.#go(at + 1)
      case 'bar-up':
        return this.#go(at - 1)
      case 'bar-first':
        return this.#go(0)
      case 'bar-last':
        return this.#go(store.rows.length - 1)
      case 'bar-page-down':
        return this.#go(at + page)
      case 'bar-page-up':
        return this.#go(at - page)
      case 'later':
      case 'earlier':
        if (row.expandable) session.tree.expand(row.task.id, command === 'later')
        else this.#adjust(row, 'shift', command === 'later' ? 1 : -1)
        return true
      case 'longer':
      case 'shorter':
        this.#adjust(row, 'resize', command === 'longer' ? 1 : -1)
        return true
      case 'keep':
      case 'bar-open':
        if (store.adjustment) void this.keep()
        else session.go({ task: row.task.id })
        return true
      case 'bar-back':
        if (!store.adjustment) return false
        this.drop()
        return true
      case 'zoom-in':
      case 'zoom-less':
        return this.zoom(command === 'zoom-in' ? -1 : 1)
      case 'bar-accept':
      case 'bar-reject':
        return decideTask(session, row.change, row.task.title, command === 'bar-accept' ? 'accepted' : 'rejected')
      case 'bar-menu':
        this.#menu(row)
        return true
      case 'today':
        this.#view.showToday()
        return true
      case 'critical':
        store.set({ showCritical: !store.showCritical })
        return true
      default:
        return false
    }
  }

  zoom(step: 1 | -1): boolean {
    const { store, session } = this.#view
    const next = zooms[zooms.indexOf(store.zoom) + step]
    if (next) session.go({ zoom: next === 'week' ? null : next })
    return true
  }

  /** Keeps what was being moved, and says what that did. */
  async keep(): Promise<void> {
    const { store, services } = this.#view
    const { preview } = store
    const text = preview ? effectsText(preview.effects) : ''
    if (await store.keep()) services.announcer.say(msg(str`Done: ${text}`))
    this.#view.keepFocus()
  }

  drop(): void {
    this.#view.store.adjust(null)
    this.#view.services.announcer.say(msg('Back where it was'))
  }

  /** True where it can be moved; else says why not. */
  mayMove(taskId: TaskId): boolean {
    const { store, services } = this.#view
    const refusal = store.refusal(taskId)
    if (refusal) {
      services.toasts.show(refusal)
      services.announcer.say(refusal)
    }
    return refusal === null
  }

  #go(index: number): boolean {
    const { store, session } = this.#view
    // Whoever goes on leaves it as it was.
    if (store.adjustment) this.drop()
    const row = store.rows[Math.max(0, Math.min(store.rows.length - 1, index))]
    if (row) session.tree.focus(row.key)
    this.#view.keepFocus()
    return true
  }

  #adjust(row: TaskRow, kind: 'shift' | 'resize', step: number): void {
    const { store, services } = this.#view
    const taskId = row.task.id
    if (!store.adjustment && !this.mayMove(taskId)) return
    const days = store.adjustment?.taskId === taskId && store.adjustment.kind === kind ? store.adjustment.days + step : step
    store.adjust({ taskId, kind, days })
    const { preview } = store
    const planned = preview?.made.tasks.get(taskId)
    if (!preview || !planned) return services.announcer.say(msg('Back where it was'))
    services.announcer.say(msg(str`${spanText(planned)}, ${effectsText(preview.effects)}. Enter keeps it, Escape puts it back.`))
  }

  #menu(row: TaskRow): void {
    const { store, session, services } = this.#view
    const taskId = row.task.id
    const anchor = this.#view.querySelector(`[data-key="${CSS.escape(row.key)}"] .tl-name`) ?? this.#view
    const refusal = store.refusal(taskId)
    const closed = refusal ? { disabled: refusal } : {}
    const count = store.fixable(taskId)
    const move = (kind: 'shift' | 'resize', days: number) => () => {
      store.adjust({ taskId, kind, days })
      void this.keep()
    }
    services.overlays.openMenu(anchor, row.task.title, [
      ...decideItems(session, row.change, row.task.title),
      { label: msg('Details and dates'), icon: 'open', keys: keysOf('keep') ?? '', run: () => session.go({ task: taskId }) },
      { label: msg('A day later'), icon: 'arrow-right', keys: keysOf('later') ?? '', separator: true, ...closed, run: move('shift', 1) },
      { label: msg('A day earlier'), icon: 'arrow-left', keys: keysOf('earlier') ?? '', ...closed, run: move('shift', -1) },
      { label: msg('A day longer'), keys: keysOf('longer') ?? '', ...closed, run: move('resize', 1) },
      { label: msg('A day shorter'), keys: keysOf('shorter') ?? '', ...closed, run: move('resize', -1) },
      {
        ...{ label: msg('Fix these dates'), icon: 'calendar', separator: true },
        ...(count === 0 ? { disabled: msg('There are no computed dates to write down.') } : {}),
        run: () => void store.proposeDates(taskId),
      },
    ])
  }
}
