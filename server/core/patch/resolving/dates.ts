import type { TaskId } from '../../plan/task.ts'
import { leaveOut, referenced, type Resolving } from './context.ts'

interface Dates {
  readonly startDate: string | null
  readonly dueDate: string | null
}

const noDates: Dates = { startDate: null, dueDate: null }

export const inWrongOrder = ({ startDate, dueDate }: Dates): boolean => startDate !== null && dueDate !== null && dueDate < startDate

/**
 * The dates to keep where the wanted ones are the wrong way round: one of them as it was before (the due date first),
 * else both.
 */
export function mendedDates(wanted: Dates, before: Dates | null): Dates {
  const was = before ?? noDates
  return (
    [
      { ...wanted, dueDate: was.dueDate },
      { ...wanted, startDate: was.startDate },
    ].find((dates) => !inWrongOrder(dates)) ?? was
  )
}

export const wrongOrder = ({ startDate, dueDate }: Dates): string =>
  `The due date ${dueDate ?? ''} lies before the start date ${startDate ?? ''}; change one of them.`

/** Takes back the dates that ended up the wrong way round, and notes the entry that gave them last. */
export function mendDates(resolving: Resolving): void {
  const { workspace, plan } = resolving
  for (const [id, given] of givenDates(resolving)) {
    const task = workspace.tasks.get(id)
    if (!task || !inWrongOrder(task)) continue
    const { startDate, dueDate } = mendedDates(task, plan.tasks.get(id) ?? null)
    const field = dueDate === task.dueDate ? 'startDate' : 'dueDate'
    leaveOut(resolving, given.get(field) ?? [...given.values()][0] ?? -1, field, 'due-before-start', wrongOrder(task))
    workspace.put({ ...task, startDate, dueDate })
  }
}

/** The entry that gave a task each of its dates last. */
function givenDates(resolving: Resolving): ReadonlyMap<TaskId, ReadonlyMap<string, number>> {
  const given = new Map<TaskId, Map<string, number>>()
  for (const [index, { op, taskId, body }] of resolving.entries.entries()) {
    const id = op === 'delete' || resolving.skipped.has(index) ? undefined : referenced(taskId, resolving)
    if (id === undefined || !body) continue
    for (const field of ['startDate', 'dueDate'] as const) {
      if (body[field] === undefined) continue
      given.set(id, (given.get(id) ?? new Map<string, number>()).set(field, index))
    }
  }
  return given
}
