import { msg } from '@lit/localize'
import { priorities, taskStatuses, type TaskId } from '../../state/core.ts'
import type { TaskRow } from '../../state/rows.ts'
import type { CellName } from '../../state/tree-store.ts'
import { priorityLabel, statusLabel } from '../../words/labels.ts'
import type { TreeHost } from '../tree-commands.ts'

/** Edits the fields of one task in its row: from a menu, or typed in the cell. */
export class FieldCommands {
  readonly #host: TreeHost

  constructor(host: TreeHost) {
    this.#host = host
  }

  /** By key: at the cell of the row, which may be out of view. */
  run(cell: CellName, row: TaskRow): void {
    const anchor = this.#host.querySelector(`[data-key="${CSS.escape(row.key)}"] [data-cell=${cell}]`)
    this.open(cell, row, anchor ?? this.#host)
  }

  open(cell: CellName, row: TaskRow, anchor: Element): void {
    const { tree, plan, review } = this.#host.session
    const { id } = row.task
    if (tree.lens === 'original' && review.current) return
    if (row.kind !== 'task' || !plan.plan?.tasks.has(id))
      return void this.#host.services.toasts.show(msg('This task is only proposed. Apply it first, or edit the proposal.'))
    if (cell === 'status') this.#status(row, anchor)
    else if (cell === 'priority') this.#priority(row, anchor)
    else if (cell === 'title') tree.startRenaming(id)
    else this.#type(id, cell, row.key)
  }

  #type(taskId: TaskId, field: CellName, key: string): void {
    const { tree } = this.#host.session
    tree.focus(key, field)
    tree.startTyping({ taskId, field })
  }

  #status({ task }: TaskRow, anchor: Element): void {
    this.#host.services.overlays.openMenu(
      anchor,
      msg('Status'),
      taskStatuses.map((status) => ({
        label: statusLabel(status),
        icon: `status-${status}` as const,
        checked: task.status === status,
        run: () => void this.#host.session.plan.changeTask(task.id, { status }),
      })),
    )
  }

  #priority({ task }: TaskRow, anchor: Element): void {
    this.#host.services.overlays.openMenu(
      anchor,
      msg('Priority'),
      priorities.map((priority) => ({
        label: priorityLabel(priority),
        icon: `priority-${priority}` as const,
        checked: task.priority === priority,
        run: () => void this.#host.session.plan.changeTask(task.id, { priority }),
      })),
    )
  }
}
