import { readOwing } from './owing.ts'
import { readSpot } from './spot.ts'
import { readTitles } from './titles.ts'
import { carryOut, type Spot, type Wish } from './carry-out.ts'
import { nounForm, plural, readLead } from './lead.ts'
import { readTail } from './tail.ts'
import { oneOrMany, placeOrTitle, underOrAfter } from './doubts.ts'
import { compile, fit } from '../../language/grammar.ts'
import { type Scope } from '../../language/references.ts'
import { type Token } from '../../language/tokens.ts'
import { outcome, type Desk } from '../desk.ts'
import { groups } from '../groups.ts'
import { readPhrase } from '../phrases.ts'
import { doubtAbout, type Reading } from '../reading.ts'

const heads = [
  "(add|create|insert|include|append|introduce|make|new|put in|set up|throw in|stick in|slip in|squeeze in|put|write|open|slot in|pop in|i want|we want|i need|give me|give us|let's have|let us have|i 'd like|i would like|there should be|there must be|there has to be|there needs to be|we should have|we should also have|we must have|we must also have|we should include|we should also include|have|a new|a|an|another|one more|(it is|it 's|there is) (necessary|needed|required) [to have|to add])",
  "(we|i|you) [also|will|'ll|still|really|now|additionally|probably|might|definitely|certainly] [also|still] (need|require|want|forgot|missed|lack|could use|should add|must add|are missing|'re missing)",
  "(we'll|i'll|we 'll) [also] need",
  "(we're|we are|i'm|i am) [also|still] (missing|lacking)",
  "(we|the plan|this plan|it|the project|the list) (are|'re|is|'s|is still|are still) (missing|lacking)",
  "(what is|what 's) missing is",
  '(missing|forgotten|also needed|needed|also) :',
  "(don't|do not|dont|let's not|never|not to) forget [about]",
  '(plan|schedule) in',
  '(new) (task|tasks|step|steps) :',
  '(todo|task|subtask|sub-task) :',
  '(also) (add|include)',
  'also (have|need|want) (a|an|another|some)',
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
/** Reads "add a high priority task 'Load test' under 2 estimated at 3h due Friday", in its many forms. */
export function readAdding(desk: Desk, scope: Scope, tokens: readonly Token[], from: number, to: number): Reading | undefined {
  const head = headAt(tokens, from, to)
  if (head === undefined) {
    const owing = readOwing(scope, tokens, from, to)
    return owing ? readBody(desk, scope, tokens, owing.at, to, false, owing.spot) : prefixed(desk, scope, tokens, from, to)
  }
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
  if (!quoted && tokens.slice(start, end).every(({ key }) => pronouns.test(key))) return undefined
  // "make unit tests the last task" makes no new task: there the noun has to come first.
  if (isVague && lead.noun === undefined && !quoted) return undefined
  if (noun === undefined && !quoted && lead.infinitive) return undefined
  // "put the task 2.3 …" is about a task that is there, and "add a criterion …" about none.
  if (!quoted && desk.catalogue.byNumber((tokens[start]?.key ?? '').replace(/^#/, '')) !== undefined && !lead.list) return undefined
  if (isFieldOrEach(scope, tokens, start, end)) return undefined
  // What ends on "of" or "with" was cut short: it is not a whole title.
  if (!quoted && tokens[end - 1]?.kind === 'word' && /^(of|with|for|by|at|to|the|a|an|and|or|from|into|than)$/.test(tokens[end - 1]?.key ?? ''))
    return undefined
  // "add two tasks after 3.4": a place, and no title.
  const place = quoted ? undefined : readSpot(scope, tokens, start, end)
  if (place && (!('refs' in place) || place.refs.confidence >= 0.84)) return undefined
  const many = plural.test(noun ?? '') || lead.count > 1
  const titles = readTitles(scope, tokens, start, end, many, noun === undefined)
  if (typeof titles === 'string') return { score: 0.5, confidence: 0.5, perform: () => outcome({ refused: [titles] }), open: true }
  if (titles.length === 0 || (!quoted && titles.slice(1).some(({ title }) => instruction.test(title)))) return undefined
  const changes = [...lead.changes, ...tail.changes]
  const doubt = tail.doubt ?? (spot && 'refs' in spot ? (doubtAbout(desk, spot.refs, false) ?? underOrAfter(desk, tokens, spot)) : undefined)
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

/** "a criterion …", "estimates to all", "each API", "3 days": no title begins so, and a value alone is none. */
function isFieldOrEach(scope: Scope, tokens: readonly Token[], start: number, end: number): boolean {
  const [first, second] = [tokens[start], tokens[start + 1]]
  if (first?.kind !== 'word') return false
  if (notTitles.test(first.key) || /^(each|every)$/.test(first.key)) return true
  if (fieldPlurals.test(first.key) && /^(to|for|on|everywhere)$/.test(second?.key ?? '')) return true
  return readPhrase(scope, tokens, start, end, 'strict') !== undefined
}

const fieldPlurals =
  /^(estimates|estimate|deadlines|dates|priorities|priority|assignees|owners|tags|descriptions|criteria|dependencies|statuses|status)$/
const notTitles = /^(criterion|criteria|tag|tags|label|labels|dependency|dependencies|note|comment|ac|estimate|deadline|acceptance|description)$/
/** "add one", "add it": whatever that is was said elsewhere. */
const pronouns = /^(one|ones|it|them|this|that|these|those|another|some|something|anything|everything|more|another|a|an|the|of|each|both|too|all)$/
/** A member of a list that is an instruction itself. */
const instruction =
  /^(delete|remove|rename|move|mark|assign|give it|give them|estimate it|make it|set|put it|tag it|finish|start it|merge|swap|push|make them|then|and then|also|drop|cancel|close|it|they|depend|depends) /i
