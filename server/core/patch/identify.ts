import { type Operation, type OperationId, type PatchOperation, taskIdOf } from './operation.ts'

/**
 * Gives operations their ids. An id of the previous patch survives while `(task, kind)` does, and so does its
 * rationale unless a new one is given.
 */
export function identify(
  operations: readonly Operation[],
  previous: readonly PatchOperation[],
  newId: (operation: Operation) => OperationId,
  rationaleOf?: (operation: Operation) => string | null,
): readonly PatchOperation[] {
  const known = new Map(previous.map((item) => [keyOf(item.operation), item]))
  return operations.map((operation) => {
    const was = known.get(keyOf(operation))
    return { id: was?.id ?? newId(operation), operation, rationale: rationaleOf?.(operation) ?? was?.rationale ?? null }
  })
}

const keyOf = (operation: Operation): string => `${operation.kind} ${taskIdOf(operation) ?? ''}`
