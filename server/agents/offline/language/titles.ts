import { fold, isSlip, stem, stopWords, wordsOf } from './words.ts'

/** How well a phrase names a title; the order is the order of trust. */
export const matchTiers = ['some', 'slip', 'start', 'stem', 'words', 'same', 'exact'] as const
export type MatchTier = (typeof matchTiers)[number]

export interface TitleMatch {
  readonly tier: MatchTier
  /** All tasks that the phrase names equally well. */
  readonly ids: readonly string[]
  /** Whether every content word of the title was said, too. */
  readonly whole: boolean
}

interface Entry {
  readonly id: string
  /** Content words, without stop words unless there is nothing else. */
  readonly words: readonly string[]
}

/** Titles by their words, so that a phrase is compared with the few titles that share one and not with all. */
export class TitleIndex {
  private readonly exact = new Map<string, string[]>()
  private readonly byWord = new Map<string, Set<string>>()
  private readonly byStem = new Map<string, Set<string>>()
  private readonly entries = new Map<string, Entry>()
  private readonly slips = new Map<string, readonly string[]>()
  private readonly starts = new Map<string, readonly string[]>()

  constructor(titles: Iterable<{ readonly id: string; readonly title: string }>) {
    for (const { id, title } of titles) {
      const all = wordsOf(title)
      push(this.exact, all.join(' '), id)
      const words = contentWords(all)
      this.entries.set(id, { id, words })
      for (const word of words) {
        into(this.byWord, word, id)
        into(this.byStem, stem(word), id)
      }
    }
  }

  /** The tasks whose title is exactly this, apart from case and punctuation. */
  findExact(phrase: string): readonly string[] {
    return this.exact.get(wordsOf(phrase).join(' ')) ?? []
  }

  hasWord(word: string): boolean {
    return this.byWord.has(word)
  }

  /** The best tier in which the phrase names anything. Nothing where no title shares enough of it. */
  find(phrase: string): TitleMatch | undefined {
    const exact = this.findExact(phrase)
    if (exact.length > 0) return { tier: 'exact', ids: exact, whole: true }
    const wanted = [...new Set(contentWords(wordsOf(phrase)))]
    if (wanted.length === 0 || wanted.length > 24) return undefined
    const hits = new Map<string, number[]>()
    wanted.forEach((word, position) => {
      for (const [id, quality] of this.tasksWith(word)) {
        const row = hits.get(id)
        if (row) row[position] = quality
        else {
          const fresh = wanted.map(() => 0)
          fresh[position] = quality
          hits.set(id, fresh)
        }
      }
    })
    return this.best(wanted.length, hits)
  }

  private best(wanted: number, hits: ReadonlyMap<string, readonly number[]>): TitleMatch | undefined {
    let best = 0
    // Titles that a phrase names by stems alone and wholly: "report" for "Reporting".
    const whole: string[] = []
    let found: { id: string; whole: boolean }[] = []
    for (const [id, row] of hits) {
      const said = row.filter((quality) => quality > 0).length
      const title = this.entries.get(id)?.words.length ?? 0
      const isWhole = said === wanted && new Set(this.entries.get(id)?.words ?? []).size <= wanted
      const weakest = Math.min(...row)
      // Qualities: 4 the word itself, 3 its stem, 2 its beginning, 1 a slip of it.
      const score = weakest > 0 ? weakest + 1 + (isWhole && weakest === 4 ? 10 : 0) : said * 2 > wanted && title > 0 ? said / (wanted + 1) : 0
      if (isWhole && weakest === 3) whole.push(id)
      if (score === 0 || score < best) continue
      if (score > best) found = []
      best = score
      found.push({ id, whole: isWhole })
    }
    if (found.length === 0) return undefined
    if (whole.length > 0 && best < 10) {
      // Wholly named by stems is better than partly by stems, and as good as partly by the very words.
      if (best < 5) return { tier: 'same', ids: whole, whole: true }
      return { tier: 'words', ids: [...new Set([...whole, ...found.map(({ id }) => id)])], whole: false }
    }
    const tier: MatchTier = best > 10 ? 'same' : best >= 5 ? 'words' : best >= 4 ? 'stem' : best >= 3 ? 'start' : best >= 2 ? 'slip' : 'some'
    return { tier, ids: found.map(({ id }) => id), whole: found.every(({ whole }) => whole) }
  }

  private tasksWith(word: string): ReadonlyMap<string, number> {
    const found = new Map<string, number>()
    const note = (ids: Iterable<string> | undefined, quality: number): void => {
      for (const id of ids ?? []) if ((found.get(id) ?? 0) < quality) found.set(id, quality)
    }
    for (const start of this.wordsStarting(word)) note(this.byWord.get(start), 2)
    note(this.byStem.get(stem(word)), 3)
    note(this.byWord.get(word), 4)
    if (found.size === 0) for (const slip of this.slipsOf(word)) note(this.byWord.get(slip), 1)
    return found
  }

  private wordsStarting(word: string): readonly string[] {
    if (word.length < 3 || /^\d/.test(word)) return []
    const known = this.starts.get(word)
    if (known) return known
    const root = abbreviations[word] ?? word
    const found: string[] = []
    for (const other of this.byWord.keys()) if (other !== word && other.length > 2 && (other.startsWith(root) || (word.length > 4 && other.length > 3 && word.startsWith(other)))) found.push(other)
    this.starts.set(word, found)
    return found
  }

  private slipsOf(word: string): readonly string[] {
    const known = this.slips.get(word)
    if (known) return known
    const found: string[] = []
    for (const other of this.byWord.keys()) if (isSlip(word, other)) found.push(other)
    this.slips.set(word, found)
    return found
  }
}

const abbreviations: Readonly<Record<string, string>> = { docs: 'doc', doc: 'doc', db: 'databas', tests: 'test', specs: 'spec', apps: 'app', perf: 'perf', env: 'environ', reqs: 'requirement', mgmt: 'management' }

const contentWords = (words: readonly string[]): readonly string[] => {
  const content = words.filter((word) => !stopWords.has(word))
  return content.length > 0 ? content : words
}

const push = (map: Map<string, string[]>, key: string, id: string): void => {
  const known = map.get(key)
  if (known) known.push(id)
  else map.set(key, [id])
}

const into = (map: Map<string, Set<string>>, key: string, id: string): void => {
  const known = map.get(key)
  if (known) known.add(id)
  else map.set(key, new Set([id]))
}

/** Two phrases that mean the same words. */
export const sameWords = (a: string, b: string): boolean => fold(a) === fold(b) || wordsOf(a).join(' ') === wordsOf(b).join(' ')
