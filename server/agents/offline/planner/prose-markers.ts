import { verbOf } from './verbs.ts'

/** A clause of prose, whether a sequence word begins it, and what stands behind that word. */
export interface Clause {
  readonly text: string
  /** What the sequence word says: after the one before, or beside it. */
  readonly order: 'next' | 'beside' | null
  readonly rest: string
}

const comma = '\\s*[,:–—-]?\\s+'
const thisOne = '(?:that|this|which|it|those|these)'
const beside = new RegExp(
  `^(?:and |but )?(?:in parallel(?: (?:to|with) ${thisOne})?|parallel to ${thisOne}|meanwhile|in the meantime|at the same time|simultaneously|alongside(?: ${thisOne})?)${comma}(?=\\S)`,
  'i',
)
const next = new RegExp(
  `^(?:and |but |so )?(?:first of all|firstly|secondly|thirdly|fourthly|to begin with|to start with|(?:and )?then|after (?:that|this|which)|afterwards?|after it|subsequently|thereafter|once (?:that|this|it)(?:['’]s| is| has been) (?:done|finished|complete|completed|ready|over)|when (?:that|this|it)(?:['’]s| is) (?:done|finished|complete|ready|over)|finally|lastly|last of all|at (?:the )?(?:very )?end|in the end|as a (?:first|second|third|next|last|final) step|(?:the |our )?(?:first|second|third|fourth|next|last|final) (?:step|thing|task)(?: is| will be| would be)?(?: to)?)${comma}(?=\\S)`,
  'i',
)
/** These begin other sentences too ("First results", "Next week"), so what follows must say that work follows. */
const bare = /^(?:and |so )?(?:first|second|third|fourth|next|last|later)(,|:)?\s+(?=\S)/i

/** Reads the sequence word at the beginning of a clause. */
export function readMarker(text: string): Clause {
  for (const [pattern, order] of [[beside, 'beside'] as const, [next, 'next'] as const]) {
    const match = pattern.exec(text)
    if (match) return { text, order, rest: text.slice(match[0].length) }
  }
  const start = /^we(?:['’]ll| will)? (?:start|begin) (?:by|with) (?=\S)/i.exec(text)
  if (start) {
    const rest = text.slice(start[0].length).replace(/^(\p{Ll}{2,})ing\b/u, (word, stem: string) => verbOf(word)?.verb ?? stem)
    return { text, order: 'next', rest }
  }
  const match = bare.exec(text)
  if (match) {
    const rest = text.slice(match[0].length)
    if (match[1] !== undefined || workFollows(rest)) return { text, order: 'next', rest }
  }
  return { text, order: null, rest: text }
}

/** "we need to …", "Maria cleans …", "clean the list": somebody does something. */
function workFollows(rest: string): boolean {
  const [first = '', second = ''] = rest.split(/[\s,]+/, 2)
  if (/^(?:week|month|year|quarter|monday|tuesday|wednesday|thursday|friday|saturday|sunday|time)$/i.test(first)) return false
  if (/^(?:we|i|you|they|he|she|there|it|let|everybody|everyone|somebody|the|our|a|an|by|on|until|before|comes?)$/i.test(first)) return true
  return verbOf(first) !== null || (/^\p{Lu}\p{Ll}+$/u.test(first) && /^(?:will|must|should|can|has|needs|is|and|\p{Ll}{2,}s)$/u.test(second))
}

/** "Tom writes the text and Lisa checks it": work of somebody else beside the first. */
function withOthers(clause: Clause): readonly Clause[] {
  if (clause.order === null) return [clause]
  const [rest = '', ...others] = clause.rest.split(/,?\s+(?:and|while)\s+(?=\p{Lu}\p{Ll}+\s(?:(?:will|should|must)\s\p{Ll}|\p{Ll}{2,}s\s))/u)
  return [{ ...clause, rest }, ...others.map((other): Clause => ({ text: other, order: 'beside', rest: other }))]
}

/** Whether a clause says that nothing comes before it. */
export const isBeginning = (clause: Clause): boolean =>
  /^(?:and |so )?(?:first|to begin|to start|as a first|the first|our first|we\b)/i.test(clause.text)

/** The clauses of a sentence: "First we plan, then we build and finally we ship" is three. */
export function clausesOf(sentence: string): readonly Clause[] {
  const clauses = sentence
    .split(
      /\s*[,;]\s+(?=(?:and |but )?(?:then|after (?:that|this|which)|afterwards?|subsequently|finally|lastly|in parallel|meanwhile|in the meantime|at the same time|simultaneously)\b)|\s+(?=and (?:then|afterwards|finally|lastly|meanwhile|in parallel|after (?:that|this))\b)/i,
    )
    .map(readMarker)
    .flatMap(withOthers)
  // A clause without a sequence word belongs to the one before it.
  return clauses.reduce<readonly Clause[]>((all, clause) => {
    const last = all.at(-1)
    if (clause.order !== null || !last) return [...all, clause]
    return [...all.slice(0, -1), { ...last, text: `${last.text}, ${clause.text}`, rest: `${last.rest}, ${clause.text}` }]
  }, [])
}
