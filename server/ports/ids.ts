/** New opaque ids as a parameter: tests make them predictable. Never derived from a title, never reused. */
export interface Ids {
  next(): string
}
