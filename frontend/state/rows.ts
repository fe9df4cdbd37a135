import type { OperationWire } from '../api/wire.ts'
import { childrenOf, type Plan, type Task, type TaskId } from './core.ts'
import { numbersOf } from './numbers.ts'
import { operationsOf, type Overlay, type TaskChange } from './overlay.ts'

/** `review` shows what changes, `result` what would be, `original` what is. */
export type Lens = 'review' | 'result' | 'original'

interface RowBase {
  /** Stays the same from render to render; a ghost has another one than its task. */
  readonly key: string
  readonly depth: number
  readonly position: number
  readonly setSize: number
}

/** A line of the tree: what is visible, in order, windowed by the view. */
export type Row =
  | (RowBase & {
      /** `ghost`: the old place of a task that moves to another parent. */
      readonly kind: 'task' | 'removed' | 'ghost'
      readonly task: Task
      /** The task as it is now; null where the proposal creates it. */
      readonly before: Task | null
      readonly change: TaskChange | undefined
      /** Its number in the plan that is shown; under review, in the draft state. Empty for what is not in it. */
      readonly number: string
      /** Its number in the plan as it is. */
      readonly numberBefore: string
      readonly expandable: boolean
      readonly expanded: boolean
      /** Operations below a collapsed row. */
      readonly hidden: number
      /** Where only some tasks are asked for: whether this is one, or only leads to one. */
      readonly isFound: boolean
    })
  | (RowBase & { readonly kind: 'project'; readonly operation: OperationWire })
  | (RowBase & { readonly kind: 'input'; readonly parentId: TaskId | null; readonly afterId: TaskId | null })

export type TaskRow = Extract<Row, { kind: 'task' | 'removed' | 'ghost' }>

/** Where a new task is being typed. */
export interface Adding {
  readonly parentId: TaskId | null
  readonly afterId: TaskId | null
}

export interface RowsInput {
  readonly plan: Plan
  readonly overlay: Overlay | null
  readonly collapsed: ReadonlySet<TaskId>
  /** Rows to keep, with their ancestors; null keeps all. */
  readonly keep: ((task: Task, change: TaskChange | undefined) => boolean) | null
  readonly adding: Adding | null
  /** Only what stands below this task; null is the whole plan. */
  readonly under?: TaskId | null
}

const keyOf = ({ kind, task }: Pick<Node, 'kind' | 'task'>): string => (kind === 'ghost' ? `ghost:${task.id}` : task.id)

interface Node {
  readonly kind: 'task' | 'removed' | 'ghost'
  readonly task: Task
  readonly parentId: TaskId | null
  readonly rank: string
}

/** The rows of a plan, with a proposal drawn in where there is one. */
export function rowsOf({ plan, overlay, collapsed, keep, adding, under = null }: RowsInput): readonly Row[] {
  const shown = overlay?.after ?? plan
  const extra = overlay ? extraNodes(plan, overlay) : new Map<TaskId | null, Node[]>()
  const kept = keep ? keptIds(plan, shown, overlay, extra, keep) : null
  const rows: Row[] = []
  if (overlay?.project && !keep && under === null)
    rows.push({ kind: 'project', key: 'project', operation: overlay.project, depth: 0, position: 1, setSize: 1 })

  const numbers = numbersOf(overlay?.draft ?? plan)
  const numbersBefore = numbersOf(plan)

  const visit = (parentId: TaskId | null, depth: number): void => {
    const nodes = nodesUnder(shown, extra, parentId).filter((node) => !kept || kept.has(keyOf(node)))
    if (adding && adding.parentId === parentId && adding.afterId === null) rows.push(inputRow(adding, depth))
    let position = 0
    for (const node of nodes) {
      position += 1
      const { id } = node.task
      const change = overlay?.changes.get(id)
      const expandable = node.kind !== 'ghost' && hasChildren(shown, extra, id)
      const expanded = expandable && (kept !== null || !collapsed.has(id))
      rows.push({
        kind: node.kind,
        key: keyOf(node),
        task: node.task,
        before: plan.tasks.get(id) ?? null,
        change,
        depth,
        number: standsHere(node.kind, change) ? (numbers.get(id) ?? '') : '',
        numberBefore: numbersBefore.get(id) ?? '',
        position,
        setSize: nodes.length,
        expandable,
        expanded,
        hidden: expandable && !expanded && overlay ? hiddenBelow(shown, extra, overlay, id) : 0,
        isFound: kept?.get(keyOf(node)) ?? true,
      })
      if (expanded) visit(id, depth + 1)
      if (adding && adding.parentId === parentId && adding.afterId === id) rows.push(inputRow(adding, depth))
      if (adding && adding.parentId === id && !expanded && adding.afterId === null) rows.push(inputRow(adding, depth + 1))
    }
  }
  visit(under, 0)
  return rows
}

const inputRow = ({ parentId, afterId }: Adding, depth: number): Row => ({
  kind: 'input',
  key: 'input',
  parentId,
  afterId,
  depth,
  position: 1,
  setSize: 1,
})

/** What stands beside the tasks of the result: the removed at their place, the moved at their old one. */
function extraNodes(plan: Plan, overlay: Overlay): Map<TaskId | null, Node[]> {
  const extra = new Map<TaskId | null, Node[]>()
  const put = (node: Node): void => {
    const parentId = node.parentId !== null && (overlay.after.tasks.has(node.parentId) || plan.tasks.has(node.parentId)) ? node.parentId : null
    const among = extra.get(parentId)
    if (among) among.push({ ...node, parentId })
    else extra.set(parentId, [{ ...node, parentId }])
  }
  for (const [id, change] of overlay.changes) {
    const task = plan.tasks.get(id)
    if (!task) continue
    if (change.delete) put({ kind: 'removed', task, parentId: task.parentId, rank: task.rank })
    else if (change.move && movesAway(change.move))
      put({ kind: 'ghost', task: overlay.after.tasks.get(id) ?? task, parentId: task.parentId, rank: task.rank })
  }
  return extra
}

/** A move within one parent is shown by an arrow, not by two rows. */
export const movesAway = (move: OperationWire): boolean => move.before?.['parentId'] !== move.after?.['parentId']

function nodesUnder(shown: Plan, extra: ReadonlyMap<TaskId | null, readonly Node[]>, parentId: TaskId | null): readonly Node[] {
  const nodes: Node[] = []
  for (const id of childrenOf(shown, parentId)) {
    const task = shown.tasks.get(id)
    if (task) nodes.push({ kind: 'task', task, parentId, rank: task.rank })
  }
  const more = extra.get(parentId)
  if (!more) return nodes
  return [...nodes, ...more].sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.task.id < b.task.id ? -1 : a.task.id > b.task.id ? 1 : 0))
}

const hasChildren = (shown: Plan, extra: ReadonlyMap<TaskId | null, readonly Node[]>, id: TaskId): boolean =>
  childrenOf(shown, id).length > 0 || (extra.get(id)?.length ?? 0) > 0

/** Of the two places of a move, the one that the draft state has. */
function standsHere(kind: Node['kind'], change: TaskChange | undefined): boolean {
  const moves = change?.move && movesAway(change.move) ? change.move : null
  if (!moves) return true
  return (kind === 'ghost') === (moves.decision === 'rejected')
}

function hiddenBelow(shown: Plan, extra: ReadonlyMap<TaskId | null, readonly Node[]>, overlay: Overlay, id: TaskId): number {
  let count = 0
  const seen = new Set<TaskId>([id])
  const visit = (parentId: TaskId): void => {
    for (const node of nodesUnder(shown, extra, parentId)) {
      if (node.kind === 'ghost' || seen.has(node.task.id)) continue
      seen.add(node.task.id)
      count += operationsOf(overlay.changes.get(node.task.id)).length
      visit(node.task.id)
    }
  }
  visit(id)
  return count
}

/** What is shown where only some tasks are asked for, by key: true for those, false for what leads to them. */
function keptIds(
  plan: Plan,
  shown: Plan,
  overlay: Overlay | null,
  extra: ReadonlyMap<TaskId | null, readonly Node[]>,
  keep: NonNullable<RowsInput['keep']>,
): ReadonlyMap<string, boolean> {
  const kept = new Map<string, boolean>()
  const climb = (from: TaskId | null): void => {
    let id = from
    while (id !== null && !kept.has(id)) {
      kept.set(id, false)
      id = (shown.tasks.get(id) ?? plan.tasks.get(id))?.parentId ?? null
    }
  }
  for (const task of shown.tasks.values()) {
    if (!keep(task, overlay?.changes.get(task.id))) continue
    climb(task.parentId)
    kept.set(task.id, true)
  }
  for (const [parentId, nodes] of extra) {
    for (const node of nodes) {
      if (!keep(node.task, overlay?.changes.get(node.task.id))) continue
      climb(parentId)
      kept.set(keyOf(node), true)
    }
  }
  return kept
}
