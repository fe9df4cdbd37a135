import type { Row, TaskRow } from '../../state/rows.ts'
import type { CellName } from '../../state/tree-store.ts'
import { previewUnder } from '../review/preview-under.ts'
import { taskMenu } from '../task-menu.ts'
import type { TreeView } from '../tree.ts'

export const isTask = (row: Row | undefined): row is TaskRow => row !== undefined && row.kind !== 'project' && row.kind !== 'input'

/** What the mouse and the finger do in the tree, for all rows at once. */
export class TreePointer {
  readonly #tree: TreeView

  constructor(tree: TreeView) {
    this.#tree = tree
    tree.addEventListener('click', this.#click)
    tree.addEventListener('pointerover', this.#over)
    tree.addEventListener('pointerleave', this.#leave)
    tree.addEventListener('dblclick', this.#doubleClick)
    tree.addEventListener('focusin', this.#focusIn)
    tree.addEventListener('focusout', () => tree.session.review.setPreview(null))
  }

  readonly #over = (event: PointerEvent): void => {
    const row = this.#tree.rowAt(event.target)
    if (event.pointerType === 'mouse') this.#tree.hovered = row?.key ?? null
    // With a button down, the row that was taken hold of is about to be dragged, however quickly the mouse leaves it.
    if (isTask(row) && event.buttons === 0) this.#tree.dragging.offer(row, (event.target as Element).closest<HTMLElement>('.row'))
    previewUnder(event.target as Element, this.#tree.session.review)
  }

  readonly #leave = (): void => {
    this.#tree.hovered = null
    this.#tree.session.review.setPreview(null)
  }

  readonly #focusIn = (event: FocusEvent): void => {
    const row = this.#tree.rowAt(event.target)
    if (!row || row.kind === 'input') return
    const cell = (event.target as Element).closest<HTMLElement>('[role=gridcell][data-cell]')?.dataset['cell'] as CellName | undefined
    const { tree } = this.#tree.session
    // A button within a cell leaves the keyboard where it was.
    if ((event.target as Element).matches('[role=row]')) tree.focus(row.key)
    else if ((event.target as Element).matches('[role=gridcell]')) tree.focus(row.key, cell ?? null)
    else if (tree.focusedKey !== row.key) tree.focus(row.key)
  }

  readonly #doubleClick = (event: MouseEvent): void => {
    const row = this.#tree.rowAt(event.target)
    if (isTask(row) && row.kind === 'task' && (event.target as Element).closest('.title')) this.#tree.commands.run('rename', row)
  }

  readonly #click = (event: MouseEvent): void => {
    const { tree } = this.#tree.session
    const target = event.target as Element
    const what = target.closest<HTMLElement>('[data-do]')
    const row = this.#tree.rowAt(target)
    const action = what?.dataset['do']
    const sticky = target.closest<HTMLElement>('[data-sticky]')?.dataset['sticky']
    if (sticky) return this.#tree.focusAt(tree.indexOf(sticky))
    if (action === 'add-first') return tree.startAdding({ parentId: tree.zoomed, afterId: null })
    if (action === 'clear-filter') return this.#clearFilter()
    if (!row || target.closest('input:not(.tick), textarea, form')) {
      if (action === 'editor-cancel') tree.startEditing(null)
      return
    }
    if (isTask(row) && (event.shiftKey || event.ctrlKey || event.metaKey) && action !== 'tick') return this.#select(event, row)
    const cell = target.closest<HTMLElement>('[data-cell]')?.dataset['cell'] as CellName | undefined
    if (row.kind !== 'input') tree.focus(row.key, action === 'cell' ? (cell ?? null) : null)
    if (action === 'tick') this.#tick(what as HTMLInputElement)
    else if (isTask(row)) this.#onTask(action, row, what, cell)
    else if (action === 'accept' || action === 'reject') this.#tree.commands.run(action, row)
    if (action === 'why') tree.toggleOpened(row.key)
    else if (action === 'untell') this.#untell()
  }

  #onTask(action: string | undefined, row: TaskRow, what: HTMLElement | null, cell: CellName | undefined): void {
    const { session, commands } = this.#tree
    if (action === 'toggle') session.tree.expand(row.task.id, !row.expanded)
    else if (action === 'cell' && cell && what) commands.openCell(cell, row, what)
    else if (action === 'more') taskMenu(session, row, what as Element, (command) => commands.run(command, row))
    else if (action === 'jump' || action === 'accept' || action === 'reject' || action === 'add') commands.run(action, row)
    else if (row.kind === 'task' && (action === undefined || action === 'select')) {
      session.tree.selection.clear()
      session.go({ task: row.task.id })
    }
  }

  /** Ctrl takes one more, Shift everything up to here. */
  #select(event: MouseEvent, row: TaskRow): void {
    event.preventDefault()
    const { tree } = this.#tree.session
    if (row.kind !== 'task' || row.before === null) return
    const from = this.#tree.rows[this.#tree.focusedIndex]
    if (event.shiftKey) tree.selection.range(this.#tree.rows, row.task.id, isTask(from) ? from.task.id : null)
    else {
      // The row that had the focus belongs to it, as everywhere.
      if (tree.selection.size === 0 && isTask(from) && from.key !== row.key && from.kind === 'task' && this.#tree.contains(document.activeElement))
        tree.selection.toggle(from.task.id)
      tree.selection.toggle(row.task.id)
    }
    tree.focus(row.key)
    this.#tree.keepFocus()
    this.#tree.commands.tellSelection()
  }

  #clearFilter(): void {
    const { tree, review } = this.#tree.session
    tree.showAll()
    review.showAll()
  }

  #tick(box: HTMLInputElement): void {
    const ids = box.dataset['operations']?.split(' ') ?? []
    const { checked } = box
    // Back to what the data says; the store decides.
    box.checked = !checked
    void this.#tree.session.review.decide(ids, checked ? 'accepted' : 'rejected', 'tick')
  }

  #untell(): void {
    const { review } = this.#tree.session
    const told = review.told
    review.told = null
    told?.undo()
  }
}
