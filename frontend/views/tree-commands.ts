import { msg, str } from '@lit/localize'
import type { OperationWire } from '../api/wire.ts'
import { childrenOf, subtreeOf, taskStatuses, type TaskId, type TaskStatus } from '../state/core.ts'
import type { TreeCommand } from '../state/keys.ts'
import { operationsOf } from '../state/overlay.ts'
import type { ProjectSession } from '../state/project-session.ts'
import type { Row, TaskRow } from '../state/rows.ts'
import type { Services } from '../state/services.ts'
import { isTicked } from '../state/ticks.ts'
import { statusLabel } from '../words/labels.ts'
import { plural } from '../words/plural.ts'

/** The tree, as far as its commands and its text boxes know it. */
export interface TreeHost extends HTMLElement {
  readonly session: ProjectSession
  readonly services: Services
  readonly rows: readonly Row[]
  readonly focusedIndex: number
  readonly updateComplete: Promise<boolean>
  focusAt(index: number): void
  /** The keyboard goes back to the focused row with the next render. */
  keepFocus(): void
}

/** What can be done to a row, by key, by menu or by click: a command says it once for all three. */
export class TreeCommands {
  readonly #host: TreeHost

  constructor(host: TreeHost) {
    this.#host = host
  }

  run(command: TreeCommand, row: Row | undefined): void {
    const { tree } = this.#host.session
    const at = row ? this.#host.rows.indexOf(row) : this.#host.focusedIndex
    const page = Math.max(1, Math.floor(this.#host.clientHeight / 36) - 1)
    switch (command) {
      case 'down':
        return this.#host.focusAt(at + 1)
      case 'up':
        return this.#host.focusAt(at - 1)
      case 'first':
        return this.#host.focusAt(0)
      case 'last':
        return this.#host.focusAt(this.#host.rows.length - 1)
      case 'page-down':
        return this.#host.focusAt(at + page)
      case 'page-up':
        return this.#host.focusAt(at - page)
      case 'lens':
        return tree.setLens(tree.lens === 'review' ? 'result' : tree.lens === 'result' ? 'original' : 'review')
      case 'search':
        document.querySelector<HTMLInputElement>('[data-search]')?.focus()
        return
      case 'apply':
        this.#host.dispatchEvent(new CustomEvent('apply', { bubbles: true }))
        return
      case 'next-pending':
      case 'previous-pending':
        return this.#toPending(at, command === 'next-pending' ? 1 : -1)
      default:
        if (row && row.kind !== 'input') this.#runOn(command, row, at)
    }
  }

  #runOn(command: TreeCommand, row: TaskRow | Extract<Row, { kind: 'project' }>, at: number): void {
    const { review, tree } = this.#host.session
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
        if (decidable) void review.decide(ids, operations.every(isTicked) ? 'rejected' : 'accepted', 'tick')
        else if (row.kind === 'task') this.#host.session.go({ task: row.task.id })
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
    const { tree } = this.#host.session
    const { task } = row
    const real = row.kind === 'task' && (this.#host.session.plan.plan?.tasks.has(task.id) ?? false)
    switch (command) {
      case 'right':
        if (row.expandable && !row.expanded) tree.expand(task.id, true)
        else if (row.expandable) this.#host.focusAt(at + 1)
        return
      case 'left': {
        if (row.expandable && row.expanded) return tree.expand(task.id, false)
        const above = this.#host.rows.slice(0, at).findLastIndex((each) => each.depth < row.depth)
        if (above >= 0) this.#host.focusAt(above)
        return
      }
      case 'jump': {
        const other = row.kind === 'ghost' ? task.id : `ghost:${task.id}`
        if (!row.change?.move) return
        tree.reveal(task.id, other)
        this.#host.keepFocus()
        return
      }
      case 'accept-below':
      case 'reject-below':
        return this.#decideBelow(task.id, command === 'accept-below' ? 'accepted' : 'rejected')
      case 'details':
        if (row.kind === 'task') this.#host.session.go({ task: task.id })
        return
      case 'break-down':
        if (real) void this.#host.session.breakDown(task.id, msg('Break this down into sub-tasks'))
        return
      case 'status': {
        const button = this.#host.querySelector(`[data-key="${CSS.escape(row.key)}"] [data-do=status]`)
        if (button && real) this.openStatus(button, row)
        return
      }
      case 'add':
        if (real) tree.startAdding({ parentId: task.parentId, afterId: task.id })
        else this.#host.services.toasts.show(msg('This task is only proposed. Apply it first; then tasks can be added around it.'))
        return
      case 'rename':
        // What is only proposed is renamed in the proposal.
        if (!real) return this.#runOn('edit', row, at)
        tree.startRenaming(task.id)
        return
      case 'delete':
        if (real) void this.#host.session.plan.inTurn(() => this.#delete(row, at))
        return
      case 'move-up':
      case 'move-down':
      case 'indent':
      case 'outdent':
        if (real) void this.#host.session.plan.inTurn(() => this.#move(command, task.id))
        return
    }
  }

  openStatus(anchor: Element, row: TaskRow): void {
    const { plan, services } = this.#host.session
    if (!this.#host.session.plan.plan?.tasks.has(row.task.id))
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

  #edit(operationId: string): void {
    this.#host.session.tree.startEditing(operationId)
    void this.#host.updateComplete.then(() => {
      this.#host.querySelector<HTMLElement>('.op-editor input, .op-editor textarea')?.focus()
      // All of it, down to its buttons.
      this.#host.querySelector('.op-editor')?.scrollIntoView({ block: 'nearest' })
    })
  }

  async #comment(operation: OperationWire): Promise<void> {
    const text = await this.#host.services.overlays.ask({
      title: msg('Comment'),
      body: msg('The agent reads it with your next message.'),
      confirm: msg('Save'),
      input: { label: msg('Comment'), value: operation.comment ?? '' },
    })
    if (text !== null) await this.#host.session.review.comment(operation.id, text)
    this.#host.keepFocus()
  }

  #decideBelow(id: TaskId, decision: 'accepted' | 'rejected'): void {
    const { review, tree } = this.#host.session
    const shown = tree.shownPlan
    if (!shown || review.writing) return
    const below = new Set<string | null>(subtreeOf(shown, id))
    const ids = review.operations.filter((operation) => below.has(operation.taskId)).map((operation) => operation.id)
    if (ids.length > 0) void review.decide(ids, decision)
  }

  /** To the next operation nobody has decided; where there is none, the focus stays. */
  #toPending(at: number, step: 1 | -1): void {
    for (let index = at + step; index >= 0 && index < this.#host.rows.length; index += step) {
      const row = this.#host.rows[index]
      if (!row || row.kind === 'input' || row.kind === 'ghost') continue
      const operations = row.kind === 'project' ? [row.operation] : operationsOf(row.change)
      if (operations.some((operation) => operation.decision === 'pending')) return this.#host.focusAt(index)
    }
    this.#host.keepFocus()
  }

  async #delete(row: TaskRow, at: number): Promise<void> {
    const { plan } = this.#host.session
    const below = plan.plan ? subtreeOf(plan.plan, row.task.id).length - 1 : 0
    if (below > 0) {
      const yes = await this.#host.services.overlays.confirm({
        title: msg('Delete this task?'),
        body: msg(str`“${row.task.title}” has ${plural(below, msg('1 task'), msg(str`${below} tasks`))} below it. You can undo this.`),
        confirm: plural(below, msg('Delete 1 task with 1 child'), msg(str`Delete 1 task with ${below} children`)),
        danger: true,
      })
      if (!yes) return
    }
    const { rows } = this.#host
    const next =
      rows.slice(at + 1).find((each) => each.kind !== 'input' && each.depth <= row.depth) ??
      rows.slice(0, at).findLast((each) => each.kind !== 'input')
    if (await plan.deleteTask(row.task.id)) {
      if (next) this.#host.session.tree.focus(next.key)
      if (this.#host.session.query.task === row.task.id) this.#host.session.go({ task: null })
    }
    this.#host.keepFocus()
  }

  async #move(command: 'move-up' | 'move-down' | 'indent' | 'outdent', id: TaskId): Promise<void> {
    const { plan } = this.#host.session
    const current = plan.plan
    const task = current?.tasks.get(id)
    if (!current || !task) return
    const siblings = childrenOf(current, task.parentId)
    const at = siblings.indexOf(id)
    this.#host.keepFocus()
    if (command === 'move-up' && at > 0) await plan.moveTask(id, task.parentId, siblings[at - 2] ?? null)
    else if (command === 'move-down' && at < siblings.length - 1) await plan.moveTask(id, task.parentId, siblings[at + 1] ?? null)
    else if (command === 'indent' && at > 0) await plan.moveTask(id, siblings[at - 1] ?? null, undefined)
    else if (command === 'outdent' && task.parentId !== null)
      await plan.moveTask(id, current.tasks.get(task.parentId)?.parentId ?? null, task.parentId)
    else return this.#host.services.announcer.say(msg('It cannot go further that way.'))
    this.#host.session.tree.reveal(id)
    this.#host.keepFocus()
  }
}
