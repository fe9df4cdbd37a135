import type { Token } from './tokens.ts'

/**
 * Sentence patterns: words, `(a|b)` alternatives, `[x]` options, `%name` groups of synonyms and `$name:kind` slots.
 * A slot takes any run of tokens; whether the run means something is asked later of the reader of its kind, once the
 * rest of the sentence fits. So a title that holds "to" or "under" is only ever one of several readings.
 */
export type Node =
  | { readonly kind: 'word'; readonly key: string }
  | { readonly kind: 'slot'; readonly name: string; readonly reads: string }
  | { readonly kind: 'either'; readonly options: readonly (readonly Node[])[] }

export interface Pattern {
  readonly nodes: readonly Node[]
  /** The words a sentence may begin with; undefined where it may begin with anything. */
  readonly heads: ReadonlySet<string> | undefined
  /** Of each of these sets at least one word must stand in the sentence. Asked first, since most patterns fail it. */
  readonly requires: readonly ReadonlySet<string>[]
  /** Fewest tokens that can match. */
  readonly least: number
}

/** Marks that mean something in a pattern, by the names under which it may ask for them. */
const written: Readonly<Record<string, string>> = { LP: '(', RP: ')' }

/** Where a slot lies in the sentence. */
export interface Span {
  readonly name: string
  readonly reads: string
  readonly from: number
  readonly to: number
}

export interface Fit {
  readonly spans: readonly Span[]
  /** How many tokens the pattern named word by word. */
  readonly literal: number
}

export type Groups = Readonly<Record<string, string>>

/** Compiles a pattern. Throws on a malformed one, which is a bug in the grammar and shows when the file is loaded. */
export function compile(source: string, groups: Groups): Pattern {
  const parts = source.match(/[()[\]|]|[^\s()[\]|]+/g) ?? []
  let at = 0
  const sequence = (): readonly Node[] => {
    const nodes: Node[] = []
    while (at < parts.length) {
      const part = parts[at] ?? ''
      if (part === ')' || part === ']' || part === '|') break
      at += 1
      nodes.push(...node(part))
    }
    return nodes
  }
  const alternatives = (close: string): readonly (readonly Node[])[] => {
    const options = [sequence()]
    while (parts[at] === '|') {
      at += 1
      options.push(sequence())
    }
    if (parts[at] !== close) throw new Error(`pattern "${source}" lacks ${close}`)
    at += 1
    return options
  }
  const node = (part: string): readonly Node[] => {
    if (part === '(') return [{ kind: 'either', options: alternatives(')') }]
    if (part === '[') return [{ kind: 'either', options: [...alternatives(']'), []] }]
    if (part.startsWith('%')) {
      const group = groups[part.slice(1)]
      if (group === undefined) throw new Error(`pattern "${source}" names no group ${part}`)
      return [compileGroup(group, groups)]
    }
    if (part.startsWith('$')) {
      const [name = '', reads = name] = part.slice(1).split(':')
      return [{ kind: 'slot', name, reads }]
    }
    return [{ kind: 'word', key: Object.hasOwn(written, part) ? (written[part] ?? part) : part }]
  }
  const nodes = sequence()
  if (at !== parts.length) throw new Error(`pattern "${source}" has an unexpected ${parts[at]}`)
  const heads = headsOf(nodes)
  return { nodes, heads: heads === 'any' ? undefined : heads, requires: requiredBy(nodes), least: leastOf(nodes) }
}

const compiledGroups = new WeakMap<Groups, Map<string, Node>>()

function compileGroup(group: string, groups: Groups): Node {
  let known = compiledGroups.get(groups)
  if (!known) compiledGroups.set(groups, (known = new Map()))
  let found = known.get(group)
  if (!found) known.set(group, (found = { kind: 'either', options: [compile(`( ${group} )`, groups).nodes] }))
  return found
}

function headsOf(nodes: readonly Node[]): Set<string> | 'any' {
  const heads = new Set<string>()
  for (const node of nodes) {
    if (node.kind === 'slot') return 'any'
    if (node.kind === 'word') return heads.add(node.key)
    let mayBeEmpty = false
    for (const option of node.options) {
      if (leastOf(option) === 0) mayBeEmpty = true
      const some = headsOf(option)
      if (some === 'any') return 'any'
      for (const head of some) heads.add(head)
    }
    if (!mayBeEmpty) return heads
  }
  return heads
}

/** For every part that must be there and begins with a word: the words it may begin with. */
function requiredBy(nodes: readonly Node[]): readonly ReadonlySet<string>[] {
  return nodes.flatMap((node): readonly ReadonlySet<string>[] => {
    if (node.kind === 'slot' || leastOf([node]) === 0) return []
    const heads = headsOf([node])
    return heads === 'any' ? [] : [heads]
  })
}

/** The words of a span, for `fit` to leave out patterns early. */
export const wordsPresent = (tokens: readonly Token[], from: number, to: number): ReadonlySet<string> =>
  new Set(tokens.slice(from, to).map(({ key }) => key))

function leastOf(nodes: readonly Node[]): number {
  let least = 0
  for (const node of nodes) least += node.kind === 'either' ? Math.min(...node.options.map(leastOf)) : 1
  return least
}

/** More readings than this of one pattern on one sentence are never wanted; it bounds the work on odd input. */
const budgetPerPattern = 6000

/** Calls `found` with every way in which the pattern fits the whole span. */
export function fit(
  pattern: Pattern,
  tokens: readonly Token[],
  from: number,
  to: number,
  found: (fit: Fit) => void,
  present?: ReadonlySet<string>,
): void {
  const first = tokens[from]
  if (to - from < pattern.least || !first) return
  if (pattern.heads && !pattern.heads.has(first.key)) return
  if (present && !pattern.requires.every((words) => someIn(words, present))) return
  let budget = budgetPerPattern
  const walk = (
    nodes: readonly Node[],
    index: number,
    at: number,
    literal: number,
    spans: readonly Span[],
    rest: (at: number, literal: number, spans: readonly Span[]) => void,
  ): void => {
    if (budget <= 0) return
    budget -= 1
    const node = nodes[index]
    if (!node) return rest(at, literal, spans)
    if (node.kind === 'word') {
      const token = tokens[at]
      if (at < to && token && token.kind !== 'quoted' && token.key === node.key) walk(nodes, index + 1, at + 1, literal + 1, spans, rest)
      return
    }
    if (node.kind === 'either') {
      for (const option of node.options) walk(option, 0, at, literal, spans, (next, words, more) => walk(nodes, index + 1, next, words, more, rest))
      return
    }
    for (let end = at + 1; end <= to; end += 1) {
      // Look one word ahead: most ends are wrong because the next word of the pattern is not there.
      const next = nodes[index + 1]
      if (next?.kind === 'word' && tokens[end]?.key !== next.key) continue
      walk(nodes, index + 1, end, literal, [...spans, { name: node.name, reads: node.reads, from: at, to: end }], rest)
    }
  }
  walk(pattern.nodes, 0, from, 0, [], (at, literal, spans) => {
    if (at === to) found({ spans, literal })
  })
}

function someIn(words: ReadonlySet<string>, present: ReadonlySet<string>): boolean {
  const [few, many] = words.size < present.size ? [words, present] : [present, words]
  for (const word of few) if (many.has(word)) return true
  return false
}
