/** Order by code unit, never by locale, so that every machine and every database agrees (`COLLATE "C"`). */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Siblings stand by rank, and where ranks are equal by id. */
export const byPlace = (a: { rank: string; id: string }, b: { rank: string; id: string }): number =>
  byCodeUnit(a.rank, b.rank) || byCodeUnit(a.id, b.id)

/** A set in its one stored form: no member twice, sorted by code unit. */
export const toSet = <Member extends string>(members: Iterable<Member>): readonly Member[] => [...new Set(members)].sort(byCodeUnit)
