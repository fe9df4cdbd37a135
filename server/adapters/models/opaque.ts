/** Dialects that want something back with a tool call that only they can read. */
type Keeper = 'anthropic' | 'gemini'

/** Marks what a provider wants back, so that the one that a conversation fails over to does not take it for its own. */
export const keep = (keeper: Keeper, value: string): string => `${keeper}:${value}`

/** What this provider wanted back; null where it was another's, or nothing. */
export const kept = (keeper: Keeper, opaque: string | null): string | null =>
  opaque?.startsWith(`${keeper}:`) ? opaque.slice(keeper.length + 1) : null
