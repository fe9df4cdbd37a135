import type { ConflictWire, OperationWire } from '../api/wire.ts'
import { childrenOf, progressOf, type Plan, type Progress, type Task, type TaskId } from './core.ts'
import { countName, type CountName } from './counts.ts'
import { operationsOf, overlayOf, type TaskChange } from './overlay.ts'
import type { PlanStore } from './plan-store.ts'
import type { ReviewStore } from './review-store.ts'
import { rowsOf, type Adding, type Lens, type Row } from './rows.ts'
import { memo, Store } from './store.ts'
import { isTicked } from './ticks.ts'

export interface Refusal {
  readonly text: string
  readonly problem: string
}

/** How the plan is looked at: lens, search, what is folded, where the focus stands. The rows follow from it. */
export class TreeStore extends Store {
  lens: Lens = 'review'
  search = ''
  /** Only rows that a proposal touches, with their ancestors. */
  changesOnly = false
  collapsed: ReadonlySet<TaskId> = new Set()
  focusedKey: string | null = null
  adding: Adding | null = null
  /** The row whose title is being typed. */
  renaming: TaskId | null = null
  /** A proposal arrived: where none of its changes is in view, the tree goes to the first. */
  changeWanted = false
  /** What was typed and not taken, with the reason: it stays in its box. */
  refused: Refusal | null = null
  /** Rows of a proposal whose reasons and texts are open. */
  opened: ReadonlySet<string> = new Set()
  /** The operation that is being edited in place. */
  editing: string | null = null
  readonly #plan: PlanStore
  readonly #review: ReviewStore
  readonly #overlay = memo((plan: Plan, operations: readonly OperationWire[], conflicts: readonly ConflictWire[]) =>
    overlayOf(plan, operations, new Set(conflicts.flatMap(({ operationId }) => operationId ?? []))),
  )
  readonly #tickedOverlay = memo((plan: Plan, operations: readonly OperationWire[]) => overlayOf(plan, operations.filter(isTicked)))
  readonly #progress = memo((plan: Plan) => progressOf(plan))
  /** Asked several times in every frame of a scroll. */
  readonly #indexes = memo((rows: readonly Row[]) => new Map(rows.map(({ key }, index) => [key, index])))
  readonly #rows = memo(
    (
      plan: Plan,
      operations: readonly OperationWire[],
      conflicts: readonly ConflictWire[],
      lens: Lens,
      collapsed: ReadonlySet<TaskId>,
      search: string,
      only: ReadonlySet<CountName>,
      changesOnly: boolean,
      adding: Adding | null,
    ) => {
      const reviewing = operations.length > 0 && lens === 'review'
      const shown = operations.length > 0 && lens === 'result' ? this.#tickedOverlay(plan, operations).after : plan
      return rowsOf({
        plan: shown,
        overlay: reviewing ? this.#overlay(plan, operations, conflicts) : null,
        collapsed,
        keep: keepOf(search, reviewing ? only : new Set(), reviewing && changesOnly),
        adding,
      })
    },
  )

  constructor(plan: PlanStore, review: ReviewStore) {
    super()
    this.#plan = plan
    this.#review = review
  }

  get rows(): readonly Row[] {
    const { plan } = this.#plan
    if (!plan) return []
    const { operations, only } = this.#review
    return this.#rows(plan, operations, this.#conflicts, this.lens, this.collapsed, this.search, only, this.changesOnly, this.adding)
  }

  /** The plan whose rows are shown: the head, or what it would become. */
  get shownPlan(): Plan | null {
    const { plan } = this.#plan
    const { operations } = this.#review
    if (!plan || operations.length === 0 || this.lens === 'original') return plan
    return (this.lens === 'result' ? this.#tickedOverlay(plan, operations) : this.#overlay(plan, operations, this.#conflicts)).after
  }

  get #conflicts(): readonly ConflictWire[] {
    return this.#review.current?.conflicts ?? none
  }

  /** Progress of what is shown, the proposal counted in. */
  get progress(): ReadonlyMap<TaskId | null, Progress> | undefined {
    const plan = this.shownPlan
    return plan ? this.#progress(plan) : undefined
  }

  indexOf(key: string | null): number {
    return key === null ? -1 : (this.#indexes(this.rows).get(key) ?? -1)
  }

  setLens(lens: Lens): void {
    this.lens = lens
    this.changed()
  }

  setSearch(search: string): void {
    this.search = search
    this.changed()
  }

  setChangesOnly(on: boolean): void {
    this.changesOnly = on
    this.changed()
  }

  focus(key: string | null): void {
    if (key === this.focusedKey) return
    this.focusedKey = key
    this.changed()
  }

  expand(id: TaskId, open: boolean): void {
    const collapsed = new Set(this.collapsed)
    if (open) collapsed.delete(id)
    else collapsed.add(id)
    this.collapsed = collapsed
    this.changed()
  }

  expandAll(open: boolean): void {
    const plan = this.shownPlan
    this.collapsed = open || !plan ? new Set() : new Set([...plan.children.keys()].filter((id) => id !== null))
    this.changed()
  }

  /** Opens everything above a task and puts the focus on it. */
  reveal(id: TaskId, key: string = id): void {
    const collapsed = new Set(this.collapsed)
    const plans = [this.shownPlan, this.#plan.plan]
    for (const plan of plans) {
      let parentId = plan?.tasks.get(id)?.parentId ?? null
      for (let steps = 0; parentId !== null && steps < 64; steps += 1) {
        collapsed.delete(parentId)
        parentId = plan?.tasks.get(parentId)?.parentId ?? null
      }
    }
    this.collapsed = collapsed
    if (!this.rows.some((row) => row.key === key)) {
      this.search = ''
      this.changesOnly = false
    }
    this.focusedKey = key
    this.changed()
  }

  showChange(): void {
    this.changeWanted = true
    this.changed()
  }

  startAdding(adding: Adding | null, refused: Refusal | null = null): void {
    this.adding = adding
    this.renaming = null
    this.refused = refused
    if (adding?.parentId) this.collapsed = new Set([...this.collapsed].filter((id) => id !== adding.parentId))
    this.changed()
  }

  startRenaming(id: TaskId | null, refused: Refusal | null = null): void {
    this.renaming = id
    this.adding = null
    this.refused = refused
    this.changed()
  }

  toggleOpened(key: string): void {
    const opened = new Set(this.opened)
    if (!opened.delete(key)) opened.add(key)
    this.opened = opened
    this.changed()
  }

  startEditing(operationId: string | null): void {
    this.editing = operationId
    this.changed()
  }

  hasChildren(id: TaskId): boolean {
    const plan = this.shownPlan
    return plan !== null && childrenOf(plan, id).length > 0
  }
}

const none: readonly never[] = []

function keepOf(
  search: string,
  only: ReadonlySet<CountName>,
  changesOnly: boolean,
): ((task: Task, change: TaskChange | undefined) => boolean) | null {
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0 && only.size === 0 && !changesOnly) return null
  return (task, change) => {
    const operations = operationsOf(change)
    if (changesOnly && operations.length === 0) return false
    if (only.size > 0 && !operations.some((operation) => only.has(countName(operation.kind)))) return false
    if (words.length === 0) return true
    const text = [task.title, ...task.tags.map((tag) => `#${tag}`), task.assignee ? `@${task.assignee.name}` : '', task.status]
      .join(' ')
      .toLowerCase()
    return words.every((word) => text.includes(word))
  }
}
