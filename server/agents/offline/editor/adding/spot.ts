import { type Spot } from './carry-out.ts'
import { compile, fit } from '../../language/grammar.ts'
import { readReferences, type References, type Scope } from '../../language/references.ts'
import { type Token } from '../../language/tokens.ts'
import { groups } from '../groups.ts'

const childOf = compile('as [a|an|the|its] [new|first|last|very first] (%child|%children|task|step|item|one) (of|under|to|for|in) $b:ref', groups)
const places: readonly { readonly words: ReadonlySet<string>; readonly kind: 'under' | 'before' | 'after' }[] = [
  { words: new Set(['under', 'beneath', 'underneath', 'inside', 'into', 'within', 'in', 'to', 'for', 'below']), kind: 'under' },
  { words: new Set(['before', 'above']), kind: 'before' },
  { words: new Set(['after', 'behind', 'following', 'below']), kind: 'after' },
]

const section = /^(section|group|branch|milestone|heading|phase|part|area|epic|block|stage|category)$/

/** "between Testing and Deployment". */
function readBetween(scope: Scope, tokens: readonly Token[], from: number, to: number): Spot | undefined {
  for (let cut = from + 2; cut < to - 1; cut += 1) {
    if (tokens[cut]?.key !== 'and' || tokens[cut]?.kind !== 'word') continue
    const [refs, and] = [one(scope, tokens, from + 1, cut), one(scope, tokens, cut + 1, to)]
    if (refs && and && Math.min(refs.confidence, and.confidence) >= 0.84) return { kind: 'between', refs, and }
  }
  return undefined
}

/** Reads a whole span as a place. */
export function readSpot(scope: Scope, tokens: readonly Token[], from: number, to: number): Spot | undefined {
  const key = tokens[from]?.kind === 'word' ? tokens[from].key : ''
  let spot: Spot | undefined
  if (key === 'as') {
    fit(childOf, tokens, from, to, ({ spans }) => {
      const span = spans[0]
      const refs = span && one(scope, tokens, span.from, span.to)
      if (refs) spot = { kind: 'under', refs, first: tokens.slice(from, span.from).some((token) => token.key === 'first') }
    })
    const phrase = tokens
      .slice(from, to)
      .map((token) => token.key)
      .join(' ')
    if (/^as (a |an |the )?(new )?(root|top-level|top level)( level)?( task)?$|^as a milestone$/.test(phrase)) spot = { kind: 'root' }
    if (/^as (the )?first( (task|one|step|item))?$/.test(phrase)) spot = { kind: 'first' }
    if (/^as (the )?last( (task|one|step|item))?$/.test(phrase)) spot = { kind: 'last' }
    return spot
  }
  const phrase = tokens
    .slice(from, to)
    .map((token) => (token.kind === 'quoted' ? '"' : token.key))
    .join(' ')
  if (
    /^(at|to|on) (the )?(top|start|beginning|front|very top|very beginning|head)( of (the )?(list|plan|project))?$/.test(phrase) ||
    /^(right )?(first|up front|upfront|at first)$/.test(phrase)
  )
    return { kind: 'first' }
  if (/^(at|to) (the )?(end|bottom|very end)( of (the )?(list|plan|project))?$|^(last|at last|finally)$/.test(phrase)) return { kind: 'last' }
  if (/^(at|on|to) (the )?(top|root)[ -]level$|^(at|to|in) (the )?root$/.test(phrase)) return { kind: 'root' }
  const edge = /^(?:at|to) (?:the )?(top|start|beginning|front|end|bottom) of /.exec(phrase)
  if (edge) {
    const start = from + (tokens[from + 1]?.key === 'the' ? 4 : 3)
    const refs = one(scope, tokens, start, to)
    return refs && { kind: 'under', refs, first: !/end|bottom/.test(edge[1] ?? '') }
  }
  let start = from
  while (
    ['right', 'just', 'directly', 'immediately', 'somewhere', 'in', 'that', 'is', 'it', 'this', 'place', 'put', 'goes', 'placed', 'which'].includes(
      tokens[start]?.key ?? '',
    ) &&
    start < to - 2 &&
    (tokens[start + 1]?.key === 'between' || places.some(({ words }) => words.has(tokens[start + 1]?.key ?? '')))
  )
    start += 1
  const word = tokens[start]?.key ?? ''
  if (word === 'between' && tokens[start]?.kind === 'word') return readBetween(scope, tokens, start, to)
  for (const { words, kind } of places) {
    if (!words.has(word) || tokens[start]?.kind !== 'word') continue
    let at = start + 1
    if (tokens[at]?.key === 'the' && section.test(tokens[to - 1]?.key ?? '')) at += 1
    const refs = one(scope, tokens, at, to) ?? (section.test(tokens[to - 1]?.key ?? '') ? one(scope, tokens, at, to - 1) : undefined)
    if (refs) return word === 'below' ? { kind: 'after', refs } : { kind, refs }
  }
  return undefined
}

export function one(scope: Scope, tokens: readonly Token[], from: number, to: number): References | undefined {
  if (to <= from) return undefined
  const refs = readReferences(scope, tokens, from, to)
  return refs && refs.ids.length === 1 && refs.confidence > 0.2 && !refs.group ? refs : undefined
}
