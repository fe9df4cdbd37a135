import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'

/**
 * A rank that sorts between two ranks by code unit; `null` is the open end. Throws a RangeError where there is no
 * room: equal ranks, or ranks the wrong way round. Ask `hasRoom` first where that can happen.
 */
export function rankBetween(before: string | null, after: string | null): string {
  if (before !== null && after !== null && before >= after) throw new RangeError(`no rank fits between "${before}" and "${after}"`)
  const rank = byLibrary(() => generateKeyBetween(before, after)) ?? betweenForeign(before ?? '', after)
  if (rank === undefined) throw new RangeError(`no rank fits between "${before ?? ''}" and "${after ?? ''}"`)
  return rank
}

/** That many ranks between two ranks, ascending, spread so that later insertions stay short. Throws like `rankBetween`. */
export function ranksBetween(before: string | null, after: string | null, count: number): string[] {
  if (count <= 0) return []
  if (before !== null && after !== null && before >= after) throw new RangeError(`no rank fits between "${before}" and "${after}"`)
  const ranks = byLibrary(() => generateNKeysBetween(before, after, count))
  if (ranks) return ranks
  const foreign: string[] = []
  for (let last = before; foreign.length < count;) {
    last = rankBetween(last, after)
    foreign.push(last)
  }
  return foreign
}

/** Whether a rank fits between the two. */
export function hasRoom(before: string | null, after: string | null): boolean {
  if (before === null || after === null) return after === null || after > '0'
  return before < after && (!after.startsWith(before) || after.slice(before.length) > '0')
}

/** The library knows its own ranks only; one that came from elsewhere makes it throw. */
function byLibrary<Value>(make: () => Value): Value | undefined {
  try {
    return make()
  } catch {
    return undefined
  }
}

/** A string between any two strings, where one of digits and letters exists. Longer than the library's, never wrong. */
function betweenForeign(before: string, after: string | null): string | undefined {
  if (after === null || !after.startsWith(before)) return `${before}V`
  const rest = after.slice(before.length)
  const zeros = /^0*/.exec(rest)?.[0] ?? ''
  const next = rest[zeros.length]
  if (next === undefined) return zeros.length > 1 ? before + zeros.slice(1) : undefined
  return next > '0' ? `${before}${zeros}0V` : zeros.length > 0 ? before + zeros : undefined
}
