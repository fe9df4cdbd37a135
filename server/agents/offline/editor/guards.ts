import type { AgentAnswer } from '../../agent.ts'
import type { Token } from '../language/tokens.ts'

/** A message as it is read: where free words follow a colon, all of them are one text. */
export function withFreeText(message: string, tokens: readonly Token[]): readonly Token[] {
  const title = withTitle(message, tokens)
  if (title) return title
  const colon = tokens.findIndex((token, at) => token.kind === 'mark' && token.key === ':' && opensText(tokens, at))
  const [next, last] = [tokens[colon + 1], tokens.at(-1)]
  if (colon < 0 || !next || !last || next.kind === 'quoted' || next.key === '\n') return tokens
  const rest = tokens.slice(colon + 1)
  // Each with a value of its own: that is a list of orders.
  if (rest.some(({ key }, at) => key === ':' && /^(to|as|into)$/.test(rest[at - 1]?.key ?? ''))) return tokens
  // A short value is read as it always was; only what could be more than one sentence has to be kept together.
  if (rest.length > 2 && !rest.some(({ kind, key }) => kind !== 'quoted' && mayGoOn.test(key))) return tokens
  const text = message.slice(next.start, last.end)
  const before = /^(to|as|into)$/.test(tokens[colon - 1]?.key ?? '') ? colon : colon + 1
  return [...tokens.slice(0, before), { kind: 'quoted', text, key: '', start: next.start, end: last.end }]
}

/** "add a task: write the docs and delete the old ones": an order inside a title is part of it. */
function withTitle(message: string, tokens: readonly Token[]): readonly Token[] | undefined {
  const colon = tokens.findIndex(({ kind, key }) => kind === 'mark' && key === ':')
  const next = tokens[colon + 1]
  if (
    colon < 1 ||
    colon > 10 ||
    !next ||
    next.kind === 'quoted' ||
    !/^(task|sub-?task|step|milestone|todo|to-do|item)$/.test(tokens[colon - 1]?.key ?? '')
  )
    return undefined
  let end = colon + 1
  while (end < tokens.length && !['.', '!', '?', '\n', ';'].includes(tokens[end]?.key ?? '')) end += 1
  const orders = tokens
    .slice(colon + 2, end)
    .some(({ kind, key }, at, rest) => kind === 'word' && destroys.test(key) && /^(and|then|,|also|&)$/.test(rest[at - 1]?.key ?? ''))
  const last = tokens[end - 1]
  if (!orders || !last) return undefined
  const text = message.slice(next.start, last.end)
  return [...tokens.slice(0, colon + 1), { kind: 'quoted', text, key: '', start: next.start, end: last.end }, ...tokens.slice(end)]
}

const destroys = /^(delete|remove|drop|erase|merge|combine|cancel|clear|scrap)$/
const mayGoOn = /^(and|then|but|also|,|\.|;|!|\?|\n|&|plus)$/

/** "change the description of 3 to:", "add a criterion to 3:", "rename 3 to:". */
function opensText(tokens: readonly Token[], colon: number): boolean {
  let from = colon
  while (from > 0 && !['.', ';', '!', '?', '\n', ':'].includes(tokens[from - 1]?.key ?? '')) from -= 1
  const before = tokens.slice(from, colon).map(({ kind, key }) => (kind === 'quoted' ? '"' : key))
  if (before.length < 2 || before.length > 25) return false
  const said = before.join(' ')
  if (/\b(description|note|comment|remark)\b/.test(said) && !/^(please )?note\b/.test(said)) return true
  if (/^(?:\w+ ){0,3}describe\b/.test(said)) return true
  if (/\b(title|name|heading) (of|for)\b/.test(said) || /'s (title|name|heading)\b/.test(said)) return true
  if (/\bcriterion\b/.test(said)) return true
  return /^(?:\w+ ){0,3}(rename|retitle)\b/.test(said) && /^(to|as|into)$/.test(before.at(-1) ?? '')
}

const words = (reply: string, understood: boolean): AgentAnswer => ({ kind: 'words', agent: 'editor', understood, reply })

/** What no clause may be read from: a share of a task that is done, an order not to do something. */
export function refusal(tokens: readonly Token[]): AgentAnswer | undefined {
  const said = tokens.map(({ kind, key }) => (kind === 'quoted' ? '"' : key)).join(' ')
  const share =
    /\b(?:is|are|'s|at|to|as|now|about|around|roughly|only|already|status) (?:\w+ ){0,2}?(\d+(?:\.\d+)?) ?(?:%|percent)(?: (?:done|complete|completed|finished|ready|there|through))?(?= ?(?:$|[.,;!?\n]|and\b|now\b|already\b))/.exec(
      said,
    )
  const partly =
    /\b(?:is|are|'s) (?:now |already |about |only )?(?:\d ?\/ ?\d|half|half-way|halfway|almost|nearly|partly|partially|mostly|nearly all)(?:-| )?(?:done|finished|complete|completed|ready|through|there)\b/.exec(
      said,
    )
  if ((share && Number(share[1]) !== 100 && !/\b(estimates?|by|above|below|over|coverage)\b/.test(said)) || partly)
    return words(
      'A task holds no share of what is done, so I changed nothing. Say for example “2 is in progress”, “log 3h on 2” or “mark 2 as done”.',
      false,
    )
  if (
    /^(?:please |no ,? ?|but )*(?:do not|don't|dont|never|don 't|must not|you must not) (?:ever |just |please )?(?:delete|remove|drop|rename|move|change|merge|touch|mark|assign|push|postpone|split|cancel|close|set|add|edit|reopen|start|finish|tag)\b/.test(
      said,
    ) &&
    !/[.;\n,]|\b(but|instead|rather|and)\b/.test(said)
  )
    return words('All right, I change nothing.', true)
  return undefined
}
