import { childrenOf, type Plan } from './plan.ts'
import { isClosed, type TaskId } from './task.ts'
import { inOrder } from './tree.ts'

/** The longest chain of open work, by estimates. */
export interface CriticalPath {
  /** The open leaves along it, first to last. */
  readonly tasks: readonly TaskId[]
  readonly minutes: number
  /** For every open leaf, how many minutes it may slip without making the whole longer. */
  readonly slack: ReadonlyMap<TaskId, number>
}

/**
 * The critical path over the open leaves. A dependency on a heading, or of one, means all of its leaves; what is
 * closed holds nothing up; a leaf without an estimate takes no time. Linear. Where headings wait for each other, the
 * dependency that closes the circle is passed over.
 */
export function criticalPath(plan: Plan): CriticalPath {
  const graph = graphOf(plan)
  const order = topological(graph)
  const earliest = new Float64Array(graph.size)
  const previous = new Int32Array(graph.size).fill(-1)
  for (const node of order.nodes) {
    for (const next of graph.next[node] ?? []) {
      if (order.isBackward(node, next)) continue
      const reached = (earliest[node] ?? 0) + (graph.minutes.get(node) ?? 0)
      if (reached <= (earliest[next] ?? 0) && previous[next] !== -1) continue
      earliest[next] = Math.max(reached, earliest[next] ?? 0)
      previous[next] = node
    }
  }
  let last = -1
  for (const node of graph.ends) if (last === -1 || (earliest[node] ?? 0) > (earliest[last] ?? 0)) last = node
  const minutes = last === -1 ? 0 : (earliest[last] ?? 0)
  const latest = new Float64Array(graph.size).fill(minutes)
  for (const node of order.nodes.reverse()) {
    for (const next of graph.next[node] ?? []) {
      if (order.isBackward(node, next)) continue
      latest[node] = Math.min(latest[node] ?? 0, (latest[next] ?? 0) - (graph.minutes.get(node) ?? 0))
    }
  }
  const tasks: TaskId[] = []
  for (let node = last; node !== -1; node = previous[node] ?? -1) {
    const task = graph.leaves.get(node)
    if (task) tasks.push(task)
  }
  const slack = new Map([...graph.leaves].map(([node, id]) => [id, (latest[node] ?? 0) - (earliest[node] ?? 0)]))
  return { tasks: tasks.reverse(), minutes, slack }
}

/** Every task is two moments, its start (even) and its end (odd): so a dependency between headings is one edge. */
interface Graph {
  readonly size: number
  readonly next: readonly (readonly number[])[]
  /** From the start of an open leaf to its end. */
  readonly minutes: ReadonlyMap<number, number>
  /** The open leaves by their start. */
  readonly leaves: ReadonlyMap<number, TaskId>
  readonly ends: readonly number[]
}

function graphOf(plan: Plan): Graph {
  const rows = inOrder(plan)
  const start = new Map(rows.map(({ task }, index) => [task.id, index * 2]))
  const next: number[][] = Array.from({ length: rows.length * 2 }, () => [])
  const minutes = new Map<number, number>()
  const leaves = new Map<number, TaskId>()
  for (const { task } of rows) {
    // `as`: every task in tree order was given a start, and so was its parent.
    const own = start.get(task.id) as number
    if (task.parentId !== null) {
      const parent = start.get(task.parentId) as number
      next[parent]?.push(own)
      next[own + 1]?.push(parent + 1)
    }
    if (isClosed(task.status)) continue
    if (childrenOf(plan, task.id).length === 0) {
      next[own]?.push(own + 1)
      minutes.set(own, task.estimateMinutes ?? 0)
      leaves.set(own, task.id)
    }
    for (const needed of task.dependsOn) {
      const other = plan.tasks.get(needed)
      const from = start.get(needed)
      if (from !== undefined && other && !isClosed(other.status)) next[from + 1]?.push(own)
    }
  }
  return { size: next.length, next, minutes, leaves, ends: [...leaves.keys()].map((node) => node + 1) }
}

/**
 * All nodes, each before the ones it leads to, but for edges that close a circle: those lead backward. Begun at starts
 * only, so that no leaf loses the edge from its start to its end.
 */
function topological({ size, next }: Graph): { readonly nodes: number[]; isBackward(from: number, to: number): boolean } {
  const finished: number[] = []
  const seen = new Uint8Array(size)
  const path: number[] = []
  const tried = new Int32Array(size)
  for (let root = size - 2; root >= 0; root -= 2) {
    if (seen[root]) continue
    path.push(root)
    seen[root] = 1
    for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
      const step = next[node]?.[tried[node] ?? 0]
      if (step === undefined) {
        finished.push(node)
        path.pop()
      } else {
        tried[node] = (tried[node] ?? 0) + 1
        if (!seen[step]) {
          seen[step] = 1
          path.push(step)
        }
      }
    }
  }
  const nodes = finished.reverse()
  const position = new Int32Array(size)
  nodes.forEach((node, index) => {
    position[node] = index
  })
  return { nodes, isBackward: (from, to) => (position[from] ?? 0) >= (position[to] ?? 0) }
}
