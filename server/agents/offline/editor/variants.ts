import type { Token } from '../language/tokens.ts'

const fillers = [
  'evenly',
  'equally',
  'fairly',
  'really',
  'actually',
  'just',
  'now',
  'also',
  'please',
  'probably',
  'accordingly',
  'again',
  'already',
  'still',
  'finally',
  'quite',
  'a bit',
  'a little',
  'a little bit',
  'today',
  'right now',
  'at the latest',
  'at latest',
  'definitely',
  'certainly',
  'obviously',
  'basically',
  'simply',
  'maybe',
  'for us',
  'somehow',
  'though',
  'anyway',
  'instead',
  'then',
  'too',
  'as well',
  'both',
  'i think',
  'i guess',
  'i believe',
  'in fact',
  'of course',
  'so far',
  'kindly',
  'officially',
  'unfortunately',
  'luckily',
  'the task called',
  'the task named',
  'however',
  'at the moment',
  'currently',
  'for the moment',
  'as of today',
  'as of now',
  'apparently',
  'directly',
  'straight',
  'straight away',
  'immediately',
  'instead of that',
  'by the way',
  'exactly',
  'approximately',
  'about',
  'around',
  'roughly',
  'the fact that',
  'soon',
  'overall',
  'rather',
  'yesterday',
  'this morning',
  'last night',
  'last week',
  'this week',
  'please also',
  'once more',
  'it seems',
]
  .map((phrase) => phrase.split(' '))
  .sort((a, b) => b.length - a.length)

/** Words without which a sentence says the same. Never taken out of quotations. */
function withoutFillers(tokens: readonly Token[]): readonly Token[] {
  const kept: Token[] = []
  for (let at = 0; at < tokens.length;) {
    const filler = fillers.find((words) => words.every((word, index) => tokens[at + index]?.key === word && tokens[at + index]?.kind === 'word'))
    if (filler) at += filler.length
    else {
      const token = tokens[at]
      if (token) kept.push(token)
      at += 1
    }
  }
  return kept
}

const owners: Readonly<Record<string, string>> = { its: 'it', their: 'them', "it's": 'it' }

/** "its deadline" as "it's deadline" is written: an owner and a mark of ownership. */
function withOwners(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap((token) => {
    const owner = token.kind === 'word' && Object.hasOwn(owners, token.key) ? owners[token.key] : undefined
    if (owner === undefined) return [token]
    return [
      { ...token, text: owner, key: owner },
      { ...token, text: "'s", key: "'s", start: token.end },
    ]
  })
}

const commas = (tokens: readonly Token[]): readonly Token[] => tokens.filter((token, index) => token.key !== ',' || index === 0)

const bases: Readonly<Record<string, string>> = Object.fromEntries(
  'make rename move delete remove add change set put mark merge combine split assign give push postpone delay create insert swap finish start close cancel raise lower bump clear tag label describe call drop estimate link schedule shift update reopen complete unassign log indent outdent promote reorder double halve increase reduce extend pull bring'
    .split(' ')
    .map((verb) => [
      /[^aeiou][aeiou][^aeiouwxy]$/.test(verb) && !/(open|en|er|it|el|log|ign|ush)$/.test(verb)
        ? `${verb}${verb.at(-1)}ing`
        : verb.endsWith('e')
          ? `${verb.slice(0, -1)}ing`
          : `${verb}ing`,
      verb,
    ]),
)

/** "would you mind making …": the verb in its plain form. */
const plainVerb = (tokens: readonly Token[]): readonly Token[] => {
  const [first] = tokens
  const base = first && first.kind === 'word' && Object.hasOwn(bases, first.key) ? bases[first.key] : undefined
  return first && base !== undefined ? [{ ...first, key: base }, ...tokens.slice(1)] : tokens
}

/** Verbs whose object may go without saying: "…, assign Eve", "rename to X". */
const implied = new Set(
  'assign tag label rename move mark make set estimate put give due push postpone finish start complete close reopen cancel retitle call delay schedule prioritize prioritise log'.split(
    ' ',
  ),
)

/** "move X so that it comes after Y": what is to be so then, said of X or of whoever the second half names. */
function asPurpose(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ kind, key }, index) => index > 1 && kind === 'word' && key === 'so')
  if (at < 0 || !/^(move|put|place|reorder|rearrange|order|sort|arrange|link|shift|change|connect)$/.test(tokens[0]?.key ?? '')) return []
  const start = tokens[at + 1]?.key === 'that' ? at + 2 : at + 1
  const end = tokens[at - 1]?.key === ',' ? at - 1 : at
  const anew = /^(it|they|that|this|he|these|those)$/.test(tokens[start]?.key ?? '')
  return anew ? [...tokens.slice(1, end), ...tokens.slice(start + 1)] : tokens.slice(start)
}

/** Other ways to put the same clause, each plainer than the one before. Only asked for where the clause as it stands means nothing. */
export function variantsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const found: (readonly Token[])[] = []
  const seen = new Set([tokens.map(({ key }) => key).join(' ')])
  const offer = (variant: readonly Token[]): void => {
    const spelled = variant.map(({ key }) => key).join(' ')
    if (variant.length === 0 || seen.has(spelled)) return
    seen.add(spelled)
    found.push(variant)
  }
  if (tokens.length > 4 && tokens[0]?.key === 'make' && tokens[1]?.key === 'that') offer(tokens.slice(2))
  offer(asPurpose(tokens))
  const instead = tokens.findIndex(
    (token, index) => (token.key === 'instead' && tokens[index + 1]?.key === 'of') || (token.key === 'rather' && tokens[index + 1]?.key === 'than'),
  )
  // "the tag x instead of y" takes something away, too.
  if (instead > 1 && !tokens.some(({ key }) => /^(tag|tags|tagged|label|labels|labelled|labeled)$/.test(key))) offer(tokens.slice(0, instead))
  const source = tokens.findIndex(({ key }, index) => key === 'from' && index > 1)
  const target = source < 0 ? -1 : tokens.findIndex(({ key }, index) => key === 'to' && index > source)
  const all = tokens.slice(0, Math.max(source, 0)).some(({ key }) => /^(everything|all|every|each|anything|whatever)$/.test(key))
  if (target > source && target - source <= 6 && !all) offer([...tokens.slice(0, source), ...tokens.slice(target)])
  if (/^(i|we|you)$/.test(tokens[0]?.key ?? ''))
    offer(tokens.slice(/^(will|would|have|just|shall|am|are|'ll|'d)$/.test(tokens[1]?.key ?? '') ? 2 : 1))
  const verb = plainVerb(tokens)
  offer(verb)
  offer(withOwners(verb))
  const plain = plainVerb(withoutFillers(verb))
  offer(plain)
  offer(withOwners(plain))
  offer(commas(withOwners(plain)))
  const [first, ...rest] = verb
  if (first && first.kind === 'word' && implied.has(first.key))
    offer([first, { kind: 'word', text: 'it', key: 'it', start: first.end, end: first.end }, ...rest])
  return found
}
