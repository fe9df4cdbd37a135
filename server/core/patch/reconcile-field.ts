import { sameJson } from '../json.ts'
import type { Criterion } from '../plan/task.ts'
import { mergeCriteria } from './criteria.ts'

/** One field of an update: what it was, what it shall be. */
export interface FieldChange {
  readonly before: unknown
  readonly after: unknown
}

/** What becomes of one field on a head: as it is, expressed anew, already so, or changed by somebody else. */
export type FieldAnswer = 'keep' | 'drop' | 'conflict' | FieldChange

/** Fields that are sets: `before` lists the members removed, `after` the members added. */
export const isSetField = (name: string): boolean => name === 'tags' || name === 'dependsOn'

/** Answers for one field of an update, of a task or of the project. */
export function reconcileField(name: string, change: FieldChange, head: unknown): FieldAnswer {
  if (isSetField(name)) return reconcileSet(members(change.before), members(change.after), members(head))
  if (sameJson(change.before, head)) return 'keep'
  if (sameJson(change.after, head)) return 'drop'
  return name === 'acceptanceCriteria' ? reconcileCriteria(change, head) : 'conflict'
}

// `as`: the names of the fields say what stands in them.
const members = (value: unknown): readonly string[] => (value ?? []) as readonly string[]

/** Members never conflict: what is already there, or already gone, needs no change. */
function reconcileSet(removed: readonly string[], added: readonly string[], head: readonly string[]): FieldAnswer {
  const before = removed.filter((member) => head.includes(member))
  const after = added.filter((member) => !head.includes(member))
  if (before.length === 0 && after.length === 0) return 'drop'
  return before.length === removed.length && after.length === added.length ? 'keep' : { before, after }
}

function reconcileCriteria(change: FieldChange, head: unknown): FieldAnswer {
  const merged = mergeCriteria(change.before as readonly Criterion[], change.after as readonly Criterion[], head as readonly Criterion[])
  if (!merged) return 'conflict'
  return sameJson(merged, head) ? 'drop' : { before: head, after: merged }
}
