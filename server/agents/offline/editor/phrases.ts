import type { CalendarDate } from '../../../core/plan/task.ts'
import { shiftDate } from '../language/dates.ts'
import { compile, fit, wordsPresent, type Pattern, type Span } from '../language/grammar.ts'
import { spanKey, type References, type Scope } from '../language/references.ts'
import type { Token } from '../language/tokens.ts'
import type { Change } from './changes.ts'
import { groups } from './groups.ts'
import { readValue, Slots, type Doubt, type Value } from './slots.ts'

/** What a run of field phrases says: "high priority, due Friday, assigned to Anna". */
export interface Phrases {
  readonly changes: readonly Change[]
  readonly confidence: number
  readonly doubt?: Doubt
  /** Tasks named in it that are not there. */
  readonly unknown?: References
}

/** `loose` after "is" or "make", where a bare word can only be a value; `strict` behind a title, where it may belong to it. */
export type Strictness = 'loose' | 'strict'

interface Phrase {
  readonly pattern: Pattern
  readonly act: (slots: Slots) => readonly Change[] | undefined
  readonly loose: boolean
}

/** "from Monday to Friday": the Friday of that week, not one before it. */
export const onOrAfter = (start: CalendarDate, due: CalendarDate): CalendarDate => {
  const later = shiftDate(due, { unit: 'days', amount: 7 })
  return due < start && later >= start ? later : due
}

const phrases: Phrase[] = []
const phrase = (patterns: readonly string[], act: Phrase['act'], loose = false): void => {
  for (const source of patterns) phrases.push({ pattern: compile(source, groups), act, loose })
}

phrase(
  ['[marked|flagged|set|shown] [as|to] $status', 'status [:|=|to|is|of|set to] $status', 'with status $status', '[a|the] status [of|to] $status'],
  (slots) => [{ kind: 'status', to: slots.status() }],
  true,
)
phrase(['with status $status', 'status [:|=] $status', '(marked|flagged) [as] $status', 'already $status'], (slots) => [
  { kind: 'status', to: slots.status() },
])
phrase(
  [
    '[a|of|with|with a|at|marked as|as] $priority',
    'priority [:|=|to|is|of|set to|level] $priority',
    '[with] [a|the] priority [of|to|at|:] $priority',
  ],
  (slots) => [{ kind: 'priority', to: slots.priority() }],
  true,
)
phrase(
  [
    '[with|as|at|of|in] [a|an] $p:priority (priority|prio)',
    '[with] (priority|prio) [:|=|of|level] $p:priority',
    '(urgent|critical|asap)',
    "[it is|it 's|which is|this is|that 's|that is] (urgent|critical)",
    'as (urgent|critical)',
    '(high-priority|low-priority|medium-priority|high-prio|low-prio)',
  ],
  (slots) => [{ kind: 'priority', to: slots.has('p') ? slots.priority('p') : 'urgent' }],
)
phrase(
  [
    'estimated [at|as|to be|to|with|to take] $time:duration',
    '(estimate|est|effort|size|estimation|time) [of|is|:|=|to|at] $time:duration',
    '[with] (a|an|the) [time] (estimate|effort|estimation|size) of $time:duration',
    'with [a|an] $time:duration [time] [estimate|effort|estimation|of work|of effort|budget]',
    'with (estimate|effort|estimation) [of|:] $time:duration',
    '(taking|takes|take|requiring|requires|needing|needs|need|lasting|costing|should take|will take|which takes|that takes|which should take|to take|worth) [about|around|roughly] $time:duration',
    '$time:duration (long|each|of work|of effort|estimate|estimated|effort|estimation|apiece)',
    'LP $time:duration RP',
    'of $time:duration',
    '~ $time:duration',
    '[it|they] (should|will|would|could) take $time:duration',
  ],
  (slots) => [{ kind: 'estimate', to: slots.minutes() }],
)
phrase(
  ['$time:duration', 'for $time:duration', 'at $time:duration', 'of $time:duration'],
  (slots) => [{ kind: 'estimate', to: slots.minutes() }],
  true,
)
phrase(['$time:duration'], (slots) =>
  slots.value('time').to - slots.value('time').from <= 2 ? [{ kind: 'estimate', to: slots.minutes() }] : undefined,
)
phrase(
  [
    "[is|are|be|which is|that is|that 's] (due|ending|ends|end) [date] [on|by|at|before|:|=|until|is|for] $date",
    '(due|finished|done|ready|completed|complete|delivered) (by|until|before|on) $date',
    '[needed|wanted|required] by $date',
    '[with] [a|the] (due date|deadline|end date) [of|on|:|=|is|to|at|by|for] $date',
    'until $date',
    'no later than $date',
    '[to be] (finished|done|completed|ready|delivered) by $date',
  ],
  (slots) => [{ kind: 'due', to: slots.date() }],
)
phrase(['[on|for|to] $date'], (slots) => [{ kind: 'due', to: slots.date() }], true)
phrase(
  [
    '(starting|starts|start|beginning|begins|begin|kicking off|to start|to begin) [date] [on|from|at|:|=] $date',
    '[with] [a|the] start date [of|on|:|=|is|to|at] $date',
    'not before $date',
    'from $date',
  ],
  (slots) => [{ kind: 'start', to: slots.date() }],
)
phrase(
  [
    'from $s:date (to|until|till|through|-) $d:date',
    '(starting|starts|start|beginning) [on] $s:date [and] (ending|ends|end|due|finishing) [on|by] $d:date',
  ],
  (slots) => [
    { kind: 'start', to: slots.date('s') },
    { kind: 'due', to: onOrAfter(slots.date('s'), slots.date('d')) },
  ],
)
phrase(
  [
    '[is|are] (assigned|given|delegated|allocated|handed) [to|:] $person',
    '[is|are] owned by $person',
    '[with] [the] (assignee|owner) [is|:|=|to|of] $person',
    '(done|handled|carried out|taken on|taken care of|led) by $person',
    '[with] $person as [the] (owner|assignee)',
  ],
  (slots) => [{ kind: 'assignee', to: slots.person() }],
)
phrase(['$person:known'], (slots) => [{ kind: 'assignee', to: slots.person() }], true)
phrase(['for $person:known', "(it is|it 's|to be done) for $person:known", 'by $person:known'], (slots) => [{ kind: 'assignee', to: slots.person() }])
phrase(['$list:hashtag', '(and|,) $list:hashtag'], (slots) => [{ kind: 'tags', add: slots.list(), remove: [] }])
phrase(['$person:mention', '(owner|assignee|who) (:|=) $person'], (slots) => [{ kind: 'assignee', to: slots.person() }])
phrase(['LP $fields:predicate RP'], (slots) => slots.changes('fields'))
phrase(['unassigned', 'not assigned', 'assigned to (nobody|no one|no-one)'], () => [{ kind: 'assignee', to: null }], true)
phrase(
  [
    '(tagged|labelled|labeled) [as|with] $list:tags',
    'with [the] (tag|tags|label|labels) [:] $list:tags',
    '(tag|tags|label|labels) (:|=) $list:tags',
    'tags $list:tags',
  ],
  (slots) => [{ kind: 'tags', add: slots.list(), remove: [] }],
)
phrase(
  [
    '[that|which|and] [is|are] (depending|depends|depend|dependent) (on|upon) $a:refs',
    '[that|which] [is|are] (waiting|waits|wait) (for|on) $a:refs',
    '[is|are] blocked by $a:refs',
    '[that|which] needs $a:refs first',
    'with [a] (dependency|dependencies) [on] $a:refs',
  ],
  (slots) => (slots.refs().confidence >= 0.6 ? [{ kind: 'needs', add: slots.ids() }] : undefined),
)
phrase(['with [the] [acceptance] (criteria|criterion) [:] $list', '[acceptance] (criteria|criterion) : $list'], (slots) => [
  { kind: 'criteria-add', texts: slots.list() },
])
phrase(['with [the|a] (description|note|notes|details) [:|of|saying] $text', '(description|note|notes|details) : $text'], (slots) => [
  { kind: 'describe', text: slots.text(), append: false },
])

const memos = new WeakMap<Scope, Map<string, Phrases | null>>()

/** Reads a whole span as one or more field phrases. */
export function readPhrases(scope: Scope, tokens: readonly Token[], from: number, to: number, strictness: Strictness): Phrases | undefined {
  if (to <= from || to - from > 60) return undefined
  let memo = memos.get(scope)
  if (!memo) memos.set(scope, (memo = new Map()))
  const key = `${strictness} ${spanKey(tokens, from, to)}`
  const known = memo.get(key)
  if (known !== undefined) return known ?? undefined
  memo.set(key, null)
  const found = readRun(scope, tokens, from, to, strictness)
  memo.set(key, found ?? null)
  return found
}

function readRun(scope: Scope, tokens: readonly Token[], from: number, to: number, strictness: Strictness): Phrases | undefined {
  const whole = readPhrase(scope, tokens, from, to, strictness)
  if (whole) return whole
  for (let cut = to - 1; cut > from; cut -= 1) {
    let after = cut
    while (
      after < to &&
      [',', 'and', '&', 'with', 'plus', 'but', 'also', 'is'].includes(tokens[after]?.key ?? '') &&
      !(tokens[after]?.key === 'with' && after === cut)
    )
      after += 1
    if (after >= to) continue
    const head = readPhrase(scope, tokens, from, cut, strictness)
    if (!head) continue
    const rest = readPhrases(scope, tokens, after, to, strictness)
    if (!rest || isTwice(head.changes, rest.changes)) continue
    const doubt = head.doubt ?? rest.doubt
    return { changes: [...head.changes, ...rest.changes], confidence: Math.min(head.confidence, rest.confidence), ...(doubt ? { doubt } : {}) }
  }
  return undefined
}

/** "Ben and Carla", "done and blocked": a field holds one value. */
const isTwice = (some: readonly Change[], more: readonly Change[]): boolean =>
  some.some(({ kind }) => /^(status|priority|estimate|due|start|assignee)$/.test(kind) && more.some((other) => other.kind === kind))

/** One phrase over the whole span, the one that names most of it word by word. */
export function readPhrase(scope: Scope, tokens: readonly Token[], from: number, to: number, strictness: Strictness): Phrases | undefined {
  let best: Phrases | undefined
  let most = -1
  const present = wordsPresent(tokens, from, to)
  for (const { pattern, act, loose } of phrases) {
    if (loose && strictness === 'strict') continue
    fit(
      pattern,
      tokens,
      from,
      to,
      ({ spans, literal }) => {
        if (literal <= most) return
        const values = new Map<string, Value>()
        for (const span of spans) {
          const value = readSlot(scope, tokens, span)
          if (!value || value.confidence === 0 || value.missing !== undefined) return
          values.set(span.name, value)
        }
        const changes = act(new Slots(values))
        if (!changes) return
        const doubt = [...values.values()].find((value) => value.doubt)?.doubt
        most = literal
        best = { changes, confidence: Math.min(1, ...[...values.values()].map(({ confidence }) => confidence)), ...(doubt ? { doubt } : {}) }
      },
      present,
    )
  }
  return best
}

/** Reads what a pattern captured, a run of field phrases included. */
export function readSlot(scope: Scope, tokens: readonly Token[], span: Span): Value | undefined {
  if (span.reads !== 'predicate') return readValue(scope, tokens, span)
  const read = readPhrases(scope, tokens, span.from, span.to, 'loose')
  return read && { changes: read.changes, confidence: read.confidence, from: span.from, to: span.to, ...(read.doubt ? { doubt: read.doubt } : {}) }
}
