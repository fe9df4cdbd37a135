import type { TaskId } from './core.ts'
import type { Row } from './rows.ts'
import { Store } from './store.ts'

/** The tasks that a command is meant for, where it is meant for more than the row with the focus. */
export class Selection extends Store {
  ids: ReadonlySet<TaskId> = new Set()
  /** Where a range begins. */
  #anchor: TaskId | null = null

  get size(): number {
    return this.ids.size
  }

  has(id: TaskId): boolean {
    return this.ids.has(id)
  }

  toggle(id: TaskId): void {
    const ids = new Set(this.ids)
    if (!ids.delete(id)) ids.add(id)
    this.#anchor = id
    this.#set(ids)
  }

  /** Everything from where the selection began to a task, in the order of the rows; `from` where it begins now. */
  range(rows: readonly Row[], to: TaskId, from: TaskId | null): void {
    this.#anchor ??= from ?? to
    const ids = idsOf(rows)
    const [start, end] = [ids.indexOf(this.#anchor), ids.indexOf(to)]
    if (end < 0) return
    this.#set(new Set(start < 0 ? [to] : ids.slice(Math.min(start, end), Math.max(start, end) + 1)))
  }

  all(rows: readonly Row[]): void {
    this.#set(new Set(idsOf(rows)))
  }

  clear(): void {
    this.#anchor = null
    if (this.ids.size > 0) this.#set(new Set())
  }

  /** What is gone from the plan is no longer selected. */
  keep(has: (id: TaskId) => boolean): void {
    if ([...this.ids].every(has)) return
    this.#set(new Set([...this.ids].filter(has)))
  }

  #set(ids: ReadonlySet<TaskId>): void {
    this.ids = ids
    this.changed()
  }
}

/** The tasks of the rows, in order. What a proposal only adds or takes away can be decided, not selected. */
const idsOf = (rows: readonly Row[]): readonly TaskId[] => rows.flatMap((row) => (row.kind === 'task' && row.before !== null ? [row.task.id] : []))
