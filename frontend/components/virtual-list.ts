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

const air = 8

/** The window over a long list. Heights are measured after a render, never in a `ref`: there every row is 0 px high. */
export class VirtualList implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>
  readonly #options: VirtualListOptions
  readonly #measured = new WeakMap<HTMLElement, string | undefined>()
  #pinned = ''
  #release: (() => void) | undefined

  constructor(host: ReactiveControllerHost & HTMLElement, options: VirtualListOptions) {
    this.#host = host
    this.#options = options
    this.#virtualizer = new Virtualizer<HTMLElement, HTMLElement>({
      count: 0,
      getScrollElement: options.scroller,
      estimateSize: options.estimate,
      getItemKey: options.key,
      overscan: 2,
      // The list has a little air above it, and the ring of the focus wants some below.
      scrollPaddingStart: air,
      scrollPaddingEnd: air,
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      rangeExtractor: extractor(options),
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

  /** The window is worked out anew only where its range moved; a row that was pinned since belongs in it too. */
  hostUpdate(): void {
    const pinned = this.#options.pinned().join()
    if (pinned === this.#pinned) return
    this.#pinned = pinned
    this.#virtualizer.setOptions({ ...this.#virtualizer.options, rangeExtractor: extractor(this.#options) })
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

  /** How far it is scrolled, in pixels. */
  get offset(): number {
    return this.#virtualizer.scrollOffset ?? 0
  }

  /** The index of the row that lies that far from the top of the list; -1 where there is none. */
  indexAt(offset: number): number {
    return this.#virtualizer.getVirtualItemForOffset(offset)?.index ?? -1
  }

  /** Into view. `above`: how much of the window something else covers at the top, in pixels. */
  scrollTo(index: number, above = 0): void {
    this.#virtualizer.options.scrollPaddingStart = air + above
    this.#virtualizer.scrollToIndex(index, { align: 'auto' })
  }

  /** Keys moved to other indexes: heights are kept per key, the layout is made anew. */
  invalidate(): void {
    this.#virtualizer.setOptions({ ...this.#virtualizer.options, getItemKey: this.#virtualizer.options.getItemKey.bind(null) })
  }
}

const extractor =
  ({ pinned }: VirtualListOptions) =>
  (range: Range): number[] => {
    const wanted = new Set([...defaultRangeExtractor(range), ...pinned().filter((index) => index >= 0 && index < range.count)])
    return [...wanted].sort((a, b) => a - b)
  }
