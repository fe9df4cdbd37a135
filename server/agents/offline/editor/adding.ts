import { limits } from '../../../core/plan/limits.ts'
import { compile, fit } from '../language/grammar.ts'
import { cardinal } from '../language/numbers.ts'
import { readReferences, type References, type Scope } from '../language/references.ts'
import { textOf, type Token } from '../language/tokens.ts'
import { priorityOf } from '../language/vocabulary.ts'
import { applyChanges, type Change } from './changes.ts'
import { escape, fitsTitle, outcome, type Desk, type Outcome } from './desk.ts'
import { groups } from './groups.ts'
import { readPhrase } from './phrases.ts'
import { doubtAbout, type Reading } from './reading.ts'
import { splitTokens, type Doubt } from './slots.ts'
import { capital, tidy } from './tidy.ts'

const heads = [
  "(add|create|insert|include|append|introduce|make|new|put in|set up|throw in|stick in|slip in|squeeze in|put|write|open|slot in|pop in|i want|we want|i need|give me|give us|let's have|let us have|i 'd like|i would like|there should be|there must be|there has to be|there needs to be|we should have|we must have|have|a new|a|an|another|one more|(it is|it 's|there is) (necessary|needed|required) [to have|to add])",
  "(we|i|you) [also|will|'ll|still|really|now|additionally|probably|might|definitely|certainly] [also|still] (need|require|want|forgot|missed|lack|could use|should add|must add|are missing|'re missing)",
  "(we'll|i'll|we 'll) [also] need",
  "(we|the plan|this plan|it|the project|the list) (are|'re|is|'s|is still|are still) (missing|lacking)",
  "(what is|what 's) missing is",
  '(missing|forgotten|also needed|needed|also) :',
  "(don't|do not|dont|let's not|never|not to) forget [about]",
  '(plan|schedule) in',
  '(new) (task|tasks|step|steps) :',
  '(todo|task|subtask|sub-task) :',
  '(also) (add|include)',
].map((source) => compile(source, groups))

/** Verbs that need the word "task" behind them, or quotes: "make", "put", "write" mean other things as well. */
const vague = new Set([
  'a',
  'an',
  'another',
  'one',
  'have',
  'it',
  'there',
  'make',
  'put',
  'write',
  'set',
  'open',
  'give',
  'i',
  'schedule',
  'plan',
  'new',
  'todo',
  'task',
  "let's",
  'let',
])
const nounForm =
  /^(tasks?|sub-?tasks?|milestones?|steps?|items?|todos?|to-dos?|cards?|tickets?|stor(y|ies)|deliverables?|root|phases?|child|children|action|actions|entry|entries|line|line-item|stage|stages|point|points)$/
const plural =
  /^(tasks|sub-?tasks|milestones|steps|items|todos|to-dos|cards|tickets|stories|deliverables|phases|children|actions|entries|stages|points)$/

/** Where a new task goes. */
type Spot =
  | { readonly kind: 'under'; readonly refs: References; readonly first?: boolean }
  | { readonly kind: 'before' | 'after'; readonly refs: References }
  | { readonly kind: 'first' | 'last' | 'root' }

interface Wish {
  readonly titles: readonly { readonly title: string; readonly changes: readonly Change[]; readonly quoted: boolean }[]
  readonly changes: readonly Change[]
  readonly spot: Spot | undefined
  readonly child: boolean
  readonly root: boolean
  readonly confidence: number
  readonly doubt?: Doubt
  readonly question?: Outcome
}

/** Reads "add a high priority task 'Load test' under 2 estimated at 3h due Friday", in its many forms. */
export function readAdding(desk: Desk, scope: Scope, tokens: readonly Token[], from: number, to: number): Reading | undefined {
  const head = headAt(tokens, from, to)
  if (head === undefined) return prefixed(desk, scope, tokens, from, to)
  return readBody(desk, scope, tokens, head, to, vague.has(tokens[from]?.key ?? '') && !(head > from + 1 && tokens[head - 1]?.key === ':'))
}

/** "under 2, add …", "after testing add …". */
function prefixed(desk: Desk, scope: Scope, tokens: readonly Token[], from: number, to: number): Reading | undefined {
  if (!['under', 'after', 'before', 'in', 'below', 'inside', 'within', 'beneath', 'to', 'for'].includes(tokens[from]?.key ?? '')) return undefined
  for (let cut = from + 2; cut < Math.min(to - 1, from + 14); cut += 1) {
    const body = tokens[cut]?.key === ',' ? cut + 1 : cut
    const head = headAt(tokens, body, to)
    if (head === undefined) continue
    const spot = readSpot(scope, tokens, from, cut)
    if (!spot) continue
    return readBody(desk, scope, tokens, head, to, vague.has(tokens[body]?.key ?? ''), spot)
  }
  return undefined
}

function headAt(tokens: readonly Token[], from: number, to: number): number | undefined {
  let best: number | undefined
  for (const pattern of heads) {
    for (let end = from + 1; end <= Math.min(to, from + 6); end += 1) fit(pattern, tokens, from, end, () => (best = Math.max(best ?? 0, end)))
  }
  return best
}

function readBody(desk: Desk, scope: Scope, tokens: readonly Token[], from: number, to: number, isVague: boolean, given?: Spot): Reading | undefined {
  const lead = readLead(scope, tokens, from, to)
  const tail = readTail(scope, tokens, lead.at, to, lead)
  const spot = given ?? lead.spot ?? tail.spot
  let [start, end] = [lead.at, tail.at]
  while (start < end && [':', ',', '-', '\n', '*', '•'].includes(tokens[start]?.key ?? '')) start += 1
  while (
    end > start &&
    [',', '.', '!', ':', '\n', 'and', 'also', 'too', 'please'].includes(tokens[end - 1]?.key ?? '') &&
    tokens[end - 1]?.kind !== 'quoted'
  )
    end -= 1
  if (end > start && tokens[end - 1]?.key === 'well' && tokens[end - 2]?.key === 'as') end -= 2
  let noun = lead.noun
  // "add a documentation task": the noun comes last.
  if (
    !noun &&
    end - start > 1 &&
    nounForm.test(tokens[end - 1]?.key ?? '') &&
    tokens[end - 1]?.kind === 'word' &&
    !['phase', 'phases', 'stage', 'stages', 'point', 'points', 'story', 'action', 'line', 'entry', 'root', 'actions'].includes(
      tokens[end - 1]?.key ?? '',
    )
  ) {
    noun = tokens[end - 1]?.key
    end -= 1
  }
  if (end <= start) return undefined
  if (end - start === 1 && tokens[start]?.kind === 'word' && nounForm.test(tokens[start]?.key ?? '') && noun === undefined) {
    return {
      score: 0.6,
      confidence: 0.6,
      open: false,
      perform: () => outcome({ refused: ['a task needs a title: say for example “add a task "Documentation"”'] }),
    }
  }
  const quoted = tokens.slice(start, end).some((token) => token.kind === 'quoted')
  // "make unit tests the last task" makes no new task: there the noun has to come first.
  if (isVague && lead.noun === undefined && !quoted) return undefined
  if (noun === undefined && !quoted && lead.infinitive) return undefined
  // "put the task 2.3 …" is about a task that is there, and "add a criterion …" about none.
  if (
    !quoted &&
    ((desk.catalogue.byNumber((tokens[start]?.key ?? '').replace(/^#/, '')) !== undefined && !lead.list) || notTitles.test(tokens[start]?.key ?? ''))
  )
    return undefined
  const many = plural.test(noun ?? '') || lead.count > 1
  const titles = readTitles(scope, tokens, start, end, many, noun === undefined)
  if (typeof titles === 'string') return { score: 0.5, confidence: 0.5, perform: () => outcome({ refused: [titles] }), open: true }
  if (titles.length === 0 || (!quoted && titles.slice(1).some(({ title }) => instruction.test(title)))) return undefined
  const changes = [...lead.changes, ...tail.changes]
  const doubt = tail.doubt ?? (spot && 'refs' in spot ? doubtAbout(desk, spot.refs, false) : undefined)
  const wish: Wish = {
    titles,
    changes,
    spot,
    child: /^(sub-?task|child)/.test(noun ?? ''),
    root: /^(milestone|root)/.test(noun ?? ''),
    confidence: 0.9,
  }
  const bare = noun === undefined && !quoted
  const unsure =
    bare && !many && titles.length > 1
      ? oneOrMany(desk, tokens, start, end, titles)
      : tail.unsure
        ? placeOrTitle(desk, tokens, start, end, tail.unsure)
        : undefined
  const score = bare ? 0.7 : quoted ? 0.95 : 0.9
  return { score, confidence: 0.9, open: !quoted, perform: unsure ? () => unsure : (current) => carryOut(current, wish), ...(doubt ? { doubt } : {}) }
}

const notTitles = /^(criterion|criteria|tag|tags|label|labels|dependency|dependencies|note|comment|ac|estimate|deadline|acceptance|description)$/
/** A member of a list that is an instruction itself. */
const instruction =
  /^(delete|remove|rename|move|mark|assign|give it|give them|estimate it|make it|set|put it|tag it|finish|start it|merge|swap|push|make them|then|and then|also|drop|cancel|close|it|they|depend|depends) /i

interface Lead {
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
function readLead(scope: Scope, tokens: readonly Token[], from: number, to: number): Lead {
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
      !(key() === 'in' && at > from)
    ) {
      if (key() === 'one' && !['more', 'new', 'task', 'for', 'called', 'additional'].includes(key(1))) break
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
  if (/^(a|an|the)$/.test(key()) && at + 1 < to) at += 1
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

interface Tail {
  readonly at: number
  readonly changes: readonly Change[]
  readonly spot: Spot | undefined
  readonly doubt?: Doubt
  /** A place was named, but no such task is there: where it starts, and its words. */
  readonly unsure?: { readonly at: number; readonly to: number; readonly word: string }
}

/** Fields and the place behind the title, taken off from the right as long as something can be read. */
function readTail(scope: Scope, tokens: readonly Token[], from: number, to: number, { infinitive, list }: Pick<Lead, 'infinitive' | 'list'>): Tail {
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

const childOf = compile('as [a|an|the] [new|first|last] (%child|%children) (of|under|to|for|in) $b:ref', groups)
const places: readonly { readonly words: ReadonlySet<string>; readonly kind: 'under' | 'before' | 'after' }[] = [
  { words: new Set(['under', 'beneath', 'underneath', 'inside', 'into', 'within', 'in', 'to', 'for', 'below']), kind: 'under' },
  { words: new Set(['before', 'above']), kind: 'before' },
  { words: new Set(['after', 'behind', 'following', 'below']), kind: 'after' },
]

/** Reads a whole span as a place. */
function readSpot(scope: Scope, tokens: readonly Token[], from: number, to: number): Spot | undefined {
  const key = tokens[from]?.kind === 'word' ? tokens[from].key : ''
  let spot: Spot | undefined
  if (key === 'as') {
    fit(childOf, tokens, from, to, ({ spans }) => {
      const span = spans[0]
      const refs = span && one(scope, tokens, span.from, span.to)
      if (refs) spot = { kind: 'under', refs }
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
    places.some(({ words }) => words.has(tokens[start + 1]?.key ?? ''))
  )
    start += 1
  const word = tokens[start]?.key ?? ''
  for (const { words, kind } of places) {
    if (!words.has(word) || tokens[start]?.kind !== 'word') continue
    let at = start + 1
    if (tokens[at]?.key === 'the' && /^(section|group|branch|milestone|heading)$/.test(tokens[to - 1]?.key ?? '')) at += 1
    const refs = one(scope, tokens, at, to)
    if (refs) return word === 'below' ? { kind: 'after', refs } : { kind, refs }
  }
  return undefined
}

function one(scope: Scope, tokens: readonly Token[], from: number, to: number): References | undefined {
  if (to <= from) return undefined
  const refs = readReferences(scope, tokens, from, to)
  return refs && refs.ids.length === 1 && refs.confidence > 0.2 && !refs.group ? refs : undefined
}

/** The titles of a span: one, or the members of a list. A string says why there are none. */
function readTitles(scope: Scope, tokens: readonly Token[], from: number, to: number, many: boolean, bare: boolean): Wish['titles'] | string {
  const parts = splitTokens(tokens, from, to)
  const allQuoted = parts.length > 1 && parts.every(([start]) => tokens[start]?.kind === 'quoted')
  const comma = tokens.slice(from, to).some((token) => token.key === ',')
  const lines = tokens.slice(from, to).some((token) => token.key === '\n' || token.key === ';')
  const firstQuoted = tokens[from]?.kind === 'quoted'
  if (firstQuoted && !allQuoted && to - from > 1 && !many) {
    const rest = textOf(scope.message, tokens, from + 1, to)
    return `I could not read “${rest}” behind the title`
  }
  const asList = allQuoted || lines || many || comma
  const mixed = parts.find(
    ([start, end]) =>
      (end - start > 1 && tokens.slice(start + 1, end).some((token) => token.kind === 'quoted')) ||
      (end - start > 1 && tokens[start]?.kind === 'quoted' && tokens[start + 1]?.key !== '('),
  )
  if (mixed && parts.length > 1) return `I could not read “${textOf(scope.message, tokens, mixed[0], mixed[1])}”`
  const wanted = asList || (bare && parts.length > 1) ? parts : [[from, to] as const]
  return wanted.map(([start, end]) => titleAt(scope, tokens, start, end)).filter((one) => one.title !== '')
}

function titleAt(scope: Scope, tokens: readonly Token[], from: number, to: number): Wish['titles'][number] {
  const changes: Change[] = []
  let [start, end] = [from, to]
  for (let cut = end - 1; cut > start; cut -= 1) {
    const phrase =
      tokens[cut]?.key === '(' || (cut === start + 1 && tokens[start]?.kind === 'quoted') ? readPhrase(scope, tokens, cut, end, 'strict') : undefined
    if (!phrase) continue
    changes.push(...phrase.changes)
    end = cut
    break
  }
  while (
    start < end - 1 &&
    /^(a|an|the|one|another|to|for|\d+|also)$/.test(tokens[start]?.key ?? '') &&
    (!/^\d+$/.test(tokens[start]?.key ?? '') || ['.', ')'].includes(tokens[start + 1]?.key ?? ''))
  )
    start += /^\d+$/.test(tokens[start]?.key ?? '') ? 2 : 1
  const quoted = end - start === 1 && tokens[start]?.kind === 'quoted'
  const text = textOf(scope.message, tokens, start, end)
  return { title: quoted ? text : capital(tidy(text)), changes, quoted }
}

const tokensText = (desk: Desk, tokens: readonly Token[], from: number, to: number): string => textOf(desk.message, tokens, from, to)

/** "add design and build": one task or two? */
function oneOrMany(desk: Desk, tokens: readonly Token[], from: number, to: number, titles: Wish['titles']): Outcome | undefined {
  const slice = tokens.slice(from, to)
  if (slice.some((token) => token.key === ',' || token.key === '\n' || token.key === ';')) return undefined
  const whole = capital(tidy(tokensText(desk, tokens, from, to)))
  const around = (text: string): string => `${desk.message.slice(0, tokens[from]?.start ?? 0)}${text}${desk.message.slice(tokens[to - 1]?.end ?? 0)}`
  return outcome({
    question: {
      text: `One task or ${titles.length}?`,
      options: [
        { label: titles.map(({ title }) => title).join(' · '), message: around(titles.map(({ title }) => `"${title}"`).join(' and ')) },
        { label: whole, message: around(`"${whole}"`) },
      ],
    },
  })
}

/** "add testing under the sea": a place that is not there, or a part of the title? */
function placeOrTitle(desk: Desk, tokens: readonly Token[], from: number, to: number, unsure: NonNullable<Tail['unsure']>): Outcome {
  const place = tokensText(desk, tokens, unsure.at + 1, unsure.to)
  const title = capital(tidy(tokensText(desk, tokens, from, unsure.at)))
  const whole = capital(tidy(tokensText(desk, tokens, from, unsure.to).replace(/["“”]/g, '')))
  const around = (text: string): string => `${desk.message.slice(0, tokens[from]?.start ?? 0)}${text}${desk.message.slice(tokens[to - 1]?.end ?? 0)}`
  return outcome({
    question: {
      text: `There is no task “${escape(place)}” in this plan. What shall the new task be?`,
      options: [
        { label: `${title}, at the end of the plan`, message: around(`"${title}"`) },
        { label: whole, message: around(`"${whole}"`) },
      ],
    },
  })
}

function carryOut(desk: Desk, wish: Wish): Outcome {
  const { working } = desk
  const where = spotOf(desk, wish)
  if ('refused' in where) return outcome({ refused: [where.refused] })
  if (where.parent !== null && working.depthOf(where.parent) >= limits.depth)
    return outcome({ refused: [`${desk.name(where.parent)} stands at the deepest level, nothing fits under it`] })
  const bad = wish.titles.find(({ title }) => !fitsTitle(title))
  if (bad) return outcome({ refused: [`a title has 1 to ${limits.title} characters`] })
  const made: string[] = []
  const refused: string[] = []
  wish.titles.forEach(({ title, changes }, turn) => {
    const id = working.create(title, where.parent, where.index === undefined ? undefined : where.index + turn)
    made.push(id)
    const done = applyChanges(desk, [id], [...wish.changes, ...changes])
    refused.push(...done.refused)
  })
  const place = where.parent === null ? '' : ` under ${desk.name(where.parent)}`
  return outcome({ did: [`Added ${desk.names(made)}${place}`], refused, about: made })
}

function spotOf(desk: Desk, { spot, child, root }: Wish): { readonly parent: string | null; readonly index?: number } | { readonly refused: string } {
  const { working, request } = desk
  const focus = request.taskId !== null && request.mode === 'task' && !root ? request.taskId : null
  const home = focus ?? null
  if (!spot) {
    if (!child) return { parent: home }
    const parent =
      request.taskId ??
      (desk.last.length === 1 ? desk.last[0] : request.earlier.at(-1)?.touched.length === 1 ? request.earlier.at(-1)?.touched[0] : undefined)
    if (parent === undefined || !working.find(parent))
      return { refused: 'I do not know under which task: say for example “add a sub-task … under 1”' }
    return { parent }
  }
  switch (spot.kind) {
    case 'root':
      return { parent: null }
    case 'first':
      return { parent: home, index: 0 }
    case 'last':
      return { parent: home }
    case 'under':
      return { parent: spot.refs.ids[0] ?? null, ...(spot.first ? { index: 0 } : {}) }
    case 'before':
    case 'after': {
      const sibling = spot.refs.ids[0] ?? ''
      const parent = working.parentOf(sibling)
      return { parent, index: working.children(parent).indexOf(sibling) + (spot.kind === 'after' ? 1 : 0) }
    }
  }
}
