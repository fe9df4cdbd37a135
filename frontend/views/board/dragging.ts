import type { TaskId } from '../../state/core.ts'
import type { BoardView } from './board.ts'
import type * as Drag from './drag.ts'

/** Dragging cards with the mouse or the finger. The library comes with the first pointer that enters the board. */
export class BoardDragging {
  readonly #view: BoardView
  #release: (() => void) | undefined
  #offered: { readonly element: HTMLElement; readonly release: () => void } | undefined
  #library: Promise<typeof Drag> | undefined

  constructor(view: BoardView) {
    this.#view = view
  }

  /** The card under the pointer may be dragged from now on. */
  offer(event: Event): void {
    const element = (event.target as Element).closest<HTMLElement>('[data-card]')
    const found = this.#view.board.cardOf(element?.dataset['card'] ?? null)
    if (!element || element === this.#offered?.element || !found || this.#view.board.refusal(found.card)) return
    const id: TaskId = found.card.task.id
    this.#library ??= import('./drag.ts')
    void this.#library.then(({ acceptCards, offerCard }) => {
      if (!this.#view.isConnected || !element.isConnected) return
      this.#release ??= acceptCards(this.#view)
      this.#offered?.release()
      this.#offered = { element, release: offerCard(this.#view, element, id) }
    })
  }

  stop(): void {
    this.#offered?.release()
    this.#release?.()
    this.#offered = this.#release = undefined
  }
}
