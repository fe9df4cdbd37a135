import { childrenOf, type Plan, type TaskId } from './core.ts'

export type Numbers = ReadonlyMap<TaskId, string>

const known = new WeakMap<Plan, Numbers>()

/** The outline number of every task of a plan: 1, 1.1, 1.2, 2. People and agents name tasks by these. */
export function numbersOf(plan: Plan): Numbers {
  const found = known.get(plan)
  if (found) return found
  const numbers = new Map<TaskId, string>()
  const visit = (parentId: TaskId | null, prefix: string): void => {
    for (const [index, id] of childrenOf(plan, parentId).entries()) {
      const number = `${prefix}${index + 1}`
      numbers.set(id, number)
      visit(id, `${number}.`)
    }
  }
  visit(null, '')
  known.set(plan, numbers)
  return numbers
}
