import type { Operation } from './operation.ts'

/** The operations that take these back: reversed, each with its sides swapped. */
export function invert(operations: readonly Operation[]): readonly Operation[] {
  return operations.map(inverse).reverse()
}

function inverse(operation: Operation): Operation {
  switch (operation.kind) {
    case 'create':
      return { kind: 'delete', task: operation.task }
    case 'delete':
      return { kind: 'create', task: operation.task }
    case 'update':
    case 'move':
    case 'project':
      return { ...operation, before: operation.after, after: operation.before } as Operation
  }
}
