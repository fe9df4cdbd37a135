import type { References, Scope } from './scope.ts'
import { articles } from './outline-numbers.ts'
import { TitleIndex, type TitleMatch } from './titles.ts'
import { textOf, type Token } from './tokens.ts'
import { taskNouns, wordsOf } from './words.ts'

/** Words and marks between the members of a list. */
export const separators = new Set([',', 'and', '&', 'plus', 'or', '+'])

export function byTitle(scope: Scope, phrase: string): TitleMatch | undefined {
  const old = scope.catalogue.titles.find(phrase)
  const alive = old ? { ...old, ids: old.ids.filter((id) => scope.find(id)) } : undefined
  const fresh = scope.fresh.length > 0 ? new TitleIndex(scope.fresh.filter(({ id }) => scope.find(id))).find(phrase) : undefined
  if (!alive || alive.ids.length === 0) return fresh
  if (!fresh) return alive
  const order = ['some', 'slip', 'start', 'stem', 'words', 'same', 'exact']
  const [a, b] = [order.indexOf(alive.tier), order.indexOf(fresh.tier)]
  if (a === b) return { ...alive, ids: [...new Set([...alive.ids, ...fresh.ids])] }
  return a > b ? alive : fresh
}

const trust = { exact: 1, same: 0.97, words: 0.9, stem: 0.86, start: 0.75, slip: 0.65, some: 0.2 } as const

export function fromTitle(make: (ids: readonly string[], part?: Partial<References>) => References, match: TitleMatch): References {
  if (match.ids.length > 1)
    return make(match.ids.slice(0, 1), { confidence: match.tier === 'some' ? 0.2 : Math.min(0.8, trust[match.tier]), either: match.ids })
  return make(match.ids, { confidence: match.tier === 'slip' && match.whole ? 0.75 : trust[match.tier] })
}

/** The tasks whose titles match best, fresh titles of the same message first among equals. */
/** A title, in quotes or not, with "the … task" around it or not. */
export function readTitle(
  scope: Scope,
  tokens: readonly Token[],
  from: number,
  to: number,
  make: (ids: readonly string[], part?: Partial<References>) => References,
): References | undefined {
  let [start, end] = [from, to]
  while (
    start < end - 1 &&
    tokens[start]?.kind !== 'quoted' &&
    (articles.has(tokens[start]?.key ?? '') ||
      (start === from && tokens[start]?.key === 'all') ||
      (tokens[start]?.key === 'of' && /^(both|all)$/.test(tokens[start - 1]?.key ?? '')))
  )
    start += 1
  const quotedAt = tokens.findIndex((token, index) => index >= start && index < end && token.kind === 'quoted')
  if (quotedAt >= 0) {
    const noun = end - start === 2 && quotedAt === start && taskNouns.has(tokens[end - 1]?.key ?? '')
    if (quotedAt !== start || (end - start !== 1 && !noun)) return undefined
    const match = byTitle(scope, tokens[start]?.text ?? '')
    return match && match.tier !== 'some' ? fromTitle(make, match) : make([], { confidence: 0 })
  }
  if (separators.has(tokens[start]?.key ?? '') || separators.has(tokens[end - 1]?.key ?? '')) return undefined
  if (tokens.slice(start, end).some((token) => token.key === '\n' || token.key === ';' || token.key === '?' || token.key === '!')) return undefined
  const full = byTitle(scope, textOf(scope.message, tokens, start, end))
  if (full && full.tier === 'exact') return fromTitle(make, full)
  if (end - start > 1 && taskNouns.has(tokens[end - 1]?.key ?? '') && !scope.catalogue.titles.hasWord(tokens[end - 1]?.key ?? '')) end -= 1
  else if (end - start > 1 && taskNouns.has(tokens[end - 1]?.key ?? '')) {
    const shorter = byTitle(scope, textOf(scope.message, tokens, start, end - 1))
    if (shorter && (shorter.tier === 'exact' || shorter.tier === 'same') && full?.tier !== 'same') return fromTitle(make, shorter)
    if (full && full.tier !== 'some') return fromTitle(make, full)
    end -= 1
  }
  const match = byTitle(scope, textOf(scope.message, tokens, start, end))
  // "Launch tasks" are the tasks below Launch, not Launch.
  if (
    match &&
    end < to &&
    match.ids.length === 1 &&
    match.tier !== 'some' &&
    /^(tasks|items|steps|sub-?tasks|things|ones|stories|tickets)$/.test(tokens[to - 1]?.key ?? '')
  ) {
    const below = (id: string): readonly string[] => scope.children(id).flatMap((child) => [child, ...below(child)])
    const ids = match.ids.flatMap(below)
    return ids.length > 0 ? make(ids, { group: true, confidence: Math.min(0.9, trust[match.tier]) }) : make(match.ids, { confidence: 0.5 })
  }
  // "both login tasks", "all the login tasks": several are meant, and all of them are.
  const head = tokens.slice(from, to).map(({ key }) => key)
  if (
    match &&
    match.ids.length > 1 &&
    match.tier !== 'some' &&
    match.tier !== 'slip' &&
    head.at(-1) === 'tasks' &&
    (head[0] === 'all' || head[0] === 'the' || (head[0] === 'both' && match.ids.length === 2))
  )
    return make(match.ids, { group: true, confidence: 0.83 })
  if (match?.tier === 'some' && saysMore(scope, match.ids, tokens.slice(start, end))) return make([], { confidence: 0 })
  return match ? fromTitle(make, match) : make([], { confidence: 0 })
}

/** Words that make a sentence of a phrase: whoever took "Login page is 60%" for a title would pass over what it says. */
const telling =
  /^(is|are|was|were|be|been|has|have|had|will|would|should|shall|must|can|could|may|might|do|does|did|isn't|aren't|not|no|status|priority|prio|estimate|deadline|assignee|due|%|percent|\d+%|'s|depends?|depend|waits?|needs?|everything|half|halfway|almost|nearly|dependents|dependants)$/

function saysMore(scope: Scope, ids: readonly string[], tokens: readonly Token[]): boolean {
  const inTitles = new Set(ids.flatMap((id) => wordsOf(scope.find(id)?.title ?? '')))
  return tokens.some(({ key }) => telling.test(key) && !inTitles.has(key))
}
