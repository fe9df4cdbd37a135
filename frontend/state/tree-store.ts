import type { ConflictWire, OperationWire } from '../api/wire.ts'
import { childrenOf, depthOf, progressOf, type Plan, type Progress, type Task, type TaskId } from './core.ts'
import { filterSize, matcherOf, noFilter, type Filter } from './filter.ts'
import { operationsOf, overlayOf, type Overlay, type TaskChange } from './overlay.ts'
import type { PlanStore } from './plan-store.ts'
import type { ReviewStore } from './review-store.ts'
import { rowsOf, type Adding, type Lens, type Row } from './rows.ts'
import { Selection } from './selection.ts'
import { memo, Store } from './store.ts'
import { isTicked } from './ticks.ts'

/** The cells of a row that hold a field, from left to right. */
export const cellNames = ['status', 'title', 'tags', 'priority', 'estimate', 'dates', 'assignee'] as const
export type CellName = (typeof cellNames)[number]

export interface Refusal {
  readonly text: string
  readonly problem: string
}

/** How the plan is looked at: lens, search, what is folded, where the focus stands. The rows follow from it. */
export class TreeStore extends Store {
  lens: Lens = 'review'
  search = ''
  filter: Filter = noFilter
  /** The task whose branch alone is shown. */
  under: TaskId | null = null
  readonly selection = new Selection()
  /** The cell of the focused row that has the keyboard; null while the row itself has it. */
  cell: CellName | null = null
  /** The field that is being typed in its cell. */
  typing: { readonly taskId: TaskId; readonly field: CellName } | null = null
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
  readonly #found = memo((rows: readonly Row[]) => rows.filter((row) => row.kind === 'task' && row.isFound).length)
  readonly #rows = memo(
    (
      plan: Plan,
      operations: readonly OperationWire[],
      conflicts: readonly ConflictWire[],
      lens: Lens,
      collapsed: ReadonlySet<TaskId>,
      search: string,
      shows: ReviewStore['shows'],
      changesOnly: boolean,
      adding: Adding | null,
      filter: Filter,
      under: TaskId | null,
    ) => {
      const reviewing = operations.length > 0 && lens === 'review'
      const shown = operations.length > 0 && lens === 'result' ? this.#tickedOverlay(plan, operations).after : plan
      return rowsOf({
        plan: shown,
        overlay: reviewing ? this.#overlay(plan, operations, conflicts) : null,
        collapsed,
        keep: keepOf(matcherOf(search, filter, new Date().toISOString().slice(0, 10)), reviewing ? shows : null, reviewing && changesOnly),
        adding,
        under,
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
    const { operations, shows } = this.#review
    const { lens, collapsed, search, changesOnly, adding, filter } = this
    return this.#rows(plan, operations, this.#conflicts, lens, collapsed, search, shows, changesOnly, adding, filter, this.zoomed)
  }

  /** The task whose branch alone is shown, as far as there still is one. */
  get zoomed(): TaskId | null {
    return this.under !== null && this.shownPlan?.tasks.has(this.under) ? this.under : null
  }

  /** Whether only some tasks are shown. */
  get isFiltered(): boolean {
    return this.search.trim() !== '' || filterSize(this.filter) > 0
  }

  /** How many of the rows were asked for; the others lead to them. */
  get foundCount(): number {
    return this.#found(this.rows)
  }

  /** The plan whose rows are shown: the head, or what it would become. */
  get shownPlan(): Plan | null {
    const { plan } = this.#plan
    const { operations } = this.#review
    if (!plan || operations.length === 0 || this.lens === 'original') return plan
    return (this.lens === 'result' ? this.#tickedOverlay(plan, operations) : this.#overlay(plan, operations, this.#conflicts)).after
  }

  /** The proposal laid over the plan; null where none is read. */
  get overlay(): Overlay | null {
    const { plan } = this.#plan
    const { operations } = this.#review
    return plan && operations.length > 0 ? this.#overlay(plan, operations, this.#conflicts) : null
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

  setFilter(filter: Filter): void {
    this.filter = filter
    this.changed()
  }

  /** Shows the branch of a task alone. The address says which: the session calls this. */
  setUnder(id: TaskId | null): void {
    if (id === this.under) return
    this.under = id
    this.cell = null
    this.changed()
  }

  /** Everything that is left away by words, kinds and marks comes back. */
  showAll(): void {
    this.search = ''
    this.filter = noFilter
    this.changesOnly = false
    this.changed()
  }

  setChangesOnly(on: boolean): void {
    this.changesOnly = on
    this.changed()
  }

  focus(key: string | null, cell: CellName | null = null): void {
    if (key === this.focusedKey && cell === this.cell) return
    this.focusedKey = key
    this.cell = cell
    this.changed()
  }

  /** A field of a task is typed in its cell; null ends it. */
  startTyping(typing: TreeStore['typing'], refused: Refusal | null = null): void {
    this.typing = typing
    this.refused = refused
    if (typing) this.adding = this.renaming = null
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

  /** Opens the first levels (1: only the top one) and folds what is below them. */
  expandTo(levels: number): void {
    const plan = this.shownPlan
    const base = plan && this.zoomed !== null ? depthOf(plan, this.zoomed) + 1 : 0
    const folded = plan ? [...plan.children.keys()].filter((id) => id !== null && depthOf(plan, id) - base >= levels - 1) : []
    this.collapsed = new Set(folded as TaskId[])
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
    if (this.zoomed !== null && !this.rows.some((row) => row.key === key)) this.under = null
    if (!this.rows.some((row) => row.key === key)) {
      this.search = ''
      this.filter = noFilter
      this.changesOnly = false
    }
    this.cell = null
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
  fits: ((task: Task) => boolean) | null,
  shows: ReviewStore['shows'],
  changesOnly: boolean,
): ((task: Task, change: TaskChange | undefined) => boolean) | null {
  if (!fits && !shows && !changesOnly) return null
  return (task, change) => {
    const operations = operationsOf(change)
    if (changesOnly && operations.length === 0) return false
    if (shows && !operations.some(shows)) return false
    return fits ? fits(task) : true
  }
}
