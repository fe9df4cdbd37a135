import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { properties } from '../../components/properties.ts'
import type { Refusal } from '../../state/bulk.ts'
import type { TaskId } from '../../state/core.ts'
import type { TaskRow } from '../../state/rows.ts'
import type { TreeView } from '../tree.ts'
import type { acceptTasks, offerTask } from './drag.ts'

/** What is under the dragged tasks right now. */
export interface DropOver {
  /** The row that is pointed at. */
  readonly key: string
  readonly isInside: boolean
  /** Where the line is drawn that they would land at, in pixels from the top of the list. */
  readonly top: number
  readonly depth: number
  readonly refusal: Refusal | undefined
}

interface DragLibrary {
  readonly acceptTasks: typeof acceptTasks
  readonly offerTask: typeof offerTask
}

/** Dragging rows with the mouse or the finger. The library comes with the first pointer that enters the tree. */
export class TreeDragging {
  over: DropOver | null = null
  readonly #tree: TreeView
  #release: (() => void) | undefined
  #offered: { readonly element: HTMLElement; readonly release: () => void } | undefined
  #library: Promise<DragLibrary> | undefined

  constructor(tree: TreeView) {
    this.#tree = tree
  }

  /** The row under the pointer may be dragged from now on. */
  offer(row: TaskRow, element: HTMLElement | null): void {
    const { tree, plan, review } = this.#tree.session
    const isFree = row.kind === 'task' && (plan.plan?.tasks.has(row.task.id) ?? false) && !(tree.lens === 'original' && review.current)
    if (!element || element === this.#offered?.element || !isFree) return
    this.#library ??= import('./drag.ts')
    void this.#library.then((library) => {
      if (!this.#tree.isConnected || !element.isConnected) return
      this.#release ??= library.acceptTasks(this.#tree, (over) => this.#set(over))
      this.#offered?.release()
      this.#offered = { element, release: library.offerTask(this.#tree, element, row.task.id) }
    })
  }

  stop(): void {
    this.#offered?.release()
    this.#release?.()
    this.#offered = this.#release = undefined
    this.over = null
  }

  #set(over: DropOver | null): void {
    if (JSON.stringify(over) === JSON.stringify(this.over)) return
    this.over = over
    this.#tree.requestUpdate()
  }
}

/** A dragged task takes its selection along. */
export const draggedWith = (tree: TreeView, id: TaskId): readonly TaskId[] => {
  const { selection } = tree.session.tree
  return selection.has(id) ? [...selection.ids] : [id]
}

export const refusalText = (refusal: Refusal): string =>
  refusal === 'below-itself' ? msg('A task cannot stand below itself.') : msg('That would be deeper than a plan goes.')

/** The line that shows where it would land, or why it cannot. */
export function dropMark(over: DropOver | null): TemplateResult | typeof nothing {
  if (!over) return nothing
  return html`<div class="drop-mark ${over.isInside ? 'inside' : ''} ${over.refusal ? 'refused' : ''}" data-testid="drop-mark" ${properties({ top: `${over.top}px`, '--depth': String(over.depth) })}>${over.refusal ? html`<span>${refusalText(over.refusal)}</span>` : nothing}</div>`
}
