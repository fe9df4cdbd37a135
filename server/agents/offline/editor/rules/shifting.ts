import { shiftDate } from '../../language/dates.ts'
import type { Shift } from '../../language/durations.ts'
import { applyChanges } from '../changes.ts'
import { outcome, type Desk, type Outcome } from '../desk.ts'
import { fieldRuleBook } from '../field-rules.ts'
import type { Action } from '../reading.ts'
import type { Slots } from '../slots.ts'

const { rules, rule, changing } = fieldRuleBook()

/** Sentences that move tasks in time. */
export const shiftingRules = rules

const back = (by: Shift): Shift => ({ ...by, amount: -by.amount })
const later = '(push|postpone|delay|defer|shift|move|slip|slide|bump|set back|put off|put back|push back|push out|move back|move out|set)'
const earlier = '(pull|bring|advance|pull in|bring in|bring forward|pull forward|pull up|pull ahead|move up|move forward|bring up)'
const which = (what: string): 'due' | 'start' => (what === 'start' ? 'start' : 'due')
for (const [field, words] of [
  ['due', '%due'],
  ['start', '%start'],
] as const) {
  changing(
    [
      `${later} [back|out|forward|off] [the] ${words} (of|for|on) $a:refs [back|out|forward|ahead|on|along|off|later] [by|for] $shift [later|out|back|on|further|ahead]`,
      `${later} [back|out] $a:refs 's ${words} [back|out|forward|off] [by|for] $shift [later|out|back|further]`,
      `(make|set) [the] ${words} of $a:refs $shift later`,
    ],
    (slots) => [{ kind: 'shift', fields: which(field), by: slots.shift() }],
    { weight: 0.02 },
  )
  changing(
    [
      `${earlier} [in|forward|up] [the] ${words} (of|for|on) $a:refs [in|forward|up|ahead|back] [by] $shift [earlier|in]`,
      `${earlier} $a:refs 's ${words} [in|forward|up|ahead] [by] $shift [earlier]`,
      `(make|set|move|push|shift) [the] ${words} of $a:refs [up|in] [by] $shift (earlier|sooner|ahead)`,
      `(move|shift|push|bring) [the] ${words} (of|for|on) $a:refs (up|in) by $shift`,
      `(move|shift|push|bring) $a:refs 's ${words} (up|in) by $shift`,
      `(move|shift) $a:refs 's ${words} [up|in] [by] $shift (earlier|sooner)`,
    ],
    (slots) => [{ kind: 'shift', fields: which(field), by: back(slots.shift()) }],
    { weight: 0.03 },
  )
}
changing(
  [
    '(extend|prolong|lengthen) [the] (due date|deadline|end date|due|end) (of|for|on) $a:refs [out|forward] [by|for] $shift',
    "(extend|prolong|lengthen) $a:refs 's (due date|deadline|end date|due|end) [out|forward] [by|for] $shift",
    '(extend|prolong|lengthen) $a:refs [by|for] $shift',
    '(finish|end) $a:refs [by] $shift later',
  ],
  (slots) => [{ kind: 'shift', fields: 'due', by: slots.shift() }],
  { weight: 0.02 },
)
changing(
  ['(finish|end) $a:refs [by] $shift (earlier|sooner)', '$a:refs (ends|finishes|should finish|will finish|will end) $shift (earlier|sooner)'],
  (slots) => [{ kind: 'shift', fields: 'due', by: back(slots.shift()) }],
)
// "forward" is later to some and earlier to others; only who "brings" or "pulls" forward means earlier.
rule(
  [
    '(move|shift|slide|change|reschedule) [the] %due (of|for|on) $a:refs forward [by] $shift',
    "(move|shift|slide|change|reschedule) $a:refs 's %due forward [by] $shift",
    '(move|shift|slide|change|reschedule) $a:refs forward [by] $shift',
  ],
  (slots) => (desk) => {
    const { unit, amount } = slots.shift()
    const [from, to] = [slots.refs().start, slots.refs().end]
    const said = /\bforward\s+(?:by\s+)?((?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten)\s*[a-z]+)/i
    const field = /\b(?:due|deadline|date)/i.test(desk.message) ? 'move the due date of' : 'move'
    const message = (how: string): string =>
      said.test(desk.message) ? desk.message.replace(said, `$1 ${how}`) : `${field} ${desk.message.slice(from, to)} ${amount} ${unit} ${how}`
    return outcome({
      question: {
        text: `Shall ${desk.names(slots.ids())} move to a later or to an earlier day?`,
        options: [
          { label: 'Later', message: message('later') },
          { label: 'Earlier', message: message('earlier') },
        ],
      },
      about: slots.ids(),
    })
  },
  { weight: 0.08 },
)
rule(
  ['(move|shift|slide|change) [all|every|all of] [the|our] (dates|due dates|deadlines|schedule|timeline) forward [by] $shift'],
  (slots) => () => {
    const { unit, amount } = slots.shift()
    const options = ['later', 'earlier'].map((how) => ({
      label: how === 'later' ? 'Later' : 'Earlier',
      message: `move all dates ${amount} ${unit} ${how}`,
    }))
    return outcome({ question: { text: 'Shall all dates move to later or to earlier days?', options } })
  },
  { weight: 0.08 },
)
const shifting =
  (slots: Slots, by: Shift): Action =>
  (desk) =>
    shiftTasks(desk, slots, by)
rule(
  [
    `${later} $a:refs [back|out|forward|ahead|on|along|off|later|to the right] [by|for] $shift [later|out|back|on|further|forward|ahead]`,
    `${later} [back|out] $a:refs by $shift`,
    '(add) $shift to [the] (dates|due date|deadline|due dates|deadlines|schedule) of $a:refs',
    '$a:refs (slips|slip|slipped|is delayed|are delayed|is late|moves|slides|is postponed|will slip|got delayed|has slipped|will be late|will be delayed|is pushed|are pushed|is pushed back) [back] [by|for] $shift',
    '(give|grant|allow) $a:refs (another|an extra|an additional) $shift:shift to (finish|complete)',
    '[make|have|let|get] $a:refs [due|happen|finish|start and end] $shift later',
    '(delay|slip|postpone) of $shift (for|on) $a:refs',
    '$a:refs (gets|get|is|are|should be|must be|will be|have to be|need to be|has to be|was|were|got|needs to be) (pushed|postponed|delayed|moved|shifted|deferred|extended) [back|out|forward] by $shift',
    '$a:refs (needs|need|gets|get|wants) $shift more time',
  ],
  (slots) => shifting(slots, slots.shift()),
  { weight: 0.005 },
)
rule(
  [
    `${earlier} $a:refs [in|forward|up|ahead|back|closer] [by] $shift [earlier|in|forward|sooner]`,
    '(move|shift|push|make) $a:refs [up|in|due] [by] $shift (earlier|sooner)',
    '[make|have|let|get] $a:refs [due|happen|finish] $shift (earlier|sooner)',
    '$a:refs (moves|comes|is) [forward|up] [by] $shift (earlier|sooner)',
  ],
  (slots) => shifting(slots, back(slots.shift())),
  { weight: 0.01 },
)

/** Moves whole tasks in time: both their dates. A heading without dates asks for its sub-tasks. */
function shiftTasks(desk: Desk, slots: Slots, by: Shift): Outcome {
  const refs = slots.refs()
  const [only] = refs.ids
  if (refs.ids.length === 1 && only !== undefined) {
    const task = desk.working.find(only)
    const below = desk.working
      .subtree(only)
      .slice(1)
      .filter((id) => desk.working.find(id)?.dueDate ?? desk.working.find(id)?.startDate)
    if (task && task.startDate === null && task.dueDate === null && below.length > 0) {
      const number = desk.catalogue.numberOf(only)
      const message = `${desk.message.slice(0, refs.start)}everything under ${number === undefined ? `"${task.title}"` : `task ${number}`}${desk.message.slice(refs.end)}`
      return outcome({
        question: {
          text: `${desk.name(only)} has no date of its own. Shall I move everything under it?`,
          options: [{ label: `Everything under ${number ?? task.title}`, message }],
        },
        about: refs.ids,
      })
    }
  }
  const together = refs.group || (refs.ids.length > 1 && /^(them|these|those|they|both)\b/i.test(refs.phrase))
  const moved = applyChanges(desk, refs.ids, [{ kind: 'shift', fields: 'both', by }], together)
  if (refs.group && moved.did.length === 0 && moved.refused.length === 0)
    return outcome({ refused: ['none of them has a date to move'], about: refs.ids })
  if (
    refs.group &&
    moved.did.length > 0 &&
    /^(everything|all)/i.test(refs.phrase) &&
    refs.ids.length === desk.catalogue.rows.length &&
    desk.working.project.dueDate !== null
  ) {
    return {
      ...moved,
      did: [
        ...moved.did,
        `the project's own due date stays ${desk.working.project.dueDate} (“push the project's due date to ${shiftDate(desk.working.project.dueDate, by)}” moves it)`,
      ],
    }
  }
  return moved
}
