import { childrenOf, type Plan } from '../../../core/plan/plan.ts'
import { isClosed, type TaskId } from '../../../core/plan/task.ts'
import type { Handles } from '../../wire/handles.ts'
import { projectLines, taskLine, type Detail } from './line.ts'

/** Which tasks of a plan are shown as lines; `all` where none is left out. */
export type Shown = 'all' | ReadonlySet<TaskId>

export const isShown = (shown: Shown, id: TaskId): boolean => shown === 'all' || shown.has(id)

/**
 * A plan as lines in the order of its tree, a space before each for every level. Where tasks are left out, a line
 * `+12 more, 9 closed` stands in their place: under a parent its descendants are counted, too. A pure function of its
 * arguments, so the same plan gives the same bytes.
 */
export const snapshotLines = (plan: Plan, handles: Handles, shown: Shown, detail: Detail): string =>
  [projectLines(plan.project), ...treeLines(plan, handles, { shown, detail, below: null })].join('\n')

export interface TreeLines {
  readonly shown: Shown
  readonly detail: Detail
  /** The task whose descendants are shown; null for the whole plan. */
  readonly below: TaskId | null
}

/** The lines of a tree, or of a part of one. */
export function treeLines(plan: Plan, handles: Handles, { shown, detail, below }: TreeLines): readonly string[] {
  const lines: string[] = []
  const counts = shown === 'all' ? undefined : hiddenCounts(plan, shown, below)
  const visit = (parentId: TaskId | null, depth: number): void => {
    for (const id of childrenOf(plan, parentId)) {
      const task = plan.tasks.get(id)
      if (!task || !isShown(shown, id)) continue
      lines.push(' '.repeat(depth) + taskLine(task, handles, detail))
      visit(id, depth + 1)
    }
    const hidden = counts?.get(parentId)
    if (hidden) lines.push(' '.repeat(depth) + hiddenLine(hidden))
  }
  visit(below, 0)
  return lines
}

interface Hidden {
  readonly all: number
  readonly closed: number
}

const hiddenLine = ({ all, closed }: Hidden): string => `+${all} more${closed > 0 ? `, ${closed} closed` : ''}`

/** For each shown task (and the root) how many tasks below it are hidden with no shown task in between. */
function hiddenCounts(plan: Plan, shown: ReadonlySet<TaskId>, below: TaskId | null): ReadonlyMap<TaskId | null, Hidden> {
  const counts = new Map<TaskId | null, Hidden>()
  const visit = (parentId: TaskId | null, owner: TaskId | null): void => {
    for (const id of childrenOf(plan, parentId)) {
      if (shown.has(id)) visit(id, id)
      else {
        const before = counts.get(owner) ?? { all: 0, closed: 0 }
        counts.set(owner, { all: before.all + 1, closed: before.closed + (isClosed(plan.tasks.get(id)?.status ?? 'todo') ? 1 : 0) })
        visit(id, owner)
      }
    }
  }
  visit(below, below)
  return counts
}
