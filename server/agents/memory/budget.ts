/**
 * Tokens that a prompt should take besides the message itself, by the size of the plan. The product promises at most 6,000
 * on a plan of 1,000 tasks and 8,000 on one of 5,000; a plan of 100, shown whole, takes less than 3,000. A little is kept
 * back, since tokens are estimated.
 */
export function targetTokens(tasks: number): number {
  const [some, many] = [
    { tasks: 1_000, tokens: 5_500 },
    { tasks: 5_000, tokens: 7_300 },
  ]
  const share = Math.min(1, Math.max(0, (tasks - some.tasks) / (many.tasks - some.tasks)))
  return Math.round(some.tokens + share * (many.tokens - some.tokens))
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
