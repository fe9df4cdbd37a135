/**
 * How well a text fits what was typed: higher is better, undefined where it does not. Every word must occur, whole or
 * as its letters in order; the beginning of a word counts more than its middle, letters in a row more than scattered
 * ones, and a short text more than a long one.
 */
export function fuzzyScore(query: string, text: string): number | undefined {
  const target = text.toLowerCase()
  let score = 0
  for (const word of query.toLowerCase().split(/\s+/)) {
    if (word === '') continue
    const found = wordScore(word, target)
    if (found === undefined) return undefined
    score += found
  }
  return score - target.length / 500
}

function wordScore(word: string, target: string): number | undefined {
  const at = target.indexOf(word)
  if (at >= 0) return 100 + (isStart(target, at) ? 50 : 0) + (at === 0 ? 25 : 0)
  // A single letter, or two, occur scattered in nearly everything.
  if (word.length < 3) return undefined
  let score = 0
  let from = 0
  let last = -2
  for (const letter of word) {
    const next = target.indexOf(letter, from)
    if (next < 0) return undefined
    score += next === last + 1 ? 6 : isStart(target, next) ? 5 : 1
    last = next
    from = next + 1
  }
  // Letters far apart are an accident.
  return score >= word.length * 2.5 && last - target.indexOf(word[0] ?? '') <= word.length * 8 ? score : undefined
}

const isStart = (text: string, at: number): boolean => at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')

/** What fits, the best first, at most `most`; ties keep their order. */
export function ranked<Item>(items: readonly Item[], query: string, textOf: (item: Item) => string, most: number): readonly Item[] {
  if (query.trim() === '') return items.slice(0, most)
  const scored: { readonly item: Item; readonly score: number }[] = []
  for (const item of items) {
    const score = fuzzyScore(query, textOf(item))
    if (score !== undefined) scored.push({ item, score })
  }
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ item }) => item)
}
