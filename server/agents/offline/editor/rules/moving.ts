import { outcome, type Desk, type Outcome } from '../desk.ts'
import { under, beside, toRoot, toEdge, toPosition } from '../placing.ts'
import { nudge, swap, arrange, indent, outdent } from '../ordering.ts'
import { ruleBook } from '../reading.ts'
import type { Slots } from '../slots.ts'

const { rules, rule } = ruleBook()

/** Sentences that say where a task stands. */
export const movingRules = rules

const move =
  '(move|mv|put|place|shift|drag|bring|relocate|nest|stick|file|transfer|group|drop|push|reparent|get|send|slide|shove|position|pull|set|position|reposition|have|take)'
rule(
  [
    `${move} $a:refs [back|over|down|up] %under $b:ref`,
    `${move} $a:refs [back|over] (to|in|to be in|so it is under|to be) [the] $b:ref [section|branch|group|milestone]`,
    '(make|turn) $a:refs [into] [a|the] (%child|%children) (of|under|for) $b:ref',
    '(make|have) $a:refs (belong|go|sit|live) (to|under|in|inside|beneath) $b:ref',
    '$a:refs (belongs|belong|goes|go|should go|should be|should sit|should live|should move|must go|must be|fits|fit|needs to go|needs to be|has to go|sits|should belong|should be a part) (to|under|in|inside|beneath|into|of|underneath|with|within) $b:ref',
    '$a:refs (is|are|is really|should be|should become|must be|must become|becomes|become|needs to be|shall be) [a|the] (part|%child|%children) of $b:ref',
    '(nest|indent|group|gather) $a:refs (under|below|beneath|inside) $b:ref',
    '$a:refs (under|->|inside) $b:ref',
    `${move} $a:refs (as|to be) [a|the] (%child|%children) (of|under) $b:ref`,
  ],
  (slots, desk) => {
    const between = desk.message.slice(slots.refs().end, slots.refs('b').start)
    // "… and everything under it" names tasks, and orders nothing.
    if (
      /^(everything|all|all tasks|anything|whatever|tasks)$/i.test(slots.refs().phrase) &&
      /(?:^|,|\b(?:and|with|plus|including))\s*$/i.test(desk.message.slice(0, slots.refs().start))
    )
      return undefined
    if (
      /\b(before|after)\b/i.test(between) ||
      (/\bbelow\b/i.test(between) && !/\bsub/i.test(between) && !/\b(nest|indent|group|file)\b/i.test(desk.message))
    )
      return undefined
    // "move 5 to 2": under task 2, or to the second place?
    const byFigure = /^#?\d+(?:\.\d+)*$/.test(slots.refs('b').phrase.trim()) && /^\s*(to|in)\s*$/i.test(between)
    return (current) => (byFigure ? askPlace(current, slots) : under(current, slots.ids(), slots.id('b')))
  },
)
rule(
  [
    `(move|put|place|shift|drag|bring|relocate|stick|push|get|send|slide|position|pull|set|reposition) $a:refs [to|back|right|directly|straight|immediately|just] (after|behind|below|following|right after|just after|directly after) $b:ref`,
    '$a:refs (comes|come|goes|go|should come|should go|must come|should be|belongs|should be placed|should stand|needs to go|needs to come) [right|directly|just|immediately] (after|behind|below) $b:ref',
    '(reorder|sort|list|order) $a:refs after $b:ref',
  ],
  (slots) => (desk) => {
    const [a, b] = [slots.refs(), slots.refs('b')]
    const near = a.ids.every((id) => desk.working.parentOf(id) === desk.working.parentOf(slots.id('b')))
    // Below a task from elsewhere: inside it, or behind it?
    return !near && /\bbelow\b/i.test(desk.message.slice(a.end, b.start)) ? askPlace(desk, slots) : beside(desk, a.ids, slots.id('b'), 1)
  },
)
rule(
  [
    `${move} $a:refs [to|back|right|directly|up|just] (before|above|ahead of|in front of|right before|just before|directly before) $b:ref`,
    '$a:refs (comes|come|goes|go|should come|should go|must come|should be|belongs|should be placed|should stand|needs to go) [right|directly|just|immediately] (before|above|ahead of|in front of) $b:ref',
    '(reorder|sort|list|order) $a:refs before $b:ref',
  ],
  (slots) => (desk) => beside(desk, slots.ids(), slots.id('b'), 0),
)
rule([`${move} $a:refs between $b:ref and $c:ref`], (slots) => (desk) => beside(desk, slots.ids(), slots.id('b'), 1))
rule(
  [
    `${move} $a:refs [up|out|back] (to|at|onto|as|on) [the] (top level|top-level|root|root level|highest level|first level|outermost level|uppermost level) [task|tasks|of the plan]`,
    '(make|turn) $a:refs [into] [a|the] [separate|own|new] (root|root task|root tasks|top-level task|top level task|top-level|top-level tasks|milestone|milestones|main task|top level|root-level task) [task|of its own]',
    '$a:refs (should be|must be|is|are|deserves to be|should become) [a|on the|at the] (root task|top-level task|milestone|top level|root level|root|top-level|root tasks|top-level tasks)',
    '(unnest|un-nest|detach) $a:refs',
  ],
  (slots) => (desk) => toRoot(desk, slots.ids()),
)
const stands = '(should be|must be|is|are|goes|go|comes|come|should come|should go|must come|needs to be|has to be|shall be)'
const topOf = '(top|start|beginning|front|head|very top|very beginning|very start|first position|first place|first spot)'
const endOf = '(end|bottom|back|tail|very end|very bottom|last position|last place|last spot)'
rule(
  [
    `${move} $a:refs [up|back|all the way] (to|at|in|into|on) [the] ${topOf} [of its siblings|among its siblings|of its group|of its level]`,
    `${move} $a:refs first`,
    `$a:refs (goes|go|belongs|belong|should go|should be|moves|must go|has to go|should move) [up] (to|at|on) [the] ${topOf} [of the list|of the plan]`,
    'make $a:refs [the|come|go] first [task|one|item|step|in the list]',
    '$a:refs (comes|goes|should come|should go|should be|must be|must come|is|needs to be|has to come|has to be) [the|very] first [one|task]',
    '(start|begin|lead) with $a:refs first',
    `${move} $a:refs (to position|to place|to spot|to number|to slot) (1|one)`,
  ],
  (slots) => (desk) => toEdge(desk, slots.ids(), 'first'),
)
rule(
  [
    `${move} $a:refs [down|back|all the way] (to|at|in|into|on) [the] ${endOf} [of its siblings|among its siblings|of its group|of its level]`,
    `${move} $a:refs last`,
    `$a:refs (goes|go|belongs|belong|should go|should be|moves|must go|has to go|should move) [down] (to|at) [the] ${endOf} [of the list|of the plan]`,
    'make $a:refs [the|come|go] last [task|one|item|step|in the list]',
    '$a:refs (comes|goes|should come|should go|should be|must be|must come|is|needs to be|has to come|has to be) [the|very] last [one|task]',
  ],
  (slots) => (desk) => toEdge(desk, slots.ids(), 'last'),
)
rule(
  [
    `${move} $a:refs [up|back|down] (to|at|in|on) [the] ${topOf} of [the|this|our] (list|plan|project|outline|tree|everything)`,
    `${move} $a:refs [up] (to|at) [the] very top`,
  ],
  (slots) => (desk) => toEdge(desk, slots.ids(), 'first', null),
  { weight: 0.01 },
)
rule(
  [`${move} $a:refs [up|back|down] (to|at|in|on) [the] ${endOf} of [the|this|our] (list|plan|project|outline|tree|everything)`],
  (slots) => (desk) => toEdge(desk, slots.ids(), 'last', null),
  { weight: 0.01 },
)
rule(
  [
    `${move} $a:refs [up|back|down] (to|at|in|on) [the] ${topOf} of $b:ref`,
    `${move} $a:refs (first|at first|as the first task) (under|in|inside) $b:ref`,
    'make $a:refs [the] first (task|one|item|step|sub-task|subtask|child) (under|in|of|inside) $b:ref',
    `$a:refs ${stands} [the] [very] first [task|one|item|step|sub-task|subtask|child|thing] (under|in|of|inside|within) $b:ref`,
  ],
  (slots) => (desk) => under(desk, slots.ids(), slots.id('b'), 0),
)
rule(
  [
    `${move} $a:refs [up|back|down] (to|at|in|on) [the] ${endOf} of $b:ref`,
    `${move} $a:refs last (under|in|inside) $b:ref`,
    'make $a:refs [the] last (task|one|item|step|sub-task|subtask|child) (under|in|of|inside) $b:ref',
    `$a:refs ${stands} [the] [very] last [task|one|item|step|sub-task|subtask|child|thing] (under|in|of|inside|within) $b:ref`,
  ],
  (slots) => (desk) => under(desk, slots.ids(), slots.id('b'), undefined, true),
)
rule(
  [
    `${move} $a:ref [up|down] to (position|place|spot|slot|rank) [number|no] $number`,
    'make $a:ref [the] [task] number $number',
    `${move} $a:ref [to be|as|to] [the] $number:nth [place|position|spot|task|item|one|step|in the list|in line]`,
    `make $a:ref [the] $number:number (task|one|step|item|in the list)`,
  ],
  (slots) => (desk) => toPosition(desk, slots.id(), slots.number() - 1),
  { weight: 0.02 },
)
rule(
  [
    '(move|shift|push|bring|nudge|bump|slide|pull|drag|promote) $a:refs up [one|a|by one|by 1|1] [place|position|step|spot|row|notch]',
    '(move|shift) up $a:refs',
    '(move|shift|push|bring|nudge|bump) $a:refs one [place|position|step|spot|row] (up|higher|earlier)',
    '(move|shift|push|bring) $a:refs (higher|further up|up one)',
  ],
  (slots) => (desk) => nudge(desk, slots.ids(), -1),
)
rule(
  [
    '(move|shift|push|bring|nudge|bump|slide|pull|drag) $a:refs down [one|a|by one|by 1|1] [place|position|step|spot|row|notch]',
    '(move|shift) down $a:refs',
    '(move|shift|push|bring|nudge|bump) $a:refs one [place|position|step|spot|row] (down|lower|later)',
    '(move|shift|push|bring) $a:refs (lower|further down|down one)',
  ],
  (slots) => (desk) => nudge(desk, slots.ids(), 1),
)
rule(
  [
    '(move|shift|push|bring|nudge|bump|slide) $a:refs up [by] $number:number [places|positions|steps|spots|rows|place|position|step]',
    '(move|shift|push|bring|nudge) $a:refs $number:number (places|positions|steps|spots|rows) (up|higher|earlier)',
  ],
  (slots) => (desk) => nudge(desk, slots.ids(), -slots.number()),
)
rule(
  [
    '(move|shift|push|bring|nudge|bump|slide) $a:refs down [by] $number:number [places|positions|steps|spots|rows|place|position|step]',
    '(move|shift|push|bring|nudge) $a:refs $number:number (places|positions|steps|spots|rows) (down|lower|later)',
  ],
  (slots) => (desk) => nudge(desk, slots.ids(), slots.number()),
)
rule(
  [
    '(swap|switch|exchange|flip|interchange|trade) [the] [places of|order of|positions of|position of] $a:refs [around|round|places|positions|over]',
    '(swap|switch|exchange|trade) $a:ref (with|and|for) $b:ref [around|round|places|positions]',
    '(swap|switch) [the] (places|positions|order) [of|between] $a:refs',
    '$a:refs (should|must) (swap|switch|trade|change) [places|positions|order]',
    'reverse [the] order of $a:refs',
  ],
  (slots) => {
    const ids = slots.has('b') ? [...slots.ids(), ...slots.ids('b')] : slots.ids()
    return ids.length === 2 ? (desk) => swap(desk, ids) : undefined
  },
)
rule(
  [
    '(reorder|rearrange|order|arrange|sort) $b:refs [as|:|to|in the order|in order|in this order|in the order :|like this :|so :|as follows :|in this order :] $a:refs',
    '[new|the|set the|change the|make the|use the|use this|use] (order|ordering|sequence) [:|is|to|should be|as|=|them|of the tasks :|of tasks :|becomes|to be] $a:refs',
    '(reorder|rearrange|order|arrange|sort|re-order|resequence|sequence) [the|these|root|all] [tasks|them|things|it|everything|milestones|list|plan] [to|as|:|so|like this :|in this order :|in the order|in order|into|as follows :|this way :] $a:refs',
    '(put|place|arrange|bring|order) $a:refs in (that|this) order',
    'do $a:refs in (that|this) order',
  ],
  (slots) => (slots.ids().length > 1 ? (desk) => arrange(desk, slots.ids()) : undefined),
)
rule(
  [
    '(indent|demote|nest) $a:refs [one level|a level|further|by one|by one level|under the one above|under the previous task]',
    'make $a:refs a (%child) of (the one above|the task above|the previous one|the previous task|the task before it|its previous sibling)',
    'push $a:refs (in|one level deeper|a level deeper|one level down|down a level)',
    '(move|shift) $a:refs (one level deeper|a level deeper|one level down|down one level|down a level)',
  ],
  (slots) => (desk) => indent(desk, slots.ids()),
)
rule(
  [
    '(outdent|unindent|promote|dedent|de-indent|un-indent) $a:refs [one level|a level|by one|by one level|out]',
    '(move|shift|bring|pull|lift|raise|push) $a:refs (one level up|up one level|up a level|a level up|out one level|one level out|one level higher|up one level)',
    '(move|take|pull|bring|get) $a:refs out (of|from) (its parent|there|it|the group)',
  ],
  (slots) => (desk) => outdent(desk, slots.ids()),
)
rule(
  [
    `${move} (everything|all|all tasks|all the tasks|all sub-tasks|all subtasks|all children|all of the tasks|the children|the sub-tasks|the contents) (from|of|under|in|out of|inside|below) $a:ref [over] (to|%under) $b:ref`,
  ],
  (slots) => (desk) => {
    const inside = desk.working.children(slots.id()).filter((id) => id !== slots.id('b'))
    return inside.length === 0 ? outcome({ same: [`${desk.name(slots.id())} has no sub-tasks`] }) : under(desk, inside, slots.id('b'))
  },
  { weight: 0.03 },
)
rule(['(move|take|pull|bring|get|drag) $a:refs out (of|from) $b:ref'], (slots) => (desk) => {
  const inside = slots.ids().filter((id) => desk.working.parentOf(id) === slots.id('b'))
  return inside.length === slots.ids().length
    ? outdent(desk, slots.ids())
    : outcome({ refused: [`${desk.names(slots.ids())} ${slots.ids().length > 1 ? 'do' : 'does'} not stand under ${desk.name(slots.id('b'))}`] })
})

function askPlace(desk: Desk, slots: Slots): Outcome {
  const [a, b] = [slots.refs(), slots.refs('b')]
  const target = desk.name(slots.id('b'))
  const before = desk.message.slice(0, a.end)
  const after = desk.message.slice(b.end)
  return outcome({
    question: {
      text: `Shall ${desk.names(slots.ids())} go under ${target}, or next to it?`,
      options: [
        { label: `Under ${b.phrase}`, message: `${before} under task ${b.phrase}${after}` },
        { label: `Before ${b.phrase}`, message: `${before} before task ${b.phrase}${after}` },
        { label: `After ${b.phrase}`, message: `${before} after task ${b.phrase}${after}` },
      ],
    },
  })
}
