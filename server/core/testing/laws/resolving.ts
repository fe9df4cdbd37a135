import { sameJson } from '../../json.ts'
import type { DraftIssue } from '../../patch/conflict.ts'
import type { Draft, TaskDraft } from '../../patch/draft.ts'
import { type Operation, taskIdOf } from '../../patch/operation.ts'
import type { Resolved } from '../../patch/resolve.ts'
import type { Plan } from '../../plan/plan.ts'
import type { CriterionId, TaskId } from '../../plan/task.ts'
import { ancestorsOf } from '../../plan/tree.ts'
import { isCanonical } from './algebra.ts'
import { applied, type Law } from './law.ts'
import { unsound } from './rules.ts'

export const law11: Law = {
  id: 'L11',
  promise: 'of any draft, the operations apply and are canonical; what is left out is an issue; what is not is done; nothing else is touched',
  least: { issues: 0.4, 'no issue': 0.03, operations: 0.5 },
  check(core, { s, draft }, tell) {
    let criteria = 0
    const ids = { task: (name: string) => `new ${name}` as TaskId, criterion: () => `criterion ${criteria++}` as CriterionId }
    const resolved = core.resolve(draft, s, ids)
    const { operations, issues } = resolved
    tell(issues.length > 0 ? 'issues' : 'no issue')
    if (operations.length > 0) tell('operations')
    const after = applied(core, operations, s, 'what was resolved')
    if (!isCanonical(operations) || !sameJson(core.diff(s, after), operations)) return 'what was resolved is not canonical'
    const bad = issues.find((issue) => !isActionable(issue, draft))
    if (bad) return `not an issue to act on: ${JSON.stringify(bad)}`
    return unsound(after) ?? undone(draft, s, resolved, after) ?? unasked(draft, s, operations)
  },
}

function isActionable({ index, taskId, kind, detail }: DraftIssue, { taskPatches }: Draft): boolean {
  if (index === -1) return taskId === null && detail.length > 10
  return taskPatches[index]?.taskId === taskId && /^[a-z-]+$/.test(kind) && detail.length > 10 && detail.endsWith('.')
}

/** An entry without an issue is an entry that was carried out. Where several speak of one task, the last one is asked, and creates come first. */
function undone(draft: Draft, s: Plan, { issues, taskIds }: Resolved, after: Plan): string | undefined {
  const left = new Set(issues.map(({ index }) => index))
  for (const [index, entry] of draft.taskPatches.entries()) {
    const isFollowed = draft.taskPatches.some((other, at) => at !== index && other.taskId === entry.taskId && (at > index || entry.op === 'create'))
    if (left.has(index) || isFollowed) continue
    const id = taskIds.get(entry.taskId) ?? (entry.taskId as TaskId)
    const task = after.tasks.get(id)
    if (entry.op === 'delete') {
      const isSaid = draft.taskPatches.some((other, at) => other.op === 'delete' && other.taskId === entry.taskId && left.has(at))
      if (task && s.tasks.has(id) && !isSaid) return `entry ${index} did not delete, and nothing says so`
      continue
    }
    if (!task) return `entry ${index} has no task, and nothing says so`
    const { title, parentTaskId, dependsOn } = entry.body ?? {}
    if (title !== undefined && task.title !== title.replace(/\r\n?/g, '\n').trim()) return `entry ${index} did not give its title`
    if (
      typeof parentTaskId === 'string' &&
      task.parentId !== (taskIds.get(parentTaskId) ?? parentTaskId) &&
      after.tasks.has(taskIds.get(parentTaskId) ?? (parentTaskId as TaskId))
    ) {
      return `entry ${index} did not find its parent, and nothing says so`
    }
    const names = new Set(dependsOn?.map((name) => taskIds.get(name) ?? name))
    if (dependsOn && !sameJson([...names].sort(), [...task.dependsOn].sort()))
      return `entry ${index} did not get its dependencies, and nothing says so`
  }
  return undefined
}

/** Only what the draft names is touched, and what has to follow: what goes with a delete, and equal ranks beside an insertion. */
function unasked({ taskPatches }: Draft, s: Plan, operations: readonly Operation[]): string | undefined {
  const named = new Set(taskPatches.map(({ taskId }: TaskDraft) => taskId))
  const deleted = new Set(taskPatches.filter(({ op }) => op === 'delete').map(({ taskId }) => taskId))
  const isBelowDeleted = (id: TaskId): boolean => ancestorsOf(s, id).some((above) => deleted.has(above))
  for (const operation of operations) {
    const id = taskIdOf(operation)
    if (id === null || named.has(id) || operation.kind === 'create' || isBelowDeleted(id)) continue
    if (operation.kind === 'delete') return `${id} is deleted unasked`
    if (operation.kind === 'update') {
      const onlyLetsGo = sameJson(Object.keys(operation.after), ['dependsOn']) && operation.after.dependsOn?.length === 0
      if (!onlyLetsGo) return `${id} is changed unasked`
    }
    if (operation.kind === 'move' && (operation.before.parentId !== operation.after.parentId || !hasTwin(id, s))) return `${id} is moved unasked`
  }
  return undefined
}

const hasTwin = (id: TaskId, s: Plan): boolean => {
  const task = s.tasks.get(id)
  return [...s.tasks.values()].some((other) => other.id !== id && other.rank === task?.rank && other.parentId === task.parentId)
}
