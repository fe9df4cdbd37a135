import { limits } from '../../plan/limits.ts'
import { toSet } from '../../plan/order.ts'
import type { TaskId } from '../../plan/task.ts'
import { isBelow } from '../../plan/tree.ts'
import type { Workspace } from '../workspace.ts'
import { leaveOut, referenced, type Resolving, unknownName } from './context.ts'

/** The whole set of dependencies that a draft gives a task. The last entry that speaks of them counts. */
export interface WantedDependencies {
  readonly index: number
  readonly names: readonly string[]
}

/** What the draft wants each task to wait for, by task. */
export function readDependencies(resolving: Resolving): ReadonlyMap<TaskId, WantedDependencies> {
  const wanted = new Map<TaskId, WantedDependencies>()
  for (const [index, { op, taskId, body }] of resolving.entries.entries()) {
    const names: unknown = body?.dependsOn
    if (op === 'delete' || names === undefined || resolving.skipped.has(index)) continue
    const id = referenced(taskId, resolving)
    if (id === undefined) continue
    if (!Array.isArray(names) || !names.every((name) => typeof name === 'string'))
      leaveOut(resolving, index, 'dependsOn', 'wrong-type', 'The dependencies must be a list of task ids.')
    else if (names.length > limits.dependencies) {
      leaveOut(
        resolving,
        index,
        'dependsOn',
        'too-many',
        `The dependencies: ${names.length} given, at most ${limits.dependencies} are kept. Send fewer.`,
      )
    } else wanted.set(id, { index, names })
  }
  return wanted
}

/** Takes out the dependencies that are no longer wanted. First of all, so that nothing is held up by what goes anyway. */
export function removeDependencies(wanted: ReadonlyMap<TaskId, WantedDependencies>, resolving: Resolving): void {
  for (const [id, { names }] of wanted) {
    const task = resolving.workspace.tasks.get(id)
    if (!task) continue
    const stay = new Set(names.map((name) => referenced(name, resolving)))
    const dependsOn = task.dependsOn.filter((needed) => stay.has(needed))
    if (dependsOn.length < task.dependsOn.length) resolving.workspace.put({ ...task, dependsOn })
  }
}

/** Adds the dependencies that are wanted, one by one, each only where it leaves the plan sound. */
export function addDependencies(wanted: ReadonlyMap<TaskId, WantedDependencies>, resolving: Resolving): void {
  const { workspace } = resolving
  for (const [id, { index, names }] of wanted) {
    for (const name of names) {
      const task = workspace.tasks.get(id)
      if (!task) break
      const needed = referenced(name, resolving)
      if (needed !== undefined && task.dependsOn.includes(needed)) continue
      const refusal = refusalOf(id, needed, name, resolving)
      if (refusal) leaveOut(resolving, index, 'dependsOn', ...refusal)
      else if (needed !== undefined) workspace.put({ ...task, dependsOn: toSet([...task.dependsOn, needed]) })
    }
  }
}

function refusalOf(id: TaskId, needed: TaskId | undefined, name: string, resolving: Resolving): [kind: string, detail: string] | undefined {
  const { workspace } = resolving
  if (needed === undefined) return ['dependency-unknown', unknownName(name, resolving)]
  if (needed === id) return ['dependency-self', 'A task cannot wait for itself.']
  if (!workspace.tasks.has(needed)) return ['dependency-deleted', `“${name}” is deleted by this draft.`]
  if (isBelow(workspace, id, needed) || isBelow(workspace, needed, id)) {
    return ['dependency-ancestor', `“${name}” stands above or below this task; a task and what it consists of cannot wait for each other.`]
  }
  if (leadsTo(needed, id, workspace))
    return ['dependency-cycle', `“${name}” already waits for this task, at least by way of others; one of the two has to give.`]
  return undefined
}

/** Whether one task waits for another, directly or by way of others. */
function leadsTo(from: TaskId, to: TaskId, { tasks, dependants }: Workspace): boolean {
  if ((dependants.get(to)?.size ?? 0) === 0) return false
  const seen = new Set<TaskId>([from])
  const open = [from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true
    for (const next of tasks.get(id)?.dependsOn ?? []) {
      if (seen.has(next)) continue
      seen.add(next)
      open.push(next)
    }
  }
  return false
}
