import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** As near to the end as counts as the end. */
const near = 40

/** Keeps a log at its newest line, however late that gets its height, until somebody scrolls up to read. */
export class StayAtEnd implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #selector: string
  readonly #sizes = new ResizeObserver(() => this.#follow())
  #log: HTMLElement | null = null
  #stays = true
  #top = 0

  /** The log holds one element, in which the lines stand. */
  constructor(host: ReactiveControllerHost & HTMLElement, selector: string) {
    this.#host = host
    this.#selector = selector
    host.addController(this)
  }

  hostUpdated(): void {
    const log = this.#host.querySelector<HTMLElement>(this.#selector)
    if (log !== this.#log) this.#watch(log)
    this.#follow()
  }

  hostDisconnected(): void {
    this.#watch(null)
  }

  /** To the end, wherever it was scrolled. */
  pin(): void {
    this.#stays = true
    this.#follow()
  }

  #watch(log: HTMLElement | null): void {
    this.#log?.removeEventListener('scroll', this.#scrolled)
    this.#sizes.disconnect()
    this.#log = log
    if (!log) return
    log.addEventListener('scroll', this.#scrolled, { passive: true })
    for (const element of [log, ...log.children]) this.#sizes.observe(element)
  }

  #follow(): void {
    if (!this.#stays || !this.#log) return
    this.#log.scrollTop = this.#log.scrollHeight
    this.#top = this.#log.scrollTop
  }

  /** The event comes a frame late: what has grown meanwhile lies below the end too. Only the way up is somebody's will. */
  readonly #scrolled = (): void => {
    const log = this.#log
    if (!log || log.clientHeight === 0) return
    const isNear = log.scrollHeight - log.scrollTop - log.clientHeight < near
    if (isNear || log.scrollTop < this.#top) this.#stays = isNear
    this.#top = log.scrollTop
  }
}
