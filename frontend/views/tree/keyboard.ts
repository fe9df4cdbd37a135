import { commandOf, pressedOf } from '../../state/keys.ts'
import type { TaskRow } from '../../state/rows.ts'
import { cellNames, type CellName } from '../../state/tree-store.ts'
import type { TreeView } from '../tree.ts'
import { cellBeside } from './cells.ts'
import { pasteOutline } from './clipboard.ts'
import { isTask } from './pointer.ts'

/** The keys of the tree: rows first, then the cells of a row, as in any treegrid. */
export class TreeKeyboard {
  readonly #tree: TreeView

  constructor(tree: TreeView) {
    this.#tree = tree
    tree.addEventListener('keydown', this.#key)
    tree.addEventListener('submit', (event) => this.#tree.typed.submit(event))
    tree.addEventListener('paste', this.#paste)
    tree.addEventListener('focusout', this.#focusOut)
  }

  readonly #key = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement
    if (target.dataset['input']) return this.#tree.typed.key(event, target as HTMLInputElement)
    const form = target.closest('form')
    if (form) return this.#inForm(event, form)
    const row = this.#tree.rows[this.#tree.focusedIndex]
    if (isTask(row) && this.#tree.session.tree.cell !== null && this.#inCell(event, row, this.#tree.session.tree.cell)) return event.preventDefault()
    const command = commandOf(pressedOf(event), this.#tree.services.settings.letterKeys)
    if (!command) return
    const onButton = target instanceof HTMLButtonElement || target instanceof HTMLInputElement
    if (onButton && (event.key === 'Enter' || event.key === ' ')) return
    // What is marked in the page is meant, not the row.
    if (command === 'copy' && !getSelection()?.isCollapsed) return
    if (!row && command !== 'lens' && command !== 'apply' && command !== 'zoom-out') return
    if (command === 'leave' && !this.#tree.commands.canLeave) return
    // A key that is held down moves on; it does not delete on.
    if (event.repeat && command === 'delete') return event.preventDefault()
    event.preventDefault()
    this.#tree.commands.run(command, row)
  }

  #inForm(event: KeyboardEvent, form: HTMLFormElement): void {
    const { tree } = this.#tree.session
    if (event.key === 'Escape') {
      event.stopPropagation()
      tree.startEditing(null)
      tree.startTyping(null)
      this.#tree.keepFocus()
    } else if (event.key === 'Tab' && form.dataset['do'] === 'cell-form' && this.#isLast(event, form)) {
      event.preventDefault()
      this.#tree.typed.thenGo = event.shiftKey ? -1 : 1
      form.requestSubmit()
    }
  }

  /** A form with two dates is walked through before it is left. */
  #isLast(event: KeyboardEvent, form: HTMLFormElement): boolean {
    const inputs = [...form.querySelectorAll('input')]
    return event.target === (event.shiftKey ? inputs[0] : inputs.at(-1))
  }

  /** In a cell, the arrows walk through the row and along the column. */
  #inCell(event: KeyboardEvent, row: TaskRow, cell: CellName): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false
    const { tree } = this.#tree.session
    const at = this.#tree.focusedIndex
    const go = (name: CellName | null): true => {
      tree.focus(row.key, name)
      this.#tree.keepFocus()
      return true
    }
    switch (event.key) {
      case 'ArrowRight':
        return go(cellBeside(cell, 1) ?? cell)
      case 'ArrowLeft':
        return go(cellBeside(cell, -1))
      case 'Home':
        return go(cellNames[0])
      case 'End':
        return go(cellNames.at(-1) ?? null)
      case 'Escape':
        return go(null)
      case 'ArrowDown':
      case 'ArrowUp':
        this.#tree.focusAt(at + (event.key === 'ArrowDown' ? 1 : -1), cell)
        return true
      case 'Enter':
      case 'F2':
      case ' ': {
        const element = this.#tree.querySelector(`[data-key="${CSS.escape(row.key)}"] [data-cell=${cell}]`)
        if (element) this.#tree.commands.openCell(cell, row, element)
        return true
      }
      default:
        return false
    }
  }

  readonly #paste = (event: ClipboardEvent): void => {
    if ((event.target as Element).closest('input, textarea')) return
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (text.trim() === '') return
    event.preventDefault()
    const row = this.#tree.rows[this.#tree.focusedIndex]
    void pasteOutline(this.#tree.session, text, isTask(row) && row.kind === 'task' ? row.task : null)
  }

  /** What was typed into a cell is kept when one goes elsewhere. */
  readonly #focusOut = (event: FocusEvent): void => {
    const form = (event.target as Element).closest<HTMLFormElement>('form[data-do=cell-form]')
    if (!form || !form.isConnected || (event.relatedTarget instanceof Node && form.contains(event.relatedTarget))) return
    // Another window, or the calendar of a date: it comes back.
    if (event.relatedTarget === null && !document.hasFocus()) return
    if (event.relatedTarget !== null) form.requestSubmit()
  }
}
