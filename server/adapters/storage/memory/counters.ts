import type { Journal } from './journal.ts'
import type { State } from './state.ts'

/** Counts one up. Rolled back with the rest, so that a failed unit leaves no gap. */
export function nextOf(state: State, journal: Journal, name: 'position' | 'ordinal'): number {
  const next = (state.counters.get(name) ?? 0) + 1
  journal.put(state.counters, name, next)
  return next
}
