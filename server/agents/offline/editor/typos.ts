import type { Token } from '../language/tokens.ts'
import { isSlip } from '../language/words.ts'
import type { Desk } from './desk.ts'
import type { Doubt } from './slots.ts'

/** Verbs that take something away: a slip of one is asked about. */
const destroying = new Set(['delete', 'remove', 'merge', 'combine', 'cancel', 'erase'])
const verbs = [
  ...destroying,
  ...'rename assign unassign create insert move mark split swap estimate postpone complete finish start reopen'.split(' '),
]

/** A clause whose verb was mistyped, with the verb as it was meant. */
export interface Mended {
  readonly tokens: readonly Token[]
  readonly doubt?: Doubt
}

const letters = (word: string): string => [...word].sort().join('')

/** "renmae 2 to X": undefined where the first word is no slip of exactly one verb, or a word of the plan. */
export function mendVerb(desk: Desk, tokens: readonly Token[], from: number): Mended | undefined {
  const token = tokens[from]
  if (!token || token.kind !== 'word' || token.key.length < 4 || verbs.includes(token.key) || desk.catalogue.titles.hasWord(token.key))
    return undefined
  const meant = verbs.filter((verb) => isMeant(token.key, verb))
  const [verb] = meant
  if (verb === undefined || meant.length > 1) return undefined
  const mended = [...tokens.slice(0, from), { ...token, text: verb, key: verb }, ...tokens.slice(from + 1)]
  if (!destroying.has(verb)) return { tokens: mended }
  const options = [{ label: `Yes, ${verb}`, replacement: verb }]
  return { tokens: mended, doubt: { text: `By “${token.text}”, do you mean “${verb}”?`, start: token.start, end: token.end, options } }
}

/** Other forms of a verb are no slips of it, and of a short one only a swap of letters is: "more" is not "move". */
const isMeant = (word: string, verb: string): boolean =>
  !word.startsWith(verb) && isSlip(word, verb) && (verb.length > 5 || letters(word) === letters(verb))
