import { dayNumberOf, type TaskId } from '../../state/core.ts'
import type { TimelineView } from './timeline.ts'

/** How far the pointer goes before a press is a drag, in pixels. */
const threshold = 4

interface Drag {
  readonly pointerId: number
  readonly taskId: TaskId
  readonly kind: 'shift' | 'resize'
  readonly x: number
  readonly scroll: number
  moved: boolean
}

/** Bars under the pointer: the bar moves, its end makes it longer or shorter. What follows is seen before it is let go. */
export class BarDragging {
  readonly #view: TimelineView
  #drag: Drag | null = null

  constructor(view: TimelineView) {
    this.#view = view
    view.addEventListener('pointerdown', this.#down)
    view.addEventListener('pointermove', this.#move)
    view.addEventListener('pointerup', this.#up)
    view.addEventListener('pointercancel', this.#cancel)
    view.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.#drag) this.#cancel()
    })
  }

  readonly #down = (event: PointerEvent): void => {
    const target = event.target as Element
    const bar = target.closest<HTMLElement>('[data-bar]')
    const row = bar?.closest<HTMLElement>('[data-task-id]')
    const taskId = row?.dataset['taskId'] as TaskId | undefined
    if (event.button !== 0 || !bar?.classList.contains('movable') || taskId === undefined) return
    // With a finger, only the row that has the focus: the others scroll.
    if (event.pointerType === 'touch' && !row?.matches('.current')) return
    this.#drag = {
      pointerId: event.pointerId,
      taskId,
      kind: target.closest('[data-grip]') ? 'resize' : 'shift',
      x: event.clientX,
      scroll: this.#view.scroller?.scrollLeft ?? 0,
      moved: false,
    }
  }

  readonly #move = (event: PointerEvent): void => {
    const drag = this.#drag
    if (!drag || event.pointerId !== drag.pointerId) return
    const { scroller, store } = this.#view
    const distance = event.clientX - drag.x + (scroller?.scrollLeft ?? 0) - drag.scroll
    if (!drag.moved && Math.abs(distance) < threshold) return
    if (!drag.moved) {
      drag.moved = true
      this.#view.setPointerCapture(event.pointerId)
      this.#view.classList.add('dragging')
    }
    this.#scrollAtEdge(event.clientX)
    store.adjust({ taskId: drag.taskId, kind: drag.kind, days: this.#daysOf(drag, distance) })
  }

  readonly #up = (event: PointerEvent): void => {
    const drag = this.#drag
    this.#end()
    if (!drag?.moved || event.pointerId !== drag.pointerId) return
    swallowClick(this.#view)
    void this.#view.commands.keep()
  }

  readonly #cancel = (): void => {
    const moved = this.#drag?.moved
    this.#end()
    if (moved) this.#view.commands.drop()
  }

  #end(): void {
    this.#drag = null
    this.#view.classList.remove('dragging')
  }

  /** Pixels as working days: a weekend that is crossed does not count. */
  #daysOf({ taskId, kind }: Drag, distance: number): number {
    const { made, scale } = this.#view.store
    const planned = made?.tasks.get(taskId)
    if (!made || !scale || !planned) return 0
    const day = dayNumberOf(kind === 'shift' ? planned.startDay : planned.finishDay)
    return made.days.before(day + Math.round(distance / scale.perDay)) - made.days.before(day)
  }

  #scrollAtEdge(x: number): void {
    const { scroller } = this.#view
    if (!scroller) return
    const { right, left } = scroller.getBoundingClientRect()
    const edge = 40
    if (x > right - edge) scroller.scrollLeft += 12
    else if (x < left + this.#view.nameWidth + edge) scroller.scrollLeft -= 12
  }
}

/** The click that ends a drag opens nothing. */
function swallowClick(view: HTMLElement): void {
  const swallow = (event: Event): void => event.stopImmediatePropagation()
  view.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => view.removeEventListener('click', swallow, { capture: true }), 0)
}
