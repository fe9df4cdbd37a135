import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { OperationWire } from '../api/wire.ts'
import { properties } from '../components/properties.ts'
import { View } from '../components/view.ts'
import { VirtualList } from '../components/virtual-list.ts'
import { progressOf, type Plan, type TaskId } from '../state/core.ts'
import { operationsOf, overlayOf, type TaskChange } from '../state/overlay.ts'
import { rowsOf, type Row } from '../state/rows.ts'
import { memo } from '../state/store.ts'
import { atRest, treeRow } from './tree/row.ts'

const touched = (_task: unknown, change: TaskChange | undefined): boolean => operationsOf(change).length > 0

/** A plan to look at and not to touch, with changes drawn in where there are some. */
@customElement('pw-plan-preview')
export class PlanPreviewView extends View {
  @state() private collapsed: ReadonlySet<TaskId> = new Set()
  @state() private focused = 0
  @property({ attribute: false }) declare plan: Plan
  @property({ attribute: false }) operations: readonly OperationWire[] = []
  @property({ type: Boolean }) changesOnly = false
  #rows: readonly Row[] = []
  #focusWanted = false
  readonly #compute = memo((plan: Plan, operations: readonly OperationWire[], collapsed: ReadonlySet<TaskId>, changesOnly: boolean) => {
    const overlay = operations.length > 0 ? overlayOf(plan, operations) : null
    return { overlay, rows: rowsOf({ plan, overlay, collapsed, keep: overlay && changesOnly ? touched : null, adding: null }) }
  })
  readonly #progress = memo((plan: Plan) => progressOf(plan))
  readonly #list = new VirtualList(this, {
    scroller: () => this,
    estimate: () => 36,
    key: (index) => this.#rows[index]?.key ?? String(index),
    pinned: () => [this.focused],
  })

  constructor() {
    super()
    this.addEventListener('click', (event) => {
      const row = this.#rows[Number((event.target as Element).closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1)]
      const action = (event.target as Element).closest<HTMLElement>('[data-do]')?.dataset['do']
      if (row && action === 'toggle' && row.kind === 'task') this.#expand(row.task.id, !row.expanded)
      else if (row?.kind === 'task') this.dispatchEvent(new CustomEvent('open-task', { detail: row.task.id, bubbles: true }))
    })
    this.addEventListener('keydown', this.#key)
  }

  override willUpdate(): void {
    const { rows } = this.#compute(this.plan, this.operations, this.collapsed, this.changesOnly)
    if (rows === this.#rows) return
    this.#rows = rows
    this.#list.invalidate()
    this.#list.setCount(rows.length)
  }

  override updated(): void {
    if (!this.#focusWanted) return
    this.#focusWanted = false
    this.querySelector<HTMLElement>('.row[tabindex="0"]')?.focus({ preventScroll: true })
  }

  override render(): TemplateResult {
    const { overlay } = this.#compute(this.plan, this.operations, this.collapsed, this.changesOnly)
    const shown = overlay?.after ?? this.plan
    if (this.#rows.length === 0) return html`<div class="empty small"><p>${msg('Nothing in it.')}</p></div>`
    const progress = this.#progress(shown)
    const today = new Date().toISOString().slice(0, 10)
    return html`<div class="rows" role="treegrid" aria-readonly="true" aria-label=${msg('Plan')} aria-rowcount=${this.#rows.length} aria-colcount="4" ${properties({ height: `${this.#list.height}px` })}>
      ${repeat(
        this.#list.items,
        (item) => item.key,
        (item) => {
          const row = this.#rows[item.index]
          if (!row) return nothing
          return treeRow(row, {
            index: item.index,
            offset: item.start,
            count: this.#rows.length,
            focused: item.index === this.focused,
            ...atRest,
            shown,
            plan: this.plan,
            progress: row.kind === 'task' && row.expandable ? progress.get(row.task.id) : undefined,
            today,
          })
        },
      )}
    </div>`
  }

  #expand(id: TaskId, open: boolean): void {
    const collapsed = new Set(this.collapsed)
    if (open) collapsed.delete(id)
    else collapsed.add(id)
    this.collapsed = collapsed
  }

  readonly #key = (event: KeyboardEvent): void => {
    const row = this.#rows[this.focused]
    const to = { ArrowDown: this.focused + 1, ArrowUp: this.focused - 1, Home: 0, End: this.#rows.length - 1 }[event.key]
    if (to !== undefined) {
      event.preventDefault()
      this.focused = Math.max(0, Math.min(this.#rows.length - 1, to))
      this.#list.scrollTo(this.focused)
      this.#focusWanted = true
    } else if (row?.kind === 'task' && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      event.preventDefault()
      this.#expand(row.task.id, event.key === 'ArrowRight')
    }
  }
}
