import { byPlace } from './order.ts'
import type { Project } from './project.ts'
import type { Task, TaskId } from './task.ts'

/**
 * A project with its tasks at one version, as an immutable value. `children` and `dependants` are indexes over
 * `tasks`, kept beside it because scanning for them made 10,000-task plans take seconds.
 */
export interface Plan {
  readonly project: Project
  readonly version: number
  readonly tasks: ReadonlyMap<TaskId, Task>
  /** Ids of the children of each task that has some (`null`: the roots), in order. */
  readonly children: ReadonlyMap<TaskId | null, readonly TaskId[]>
  /** Ids of the tasks that depend on each task that has some. */
  readonly dependants: ReadonlyMap<TaskId, ReadonlySet<TaskId>>
}

/** What can be looked up by key. A `ReadonlyMap` is one. */
export interface Lookup<Key, Value> {
  get(key: Key): Value | undefined
  has(key: Key): boolean
}

/** As much of a plan as most questions need. A plan is one, and so is a plan in the making (`patch/workspace.ts`). */
export interface PlanView {
  readonly project: Project
  readonly tasks: Lookup<TaskId, Task>
  readonly children: Lookup<TaskId | null, readonly TaskId[]>
  readonly dependants: Lookup<TaskId, ReadonlySet<TaskId>>
}

const none: readonly never[] = []

/** A plan from its parts. The tasks may come in any order. */
export function planOf(project: Project, tasks: Iterable<Task>, version = 0): Plan {
  const byId = new Map<TaskId, Task>()
  const siblings = new Map<TaskId | null, Task[]>()
  const dependants = new Map<TaskId, Set<TaskId>>()
  for (const task of tasks) {
    byId.set(task.id, task)
    const among = siblings.get(task.parentId)
    if (among) among.push(task)
    else siblings.set(task.parentId, [task])
    for (const needed of task.dependsOn) {
      const waiting = dependants.get(needed)
      if (waiting) waiting.add(task.id)
      else dependants.set(needed, new Set([task.id]))
    }
  }
  const children = new Map<TaskId | null, readonly TaskId[]>()
  for (const [parentId, among] of siblings)
    children.set(
      parentId,
      among.sort(byPlace).map((task) => task.id),
    )
  return { project, version, tasks: byId, children, dependants }
}

/** The children of a task in order; of `null`, the root tasks. */
export const childrenOf = (plan: PlanView, id: TaskId | null): readonly TaskId[] => plan.children.get(id) ?? none

/** The task of that id. Throws where there is none: use `plan.tasks.get` where that can happen. */
export function taskOf(plan: PlanView, id: TaskId): Task {
  const task = plan.tasks.get(id)
  if (!task) throw new Error(`no task ${id} in this plan`)
  return task
}
