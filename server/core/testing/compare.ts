import { sameJson } from '../json.ts'
import { type Plan, planOf } from '../plan/plan.ts'

/** Whether two plans say the same; the version aside. */
export function samePlan(a: Plan, b: Plan): boolean {
  if (a.tasks.size !== b.tasks.size || !sameJson(a.project, b.project)) return false
  return [...a.tasks].every(([id, task]) => sameJson(task, b.tasks.get(id)))
}

/** Whether the indexes say what the tasks say. */
export function isIndexed(plan: Plan): boolean {
  const fresh = planOf(plan.project, plan.tasks.values(), plan.version)
  return sameJson([...plan.children].sort(), [...fresh.children].sort()) && sameJson(dependants(plan), dependants(fresh))
}

const dependants = (plan: Plan): unknown => [...plan.dependants].map(([id, waiting]) => [id, [...waiting].sort()]).sort()

/** Everything a plan holds, as text: to see that nothing was changed in place. */
export const photograph = (plan: Plan): string => JSON.stringify([plan.project, plan.version, [...plan.tasks], [...plan.children], dependants(plan)])
