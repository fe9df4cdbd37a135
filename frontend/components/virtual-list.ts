import type { ReactiveController, ReactiveControllerHost } from 'lit'
import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type Range,
  type VirtualItem,
} from '@tanstack/virtual-core'

export interface VirtualListOptions {
  readonly scroller: () => HTMLElement | null
  readonly estimate: (index: number) => number
  readonly key: (index: number) => string
  /** Rows that stay in the page wherever it is scrolled: the focused one must not lose its focus. */
  readonly pinned: () => readonly number[]
}

/** The window over a long list. Heights are measured after a render, never in a `ref`: there every row is 0 px high. */
export class VirtualList implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>
  readonly #measured = new WeakMap<HTMLElement, string | undefined>()
  #release: (() => void) | undefined

  constructor(host: ReactiveControllerHost & HTMLElement, options: VirtualListOptions) {
    this.#host = host
    this.#virtualizer = new Virtualizer<HTMLElement, HTMLElement>({
      count: 0,
      getScrollElement: options.scroller,
      estimateSize: options.estimate,
      getItemKey: options.key,
      overscan: 4,
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      rangeExtractor: (range: Range) => {
        const wanted = new Set([...defaultRangeExtractor(range), ...options.pinned().filter((index) => index >= 0 && index < range.count)])
        return [...wanted].sort((a, b) => a - b)
      },
      onChange: () => host.requestUpdate(),
    })
    host.addController(this)
  }

  hostConnected(): void {
    this.#release = this.#virtualizer._didMount()
  }

  hostDisconnected(): void {
    this.#release?.()
  }

  hostUpdated(): void {
    this.#virtualizer._willUpdate()
    // Once per row: what changes its height afterwards is told by a resize observer.
    for (const element of this.#host.querySelectorAll<HTMLElement>('[data-index]')) {
      const key = element.dataset['key']
      if (this.#measured.get(element) === key) continue
      this.#measured.set(element, key)
      this.#virtualizer.measureElement(element)
    }
  }

  setCount(count: number): void {
    if (count !== this.#virtualizer.options.count) this.#virtualizer.setOptions({ ...this.#virtualizer.options, count })
  }

  get items(): readonly VirtualItem[] {
    return this.#virtualizer.getVirtualItems()
  }

  get height(): number {
    return this.#virtualizer.getTotalSize()
  }

  /** The first index that is on the screen. */
  get firstVisible(): number {
    return this.#virtualizer.range?.startIndex ?? 0
  }

  scrollTo(index: number): void {
    this.#virtualizer.scrollToIndex(index, { align: 'auto' })
  }

  /** Keys moved to other indexes: heights are kept per key, the layout is made anew. */
  invalidate(): void {
    this.#virtualizer.setOptions({ ...this.#virtualizer.options, getItemKey: this.#virtualizer.options.getItemKey.bind(null) })
  }
}
