import { one, readSpot } from './spot.ts'
import { type Spot } from './carry-out.ts'
import { cardinal } from '../../language/numbers.ts'
import { type Scope } from '../../language/references.ts'
import { type Token } from '../../language/tokens.ts'
import { priorityOf } from '../../language/vocabulary.ts'
import { type Change } from '../changes.ts'

export const nounForm =
  /^(tasks?|sub-?tasks?|milestones?|steps?|items?|todos?|to-dos?|cards?|tickets?|stor(y|ies)|deliverables?|root|phases?|child|children|action|actions|entry|entries|line|line-item|stage|stages|point|points)$/
export const plural =
  /^(tasks|sub-?tasks|milestones|steps|items|todos|to-dos|cards|tickets|stories|deliverables|phases|children|actions|entries|stages|points)$/

/** Behind these no article stands alone: "A and B" are two names. */
const joins: ReadonlySet<string> = new Set(['and', ',', '&', '+', 'or'])

export interface Lead {
  readonly at: number
  readonly noun: string | undefined
  readonly count: number
  readonly changes: readonly Change[]
  readonly infinitive: boolean
  /** A list follows. */
  readonly list: boolean
  readonly spot?: Spot
}

/** "a", "another", "three", "new", "high priority", "sub-task", "called", "for", "to", ":" before the title. */
export function readLead(scope: Scope, tokens: readonly Token[], from: number, to: number): Lead {
  let at = from
  let noun: string | undefined
  let count = 1
  let infinitive = false
  let spot: Spot | undefined
  const changes: Change[] = []
  const key = (ahead = 0): string => (tokens[at + ahead]?.kind === 'quoted' ? '"' : (tokens[at + ahead]?.key ?? ''))
  const counted = cardinal(key())
  if (
    counted !== undefined &&
    counted > 1 &&
    at + 1 < to &&
    (nounForm.test(key(1)) || nounForm.test(key(2)) || key(1) === 'new' || key(1) === 'more')
  ) {
    count = counted
    at += 1
  }
  for (; at < to; at += 1) {
    if (
      [
        'a',
        'an',
        'another',
        'one',
        'new',
        'more',
        'the',
        'extra',
        'additional',
        'also',
        'some',
        'these',
        'following',
        'further',
        'in',
        'as',
        'me',
        'us',
        'small',
        'quick',
        'separate',
        'maybe',
        'also',
        'few',
        'couple',
        'simple',
        'necessary',
        'additionally',
        'single',
      ].includes(key()) &&
      !(key() === 'in' && at > from) &&
      !joins.has(key(1))
    ) {
      if (key() === 'one' && !['more', 'new', 'task', 'for', 'called', 'additional'].includes(key(1))) break
      continue
    }
    // "these three tasks", "the following two steps"
    const more = tokens[at]?.kind === 'word' ? cardinal(key()) : undefined
    if (more !== undefined && more > 1 && count === 1 && at > from && at + 1 < to && (nounForm.test(key(1)) || nounForm.test(key(2)))) {
      count = more
      continue
    }
    const priority = adjective(tokens, at, to)
    if (priority && leadsToNoun(tokens, at + priority.length, to)) {
      changes.push(priority.change)
      at += priority.length - 1
      continue
    }
    break
  }
  if (/^(top-level|root|top|main)$/.test(key()) && (nounForm.test(key(1)) || (key(1) === 'level' && nounForm.test(key(2))))) {
    spot = { kind: 'root' }
    at += key(1) === 'level' ? 2 : 1
  }
  if (nounForm.test(key()) && !(tokens[at + 1] === undefined) && at + 1 < to) {
    noun = key()
    at += 1
    if (noun === 'root' && nounForm.test(key())) at += 1
    // "a task under 2 called …", "a sub-task to 3: …": the place may stand before the title.
    const placed = placeBeforeTitle(scope, tokens, at, to)
    if (placed) {
      spot = placed.spot
      at = placed.at
      changes.push(...placed.changes)
    }
    if (
      [
        'called',
        'named',
        'titled',
        'entitled',
        'about',
        'for',
        'to',
        'that',
        'which',
        ':',
        '-',
        'saying',
        'regarding',
        'on',
        'covering',
        'with',
      ].includes(key()) &&
      at + 1 < to
    ) {
      if (key() === 'to') infinitive = true
      if (key() === 'with' && /^(the )?(title|name)$/.test(`${key(1) === 'the' ? 'the ' : ''}${key(1) === 'the' ? key(2) : key(1)}`))
        at += key(1) === 'the' ? 3 : 2
      else if (key() !== 'with') at += 1
      if (key() === ':' || key() === 'called') at += 1
      if (infinitive && /^(have|also)$/.test(key())) at += 0
    }
  } else if (['to', 'under', 'in', 'after', 'before', 'inside'].includes(key()) && tokens.slice(at, to).some((token) => token.key === ':')) {
    // "add these to Launch: …"
    const placed = placeBeforeTitle(scope, tokens, at, to)
    if (placed) {
      spot = placed.spot
      at = placed.at + (tokens[placed.at]?.key === ':' ? 1 : 0)
    }
  } else if (['for', 'about', ':'].includes(key())) at += 1
  // The article of a title goes: "a login page" becomes "Login page".
  if (/^(a|an|the)$/.test(key()) && at + 1 < to && !joins.has(key(1))) at += 1
  const list = count > 1 || plural.test(noun ?? '') || tokens[at]?.key === '\n'
  return { at, noun, count, changes, infinitive, list, ...(spot ? { spot } : {}) }
}

function adjective(tokens: readonly Token[], at: number, to: number): { readonly change: Change; readonly length: number } | undefined {
  for (let length = Math.min(2, to - at); length > 0; length -= 1) {
    const keys = tokens.slice(at, at + length).map((token) => token.key)
    const spelled = keys.join(' ')
    if (length === 1 && !/^(urgent|critical|important|(high|low|medium|top|normal)-(priority|prio))$/.test(spelled)) continue
    if (length === 2 && !/(priority|prio)$/.test(spelled)) continue
    const priority = priorityOf(length === 1 && spelled.includes('-') ? spelled.split('-') : keys)
    if (priority) return { change: { kind: 'priority', to: priority }, length }
  }
  const glued = /^(\d+(?:\.\d+)?)(?:-| )?(h|hour|hours|day|days|d|week|weeks)$/.exec(tokens[at]?.key ?? '')
  if (glued) {
    const unit = (glued[2] ?? '').startsWith('h') ? 60 : (glued[2] ?? '').startsWith('d') ? 480 : 2400
    return { change: { kind: 'estimate', to: Math.round(Number(glued[1]) * unit) }, length: 1 }
  }
  return undefined
}

const leadsToNoun = (tokens: readonly Token[], at: number, to: number): boolean => {
  for (let next = at; next < Math.min(to, at + 3); next += 1) if (nounForm.test(tokens[next]?.key ?? '')) return true
  return false
}

function placeBeforeTitle(
  scope: Scope,
  tokens: readonly Token[],
  from: number,
  to: number,
): { readonly spot: Spot; readonly at: number; readonly changes: readonly Change[] } | undefined {
  for (let end = from + 2; end < Math.min(to, from + 14); end += 1) {
    const token = tokens[end]
    const opens =
      token?.kind === 'quoted' || ['called', 'named', 'titled', ':', 'for', 'about', 'to', '-', ',', 'entitled'].includes(token?.key ?? '')
    if (!opens) continue
    if (token?.kind === 'quoted' && tokens[from]?.key === 'for') continue
    const of = tokens[from]?.key === 'of' ? one(scope, tokens, from + 1, end) : undefined
    const spot: Spot | undefined = of ? { kind: 'under', refs: of } : readSpot(scope, tokens, from, end)
    if (!spot || ('refs' in spot && spot.refs.confidence < 0.6)) continue
    if (tokens[from]?.key === 'to' && token?.kind !== 'quoted' && ![':', 'called', 'named', 'titled', 'for', '-'].includes(token?.key ?? '')) continue
    if (tokens[from]?.key === 'for' && ![':', 'called', 'named', 'titled'].includes(token?.key ?? '')) continue
    return { spot, at: end, changes: [] }
  }
  return undefined
}
