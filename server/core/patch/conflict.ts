import type { Json } from '../json.ts'
import type { TaskId } from '../plan/task.ts'
import type { OperationId } from './operation.ts'

export const conflictKinds = [
  'task-exists',
  'parent-missing',
  'task-missing',
  'field-changed',
  'place-changed',
  'cycle',
  'task-changed',
  'has-children',
  'rule-broken',
] as const
export type ConflictKind = (typeof conflictKinds)[number]

/** Why an operation no longer applies: three-way, so that a person can choose. */
export interface Conflict {
  readonly kind: ConflictKind
  readonly operationId: OperationId | null
  readonly taskId: TaskId | null
  /** The field, for `field-changed`; the rule, for `rule-broken`. */
  readonly field: string | null
  readonly before: Json
  readonly after: Json
  readonly head: Json
}

export const ruleNames = ['depth', 'dependency-unknown', 'dependency-cycle', 'dependency-ancestor', 'title-empty', 'due-before-start'] as const
export type RuleName = (typeof ruleNames)[number]

/** A rule that a state breaks, with every task whose place or fields take part. Empty for the project itself. */
export interface BrokenRule {
  readonly rule: RuleName
  readonly tasks: readonly TaskId[]
}

/** What `resolve` left out of a draft and why, so that a model or a script could act on it. */
export interface DraftIssue {
  /** Position in `taskPatches`; -1 for the draft itself or its `metaUpdates`. */
  readonly index: number
  readonly taskId: string | null
  readonly field: string | null
  readonly kind: string
  readonly detail: string
}
