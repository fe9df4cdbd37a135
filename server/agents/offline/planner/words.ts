/** Words as the offline rules see them: lower case, without endings that only grammar asks for. */

const stopWords = new Set(
  'a an the and or of for to in on at by with from into is are be it its this that our my your we i as so then new all'.split(' '),
)

/** The words of a text in lower case, in order. Letters of any script, digits, and what ties them together ("c++", "ci/cd" → two). */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu) ?? []
}

/** A crude stem, the same for "migrate", "migrating", "migration": good enough to compare, never to show. */
export function stemOf(word: string): string {
  let stem = word.replace(/['’]s?$/, '')
  if (stem.length > 4 && stem.endsWith('ies')) stem = `${stem.slice(0, -3)}y`
  else if (stem.length > 3 && stem.endsWith('s') && !stem.endsWith('ss') && !stem.endsWith('us')) stem = stem.slice(0, -1)
  for (const ending of endings) {
    if (stem.length - ending.length >= 4 && stem.endsWith(ending)) {
      stem = stem.slice(0, -ending.length)
      break
    }
  }
  if (stem.length > 3 && stem.endsWith('e')) stem = stem.slice(0, -1)
  return stem
}

const endings = ['isation', 'ization', 'ation', 'ition', 'ment', 'ing', 'ion', 'ise', 'ize', 'ed', 'er']

/** The stems that carry meaning. */
export function stemsOf(text: string): ReadonlySet<string> {
  return new Set(
    wordsOf(text)
      .filter((word) => !stopWords.has(word))
      .map(stemOf),
  )
}

/** How alike two texts are by their words: 0 (nothing shared) to 1 (the same words). */
export const similarity = (a: string, b: string): number => likenessOf(stemsOf(a), stemsOf(b))

/** The same for stems taken before. */
export function likenessOf(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  if (left.size === 0 || right.size === 0) return 0
  let shared = 0
  for (const stem of left) if (right.has(stem)) shared += 1
  return (2 * shared) / (left.size + right.size)
}

export const capitalise = (text: string): string => {
  const first = String.fromCodePoint(text.codePointAt(0) ?? 32)
  if (/^\p{Ll}+\p{Lu}/u.test(text)) return text
  return text === '' ? text : first.toUpperCase() + text.slice(first.length)
}

/** A phrase as it stands inside a sentence: "Design the schema" → "design the schema", but "API keys" stays. */
export function lowerFirst(text: string): string {
  const [first = ''] = text.split(/[\s,;:]/, 1)
  return /^\p{Lu}[\p{Ll}'’-]*$/u.test(first) && first !== 'I' ? first.charAt(0).toLowerCase() + text.slice(1) : text
}

/** "a", "a and b", "a, b and c". */
export function listOf(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

/** At most `max` code units, cut between words with an ellipsis, never through a character. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text
  const cut = text.slice(0, max - 1)
  const space = cut.lastIndexOf(' ')
  const kept = space > max / 2 ? cut.slice(0, space) : cut.replace(/[\uD800-\uDBFF]$/, '')
  return `${kept.replace(/[\s,;:.–—-]+$/, '')}…`
}

/** Minutes in words, as short as they can be read: "3 days", "1 day 4 h", "45 min". */
export function durationInWords(minutes: number): string {
  if (minutes < 60) return `${minutes} min`
  if (minutes < 480) return `${trimmed(minutes / 60)} h`
  const days = trimmed(minutes / 480)
  return `${days} ${days === '1' ? 'day' : 'days'}`
}

const trimmed = (value: number): string => String(Math.round(value * 10) / 10)

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

const numberWords = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')

/** "4" or "four" as a number. */
export function numberOf(word: string): number | null {
  if (/^\d{1,4}$/.test(word)) return Number(word)
  const index = numberWords.indexOf(word.toLowerCase())
  return index >= 0 ? index : null
}
