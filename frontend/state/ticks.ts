import type { OperationWire } from '../api/wire.ts'
import type { Plan } from './core.ts'

/** What is in the selection: everything not refused, but of the unrequested only what was taken by hand. */
export const isTicked = (operation: Pick<OperationWire, 'decision' | 'unrequested'>): boolean =>
  operation.decision === 'accepted' || (operation.decision === 'pending' && !operation.unrequested)

export const tickedOf = (operations: readonly OperationWire[]): readonly OperationWire[] => operations.filter(isTicked)

/** What follows from a click on a tick box, known before the click. */
export interface Consequence {
  /** Operations that change sides, the clicked ones included. */
  readonly ids: readonly string[]
  /** Those that nobody clicked. */
  readonly also: readonly string[]
}

/** Ticking takes along what the selection needs to stand on its own. */
export function tickConsequence(operations: readonly OperationWire[], ids: readonly string[], _base: Plan): Consequence {
  const byId = new Map(operations.map((operation) => [operation.id, operation]))
  const selection = new Set(ids)
  const visit = (id: string): void => {
    for (const needed of byId.get(id)?.requires ?? []) {
      if (selection.has(needed) || !byId.has(needed)) continue
      selection.add(needed)
      visit(needed)
    }
  }
  for (const id of ids) visit(id)
  return split(operations, [...selection], ids, false)
}

/** Unticking lets fall what cannot stand without it. */
export function untickConsequence(operations: readonly OperationWire[], ids: readonly string[], _base: Plan): Consequence {
  const gone = new Set(ids)
  let grows = true
  while (grows) {
    grows = false
    for (const operation of operations) {
      if (gone.has(operation.id) || !isTicked(operation)) continue
      if (operation.requires.some((needed) => gone.has(needed))) {
        gone.add(operation.id)
        grows = true
      }
    }
  }
  return split(operations, [...gone], ids, true)
}

function split(operations: readonly OperationWire[], reached: readonly string[], clicked: readonly string[], ticked: boolean): Consequence {
  const changing = new Set(operations.filter((operation) => isTicked(operation) === ticked).map((operation) => operation.id))
  const also = reached.filter((id) => !clicked.includes(id) && changing.has(id))
  return { ids: [...clicked, ...also], also }
}
