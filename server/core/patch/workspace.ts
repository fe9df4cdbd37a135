import { byPlace } from '../plan/order.ts'
import type { Plan, PlanView } from '../plan/plan.ts'
import type { Project } from '../plan/project.ts'
import type { Task, TaskId } from '../plan/task.ts'
import { Overlay } from './overlay.ts'

/**
 * A plan in the making: changed in place, over a plan that never changes, with both indexes kept up. What it is given
 * is trusted; whether a change may be made is `reconcile`'s and the rules' to say.
 */
export class Workspace implements PlanView {
  readonly #base: Plan
  readonly tasks: Overlay<TaskId, Task>
  readonly children: Overlay<TaskId | null, readonly TaskId[]>
  readonly dependants: Overlay<TaskId, ReadonlySet<TaskId>>
  project: Project

  constructor(base: Plan) {
    this.#base = base
    this.project = base.project
    this.tasks = new Overlay(base.tasks)
    this.children = new Overlay(base.children)
    this.dependants = new Overlay(base.dependants)
  }

  /** Adds a task, or puts a new state of it in the place of the old one. */
  put(task: Task): void {
    const old = this.tasks.get(task.id)
    if (old === undefined) {
      this.tasks.set(task.id, task)
      this.#stand(task)
      for (const needed of task.dependsOn) this.#addDependant(needed, task.id)
      return
    }
    const moved = old.parentId !== task.parentId || old.rank !== task.rank
    if (moved) this.#leave(old)
    this.tasks.set(task.id, task)
    if (moved) this.#stand(task)
    if (old.dependsOn === task.dependsOn) return
    for (const needed of old.dependsOn) if (!task.dependsOn.includes(needed)) this.#removeDependant(needed, task.id)
    for (const needed of task.dependsOn) if (!old.dependsOn.includes(needed)) this.#addDependant(needed, task.id)
  }

  /** Takes a task out. */
  remove(task: Task): void {
    this.#leave(task)
    this.tasks.delete(task.id)
    for (const needed of task.dependsOn) this.#removeDependant(needed, task.id)
  }

  /** The plan that was made: the base itself where nothing changed. The workspace is not to be changed afterwards. */
  finish(): Plan {
    const tasks = this.tasks.flatten()
    const { project, version } = { project: this.project, version: this.#base.version }
    if (tasks === this.#base.tasks && project === this.#base.project) return this.#base
    return { project, version, tasks, children: this.children.flatten(), dependants: this.dependants.flatten() }
  }

  #stand(task: Task): void {
    const siblings = this.#ownSiblings(task.parentId)
    siblings.splice(this.#position(siblings, task), 0, task.id)
  }

  #leave(task: Task): void {
    const siblings = this.#ownSiblings(task.parentId)
    const position = this.#position(siblings, task)
    // Only a plan whose index is out of order sends us looking.
    siblings.splice(siblings[position] === task.id ? position : siblings.indexOf(task.id), 1)
    if (siblings.length === 0) this.children.delete(task.parentId)
  }

  #ownSiblings(parentId: TaskId | null): TaskId[] {
    const siblings = this.children.get(parentId)
    // `as`: what the overlay owns was made here, as an array of our own.
    if (siblings && this.children.owns(parentId)) return siblings as TaskId[]
    const own = siblings ? [...siblings] : []
    this.children.set(parentId, own)
    return own
  }

  /** Where the task stands, or would stand, among its siblings. */
  #position(siblings: readonly TaskId[], task: Task): number {
    let low = 0
    let high = siblings.length
    while (low < high) {
      const middle = (low + high) >> 1
      const other = this.tasks.get(siblings[middle] as TaskId)
      if (other && other.id !== task.id && byPlace(other, task) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  #addDependant(needed: TaskId, waiting: TaskId): void {
    this.#ownDependants(needed).add(waiting)
  }

  #removeDependant(needed: TaskId, waiting: TaskId): void {
    const own = this.#ownDependants(needed)
    own.delete(waiting)
    if (own.size === 0) this.dependants.delete(needed)
  }

  #ownDependants(needed: TaskId): Set<TaskId> {
    const dependants = this.dependants.get(needed)
    // `as`: what the overlay owns was made here, as a set of our own.
    if (dependants && this.dependants.owns(needed)) return dependants as Set<TaskId>
    const own = new Set(dependants)
    this.dependants.set(needed, own)
    return own
  }
}
