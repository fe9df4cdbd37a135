import type { TaskDraft, TaskDraftBody } from '../../core/patch/draft.ts'
import { fail, ok, type Result } from '../../core/result.ts'
import type { ImportIssue } from '../../ports/formats.ts'

/** Where in a file something stands: a line and column of a table, or a JSON pointer. */
export interface Spot {
  readonly line: number | null
  readonly pointer: string | null
}

/** A name for another task of the file: where it stands in the file, its number, or (`any`) its id, else its number, else its title. */
export interface Reference {
  readonly by: 'spot' | 'number' | 'any'
  readonly name: string
}

/** One task as a file told it, before the names it uses are looked up. */
export interface ReadTask {
  readonly spot: Spot
  /** What other tasks may call it, apart from its title. */
  readonly id: string | null
  readonly number: string | null
  /** The task it stands under; null for the root. */
  readonly parent: Reference | null
  readonly dependsOn: readonly string[]
  readonly body: TaskDraftBody
}

/** At most so many issues are told: nobody reads more. */
export const mostIssues = 100

export const issueAt = (spot: Spot, detail: string, column: string | null = null): ImportIssue => ({ ...spot, column, detail })

/**
 * Drafts of what was read: names looked up, local names given, parents before children, siblings in the order of the
 * file. A name that is unknown, stands for two tasks or makes a task its own ancestor is an issue.
 */
export function draftsOf(
  tasks: readonly ReadTask[],
  columns: { readonly parent: string | null; readonly dependsOn: string | null },
): Result<readonly TaskDraft[], readonly ImportIssue[]> {
  const issues: ImportIssue[] = []
  const find = finderOf(tasks, issues)
  const localName = new Map(tasks.map((task, index) => [task, `new-${index + 1}`]))
  const children = new Map<ReadTask | null, ReadTask[]>()
  const needs = new Map<ReadTask, readonly string[]>()
  for (const task of tasks) {
    const parent = task.parent === null ? null : find(task.parent, task, columns.parent)
    needs.set(
      task,
      task.dependsOn.flatMap((name) => localName.get(find({ by: 'any', name }, task, columns.dependsOn) ?? task) ?? []),
    )
    if (parent === undefined) continue
    const siblings = children.get(parent)
    if (siblings) siblings.push(task)
    else children.set(parent, [task])
  }
  if (issues.length > 0) return fail(issues.slice(0, mostIssues))

  const drafts: TaskDraft[] = []
  const open = (children.get(null) ?? []).toReversed().map((task) => ({ task, parentTaskId: null as string | null }))
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { task, parentTaskId } = next
    const taskId = localName.get(task) ?? ''
    const dependsOn = needs.get(task) ?? []
    drafts.push({ op: 'create', taskId, body: { parentTaskId, ...task.body, ...(dependsOn.length > 0 ? { dependsOn } : {}) } })
    for (const child of (children.get(task) ?? []).toReversed()) open.push({ task: child, parentTaskId: taskId })
  }
  if (drafts.length === tasks.length) return ok(drafts)
  const placed = new Set(drafts.map((draft) => draft.taskId))
  const circling = tasks.filter((task) => !placed.has(localName.get(task) ?? ''))
  return fail(
    circling
      .slice(0, mostIssues)
      .map((task) => issueAt(task.spot, `“${task.body.title ?? ''}” stands under itself: following its parents leads back to it`, columns.parent)),
  )
}

type Find = (reference: Reference, from: ReadTask, column: string | null) => ReadTask | undefined

function finderOf(tasks: readonly ReadTask[], issues: ImportIssue[]): Find {
  const byId = indexOf(tasks, (task) => task.id)
  const byNumber = indexOf(tasks, (task) => task.number)
  const byTitle = indexOf(tasks, (task) => fold(task.body.title ?? ''))
  const bySpot = indexOf(tasks, ({ spot }) => spot.pointer ?? String(spot.line))
  const ways = {
    spot: (name: string) => bySpot.get(name),
    number: (name: string) => byNumber.get(name),
    any: (name: string) => byId.get(name) ?? byNumber.get(name) ?? byTitle.get(fold(name)),
  }
  return ({ by, name }, from, column) => {
    const found = ways[by](name) ?? []
    const [task, second] = found
    if (task && !second) return task
    issues.push(
      issueAt(
        from.spot,
        second ? `“${name}” names more than one task; use an id or a number that only one has` : `“${name}” names no task of this file`,
        column,
      ),
    )
    return undefined
  }
}

function indexOf(tasks: readonly ReadTask[], nameOf: (task: ReadTask) => string | null): ReadonlyMap<string, readonly ReadTask[]> {
  const index = new Map<string, ReadTask[]>()
  for (const task of tasks) {
    const name = nameOf(task)
    const named = name === null ? undefined : index.get(name)
    if (named) named.push(task)
    else if (name !== null) index.set(name, [task])
  }
  return index
}

const fold = (title: string): string => title.trim().replace(/\s+/g, ' ').toLowerCase()
