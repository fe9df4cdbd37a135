import { ordinalHead } from './ordinals.ts'
import { separators } from './read-title.ts'
import type { Token } from './tokens.ts'

/**
 * "the third and the fourth sub-task of Launch": what stands behind the last ordinal belongs to each of them.
 * The phrases one by one, each with its noun; undefined where the words are no such list.
 */
export function ordinalList(tokens: readonly Token[], from: number, to: number): readonly (readonly Token[])[] | undefined {
  const heads: (readonly [number, number])[] = []
  let at = from
  for (;;) {
    let start = at
    while (start < to && ['the', 'both'].includes(tokens[start]?.key ?? '')) start += 1
    const spot = ordinalHead(tokens.slice(start, to).map(({ kind, key }) => (kind === 'quoted' ? '"' : key)))
    if (!spot) return undefined
    at = start + spot.length
    heads.push([start, at])
    if (!separators.has(tokens[at]?.key ?? '')) break
    while (separators.has(tokens[at]?.key ?? '')) at += 1
  }
  if (heads.length < 2 || at >= to) return undefined
  const noun = tokens.slice(at, to)
  return noun.some(({ key }) => separators.has(key)) ? undefined : heads.map(([start, end]) => [...tokens.slice(start, end), ...noun])
}
