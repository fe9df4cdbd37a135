import { clearing, fieldRuleBook } from '../field-rules.ts'
import { onOrAfter } from '../phrases.ts'

const { rules, changing } = fieldRuleBook()

/** Sentences that give a task a day. */
export const dateRules = rules

changing(
  [
    '(due|deadline|due date) $a:refs [to|:|=|->|is|on|by] $date',
    '(add|put|set) [a|the] (due date|deadline) [of|:] $date (to|for|on) $a:refs',
    '[the] %due (of|for|on) $a:refs (is|was|has been|gets|should be|must be|will be|needs to be|got|can be|is to be|has to be) [now] [moved|changed|set|pushed|postponed|extended|shifted|delayed|brought forward|rescheduled] [back|out|forward] [to|until|till|on|for|as] $date',
    "$a:refs 's %due (is|was|has been|gets|should be|must be|will be|needs to be|got) [moved|changed|set|pushed|postponed|extended|shifted|delayed] [back|out|forward] [to|until|till|on] $date",
    '[%set] [the] %due (of|for|on) $a:refs [%to|to be|to be on|by] $date',
    "[%set] [the] $a:refs 's %due [%to|to be] $date",
    '(set|put|make|move|push|change|schedule|postpone|delay|bring forward|reschedule|extend|shift|defer|plan|pull) $a:refs [due|back|out|forward|in|up|over|along|off] (to|on|until|till|by|for|to be due|as due|due|due on|due by|to due) $date',
    '$a:refs %is [due|needed|wanted|expected] [on|by|in|at|before|until|for] $date',
    '$a:refs (due|deadline|due date) [on|by|:|=|is] $date',
    '$a:refs (must|has to|have to|needs to|need to|should|shall|will|is to|are to|is supposed to|ought to) be (done|finished|ready|completed|complete|delivered|due|closed|wrapped up) [by|on|before|until] $date',
    '(finish|complete|deliver|wrap up|close) $a:refs (by|until|before|no later than) $date',
    '(set|give|add|put|place) [a|the] (due date|deadline) [of] $date (to|for|on) $a:refs',
    '(give|set) $a:refs [a] (due date|deadline) (of|on|:) $date',
    '(set|give|add|put) [a|the] (due date|deadline) (on|for|to) $a:refs (to|of|:|as|at|by|for) $date',
    '(set|change|move) [the] (due date|deadline) to $date (for|on|of) $a:refs',
    '$a:refs (by|until|:|->) $date',
    '(due|deadline) $date : $a:refs',
    '$a:refs (ends|end|finishes) [on] $date',
    '$a:refs (can|may) (slip|wait|slide) (to|until|till) $date',
  ],
  (slots) => [{ kind: 'due', to: slots.date() }],
)
changing(
  [
    '(start|begin|kick off|commence) [with|on] $a:refs [on|from|at|by] $date',
    '[%set] [the] %start (of|for|on) $a:refs [%to] $date',
    "[%set] [the] $a:refs 's %start [%to] $date",
    '$a:refs (starts|start|begins|begin|should start|should begin|will start|can start|kicks off|is to start|is starting|are starting|must start|has to start|needs to start|to start) [on|from|at|by] $date',
    '(schedule|plan) $a:refs to start [on|from] $date',
    '(set|make|have|let) $a:refs [to] (start|begin|starting) [on|at|from] $date',
    '(set|change|move) [the] start date to $date (for|on|of) $a:refs',
    '(schedule) [the] start of $a:refs (for|on|to) $date',
  ],
  (slots) => [{ kind: 'start', to: slots.date() }],
  { weight: 0.02 },
)
changing(
  [
    '(schedule|plan|set|run|do|put) $a:refs [for|to run] [from|between] $s:date (to|until|till|through|-|and) $d:date',
    '$a:refs (starts|start|begins|begin|should start|will start) [on] $s:date and [it] (ends|end|is due|finishes|finish|should end|is done|should be done) [on|by] $d:date',
    '(start) $a:refs [on] $s:date and (end|finish|complete) [it] [on|by] $d:date',
    '$a:refs (runs|run|goes|lasts|is scheduled|is planned) [from] $s:date (to|until|till|through|-) $d:date',
  ],
  (slots) => [
    { kind: 'start', to: slots.date('s') },
    { kind: 'due', to: onOrAfter(slots.date('s'), slots.date('d')) },
  ],
)
changing(
  [
    `(${clearing}) [the] (due date|deadline|due|due dates|deadlines|end date) (of|from|for|on) $a:refs`,
    `(${clearing}) $a:refs 's (due date|deadline|end date|due)`,
    '$a:refs (has|have|needs|need) no (due date|deadline)',
    'no (due date|deadline) (for|on) $a:refs',
    '$a:refs (is|are) (not due|no longer due) [any more|anymore]',
  ],
  () => [{ kind: 'due', to: null }],
  { weight: 0.03 },
)
changing(
  [
    `(${clearing}) [the] (start date|start|start dates) (of|from|for|on) $a:refs`,
    `(${clearing}) $a:refs 's (start date|start)`,
    '$a:refs (has|have) no start date',
  ],
  () => [{ kind: 'start', to: null }],
  { weight: 0.03 },
)
changing(
  [`(${clearing}) [all] [the] dates (of|from|for|on) $a:refs`, `(${clearing}) $a:refs 's dates`],
  () => [
    { kind: 'due', to: null },
    { kind: 'start', to: null },
  ],
  { weight: 0.05 },
)
