import { likenessOf, stemOf, stemsOf, wordsOf } from '../planner/words.ts'
import { patterns } from './patterns/index.ts'
import type { Pattern } from './patterns/pattern.ts'
import { smallPatterns, type Nature } from './patterns/small.ts'

/** The patterns that fit a title, best first, then the small ones of its nature. Never one that stands above it already. */
export function patternsFor(title: string, path: readonly string[], context: string): readonly Pattern[] {
  const all = [title, ...path].map(stemsOf)
  const used = new Set(allPatterns.filter((pattern) => all.some((above) => isStepOf(above, pattern))).map((pattern) => pattern.id))
  const usual = patterns
    .map((pattern) => ({ pattern, score: scoreOf(pattern, title) }))
    .filter(({ pattern, score }) => score >= 2 && !used.has(pattern.id))
    .sort((a, b) => b.score - a.score)
    .map(({ pattern }) => pattern)
  // A step of a pattern is small work: whole patterns below it would only say the same again in other words.
  const isStep = used.size > 0
  const small = smallPatterns[natureOf(`${title} ${context}`, title)].filter((pattern) => !used.has(pattern.id))
  return isStep ? [...small, ...usual] : [...usual, ...small]
}

const allPatterns: readonly Pattern[] = [...patterns, ...Object.values(smallPatterns).flat()]

const stepStems = new Map(allPatterns.map((pattern) => [pattern.id, pattern.steps.map(([title]) => stemsOf(title))]))

const isStepOf = (title: ReadonlySet<string>, pattern: Pattern): boolean =>
  stepStems.get(pattern.id)?.some((step) => likenessOf(step, title) >= 0.8) ?? false

const verbsOf = new Map(patterns.map((pattern) => [pattern.id, stems(pattern.verbs)]))
const nounsOf = new Map(patterns.map((pattern) => [pattern.id, stems(pattern.nouns)]))

function stems(words: string): ReadonlySet<string> {
  return new Set(phrasesIn(words).flatMap((phrase) => (phrase.length === 1 ? phrase : [])))
}

/** Words of a pattern as stems; what is hyphenated is one phrase, of which no single word counts: "third-party". */
function phrasesIn(words: string): readonly (readonly string[])[] {
  return words
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => wordsOf(word).map(stemOf))
}

const nounPhrasesOf = new Map(patterns.map((pattern) => [pattern.id, phrasesIn(pattern.nouns).filter((phrase) => phrase.length > 1)]))

/** Verbs that go with any noun say less than the noun does: "write unit tests" is testing. */
const vagueVerbs: ReadonlyMap<string, number> = new Map<string, number>([
  ...['create', 'make', 'add'].map((word): [string, number] => [stemOf(word), 1.5]),
  ...['write', 'build', 'set', 'prepare', 'get', 'host', 'check'].map((word): [string, number] => [stemOf(word), 2]),
])

/** A verb at the front counts most, then nouns; of these the last one is what the work is ("login form tests"), any other alone is too little. */
function scoreOf(pattern: Pattern, title: string): number {
  const words = wordsOf(title.replace(/^[^:]{1,24}:\s+/, '')).map(stemOf)
  const cut = words.findIndex(
    (word, index) =>
      index > 1 &&
      [
        'for',
        'of',
        'with',
        'in',
        'from',
        'to',
        'on',
        'at',
        'by',
        'into',
        'against',
        'behind',
        'through',
        'about',
        'under',
        'before',
        'after',
        'between',
      ].includes(word),
  )
  const head = cut < 0 ? words : words.slice(0, cut)
  let score = verbsOf.get(pattern.id)?.has(head[0] ?? '') ? (vagueVerbs.get(head[0] ?? '') ?? 3) : 0
  const nouns = nounsOf.get(pattern.id)
  for (const [index, word] of head.entries()) if (nouns?.has(word)) score += index < head.length - 1 ? 1.9 : index > 0 ? 2.6 : 2
  if (cut >= 0) for (const word of words.slice(cut)) if (nouns?.has(word)) score += 0.7
  for (const phrase of nounPhrasesOf.get(pattern.id) ?? []) {
    const at = words.findIndex((_, index) => phrase.every((stem, offset) => words[index + offset] === stem))
    if (at >= 0) score += cut < 0 || at < cut ? 2.6 : 0.7
  }
  return score
}

const natureWords: Readonly<Record<Exclude<Nature, 'thought' | 'finding'>, RegExp>> = {
  code: /\b(?:code|api|test|tests|software|app|database|schema|deploy|server|bug|function|endpoint|migration|script|ci|pipeline|config|model|data|login|frontend|backend|query|index|handler|handlers|screen|error|errors|cache|service|library|version|branch|build|implement|session|token|security|fixture|fixtures)\b/gi,
  text: /\b(?:write|draft|text|article|chapter|document|docs|documentation|report|page|pages|copy|paper|thesis|post|outline|edit|revise|sources?|reader|readers|message|words|title|slides|script)\b/gi,
  people:
    /\b(?:people|guests?|team|customers?|users|interview|interviews|hire|candidates?|invite|talk|call|meeting|agree|supplier|suppliers|contract|speakers?|stakeholders?|answers?|offer|offers|friends|family|participants?|sponsors?)\b/gi,
  things:
    /\b(?:pack|boxes|room|rooms|house|flat|furniture|buy|material|tools|venue|food|kitchen|garden|van|paint|walls?|equipment|parts|order|deliver(?:y)?|clean|key|keys|decoration)\b/gi,
}

/** What kind of work it is, by its verb where it only finds out, else by its words (counted thrice) and those above it. */
export function natureOf(text: string, title: string): Nature {
  if (
    /^(?:list|map|take stock|take the|read|collect|find|note|inspect|measure|rank|compare|name|describe|draw|gather|interview|search|look|ask|count|check|review|research|analyse|analyze|study|choose|decide|define|set the|state|fix the|pin down|sharpen|weigh|settle|write down|work out|agree|go through|learn|explore|identify|estimate)\b/i.test(
      title,
    )
  )
    return 'finding'
  let best: Nature = 'thought'
  let most = 0
  for (const [nature, words] of Object.entries(natureWords) as [keyof typeof natureWords, RegExp][]) {
    const count = (text.match(words)?.length ?? 0) + 2 * (title.match(words)?.length ?? 0)
    if (count > most) {
      most = count
      best = nature
    }
  }
  return best
}
