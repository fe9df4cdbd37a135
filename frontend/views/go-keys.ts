import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { PlanViewName } from '../state/router.ts'
import { isTyping } from './typing.ts'

const views: Readonly<Record<string, PlanViewName>> = { t: 'tree', b: 'board', l: 'timeline', h: 'history' }

/** How long the second key of a pair may take, in milliseconds. */
const patience = 1_500

/** G and then a letter: to a view of the plan. Heard before any row hears the letter. */
export class GoKeys implements ReactiveController {
  readonly #allowed: () => boolean
  readonly #go: (view: PlanViewName) => void
  #pressed = -Infinity

  constructor(host: ReactiveControllerHost, allowed: () => boolean, go: (view: PlanViewName) => void) {
    this.#allowed = allowed
    this.#go = go
    host.addController(this)
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.#key, { capture: true })
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.#key, { capture: true })
  }

  readonly #key = (event: KeyboardEvent): void => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey
    if (!isPlain || isTyping(event) || !this.#allowed() || document.querySelector('dialog[open], [popover]:popover-open')) return
    const view = event.timeStamp - this.#pressed < patience ? views[event.key] : undefined
    this.#pressed = event.key === 'g' ? event.timeStamp : -Infinity
    if (view === undefined) return
    event.preventDefault()
    event.stopPropagation()
    this.#go(view)
  }
}
