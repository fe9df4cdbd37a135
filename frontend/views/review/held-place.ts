import type { Lens } from '../../state/rows.ts'

/** So long a row is put back, in milliseconds: rows above it get their true heights only after they were drawn. */
const patience = 1000

/** Keeps the row that is looked at where it is on the screen while another lens makes the rows above it higher or lower. */
export class HeldPlace {
  readonly #tree: HTMLElement
  #lens: Lens | null = null
  #held: { readonly key: string; readonly top: number; readonly until: number } | null = null

  constructor(tree: HTMLElement) {
    this.#tree = tree
    // Who moves on is not held back.
    for (const event of ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const)
      tree.addEventListener(event, () => (this.#held = null), { passive: true, capture: true })
  }

  /** Before a render: where the lens is another one, remembers the focused row, or else the first that is seen. */
  begin(lens: Lens, focusedKey: string | null): void {
    const isFirst = this.#lens === null
    if (lens === this.#lens) return
    this.#lens = lens
    if (isFirst) return
    const { top, bottom } = this.#tree.getBoundingClientRect()
    const isSeen = (row: Element): boolean => {
      const box = row.getBoundingClientRect()
      return box.bottom > top && box.top < bottom
    }
    const focused = focusedKey === null ? null : this.#rowOf(focusedKey)
    const row = focused && isSeen(focused) ? focused : [...this.#tree.querySelectorAll<HTMLElement>('[data-key]')].find(isSeen)
    const key = row?.dataset['key']
    this.#held = row && key !== undefined ? { key, top: row.getBoundingClientRect().top - top, until: performance.now() + patience } : null
  }

  /** After a render: puts it back there. */
  keep(): void {
    const held = this.#held
    if (!held) return
    if (performance.now() > held.until) this.#held = null
    const row = this.#rowOf(held.key)
    if (!row) return
    const off = row.getBoundingClientRect().top - this.#tree.getBoundingClientRect().top - held.top
    if (Math.abs(off) >= 1) this.#tree.scrollTop += off
  }

  #rowOf(key: string): HTMLElement | null {
    return this.#tree.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
  }
}
