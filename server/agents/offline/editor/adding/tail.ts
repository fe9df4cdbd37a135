import { readSpot } from './spot.ts'
import { type Spot } from './carry-out.ts'
import { type Lead } from './lead.ts'
import { type Scope } from '../../language/references.ts'
import { type Token } from '../../language/tokens.ts'
import { type Change } from '../changes.ts'
import { readPhrase } from '../phrases.ts'
import { type Doubt } from '../slots.ts'

export interface Tail {
  readonly at: number
  readonly changes: readonly Change[]
  readonly spot: Spot | undefined
  readonly doubt?: Doubt
  /** A place was named, but no such task is there: where it starts, and its words. */
  readonly unsure?: { readonly at: number; readonly to: number; readonly word: string }
}

/** Fields and the place behind the title, taken off from the right as long as something can be read. */
export function readTail(
  scope: Scope,
  tokens: readonly Token[],
  from: number,
  to: number,
  { infinitive, list }: Pick<Lead, 'infinitive' | 'list'>,
): Tail {
  let end = to
  let spot: Spot | undefined
  let doubt: Doubt | undefined
  const changes: Change[] = []
  const lastQuote = tokens.reduce((last, token, index) => (index >= from && index < to && token.kind === 'quoted' ? index : last), -1)
  search: while (end > from + 1) {
    while (end > from + 1 && [',', '.', 'and', 'please', '!', 'too'].includes(tokens[end - 1]?.key ?? '')) end -= 1
    // What opens with a colon ("with criteria: …") may hold anything, so it is looked for from the left.
    for (let start = from + 1; start < end; start += 1) {
      if (!['with', 'criteria', 'description', 'acceptance', 'notes', 'note'].includes(tokens[start]?.key ?? '')) continue
      const opened = readPhrase(scope, tokens, start, end, 'strict')
      if (!opened || !opened.changes.every((change) => change.kind === 'criteria-add' || change.kind === 'describe')) continue
      changes.unshift(...opened.changes)
      end = start
      continue search
    }
    for (let start = end - 1; start > from && end - start <= 22; start -= 1) {
      // What stands in brackets behind the last of several titles belongs to that one.
      if (list && tokens[start]?.key === '(') break search
      const place = spot ? undefined : readSpot(scope, tokens, start, end)
      if (place && trusted(place, tokens, start, lastQuote, infinitive)) {
        spot = place
        end = start
        while (
          end > from + 1 &&
          /^(right|just|directly|immediately|somewhere|anywhere|probably|maybe|placed|it|goes|put)$/.test(tokens[end - 1]?.key ?? '')
        )
          end -= 1
        continue search
      }
      const phrase = list && tokens[end - 1]?.key === ')' ? undefined : readPhrase(scope, tokens, start, end, 'strict')
      if (phrase && !(start > from + 1 && growsLeft(scope, tokens, start, end))) {
        changes.unshift(...phrase.changes)
        doubt ??= phrase.doubt
        end = start
        continue search
      }
    }
    break
  }
  const unsure = spot || infinitive ? undefined : unknownPlace(scope, tokens, from, end)
  return { at: end, changes, spot, ...(doubt ? { doubt } : {}), ...(unsure ? { unsure } : {}) }
}

/** "3 days" in "estimated at 3 days": a longer phrase that ends here says the same more fully. */
function growsLeft(scope: Scope, tokens: readonly Token[], start: number, end: number): boolean {
  for (let left = start - 1; left >= Math.max(1, start - 6); left -= 1)
    if (tokens[left]?.kind !== 'quoted' && readPhrase(scope, tokens, left, end, 'strict')) return true
  return false
}

/** A place in free words needs a task that is surely meant; behind quotes, any that is there. */
function trusted(spot: Spot, tokens: readonly Token[], start: number, lastQuote: number, infinitive: boolean): boolean {
  if (!('refs' in spot)) return true
  if (lastQuote >= 0 && lastQuote < start) return spot.refs.confidence > 0.2
  const word = tokens[start]?.key ?? ''
  const plain = ['to', 'in', 'for', 'on'].includes(word)
  return spot.refs.confidence >= (plain && infinitive ? 0.96 : plain ? 0.86 : 0.65)
}

function unknownPlace(scope: Scope, tokens: readonly Token[], from: number, to: number): Tail['unsure'] {
  for (let at = to - 2; at > from; at -= 1) {
    const token = tokens[at]
    if (!token || token.kind === 'quoted') continue
    if (tokens[at - 1]?.kind === 'quoted' || ['under', 'beneath', 'underneath', 'below', 'inside', 'after', 'before'].includes(token.key)) {
      if (!['under', 'beneath', 'underneath', 'below', 'inside', 'after', 'before', 'to', 'in', 'into', 'within'].includes(token.key)) continue
      return { at, to, word: token.key }
    }
  }
  return undefined
}
