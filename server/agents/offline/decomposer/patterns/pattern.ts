/** One sub-task of a pattern, written as a row: title, what to do, weight within the whole, how one can tell it is done. */
export type StepRow = readonly [title: string, description: string, share: number, ...criteria: string[]]

/**
 * How a kind of work is usually divided. `verbs` match the first word of a title, `nouns` any word of it. `{object}` is
 * what the title is about ("the login form").
 */
export interface Pattern {
  readonly id: string
  readonly verbs: string
  readonly nouns: string
  /** What such work takes where nobody has estimated it. */
  readonly minutes: number
  readonly steps: readonly StepRow[]
  /** Steps that can run side by side after the first one; without it each waits for the one before. */
  readonly parallel?: readonly number[]
}
