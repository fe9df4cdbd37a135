import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { OperationWire } from '../api/wire.ts'
import { properties } from '../components/properties.ts'
import { View } from '../components/view.ts'
import { VirtualList } from '../components/virtual-list.ts'
import { childrenOf, subtreeOf, taskStatuses, type TaskId, type TaskStatus } from '../state/core.ts'
import { parseDuration } from '../state/duration.ts'
import { commandOf, type TreeCommand } from '../state/keys.ts'
import { operationsOf } from '../state/overlay.ts'
import type { ProjectSession } from '../state/project-session.ts'
import type { Adding, Row, TaskRow } from '../state/rows.ts'
import { isTicked } from '../state/ticks.ts'
import { Watch } from '../state/store.ts'
import { statusLabel } from '../words/labels.ts'
import { plural } from '../words/plural.ts'
import { taskMenu } from './task-menu.ts'
import { treeRow, type RowContext } from './tree-row.ts'

const isTask = (row: Row | undefined): row is TaskRow => row !== undefined && row.kind !== 'project' && row.kind !== 'input'

/** The plan as a tree of rows, windowed. One listener of each kind serves all rows. */
@customElement('pw-tree')
export class TreeView extends View {
  @property({ attribute: false }) declare session: ProjectSession
  @state() private hovered: string | null = null
  #focusWanted = false
  #revealWanted = false
  #rows: readonly Row[] = []
  readonly #list = new VirtualList(this, {
    scroller: () => this,
    estimate: (index) => estimate(this.#rows[index]),
    key: (index) => this.#rows[index]?.key ?? String(index),
    pinned: () => [this.#focusedIndex, this.#rows.findIndex((row) => row.kind === 'input')],
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
    this.addEventListener('submit', this.#submitEditor)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    // Keys go on working where no row is left to hold the focus.
    this.tabIndex = -1
  }

  get #focusedIndex(): number {
    const index = this.session.tree.indexOf(this.session.tree.focusedKey)
    return index >= 0 ? index : this.#rows.length > 0 ? 0 : -1
  }

  override willUpdate(): void {
    this.#hadFocus = this.contains(document.activeElement)
    const rows = this.session.tree.rows
    if (rows !== this.#rows) {
      this.#rows = rows
      this.#list.invalidate()
    }
    this.#list.setCount(rows.length)
  }

  override updated(_changed: PropertyValues): void {
    const { tree } = this.session
    this.#focusInput()
    if (this.#revealWanted || tree.focusedKey !== this.#seenFocus) {
      const moved = tree.focusedKey !== this.#seenFocus
      this.#seenFocus = tree.focusedKey
      this.#revealWanted = false
      if (moved && this.#focusedIndex >= 0) this.#list.scrollTo(this.#focusedIndex)
    }
    // A row that was put elsewhere in the page loses the focus on the way.
    const astray = !this.contains(document.activeElement) || (document.activeElement === this && this.#rows.length > 0)
    const lost = this.#hadFocus && astray && !tree.adding && !tree.renaming
    const isElsewhere = document.activeElement !== document.body && !this.contains(document.activeElement)
    if (this.#isLate && isElsewhere) this.#focusWanted = false
    if (!this.#focusWanted && !lost) return
    // A row that is still to be scrolled to is not in the page yet: the next render is asked again, unless the keyboard went elsewhere.
    this.#isLate = this.#focusWanted = !this.focusRow()
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
    const row = this.#rows.length === 0 ? this : this.querySelector<HTMLElement>('.row[tabindex="0"]')
    row?.focus({ preventScroll: true })
    return row !== null
  }

  override render(): TemplateResult {
    const { plan, review, tree, query } = this.session
    const shown = tree.shownPlan
    if (!plan.plan || !shown) return html``
    if (this.#rows.length === 0) return this.#empty()
    const focused = this.#focusedIndex
    const follows = new Set(review.preview?.consequence.also ?? [])
    const decidable = review.writing === null && review.current !== null && tree.lens === 'review'
    const today = new Date().toISOString().slice(0, 10)
    const progress = tree.progress
    return html`
      <div class="rows ${decidable ? 'deciding' : ''}" role="treegrid" aria-label=${msg('Plan')} aria-rowcount=${this.#rows.length} aria-colcount="4" data-testid="tree" ${properties({ height: `${this.#list.height}px` })}>
        ${repeat(
          this.#list.items,
          (item) => item.key,
          (item) => {
            const row = this.#rows[item.index]
            if (!row) return nothing
            const task = isTask(row)
            const operations = task ? operationsOf(row.change) : row.kind === 'project' ? [row.operation] : []
            const context: RowContext = {
              index: item.index,
              offset: item.start,
              count: this.#rows.length,
              focused: item.index === focused,
              active: row.key === this.hovered || row.key === tree.focusedKey,
              selected: task && query.task === row.task.id,
              renaming: task && row.kind === 'task' && tree.renaming === row.task.id,
              opened: tree.opened.has(row.key),
              editing: tree.editing,
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
    return element ? this.#rows[Number(element.dataset['index'])] : undefined
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
    if (isTask(row) && row.kind === 'task' && (event.target as Element).closest('.title')) this.#run('rename', row)
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
    else if (action === 'status' && isTask(row)) this.#openStatus(what as Element, row)
    else if (action === 'more' && isTask(row)) taskMenu(this.session, row, what as Element, (command) => this.#run(command, row))
    else if (action === 'why') tree.toggleOpened(row.key)
    else if (action === 'untell') this.#untell()
    else if (action === 'jump' || action === 'accept' || action === 'reject' || action === 'add') this.#run(action, row)
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
    void this.session.review.decide(ids, checked ? 'accepted' : 'rejected')
  }

  #untell(): void {
    const { review } = this.session
    const told = review.told
    review.told = null
    told?.undo()
  }

  #openStatus(anchor: Element, row: TaskRow): void {
    const { plan, services } = this.session
    if (!this.session.plan.plan?.tasks.has(row.task.id))
      return void services.toasts.show(msg('This task is only proposed. Apply it first, or edit the proposal.'))
    services.overlays.openMenu(
      anchor,
      msg('Status'),
      taskStatuses.map((status: TaskStatus) => ({
        label: statusLabel(status),
        icon: `status-${status}` as const,
        checked: row.task.status === status,
        run: () => void plan.changeTask(row.task.id, { status }),
      })),
    )
  }

  readonly #submitEditor = (event: SubmitEvent): void => {
    const form = (event.target as Element).closest<HTMLFormElement>('form[data-do=editor]')
    if (!form) return
    event.preventDefault()
    const values = new FormData(form)
    const text = (name: string): string | undefined => (values.has(name) ? String(values.get(name)) : undefined)
    const after: Record<string, unknown> = {}
    const [title, estimate, due, description] = [text('title'), text('estimate'), text('dueDate'), text('description')]
    if (title !== undefined) after['title'] = title
    if (description !== undefined) after['description'] = description
    if (due !== undefined) after['dueDate'] = due === '' ? null : due
    if (estimate !== undefined) {
      const minutes = parseDuration(estimate)
      if (minutes === undefined) return this.session.services.toasts.show(msg('Write an estimate such as 2d, 4h or 1w 2d.'), null, 'problem')
      after['estimateMinutes'] = minutes
    }
    const id = form.dataset['operation'] ?? ''
    void this.session.review.edit(id, after).then((done) => {
      if (!done) return
      this.session.tree.startEditing(null)
      this.#focusWanted = true
      this.requestUpdate()
    })
  }

  readonly #key = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement
    if (target.dataset['input']) return this.#inputKey(event, target as HTMLInputElement)
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
    const row = this.#rows[this.#focusedIndex]
    if (!row && command !== 'search' && command !== 'lens' && command !== 'apply') return
    event.preventDefault()
    this.#run(command, row)
  }

  #inputKey(event: KeyboardEvent, input: HTMLInputElement): void {
    const { tree, plan } = this.session
    event.stopPropagation()
    if (event.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      const back = tree.adding?.afterId ?? tree.adding?.parentId ?? tree.renaming
      tree.startAdding(null)
      tree.startRenaming(null)
      if (back) tree.focus(back)
      this.#focusWanted = true
      this.requestUpdate()
      return
    }
    if (event.key !== 'Enter') return
    event.preventDefault()
    const title = input.value.trim()
    if (input.dataset['input'] === 'rename') {
      const id = tree.renaming
      tree.startRenaming(null)
      this.#focusWanted = true
      if (id && title !== '' && title !== plan.plan?.tasks.get(id)?.title) void plan.changeTask(id, { title })
      return
    }
    const { adding } = tree
    if (!adding || title === '') return
    input.value = ''
    void plan.inTurn(async () => {
      // The one before it may have been on its way when this one was typed: it goes after that.
      let place = adding
      for (let next = this.#addedAt.get(place); next; next = this.#addedAt.get(place)) place = next
      const id = await plan.addTask(title, place.parentId, place.afterId)
      if (id === null) {
        if (input.value === '') input.value = title
        return
      }
      const next = { parentId: place.parentId, afterId: id }
      this.#addedAt.set(place, next)
      if (tree.adding === place) tree.startAdding(next)
      this.session.services.announcer.say(msg(str`Added ${title}`))
    })
  }

  /** Where a task was added, and where the next one goes. */
  readonly #addedAt = new WeakMap<Adding, Adding>()

  // Commands

  #focus(index: number): void {
    const row = this.#rows[Math.max(0, Math.min(this.#rows.length - 1, index))]
    if (!row) return
    this.session.tree.focus(row.key)
    this.#focusWanted = true
    this.requestUpdate()
  }

  #run(command: TreeCommand, row: Row | undefined): void {
    const { tree } = this.session
    const at = row ? this.#rows.indexOf(row) : this.#focusedIndex
    const page = Math.max(1, Math.floor(this.clientHeight / 36) - 1)
    switch (command) {
      case 'down':
        return this.#focus(at + 1)
      case 'up':
        return this.#focus(at - 1)
      case 'first':
        return this.#focus(0)
      case 'last':
        return this.#focus(this.#rows.length - 1)
      case 'page-down':
        return this.#focus(at + page)
      case 'page-up':
        return this.#focus(at - page)
      case 'lens':
        return tree.setLens(tree.lens === 'review' ? 'result' : tree.lens === 'result' ? 'original' : 'review')
      case 'search':
        document.querySelector<HTMLInputElement>('[data-search]')?.focus()
        return
      case 'apply':
        this.dispatchEvent(new CustomEvent('apply', { bubbles: true }))
        return
      case 'next-pending':
      case 'previous-pending':
        return this.#toPending(at, command === 'next-pending' ? 1 : -1)
      default:
        if (row && row.kind !== 'input') this.#runOn(command, row, at)
    }
  }

  #runOn(command: TreeCommand, row: TaskRow | Extract<Row, { kind: 'project' }>, at: number): void {
    const { review, tree } = this.session
    const operations = row.kind === 'project' ? [row.operation] : operationsOf(row.change)
    const decidable = operations.length > 0 && review.writing === null && tree.lens === 'review'
    const ids = operations.map(({ id }) => id)
    switch (command) {
      case 'accept':
      case 'reject':
        if (!decidable) return
        void review.decide(ids, command === 'accept' ? 'accepted' : 'rejected')
        return this.#toPending(at, 1)
      case 'pending':
        if (decidable) void review.decide(ids, 'pending')
        return
      case 'tick':
        if (decidable) void review.decide(ids, operations.every(isTicked) ? 'rejected' : 'accepted')
        else if (row.kind === 'task') this.session.go({ task: row.task.id })
        return
      case 'edit': {
        const [operation] = operations.filter(({ kind }) => kind === 'create' || kind === 'update')
        if (decidable && operation) return this.#edit(operation.id)
        if (row.kind === 'task') tree.startRenaming(row.task.id)
        return
      }
      case 'comment':
        if (decidable && operations[0]) void this.#comment(operations[0])
        return
      case 'why':
        if (operations.length > 0) tree.toggleOpened(row.key)
        return
    }
    if (row.kind !== 'project') this.#runOnTask(command, row, at)
  }

  #runOnTask(command: TreeCommand, row: TaskRow, at: number): void {
    const { tree } = this.session
    const { task } = row
    const real = row.kind === 'task' && (this.session.plan.plan?.tasks.has(task.id) ?? false)
    switch (command) {
      case 'right':
        if (row.expandable && !row.expanded) tree.expand(task.id, true)
        else if (row.expandable) this.#focus(at + 1)
        return
      case 'left': {
        if (row.expandable && row.expanded) return tree.expand(task.id, false)
        const above = this.#rows.slice(0, at).findLastIndex((each) => each.depth < row.depth)
        if (above >= 0) this.#focus(above)
        return
      }
      case 'jump': {
        const other = row.kind === 'ghost' ? task.id : `ghost:${task.id}`
        if (!row.change?.move) return
        tree.reveal(task.id, other)
        this.#focusWanted = true
        return
      }
      case 'accept-below':
      case 'reject-below':
        return this.#decideBelow(task.id, command === 'accept-below' ? 'accepted' : 'rejected')
      case 'details':
        if (row.kind === 'task') this.session.go({ task: task.id })
        return
      case 'break-down':
        if (real) void this.session.breakDown(task.id, msg('Break this down into sub-tasks'))
        return
      case 'status': {
        const button = this.querySelector(`[data-key="${CSS.escape(row.key)}"] [data-do=status]`)
        if (button && real) this.#openStatus(button, row)
        return
      }
      case 'add':
        if (real) tree.startAdding({ parentId: task.parentId, afterId: task.id })
        else this.services.toasts.show(msg('This task is only proposed. Apply it first; then tasks can be added around it.'))
        return
      case 'rename':
        // What is only proposed is renamed in the proposal.
        if (!real) return this.#runOn('edit', row, at)
        tree.startRenaming(task.id)
        return
      case 'delete':
        if (real) void this.#delete(row, at)
        return
      case 'move-up':
      case 'move-down':
      case 'indent':
      case 'outdent':
        if (real) void this.session.plan.inTurn(() => this.#move(command, task.id))
        return
    }
  }

  #edit(operationId: string): void {
    this.session.tree.startEditing(operationId)
    void this.updateComplete.then(() => {
      this.querySelector<HTMLElement>('.op-editor input, .op-editor textarea')?.focus()
      // All of it, down to its buttons.
      this.querySelector('.op-editor')?.scrollIntoView({ block: 'nearest' })
    })
  }

  async #comment(operation: OperationWire): Promise<void> {
    const text = await this.services.overlays.ask({
      title: msg('Comment'),
      body: msg('The agent reads it with your next message.'),
      confirm: msg('Save'),
      input: { label: msg('Comment'), value: operation.comment ?? '' },
    })
    if (text !== null) await this.session.review.comment(operation.id, text)
    this.#focusWanted = true
    this.requestUpdate()
  }

  #decideBelow(id: TaskId, decision: 'accepted' | 'rejected'): void {
    const { review, tree } = this.session
    const shown = tree.shownPlan
    if (!shown || review.writing) return
    const below = new Set<string | null>(subtreeOf(shown, id))
    const ids = review.operations.filter((operation) => below.has(operation.taskId)).map((operation) => operation.id)
    if (ids.length > 0) void review.decide(ids, decision)
  }

  /** To the next operation nobody has decided; where there is none, the focus stays. */
  #toPending(at: number, step: 1 | -1): void {
    for (let index = at + step; index >= 0 && index < this.#rows.length; index += step) {
      const row = this.#rows[index]
      if (!row || row.kind === 'input' || row.kind === 'ghost') continue
      const operations = row.kind === 'project' ? [row.operation] : operationsOf(row.change)
      if (operations.some((operation) => operation.decision === 'pending')) return this.#focus(index)
    }
    this.#focusWanted = true
    this.requestUpdate()
  }

  async #delete(row: TaskRow, at: number): Promise<void> {
    const { plan } = this.session
    const below = plan.plan ? subtreeOf(plan.plan, row.task.id).length - 1 : 0
    if (below > 0) {
      const yes = await this.services.overlays.confirm({
        title: msg('Delete this task?'),
        body: msg(str`“${row.task.title}” has ${plural(below, msg('1 task'), msg(str`${below} tasks`))} below it. You can undo this.`),
        confirm: plural(below, msg('Delete 1 task with 1 child'), msg(str`Delete 1 task with ${below} children`)),
        danger: true,
      })
      if (!yes) return
    }
    const next = this.#rows.slice(at + 1).find((each) => each.depth <= row.depth) ?? this.#rows[at - 1]
    if (await plan.deleteTask(row.task.id)) {
      if (next) this.session.tree.focus(next.key)
      if (this.session.query.task === row.task.id) this.session.go({ task: null })
    }
    this.#focusWanted = true
    this.requestUpdate()
  }

  async #move(command: 'move-up' | 'move-down' | 'indent' | 'outdent', id: TaskId): Promise<void> {
    const { plan } = this.session
    const current = plan.plan
    const task = current?.tasks.get(id)
    if (!current || !task) return
    const siblings = childrenOf(current, task.parentId)
    const at = siblings.indexOf(id)
    this.#focusWanted = true
    if (command === 'move-up' && at > 0) await plan.moveTask(id, task.parentId, siblings[at - 2] ?? null)
    else if (command === 'move-down' && at < siblings.length - 1) await plan.moveTask(id, task.parentId, siblings[at + 1] ?? null)
    else if (command === 'indent' && at > 0) await plan.moveTask(id, siblings[at - 1] ?? null, undefined)
    else if (command === 'outdent' && task.parentId !== null)
      await plan.moveTask(id, current.tasks.get(task.parentId)?.parentId ?? null, task.parentId)
    else return this.services.announcer.say(msg('It cannot go further that way.'))
    this.session.tree.reveal(id)
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
