/** Time as a parameter: tests set it. */
export interface Clock {
  /** Now, ISO 8601 in UTC. */
  now(): string
  /** Today as the person's calendar shows it, `YYYY-MM-DD`. */
  today(): string
}
