import type { CommittedOperationWire, PlanAnswer } from '../api/wire.ts'
import { planOf, projectFieldNames, taskFieldNames, unflatten, type Operation, type Plan, type Project, type Task } from './core.ts'

const taskKeys = ['id', 'parentId', 'rank', ...taskFieldNames] as const
const projectKeys = ['id', ...projectFieldNames] as const

const pick = (record: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(keys.filter((key) => key in record).map((key) => [key, record[key]]))

/** A task as the core knows it: what the wire computes beside it (depth, hours, progress) is left away. */
export const taskOfWire = (wire: object): Task => pick(wire as Record<string, unknown>, taskKeys) as unknown as Task

export const planOfWire = ({ project, tasks }: PlanAnswer): Plan =>
  planOf(pick(project, projectKeys) as unknown as Project, tasks.map(taskOfWire), project.version)

/** An operation as the core applies it. The wire is our own server's, made by `flatten`. */
export function operationOfWire(wire: Pick<CommittedOperationWire, 'kind' | 'taskId' | 'before' | 'after'>): Operation {
  const whole = wire.kind === 'create' || wire.kind === 'delete'
  const side = (value: Record<string, unknown> | null) => (value && whole ? (taskOfWire(value) as unknown as Record<string, unknown>) : value)
  return unflatten({ kind: wire.kind, taskId: wire.taskId as Task['id'] | null, before: side(wire.before), after: side(wire.after) })
}
