import { msg } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { properties } from '../components/properties.ts'
import { View } from '../components/view.ts'
import { VirtualList } from '../components/virtual-list.ts'
import { operationsOf } from '../state/overlay.ts'
import type { ProjectSession } from '../state/project-session.ts'
import type { Row } from '../state/rows.ts'
import { Watch } from '../state/store.ts'
import type { CellName } from '../state/tree-store.ts'
import { HeldPlace } from './review/held-place.ts'
import { firstChangeOutOfView } from './first-change.ts'
import type { RowContext } from './row-context.ts'
import { TreeCommands, type TreeHost } from './tree-commands.ts'
import { TreeTyping } from './tree-typing.ts'
import { dropMark, TreeDragging } from './tree/dragging.ts'
import { emptyTree } from './tree/empty.ts'
import { TreeKeyboard } from './tree/keyboard.ts'
import { knownValues } from './tree/known-values.ts'
import { isTask, TreePointer } from './tree/pointer.ts'
import { treeRow } from './tree/row.ts'
import { stickyHeight, stickyRows } from './tree/sticky.ts'

/** The plan as a tree of rows, windowed. One listener of each kind serves all rows. */
@customElement('pw-tree')
export class TreeView extends View implements TreeHost {
  @property({ attribute: false }) declare session: ProjectSession
  @state() hovered: string | null = null
  #focusWanted = false
  /** What is shown, from top to bottom. */
  rows: readonly Row[] = []
  readonly commands = new TreeCommands(this)
  readonly typed = new TreeTyping(this)
  readonly dragging = new TreeDragging(this)
  readonly #list = new VirtualList(this, {
    scroller: () => this,
    estimate: (index) => estimate(this.rows[index]),
    key: (index) => this.rows[index]?.key ?? String(index),
    pinned: () => [this.focusedIndex, this.session.tree.indexOf('input')],
  })

  constructor() {
    super()
    new Watch(this, () => [this.session?.plan, this.session?.review, this.session?.tree, this.session?.tree.selection, this.session])
    new TreePointer(this)
    new TreeKeyboard(this)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    // Keys go on working where no row is left to hold the focus.
    this.tabIndex = -1
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.dragging.stop()
  }

  /** Where the keyboard stands; the first row until it stood anywhere. */
  get focusedIndex(): number {
    const index = this.session.tree.indexOf(this.session.tree.focusedKey)
    // The row of what is typed has its own text box: the row before it is where the keyboard comes back to.
    if (index > 0 && this.rows[index]?.kind === 'input') return index - 1
    return index >= 0 ? index : this.rows.length > 0 ? 0 : -1
  }

  override willUpdate(): void {
    this.#hadFocus = this.contains(document.activeElement)
    const { tree, plan } = this.session
    this.#held.begin(tree.lens, tree.focusedKey)
    const { rows } = tree
    if (rows !== this.rows) {
      this.rows = rows
      this.#list.invalidate()
      tree.selection.keep((id) => plan.plan?.tasks.has(id) ?? false)
    }
    this.#list.setCount(rows.length)
  }

  override updated(_changed: PropertyValues): void {
    const { tree } = this.session
    this.#focusInput()
    this.#held.keep()
    this.#showChange()
    // Where the keyboard went, or what it moved, is on the screen.
    const isMoved = tree.focusedKey !== this.#seenFocus
    this.#seenFocus = tree.focusedKey
    if ((isMoved || this.#focusWanted) && this.focusedIndex >= 0) this.#scrollTo(this.focusedIndex)
    // A row that was put elsewhere in the page loses the focus on the way.
    const astray = !this.contains(document.activeElement) || (document.activeElement === this && this.rows.length > 0)
    const lost = this.#hadFocus && astray && !tree.adding && !tree.renaming && !tree.typing
    const isElsewhere = document.activeElement !== document.body && !this.contains(document.activeElement)
    // An answer of the server may come late: whoever types elsewhere by then goes on typing there.
    const isTypedInto = isElsewhere && document.activeElement?.matches('textarea, input') && !document.activeElement.closest('dialog')
    if ((this.#isLate && isElsewhere) || isTypedInto) this.#focusWanted = false
    if (!this.#focusWanted && !lost) return
    // A row that is still to be scrolled to is not in the page yet: the next render is asked again, unless the keyboard went elsewhere.
    this.#isLate = this.#focusWanted = !this.focusRow()
  }

  /** What has just arrived should be seen, but not by whoever is typing here. */
  #showChange(): void {
    const { tree, review } = this.session
    if (!tree.changeWanted || review.writing) return
    tree.changeWanted = false
    const isTyping = tree.adding !== null || tree.renaming !== null || tree.editing !== null || tree.typing !== null
    if (isTyping || tree.lens !== 'review') return
    const index = firstChangeOutOfView(this.rows, this)
    if (index >= 0) this.#scrollTo(index)
  }

  /** Below what sticks to the top. */
  #scrollTo(index: number): void {
    this.#list.scrollTo(index, Math.min(this.rows[index]?.depth ?? 0, 4) * stickyHeight)
  }

  /** What is being typed gets the keyboard when it appears, and again when its row moved on. */
  #focusInput(): void {
    const { adding, renaming, typing } = this.session.tree
    const now = adding ?? renaming ?? typing
    if (now === this.#typing) return
    const input = this.querySelector<HTMLInputElement>('[data-input], .cell-editor input')
    if (now && !input) return
    this.#typing = now
    input?.focus()
    if (renaming || (typing && input?.type !== 'date')) input?.select()
  }

  readonly #held = new HeldPlace(this)
  #typing: unknown = null
  #hadFocus = false
  #isLate = false
  #seenFocus: string | null = null

  /** Puts the keyboard on the focused row or its cell, or on the tree where there is none; false where the row is not in the page. */
  focusRow(): boolean {
    const row = this.rows.length === 0 ? this : (this.querySelector<HTMLElement>('[role=row][tabindex="0"], [role=gridcell][tabindex="0"]') ?? null)
    row?.focus({ preventScroll: true })
    return row !== null
  }

  override render(): TemplateResult {
    const { plan, tree } = this.session
    const shown = tree.shownPlan
    if (!plan.plan || !shown) return html``
    if (this.rows.length === 0) return emptyTree(this.session)
    const sticky = stickyRows(this.rows, this.#list)
    return html`
      ${sticky.length > 0 ? html`<div class="sticky" aria-hidden="true">${sticky.map((row, depth) => html`<div class="sticky-row" data-sticky=${row.key} ${properties({ '--depth': String(depth) })}>${row.number} ${row.task.title}</div>`)}</div>` : nothing}
      <div class="rows ${this.#decidable ? 'deciding' : ''}" role="treegrid" aria-multiselectable="true" aria-label=${msg('Plan')} aria-rowcount=${this.rows.length} aria-colcount="10" data-testid="tree" ${properties({ height: `${this.#list.height}px` })}>
        ${repeat(
          this.#list.items,
          (item) => item.key,
          (item) => {
            const row = this.rows[item.index]
            return row ? treeRow(row, this.#context(row, item.index, item.start)) : nothing
          },
        )}
      </div>
      ${tree.typing ? knownValues(plan.plan) : nothing} ${dropMark(this.dragging.over)}
    `
  }

  get #decidable(): boolean {
    const { review, tree } = this.session
    return review.writing === null && review.current !== null && tree.lens === 'review'
  }

  #context(row: Row, index: number, offset: number): RowContext {
    const { plan, review, tree, query } = this.session
    const shown = tree.shownPlan ?? plan.plan
    if (!shown || !plan.plan) throw new Error('a row without a plan')
    const task = isTask(row)
    const operations = task ? operationsOf(row.change) : row.kind === 'project' ? [row.operation] : []
    const real = task && row.kind === 'task'
    return {
      index,
      offset,
      count: this.rows.length,
      focused: index === this.focusedIndex,
      cell: tree.cell,
      active: row.key === this.hovered || row.key === tree.focusedKey,
      selected: real && tree.selection.has(row.task.id),
      current: task && query.task === row.task.id,
      renaming: real && tree.renaming === row.task.id,
      typing: real && tree.typing?.taskId === row.task.id ? tree.typing.field : null,
      opened: tree.opened.has(row.key),
      editing: tree.editing,
      refused: tree.refused,
      readonly: tree.lens === 'original' && review.current !== null,
      decidable: this.#decidable,
      shown,
      plan: plan.plan,
      progress: task && row.expandable ? tree.progress?.get(row.task.id) : undefined,
      today: new Date().toISOString().slice(0, 10),
      user: this.services.settings.name,
      receives: this.dragging.over?.key === row.key && this.dragging.over.isInside,
      note: this.#decidable ? review.noteFor(operations, index === this.focusedIndex) : null,
      follows: new Set(review.preview?.consequence.also ?? []),
      followsTick: review.preview?.ticks ?? false,
      review: this.#decidable ? review : null,
      told: review.told && operations.some((operation) => operation.id === review.told?.id) ? review.told : null,
    }
  }

  rowAt(target: EventTarget | null): Row | undefined {
    const element = (target as Element | null)?.closest<HTMLElement>('[data-key]')
    return element ? this.rows[Number(element.dataset['index'])] : undefined
  }

  /** Goes to a row, or to the nearest end; `cell` stays in the same column. */
  focusAt(index: number, cell: CellName | null = null): void {
    const row = this.rows[Math.max(0, Math.min(this.rows.length - 1, index))]
    if (!row) return
    if (row.kind === 'input') return this.querySelector<HTMLElement>('[data-input]')?.focus()
    this.session.tree.focus(row.key, isTask(row) ? cell : null)
    this.keepFocus()
  }

  /** The keyboard goes back to the focused row with the next render. */
  keepFocus(): void {
    this.#focusWanted = true
    this.requestUpdate()
  }
}

/** A guess until the row was measured; close guesses keep the scroll bar still. */
function estimate(row: Row | undefined): number {
  if (!row || row.kind === 'input' || row.kind === 'ghost') return 36
  if (row.kind === 'project') return 96
  const operations = operationsOf(row.change)
  if (operations.length === 0) return 36
  return 36 + (operations.some(({ rationale }) => rationale) ? 20 : 0) + (row.change?.update ? 22 : 0) + (row.change?.move ? 20 : 0)
}
