import type { Plan } from '../../../core/plan/plan.ts'
import type { TaskId } from '../../../core/plan/task.ts'
import { inOrder, type TreeRow } from '../../../core/plan/tree.ts'
import { fold } from './words.ts'
import { TitleIndex } from './titles.ts'

/** What a plan's tasks are called, by number and by title. Built when first asked for, once per plan value. */
export class Catalogue {
  private rowList: readonly TreeRow[] | undefined
  private numbers: Map<string, string> | undefined
  private ids: Map<string, TaskId> | undefined
  private titleIndex: TitleIndex | undefined
  private peopleList: readonly { readonly kind: 'person' | 'agent'; readonly name: string }[] | undefined
  private tagMap: ReadonlyMap<string, string> | undefined

  readonly plan: Plan

  constructor(plan: Plan) {
    this.plan = plan
  }

  /** All tasks in tree order with their outline numbers. */
  get rows(): readonly TreeRow[] {
    return (this.rowList ??= inOrder(this.plan))
  }

  numberOf(id: string): string | undefined {
    this.numbers ??= new Map(this.rows.map((row) => [row.task.id, row.number]))
    return this.numbers.get(id)
  }

  byNumber(number: string): TaskId | undefined {
    this.ids ??= new Map(this.rows.map((row) => [row.number, row.task.id]))
    return this.ids.get(number)
  }

  get titles(): TitleIndex {
    return (this.titleIndex ??= new TitleIndex(this.rows.map(({ task }) => ({ id: task.id, title: task.title }))))
  }

  /** Everybody who has a task, each once. */
  get people(): readonly { readonly kind: 'person' | 'agent'; readonly name: string }[] {
    if (!this.peopleList) {
      const found = new Map<string, { readonly kind: 'person' | 'agent'; readonly name: string }>()
      for (const task of this.plan.tasks.values())
        if (task.assignee && !found.has(fold(task.assignee.name))) found.set(fold(task.assignee.name), task.assignee)
      this.peopleList = [...found.values()]
    }
    return this.peopleList
  }

  /** The tags in use, by their folded form. */
  get tags(): ReadonlyMap<string, string> {
    if (!this.tagMap) {
      const found = new Map<string, string>()
      for (const tag of this.plan.project.tags) found.set(fold(tag), tag)
      for (const task of this.plan.tasks.values()) for (const tag of task.tags) found.set(fold(tag), tag)
      this.tagMap = found
    }
    return this.tagMap
  }
}

const known = new WeakMap<Plan, Catalogue>()

/** The catalogue of a plan. A plan never changes, so neither does its catalogue. */
export function catalogueOf(plan: Plan): Catalogue {
  const found = known.get(plan)
  if (found) return found
  const fresh = new Catalogue(plan)
  known.set(plan, fresh)
  return fresh
}
