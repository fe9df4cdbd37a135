import { childrenOf, type Plan } from '../../../core/plan/plan.ts'
import type { Progress } from '../../../core/plan/progress.ts'
import { isClosed, type Task, type TaskId } from '../../../core/plan/task.ts'

/** What a task adds up to, and what its children do. */
interface Node {
  progress: Progress
  readonly children: Sum
}

type Sum = { -readonly [Field in keyof Progress]: Progress[Field] }
type Nodes = Map<TaskId | null, Node>

/**
 * The nodes of the newest plan of each project that was appended to, under its tasks, which a copy of the plan with
 * another version shares. A cache and no more: the nodes are handed on from plan to plan, and where they are not there,
 * as after a start or a rollback, they are counted anew.
 */
const kept = new WeakMap<Plan['tasks'], Nodes>()

/**
 * `progressOf(after).get(null)`, at the cost of what was touched and its ancestors instead of every task: counting
 * 10,000 tasks takes some ten times as long as all else that storing one operation does.
 */
export function rootProgressAfter(before: Plan, after: Plan, touched: readonly TaskId[]): Progress {
  const carried = kept.get(before.tasks)
  kept.delete(before.tasks)
  const nodes = carried ? carry(carried, { before, after, touched }) : count(after)
  kept.set(after.tasks, nodes)
  return { ...nodeOf(nodes, null).progress }
}

function count(plan: Plan): Nodes {
  const nodes: Nodes = new Map()
  const visit = (id: TaskId | null): Progress => {
    const children = zero()
    for (const child of childrenOf(plan, id)) add(children, visit(child), 1)
    const progress = progressOfNode(plan, id, children)
    nodes.set(id, { progress, children })
    return progress
  }
  visit(null)
  return nodes
}

/** Takes what was touched out of its old parents, then adds it to its new ones, deepest first. */
function carry(nodes: Nodes, { before, after, touched }: { before: Plan; after: Plan; touched: readonly TaskId[] }): Nodes {
  const taken = new Set<TaskId>()
  const dirty = new Set<TaskId | null>([null])
  for (const id of touched) {
    const task = before.tasks.get(id)
    const node = nodes.get(id)
    if (task && node) {
      const parent = nodes.get(task.parentId)
      if (parent) add(parent.children, node.progress, -1)
      dirty.add(task.parentId)
    }
    if (after.tasks.has(id)) {
      if (!node) nodes.set(id, { progress: zero(), children: zero() })
      taken.add(id)
      dirty.add(id)
    }
  }
  for (const id of touched) if (!after.tasks.has(id)) nodes.delete(id)
  for (const id of deepestFirst(after, dirty)) {
    const node = nodeOf(nodes, id)
    const task = id === null ? undefined : after.tasks.get(id)
    const old = node.progress
    node.progress = progressOfNode(after, id, node.children)
    if (!task || id === null) continue
    const parent = nodeOf(nodes, task.parentId)
    if (!taken.has(id)) add(parent.children, old, -1)
    add(parent.children, node.progress, 1)
  }
  return nodes
}

/** The dirty tasks that are still there and all their ancestors, children before parents, the root of all last. */
function deepestFirst(plan: Plan, dirty: ReadonlySet<TaskId | null>): readonly (TaskId | null)[] {
  const depths = new Map<TaskId, number>()
  const depthOf = (id: TaskId): number => {
    const known = depths.get(id)
    if (known !== undefined) return known
    const parentId = plan.tasks.get(id)?.parentId ?? null
    const depth = parentId === null ? 0 : depthOf(parentId) + 1
    depths.set(id, depth)
    return depth
  }
  for (const id of dirty) if (id !== null && plan.tasks.has(id)) depthOf(id)
  const levels: TaskId[][] = []
  for (const [id, depth] of depths) (levels[depth] ??= []).push(id)
  return [...levels.reverse().flat(), null]
}

/** The rules of `core/plan/progress.ts` for one task. A test holds the two together over random plans. */
function progressOfNode(plan: Plan, id: TaskId | null, children: Sum): Progress {
  const task = id === null ? undefined : plan.tasks.get(id)
  if (!task) return { ...children }
  return childrenOf(plan, task.id).length === 0 ? leafProgress(task) : subtreeProgress(task, children)
}

function leafProgress({ status, estimateMinutes, spentMinutes }: Task): Progress {
  if (status === 'cancelled') return { ...zero(), spentMinutes }
  const estimate = estimateMinutes ?? 0
  const remainingMinutes = isClosed(status) ? 0 : Math.max(0, estimate - spentMinutes)
  return { done: status === 'done' ? 1 : 0, total: 1, estimateMinutes: estimate, spentMinutes, remainingMinutes }
}

function subtreeProgress(task: Task, children: Sum): Progress {
  const own = task.estimateMinutes ?? 0
  const estimated = children.estimateMinutes > 0
  const spentMinutes = children.spentMinutes + task.spentMinutes
  return {
    done: children.done,
    total: children.total,
    estimateMinutes: estimated ? children.estimateMinutes : own,
    spentMinutes,
    remainingMinutes: estimated || children.done === children.total ? children.remainingMinutes : Math.max(0, own - spentMinutes),
  }
}

const zero = (): Sum => ({ done: 0, total: 0, estimateMinutes: 0, spentMinutes: 0, remainingMinutes: 0 })

function add(sum: Sum, part: Progress, times: 1 | -1): void {
  sum.done += times * part.done
  sum.total += times * part.total
  sum.estimateMinutes += times * part.estimateMinutes
  sum.spentMinutes += times * part.spentMinutes
  sum.remainingMinutes += times * part.remainingMinutes
}

function nodeOf(nodes: Nodes, id: TaskId | null): Node {
  const node = nodes.get(id)
  if (!node) throw new Error(`no progress is kept for ${id ?? 'the whole plan'}`)
  return node
}
