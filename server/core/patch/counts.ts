import type { Operation } from './operation.ts'

/** Counts of a commit's operations by kind, as a story tells them. */
export function countsOf(operations: readonly Operation[]): { created: number; updated: number; moved: number; deleted: number } {
  const counts = { created: 0, updated: 0, moved: 0, deleted: 0 }
  for (const { kind } of operations) {
    if (kind === 'create') counts.created += 1
    else if (kind === 'move') counts.moved += 1
    else if (kind === 'delete') counts.deleted += 1
    else counts.updated += 1
  }
  return counts
}
