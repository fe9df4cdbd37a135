import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { OperationWire } from '../api/wire.ts'
import { properties } from '../components/properties.ts'
import { View } from '../components/view.ts'
import { VirtualList } from '../components/virtual-list.ts'
import { commandOf } from '../state/keys.ts'
import { operationsOf } from '../state/overlay.ts'
import type { ProjectSession } from '../state/project-session.ts'
import type { Row, TaskRow } from '../state/rows.ts'
import { Watch } from '../state/store.ts'
import { plural } from '../words/plural.ts'
import { firstChangeOutOfView } from './first-change.ts'
import { taskMenu } from './task-menu.ts'
import { TreeCommands, type TreeHost } from './tree-commands.ts'
import type { RowContext } from './row-context.ts'
import { treeRow } from './tree-row.ts'
import { TreeTyping } from './tree-typing.ts'

const isTask = (row: Row | undefined): row is TaskRow => row !== undefined && row.kind !== 'project' && row.kind !== 'input'

/** The plan as a tree of rows, windowed. One listener of each kind serves all rows. */
@customElement('pw-tree')
export class TreeView extends View implements TreeHost {
  @property({ attribute: false }) declare session: ProjectSession
  @state() private hovered: string | null = null
  #focusWanted = false
  /** What is shown, from top to bottom. */
  rows: readonly Row[] = []
  readonly #commands = new TreeCommands(this)
  readonly #typed = new TreeTyping(this)
  readonly #list = new VirtualList(this, {
    scroller: () => this,
    estimate: (index) => estimate(this.rows[index]),
    key: (index) => this.rows[index]?.key ?? String(index),
    pinned: () => [this.focusedIndex, this.session.tree.indexOf('input')],
  })

  constructor() {
    super()
    new Watch(this, () => [this.session?.plan, this.session?.review, this.session?.tree, this.session])
    this.addEventListener('click', this.#click)
    this.addEventListener('keydown', this.#key)
    this.addEventListener('focusin', this.#focusIn)
    this.addEventListener('focusout', () => this.session.review.setPreview(null))
    this.addEventListener('pointerover', this.#over)
    this.addEventListener('pointerleave', () => {
      this.hovered = null
      this.session.review.setPreview(null)
    })
    this.addEventListener('dblclick', this.#doubleClick)
    this.addEventListener('submit', (event) => this.#typed.submit(event))
  }

  override connectedCallback(): void {
    super.connectedCallback()
    // Keys go on working where no row is left to hold the focus.
    this.tabIndex = -1
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
    const rows = this.session.tree.rows
    if (rows !== this.rows) {
      this.rows = rows
      this.#list.invalidate()
    }
    this.#list.setCount(rows.length)
  }

  override updated(_changed: PropertyValues): void {
    const { tree } = this.session
    this.#focusInput()
    this.#showChange()
    // Where the keyboard went, or what it moved, is on the screen.
    const isMoved = tree.focusedKey !== this.#seenFocus
    this.#seenFocus = tree.focusedKey
    if ((isMoved || this.#focusWanted) && this.focusedIndex >= 0) this.#list.scrollTo(this.focusedIndex)
    // A row that was put elsewhere in the page loses the focus on the way.
    const astray = !this.contains(document.activeElement) || (document.activeElement === this && this.rows.length > 0)
    const lost = this.#hadFocus && astray && !tree.adding && !tree.renaming
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
    const isTyping = tree.adding !== null || tree.renaming !== null || tree.editing !== null
    if (isTyping || tree.lens !== 'review') return
    const index = firstChangeOutOfView(this.rows, this)
    if (index >= 0) this.#list.scrollTo(index)
  }

  /** What is being typed gets the keyboard when it appears, and again when its row moved on. */
  #focusInput(): void {
    const { adding, renaming } = this.session.tree
    const typing = adding ?? renaming
    if (typing === this.#typing) return
    const input = this.querySelector<HTMLInputElement>('[data-input]')
    if (typing && !input) return
    this.#typing = typing
    input?.focus()
    if (renaming) input?.select()
  }

  #typing: unknown = null
  #hadFocus = false
  #isLate = false
  #seenFocus: string | null = null

  /** Puts the keyboard on the focused row, or on the tree where there is none; false where the row is not in the page. */
  focusRow(): boolean {
    const row = this.rows.length === 0 ? this : this.querySelector<HTMLElement>('.row[tabindex="0"]')
    row?.focus({ preventScroll: true })
    return row !== null
  }

  override render(): TemplateResult {
    const { plan, review, tree, query } = this.session
    const shown = tree.shownPlan
    if (!plan.plan || !shown) return html``
    if (this.rows.length === 0) return this.#empty()
    const focused = this.focusedIndex
    const follows = new Set(review.preview?.consequence.also ?? [])
    const decidable = review.writing === null && review.current !== null && tree.lens === 'review'
    const today = new Date().toISOString().slice(0, 10)
    const progress = tree.progress
    return html`
      <div class="rows ${decidable ? 'deciding' : ''}" role="treegrid" aria-label=${msg('Plan')} aria-rowcount=${this.rows.length} aria-colcount="4" data-testid="tree" ${properties({ height: `${this.#list.height}px` })}>
        ${repeat(
          this.#list.items,
          (item) => item.key,
          (item) => {
            const row = this.rows[item.index]
            if (!row) return nothing
            const task = isTask(row)
            const operations = task ? operationsOf(row.change) : row.kind === 'project' ? [row.operation] : []
            const context: RowContext = {
              index: item.index,
              offset: item.start,
              count: this.rows.length,
              focused: item.index === focused,
              active: row.key === this.hovered || row.key === tree.focusedKey,
              selected: task && query.task === row.task.id,
              renaming: task && row.kind === 'task' && tree.renaming === row.task.id,
              opened: tree.opened.has(row.key),
              editing: tree.editing,
              refused: tree.refused,
              readonly: tree.lens === 'original' && review.current !== null,
              decidable,
              shown,
              plan: plan.plan ?? shown,
              progress: task && row.expandable ? progress?.get(row.task.id) : undefined,
              today,
              user: this.services.settings.user,
              note: this.#note(operations),
              follows,
              followsTick: review.preview?.ticks ?? false,
              leftOut: review.leftOut,
              told: review.told && operations.some((operation) => operation.id === review.told?.id) ? review.told : null,
            }
            return treeRow(row, context)
          },
        )}
      </div>
    `
  }

  /** What a click on the tick box under the pointer would take along. */
  #note(operations: readonly OperationWire[]): string | null {
    const { preview } = this.session.review
    if (!preview || preview.consequence.also.length === 0 || !operations.some((operation) => operation.id === preview.id)) return null
    const count = preview.consequence.also.length
    return preview.ticks
      ? plural(count, msg('also takes 1 operation it needs'), msg(str`also takes ${count} operations it needs`))
      : plural(count, msg('1 operation that needs it falls with it'), msg(str`${count} operations that need it fall with it`))
  }

  #empty(): TemplateResult {
    const { tree, review } = this.session
    if (tree.search.trim() !== '' || tree.changesOnly || review.only.size > 0) {
      return html`<div class="empty small"><p>${msg('Nothing in the plan fits.')}</p><button class="button" data-do="clear-filter">${msg('Show everything')}</button></div>`
    }
    if (review.current && tree.lens !== 'review') {
      return html`<div class="empty small"><p>${tree.lens === 'original' ? msg('The plan is empty as it is now.') : msg('With what is ticked, the plan would be empty.')}</p></div>`
    }
    return html`<div class="empty"><h2>${msg('An empty plan')}</h2><p>${msg('Say in the conversation what you want to get done, or add the first task by hand.')}</p><button class="button primary" data-do="add-first">${msg('Add a task')}</button></div>`
  }

  // Events

  #rowAt(event: Event): Row | undefined {
    const element = (event.target as Element).closest<HTMLElement>('[data-key]')
    return element ? this.rows[Number(element.dataset['index'])] : undefined
  }

  readonly #over = (event: PointerEvent): void => {
    const row = this.#rowAt(event)
    if (event.pointerType === 'mouse') this.hovered = row?.key ?? null
    const tick = (event.target as Element).closest<HTMLElement>('[data-do=tick]')
    this.session.review.setPreview(tick?.dataset['operations']?.split(' ')[0] ?? null)
  }

  readonly #focusIn = (event: FocusEvent): void => {
    const row = this.#rowAt(event)
    if (row && row.kind !== 'input') this.session.tree.focus(row.key)
  }

  readonly #doubleClick = (event: MouseEvent): void => {
    const row = this.#rowAt(event)
    if (isTask(row) && row.kind === 'task' && (event.target as Element).closest('.title')) this.#commands.run('rename', row)
  }

  readonly #click = (event: MouseEvent): void => {
    const { tree } = this.session
    const what = (event.target as Element).closest<HTMLElement>('[data-do]')
    const row = this.#rowAt(event)
    const action = what?.dataset['do']
    if (action === 'add-first') return tree.startAdding({ parentId: null, afterId: null })
    if (action === 'clear-filter') return this.#clearFilter()
    if (!row || (event.target as Element).closest('input:not(.tick), textarea, form')) {
      if (action === 'editor-cancel') tree.startEditing(null)
      return
    }
    if (row.kind !== 'input') tree.focus(row.key)
    if (action === 'tick') this.#tick(what as HTMLInputElement)
    else if (action === 'toggle' && isTask(row)) tree.expand(row.task.id, !row.expanded)
    else if (action === 'status' && isTask(row)) this.#commands.openStatus(what as Element, row)
    else if (action === 'more' && isTask(row)) taskMenu(this.session, row, what as Element, (command) => this.#commands.run(command, row))
    else if (action === 'why') tree.toggleOpened(row.key)
    else if (action === 'untell') this.#untell()
    else if (action === 'jump' || action === 'accept' || action === 'reject' || action === 'add') this.#commands.run(action, row)
    else if (isTask(row) && row.kind === 'task' && !action?.startsWith('editor')) this.session.go({ task: row.task.id })
  }

  #clearFilter(): void {
    this.session.tree.setSearch('')
    this.session.tree.setChangesOnly(false)
    for (const name of this.session.review.only) this.session.review.toggleOnly(name)
  }

  #tick(box: HTMLInputElement): void {
    const ids = box.dataset['operations']?.split(' ') ?? []
    const { checked } = box
    // Back to what the data says; the store decides.
    box.checked = !checked
    void this.session.review.decide(ids, checked ? 'accepted' : 'rejected', 'tick')
  }

  #untell(): void {
    const { review } = this.session
    const told = review.told
    review.told = null
    told?.undo()
  }

  readonly #key = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement
    if (target.dataset['input']) return this.#typed.key(event, target as HTMLInputElement)
    if (target.closest('form')) {
      if (event.key === 'Escape') {
        event.stopPropagation()
        this.session.tree.startEditing(null)
        this.#focusWanted = true
      }
      return
    }
    const pressed = { key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey, alt: event.altKey }
    const command = commandOf(pressed, this.services.settings.letterKeys)
    if (!command) return
    const onButton = target instanceof HTMLButtonElement || target instanceof HTMLInputElement
    if (onButton && (event.key === 'Enter' || event.key === ' ')) return
    const row = this.rows[this.focusedIndex]
    if (!row && command !== 'search' && command !== 'lens' && command !== 'apply') return
    event.preventDefault()
    this.#commands.run(command, row)
  }

  /** Goes to a row, or to the nearest end. */
  focusAt(index: number): void {
    const row = this.rows[Math.max(0, Math.min(this.rows.length - 1, index))]
    if (!row) return
    if (row.kind === 'input') return this.querySelector<HTMLElement>('[data-input]')?.focus()
    this.session.tree.focus(row.key)
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
