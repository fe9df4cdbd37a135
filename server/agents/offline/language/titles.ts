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

const mostRemembered = 4000
/** A word of more titles than these says too little to suggest one. */
const mostInCommon = 2000

/** Titles by their words, so that a phrase is compared with the few titles that share one and not with all. */
export class TitleIndex {
  private readonly ids: string[] = []
  private readonly exact = new Map<string, string[]>()
  /** Positions in `ids` of the titles that have a word, each once and rising. */
  private readonly postings = new Map<string, number[]>()
  /** How many different content words each title has. */
  private readonly sizes: number[] = []
  private stems: ReadonlyMap<string, readonly string[]> | undefined
  /** What was looked up before. Bounded, since an index lives as long as its plan. */
  private readonly found = new Map<string, TitleMatch | undefined>()
  private readonly rows = new Map<string, ReadonlyMap<number, number>>()

  constructor(titles: Iterable<{ readonly id: string; readonly title: string }>) {
    for (const { id, title } of titles) {
      const all = wordsOf(title)
      const at = this.ids.push(id) - 1
      const key = all.join(' ')
      const same = this.exact.get(key)
      if (same) same.push(id)
      else this.exact.set(key, [id])
      let size = 0
      for (const word of contentWords(all)) {
        const posting = this.postings.get(word)
        if (posting === undefined) this.postings.set(word, [at])
        else if (posting[posting.length - 1] !== at) posting.push(at)
        else continue
        size += 1
      }
      this.sizes.push(size)
    }
  }

  /** The tasks whose title is exactly this, apart from case and punctuation. */
  findExact(phrase: string): readonly string[] {
    return this.exact.get(wordsOf(phrase).join(' ')) ?? []
  }

  hasWord(word: string): boolean {
    return this.postings.has(word)
  }

  /** The best tier in which the phrase names anything. Nothing where no title shares enough of it. */
  find(phrase: string): TitleMatch | undefined {
    const key = wordsOf(phrase).join(' ')
    if (this.found.has(key)) return this.found.get(key)
    const match = this.search(key)
    if (this.found.size < mostRemembered) this.found.set(key, match)
    return match
  }

  private search(key: string): TitleMatch | undefined {
    const exact = this.exact.get(key) ?? []
    if (exact.length > 0) return { tier: 'exact', ids: exact, whole: true }
    const wanted = [...new Set(contentWords(key.split(' ')))].filter((word) => word !== '')
    if (wanted.length === 0 || wanted.length > 24) return undefined
    const rows = wanted.map((word) => this.tasksWith(word))
    const known = rows.filter((row) => row.size > 0)
    if (known.length === wanted.length) {
      const match = this.named(wanted.length, rows)
      if (match) return match
    }
    return known.length * 2 > wanted.length ? this.partly(wanted.length, known) : undefined
  }

  /** Tasks whose title has every word of the phrase. */
  private named(wanted: number, rows: readonly ReadonlyMap<number, number>[]): TitleMatch | undefined {
    const [rarest, ...others] = [...rows].sort((a, b) => a.size - b.size)
    let best = 0
    let found: { readonly id: string; readonly whole: boolean }[] = []
    // Titles that a phrase names by stems alone and wholly: "report" for "Reporting".
    const wholly: string[] = []
    for (const [at, quality] of rarest ?? []) {
      let weakest = quality
      for (const row of others) weakest = Math.min(weakest, row.get(at) ?? 0)
      if (weakest === 0) continue
      const id = this.ids[at] ?? ''
      const whole = (this.sizes[at] ?? 0) <= wanted
      if (whole && weakest === 3) wholly.push(id)
      // Qualities: 4 the word itself, 3 its stem, 2 its beginning, 1 a slip of it.
      const score = weakest + (whole && weakest === 4 ? 10 : 0)
      if (score < best) continue
      if (score > best) found = []
      best = score
      found.push({ id, whole })
    }
    if (found.length === 0) return undefined
    if (wholly.length > 0 && best < 10) {
      // Wholly named by stems is better than partly by stems, and as good as partly by the very words.
      if (best < 4) return { tier: 'same', ids: wholly, whole: true }
      return { tier: 'words', ids: [...new Set([...wholly, ...found.map(({ id }) => id)])], whole: false }
    }
    const tier: MatchTier = best > 10 ? 'same' : best === 4 ? 'words' : best === 3 ? 'stem' : best === 2 ? 'start' : 'slip'
    return { tier, ids: found.map(({ id }) => id), whole: found.every(({ whole }) => whole) }
  }

  /** Tasks whose title has more than half of the words: good enough to ask about. */
  private partly(wanted: number, rows: readonly ReadonlyMap<number, number>[]): TitleMatch | undefined {
    const said = new Map<number, number>()
    for (const row of rows) if (row.size <= mostInCommon) for (const at of row.keys()) said.set(at, (said.get(at) ?? 0) + 1)
    let best = 0
    let ids: string[] = []
    for (const [at, count] of said) {
      if (count * 2 <= wanted || count < best) continue
      if (count > best) ids = []
      best = count
      ids.push(this.ids[at] ?? '')
    }
    return ids.length === 0 ? undefined : { tier: 'some', ids, whole: false }
  }

  private tasksWith(word: string): ReadonlyMap<number, number> {
    const known = this.rows.get(word)
    if (known) return known
    const found = new Map<number, number>()
    const note = (other: string, quality: number): void => {
      for (const at of this.postings.get(other) ?? []) if ((found.get(at) ?? 0) < quality) found.set(at, quality)
    }
    for (const start of this.wordsStarting(word)) note(start, 2)
    for (const other of this.wordsOfStem(stem(word))) note(other, 3)
    note(word, 4)
    if (found.size === 0) for (const other of this.postings.keys()) if (isSlip(word, other)) note(other, 1)
    if (this.rows.size < mostRemembered) this.rows.set(word, found)
    return found
  }

  private wordsOfStem(wanted: string): readonly string[] {
    if (!this.stems) {
      const stems = new Map<string, string[]>()
      for (const word of this.postings.keys()) {
        const root = stem(word)
        const known = stems.get(root)
        if (known) known.push(word)
        else stems.set(root, [word])
      }
      this.stems = stems
    }
    return this.stems.get(wanted) ?? []
  }

  private wordsStarting(word: string): readonly string[] {
    if (word.length < 3 || /^\d/.test(word)) return []
    const root = abbreviations.get(word) ?? word
    const found: string[] = []
    for (const other of this.postings.keys())
      if (other !== word && other.length > 2 && (other.startsWith(root) || (word.length > 4 && other.length > 3 && word.startsWith(other))))
        found.push(other)
    return found
  }
}

const abbreviations: ReadonlyMap<string, string> = new Map(
  Object.entries({
    docs: 'doc',
    doc: 'doc',
    db: 'databas',
    tests: 'test',
    specs: 'spec',
    apps: 'app',
    perf: 'perf',
    env: 'environ',
    reqs: 'requirement',
    mgmt: 'management',
  }),
)

const contentWords = (words: readonly string[]): readonly string[] => {
  const content = words.filter((word) => !stopWords.has(word))
  return content.length > 0 ? content : words
}

/** Two phrases that mean the same words. */
export const sameWords = (a: string, b: string): boolean => fold(a) === fold(b) || wordsOf(a).join(' ') === wordsOf(b).join(' ')
