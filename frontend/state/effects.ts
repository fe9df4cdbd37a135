import type { OperationWire } from '../api/wire.ts'
import { inOrder, type Plan } from './core.ts'

/** What applying operations comes to, as a button says it. */
export interface Effects {
  /** Everything but deletions. */
  readonly changes: number
  /** Tasks whose deletion is meant by itself, and those that go with one of them. */
  readonly deleted: number
  readonly below: number
  /** Deleted tasks on which work was begun or done. */
  readonly begun: readonly OperationWire[]
}

const begunStatuses = new Set(['done', 'in_progress', 'review'])

export function effectsOf(operations: readonly OperationWire[]): Effects {
  const deletes = operations.filter(({ kind }) => kind === 'delete')
  const gone = new Set(deletes.map(({ taskId }) => taskId))
  const below = deletes.filter(({ before }) => gone.has((before?.['parentId'] as string | null) ?? null)).length
  return {
    changes: operations.length - deletes.length,
    deleted: deletes.length - below,
    below,
    begun: deletes.filter(({ before }) => begunStatuses.has(String(before?.['status']))),
  }
}

const order: Readonly<Record<OperationWire['kind'], number>> = { delete: 0, move: 1, project: 2, update: 3, create: 4 }

/** Where each task stands, as proposed; what goes, where it stood. */
export function placesOf(before: Plan | null, after: Plan | null): ReadonlyMap<string, number> {
  const places = [before, after].flatMap((plan) => (plan ? inOrder(plan).map(({ task }, index) => [task.id as string, index] as const) : []))
  return new Map(places)
}

/** The order in which a proposal is read one by one: what goes first, then what moves, changes and comes; each as it stands in the plan. */
export function readingOrder(operations: readonly OperationWire[], place: ReadonlyMap<string, number>): readonly OperationWire[] {
  const at = ({ taskId }: OperationWire): number => (taskId === null ? -1 : (place.get(taskId) ?? Number.MAX_SAFE_INTEGER))
  return operations.toSorted((a, b) => order[a.kind] - order[b.kind] || at(a) - at(b))
}
