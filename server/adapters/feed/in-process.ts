import type { Feed, FeedEvent } from '../../ports/feed.ts'

/** A feed within one process. */
export function inProcessFeed(): Feed {
  const listeners = new Set<(event: FeedEvent) => void>()
  return {
    publish(event) {
      for (const listener of listeners) listener(event)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
