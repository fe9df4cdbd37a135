import { msg, str } from '@lit/localize'
import { childrenOf, subtreeOf, type TaskId } from '../state/core.ts'
import type { TreeCommand } from '../state/keys.ts'
import type { ProjectSession } from '../state/project-session.ts'
import type { Row, TaskRow } from '../state/rows.ts'
import type { Services } from '../state/services.ts'
import type { CellName } from '../state/tree-store.ts'
import { plural } from '../words/plural.ts'
import { ReviewCommands } from './review/review-commands.ts'
import { FieldCommands } from './tree/field-commands.ts'
import { ManyCommands } from './tree/many-commands.ts'

/** The tree, as far as its commands and its text boxes know it. */
export interface TreeHost extends HTMLElement {
  readonly session: ProjectSession
  readonly services: Services
  readonly rows: readonly Row[]
  readonly focusedIndex: number
  readonly updateComplete: Promise<boolean>
  focusAt(index: number, cell?: CellName | null): void
  /** The keyboard goes back to the focused row with the next render. */
  keepFocus(): void
}

/** What can be done to a row, by key, by menu or by click: a command says it once for all three. */
export class TreeCommands {
  readonly #host: TreeHost
  readonly #review: ReviewCommands
  readonly #fields: FieldCommands
  readonly #many: ManyCommands
  #deleting = false

  constructor(host: TreeHost) {
    this.#host = host
    this.#review = new ReviewCommands(host)
    this.#fields = new FieldCommands(host)
    this.#many = new ManyCommands(host)
  }

  run(command: TreeCommand, row: Row | undefined): void {
    const { tree } = this.#host.session
    const at = row ? this.#host.rows.indexOf(row) : this.#host.focusedIndex
    const page = Math.max(1, Math.floor(this.#host.clientHeight / 36) - 1)
    const keptCell = command === 'down' || command === 'up' ? tree.cell : null
    if (tree.selection.size > 0 && this.#many.run(command)) return
    if (this.#review.run(command, row, at)) return
    switch (command) {
      case 'down':
        return this.#host.focusAt(at + 1, keptCell)
      case 'up':
        return this.#host.focusAt(at - 1, keptCell)
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
      case 'zoom-out':
        return this.#zoomOut()
      case 'level-1':
      case 'level-2':
      case 'level-3':
      case 'level-4':
      case 'level-5':
        tree.expandTo(Number(command.slice(-1)))
        return this.#host.keepFocus()
      case 'level-all':
        tree.expandAll(true)
        return this.#host.keepFocus()
      case 'leave':
        tree.selection.clear()
        return this.tellSelection()
      case 'select-all':
        tree.selection.all(this.#host.rows)
        return this.tellSelection()
      case 'extend-down':
      case 'extend-up':
        return this.#extend(at, command === 'extend-down' ? 1 : -1)
      default:
        if (row && row.kind !== 'input' && row.kind !== 'project') this.#runOnTask(command, row, at)
    }
  }

  /** Whether Escape has something to do in the tree. */
  get canLeave(): boolean {
    return this.#host.session.tree.selection.size > 0
  }

  openCell(cell: CellName, row: TaskRow, anchor: Element): void {
    this.#fields.open(cell, row, anchor)
  }

  tellSelection(): void {
    const { size } = this.#host.session.tree.selection
    this.#host.services.announcer.say(plural(size, msg('1 task selected'), msg(str`${size} tasks selected`)))
  }

  #runOnTask(command: TreeCommand, row: TaskRow, at: number): void {
    const { tree } = this.#host.session
    const { task } = row
    const real = row.kind === 'task' && (this.#host.session.plan.plan?.tasks.has(task.id) ?? false)
    switch (command) {
      case 'right':
        if (row.expandable && !row.expanded) return tree.expand(task.id, true)
        if (row.kind === 'task') this.#host.focusAt(at, 'status')
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
        else this.#onlyProposed()
        return
      case 'add':
        if (real) tree.startAdding({ parentId: task.parentId, afterId: task.id })
        else this.#onlyProposed()
        return
      case 'add-below':
        if (real) tree.startAdding({ parentId: task.id, afterId: childrenOf(tree.shownPlan ?? emptyPlan, task.id).at(-1) ?? null })
        else this.#onlyProposed()
        return
      case 'rename':
        // What is only proposed is renamed in the proposal.
        if (!real) return void this.#review.run('edit', row, at)
        return tree.startRenaming(task.id)
      case 'zoom':
        if (row.kind === 'task') this.#host.session.go({ under: task.id })
        return this.#host.keepFocus()
      case 'select':
        if (!real) return this.#onlyProposed()
        tree.selection.toggle(task.id)
        return this.tellSelection()
      case 'delete':
        if (real) void this.#delete(row, at)
        return
      case 'move-up':
      case 'move-down':
      case 'indent':
      case 'outdent':
        if (real) void this.#move(command, task.id)
        return
      case 'status':
      case 'priority':
      case 'estimate':
      case 'dates':
      case 'assignee':
      case 'tags':
        return this.#fields.run(command, row)
      default:
        if (real) this.#many.runOn(command, [task.id])
    }
  }

  #onlyProposed(): void {
    this.#host.services.toasts.show(msg('This task is only proposed. Apply it first; then tasks can be added around it.'))
  }

  /** To what the shown branch stands under. */
  #zoomOut(): void {
    const { tree, plan } = this.#host.session
    const from = tree.zoomed
    if (from === null) return
    this.#host.session.go({ under: plan.plan?.tasks.get(from)?.parentId ?? null })
    tree.reveal(from)
    this.#host.keepFocus()
  }

  #extend(at: number, step: 1 | -1): void {
    const { tree } = this.#host.session
    const [from, to] = [this.#host.rows[at], this.#host.rows[at + step]]
    if (to?.kind !== 'task') return this.#host.focusAt(at + step)
    tree.selection.range(this.#host.rows, to.task.id, from?.kind === 'task' ? from.task.id : null)
    this.#host.focusAt(at + step)
    this.tellSelection()
  }

  async #delete(row: TaskRow, at: number): Promise<void> {
    // One press too many must not take the next row as well.
    if (this.#deleting) return
    this.#deleting = true
    try {
      await this.#deleteOnce(row, at)
    } finally {
      this.#deleting = false
    }
  }

  async #deleteOnce(row: TaskRow, at: number): Promise<void> {
    const { plan, tree, query } = this.#host.session
    const below = plan.plan ? subtreeOf(plan.plan, row.task.id).length - 1 : 0
    if (below > 0) {
      const yes = await this.#host.services.overlays.confirm({
        title: msg('Delete this task?'),
        body: msg(str`“${row.task.title}” has ${plural(below, msg('1 task'), msg(str`${below} tasks`))} below it. You can undo this.`),
        confirm: plural(below, msg('Delete 1 task with 1 child'), msg(str`Delete 1 task with ${below} children`)),
        danger: true,
      })
      if (!yes) return this.#host.keepFocus()
    }
    const next = rowAfter(this.#host.rows, row, at)
    const done = plan.deleteTask(row.task.id)
    if (next) tree.focus(next.key)
    if (query.task === row.task.id) this.#host.session.go({ task: null })
    this.#host.keepFocus()
    if (!(await done)) tree.focus(row.key)
    this.#host.keepFocus()
  }

  async #move(command: 'move-up' | 'move-down' | 'indent' | 'outdent', id: TaskId): Promise<void> {
    const { plan, tree } = this.#host.session
    const current = plan.plan
    const task = current?.tasks.get(id)
    if (!current || !task) return
    const siblings = childrenOf(current, task.parentId)
    const at = siblings.indexOf(id)
    let done: Promise<boolean> | undefined
    if (command === 'move-up' && at > 0) done = plan.moveTask(id, task.parentId, siblings[at - 2] ?? null)
    else if (command === 'move-down' && at < siblings.length - 1) done = plan.moveTask(id, task.parentId, siblings[at + 1] ?? null)
    else if (command === 'indent' && at > 0) done = plan.moveTask(id, siblings[at - 1] ?? null, undefined)
    else if (command === 'outdent' && task.parentId !== null)
      done = plan.moveTask(id, current.tasks.get(task.parentId)?.parentId ?? null, task.parentId)
    if (!done) return this.#host.services.announcer.say(msg('It cannot go further that way.'))
    tree.reveal(id)
    this.#host.keepFocus()
    await done
    this.#host.keepFocus()
  }
}

/** Where the keyboard goes when a row and all below it is gone. */
export const rowAfter = (rows: readonly Row[], row: TaskRow, at: number): Row | undefined =>
  rows.slice(at + 1).find((each) => each.kind !== 'input' && each.depth <= row.depth) ?? rows.slice(0, at).findLast((each) => each.kind !== 'input')

const emptyPlan = { children: new Map() } as never
