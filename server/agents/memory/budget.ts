/**
 * Tokens that a prompt should take besides the message itself, by the size of the plan: the figures the product promises
 * (3,000 at 100 tasks, 6,000 at 1,000, 8,000 at 5,000), each a little below, since tokens are estimated. In between they
 * are interpolated.
 */
const targets: readonly (readonly [tasks: number, tokens: number])[] = [
  [100, 2_830],
  [1_000, 5_500],
  [5_000, 7_300],
]

export function targetTokens(tasks: number): number {
  let [lowTasks, lowTokens] = targets[0] as readonly [number, number]
  for (const [highTasks, highTokens] of targets) {
    if (tasks <= highTasks)
      return highTasks === lowTasks ? highTokens : Math.round(lowTokens + ((highTokens - lowTokens) * (tasks - lowTasks)) / (highTasks - lowTasks))
    ;[lowTasks, lowTokens] = [highTasks, highTokens]
  }
  return lowTokens
}

/** What a prompt may take, in tokens. */
export interface Budget {
  /** The most the models take; what is larger is not sent. */
  readonly capacity: number
  /** System part, schema and tools. */
  readonly fixed: number
  /** For earlier turns, told word for word or in summary. */
  readonly history: number
}

/** A share of the context for the conversation so far, and never more than so much: what is older is summarised. */
export const historyTokens = (capacity: number, most: number): number => Math.min(most, Math.floor(capacity / 4))
