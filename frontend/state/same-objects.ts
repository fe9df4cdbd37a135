import type { OperationWire, ProposalWire } from '../api/wire.ts'

/**
 * An answer of the server, with the objects of what is known already wherever they say the same. What is computed from
 * them stays as it is then: after a decision, the server mostly tells what is on the screen.
 */
export function withKnownObjects(proposal: ProposalWire, known: ProposalWire | undefined): ProposalWire {
  if (!known) return proposal
  const byId = new Map(known.operations.map((operation) => [operation.id, operation]))
  const operations = proposal.operations.map((operation) => {
    const was = byId.get(operation.id)
    return was ? withKnownSides(operation, was) : operation
  })
  const isSame = operations.length === known.operations.length && operations.every((operation, index) => operation === known.operations[index])
  return { ...proposal, operations: isSame ? known.operations : operations }
}

function withKnownSides(operation: OperationWire, was: OperationWire): OperationWire {
  if (same(operation, was)) return was
  return {
    ...operation,
    before: same(operation.before, was.before) ? was.before : operation.before,
    after: same(operation.after, was.after) ? was.after : operation.after,
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
