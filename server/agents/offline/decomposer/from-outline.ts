import type { Task } from '../../../core/plan/task.ts'
import { depthOf } from '../../../core/plan/tree.ts'
import type { AgentAnswer, AgentRequest } from '../../agent.ts'
import { outlineEntries } from '../outline/outline-draft.ts'
import { countNodes, type OutlineNode } from '../outline/outline.ts'
import { durationInWords, plural, shorten } from '../planner/words.ts'
import { childTasks, freeMinutes } from './children.ts'
import { shareOut } from './share.ts'

/** Sub-tasks in the person's own words. Where they gave no estimates, the task's own is shared out among them. */
export function fromOutline(task: Task, nodes: readonly OutlineNode[], request: AgentRequest): AgentAnswer {
  const children = childTasks(request, task)
  const known = new Set(children.map((child) => child.title.toLowerCase()))
  const fresh = nodes.filter((node) => !known.has(node.title.toLowerCase()))
  if (fresh.length === 0)
    return { kind: 'words', agent: 'decomposer', understood: true, reply: `All of these stand under “${shorten(task.title, 80)}” already.` }
  const total = freeMinutes(task, children)
  const estimated = total === null ? fresh : allocate(fresh, total)
  const made = outlineEntries(
    { roots: estimated },
    {
      mostRoots: null,
      depth: depthOf(request.plan, task.id) + 1,
      parentTaskId: task.id,
      existing: children.map((child) => ({ id: child.id, title: child.title })),
      rationale: () => 'In your words',
    },
  )
  const sum = estimated.reduce((all, node) => all + (node.hints.estimateMinutes ?? 0), 0)
  return {
    kind: 'draft',
    agent: 'decomposer',
    reply: [
      `I propose ${plural(countNodes(fresh), 'sub-task')} for “${shorten(task.title, 80)}”, in your words.`,
      total === null
        ? 'They have the estimates you gave, no others.'
        : sum === total
          ? `Their estimates add up to its ${durationInWords(total)}.`
          : `Your estimates add up to ${durationInWords(sum)}, the task says ${durationInWords(total)}; I left both as they are.`,
      ...(nodes.length > fresh.length ? [`${plural(nodes.length - fresh.length, 'step')} stood there already.`] : []),
      ...(made.folded > 0
        ? [`${plural(made.folded, 'item')} would stand too deep and ${made.folded === 1 ? 'is' : 'are'} kept as lists in the descriptions.`]
        : []),
    ].join(' '),
    draft: { baseVersion: request.plan.version, rationale: 'Broken down in your words.', taskPatches: made.entries },
    leftOut: [],
  }
}

/** Shares minutes among nodes and down their branches. What the writer estimated stays as it is. */
function allocate(nodes: readonly OutlineNode[], total: number): readonly OutlineNode[] {
  const own = nodes.map((node) => node.hints.estimateMinutes ?? null)
  const rest = total - own.reduce<number>((sum, minutes) => sum + (minutes ?? 0), 0)
  const open = own.filter((minutes) => minutes === null).length
  const shares =
    rest > 0
      ? shareOut(
          rest,
          Array.from({ length: open }, () => 1),
        )
      : []
  let next = 0
  return nodes.map((node) => {
    const minutes = node.hints.estimateMinutes ?? (shares.length > 0 ? (shares[next++] ?? null) : null)
    if (minutes === null) return node
    return { ...node, hints: { ...node.hints, estimateMinutes: minutes }, children: allocate(node.children, minutes) }
  })
}
