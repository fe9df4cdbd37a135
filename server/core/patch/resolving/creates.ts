import { limits } from '../../plan/limits.ts'
import { type Task, taskDefaults } from '../../plan/task.ts'
import type { TaskDraft } from '../draft.ts'
import { leaveOut, type Resolving, skip } from './context.ts'
import { readTaskFields } from './fields.ts'

/** A task that the draft creates, complete but for its place and its dependencies. */
export interface NewTask {
  readonly index: number
  readonly task: Task
}

/** Reads the creates of a draft and gives the tasks their ids. One that cannot be a task at all is left out. */
export function readCreates(resolving: Resolving): readonly NewTask[] {
  const { entries } = resolving
  const deleted = new Set(entries.filter(({ op }) => op === 'delete').map(({ taskId }) => taskId))
  const seen = new Set<string>()
  const created: NewTask[] = []
  for (const [index, entry] of entries.entries()) {
    if (entry.op !== 'create') continue
    const refusal = refusalOf(entry, seen, deleted, resolving, created.length)
    if (refusal) skip(resolving, index, null, ...refusal)
    const task = refusal ? undefined : readCreate(index, entry, resolving)
    if (task) created.push({ index, task })
    else if (!seen.has(entry.taskId)) resolving.leftOut.set(entry.taskId, entry)
    seen.add(entry.taskId)
  }
  return created
}

function refusalOf(
  entry: TaskDraft,
  seen: ReadonlySet<string>,
  deleted: ReadonlySet<string>,
  { plan }: Resolving,
  created: number,
): [kind: string, detail: string] | undefined {
  const name = entry.taskId
  if (seen.has(name)) return ['duplicate-name', `The draft creates two tasks under the name “${name}”; the second needs a name of its own.`]
  if (plan.tasks.has(name as Task['id'])) return ['task-exists', `“${name}” is in the plan already: update it, or create a task under another name.`]
  if (deleted.has(name)) return ['task-deleted', `The draft deletes “${name}” again, so it is not created.`]
  if (plan.tasks.size + created >= limits.tasks) return ['too-many-tasks', `A plan holds at most ${limits.tasks} tasks.`]
  return undefined
}

function readCreate(index: number, entry: TaskDraft, resolving: Resolving): Task | undefined {
  const { title, ...fields } = readTaskFields(
    entry.body ?? {},
    null,
    () => resolving.ids.criterion(entry.taskId),
    (field, kind, detail) => leaveOut(resolving, index, field, kind, detail),
  )
  if (title === undefined) {
    if (entry.body?.title === undefined) leaveOut(resolving, index, 'title', 'title-missing', `“${entry.taskId}” has no title; a new task needs one.`)
    resolving.skipped.add(index)
    return undefined
  }
  const id = resolving.ids.task(entry.taskId)
  resolving.names.set(entry.taskId, id)
  return { ...taskDefaults, ...fields, title, id, parentId: null, rank: '' }
}
