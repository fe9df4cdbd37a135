import type { OperationWire } from '../api/wire.ts'

/** How many of each, in the order in which they are read: what goes first. */
export interface Counts {
  readonly added: number
  readonly changed: number
  readonly moved: number
  readonly deleted: number
}

const nameOf = { create: 'added', update: 'changed', project: 'changed', move: 'moved', delete: 'deleted' } as const

export type CountName = keyof Counts

export const countName = (kind: OperationWire['kind']): CountName => nameOf[kind]

export function countsOf(operations: readonly Pick<OperationWire, 'kind'>[]): Counts {
  const counts = { added: 0, changed: 0, moved: 0, deleted: 0 }
  for (const { kind } of operations) counts[nameOf[kind]] += 1
  return counts
}
