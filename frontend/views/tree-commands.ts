import { msg, str } from '@lit/localize'
import { childrenOf, subtreeOf, taskStatuses, type TaskId, type TaskStatus } from '../state/core.ts'
import type { TreeCommand } from '../state/keys.ts'
import type { ProjectSession } from '../state/project-session.ts'
import type { Row, TaskRow } from '../state/rows.ts'
import type { Services } from '../state/services.ts'
import { statusLabel } from '../words/labels.ts'
import { plural } from '../words/plural.ts'
import { ReviewCommands } from './review/review-commands.ts'

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
  readonly #review: ReviewCommands

  constructor(host: TreeHost) {
    this.#host = host
    this.#review = new ReviewCommands(host)
  }

  run(command: TreeCommand, row: Row | undefined): void {
    const at = row ? this.#host.rows.indexOf(row) : this.#host.focusedIndex
    const page = Math.max(1, Math.floor(this.#host.clientHeight / 36) - 1)
    if (this.#review.run(command, row, at)) return
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
      case 'search':
        document.querySelector<HTMLInputElement>('[data-search]')?.focus()
        return
      default:
        if (row && row.kind !== 'input' && row.kind !== 'project') this.#runOnTask(command, row, at)
    }
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
        if (!real) return void this.#review.run('edit', row, at)
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
