import { childrenOf, type Plan } from '../../core/plan/plan.ts'
import type { TaskId } from '../../core/plan/task.ts'

/**
 * Short names for tasks, such as `t12`, in place of long ids: what a model reads in the lines of a plan and writes in
 * its answer. A task keeps its handle for a whole conversation, and one that is gone does not give its handle away.
 */
export interface Handles {
  /** The tasks by number of their handle: the first is `t1`. Given to `handlesFor` again, it keeps the handles. */
  readonly ids: readonly TaskId[]
  /** The handle of a task. Throws for a task that these handles were not made for. */
  handleOf(id: TaskId): string
  /** The task that a handle stands for; undefined where it stands for none. Case and spaces around it do not count. */
  idOf(handle: string): TaskId | undefined
}

const form = /^\s*t([1-9]\d{0,6})\s*$/i

/**
 * Handles for all tasks of a plan. Those of `known` (the `ids` of earlier handles of the same conversation) stay; tasks
 * seen for the first time get the next numbers, in the order of the plan.
 */
export function handlesFor(plan: Plan, known: readonly TaskId[] = []): Handles {
  const numbers = new Map<TaskId, number>()
  for (const id of known) if (!numbers.has(id)) numbers.set(id, numbers.size + 1)
  const visit = (parentId: TaskId | null): void => {
    for (const id of childrenOf(plan, parentId)) {
      if (!numbers.has(id)) numbers.set(id, numbers.size + 1)
      visit(id)
    }
  }
  visit(null)
  const ids = [...numbers.keys()]
  return {
    ids,
    handleOf: (id) => {
      const number = numbers.get(id)
      if (number === undefined) throw new Error(`no handle was given to the task ${id}`)
      return `t${number}`
    },
    idOf: (handle) => {
      const [, number] = form.exec(handle) ?? []
      return number === undefined ? undefined : ids[Number(number) - 1]
    },
  }
}
