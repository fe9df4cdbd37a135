import { fieldRuleBook } from '../field-rules.ts'

const { rules, changing } = fieldRuleBook()

/** Sentences that say how far a task is. */
export const statusRules = rules

changing(
  [
    '$a:refs (went|goes|moved|is moving|has moved|has gone|is going|moves|go|came|passed) [on] [into|to|in] $status',
    '%make $a:refs (as|like|to|to be|into|be|status to|status as|status|:|->|=) $status',
    '%make $a:refs $status',
    '[%make] [the] status (of|for|on) $a:refs [%to] $status',
    "%make [the] $a:refs 's status [%to] $status",
    "$a:refs 's status %to $status",
    '$a:refs %is [now|all|both] $status',
    '(move|send|push|return|put) $a:refs [back] (to|into|in|on|for|from) $status',
    '(set|mark|change) [the] status to $status (for|on|of) $a:refs',
    '$a:refs (: |-> |= |status|to) $status',
  ],
  (slots) => [{ kind: 'status', to: slots.status() }],
)
changing(
  [
    '(finish|complete|close|resolve|conclude|finalise|finalize) [off|out|up] $a:refs',
    '(tick|check|cross|close|finish|wrap|sign|mark) (off|up|out) $a:refs',
    '(tick|check|cross|sign|close|wrap|mark) $a:refs off',
    '(wrap|finish|close) $a:refs up',
    '[i|we] [have] [just|already] (finished|completed|closed|did|shipped) [with] $a:refs',
    '$a:refs [has|have] [been] (finished|completed|done)',
    "(i 'm|i am|i'm|we are|we 're|we're) (finishing|completing|closing) $a:refs",
    "(i 'm|i am|we are|we 're|i'm|we're) [all] (done|finished) with $a:refs",
    'done with $a:refs',
    'done : $a:refs',
    'got $a:refs done',
    'mark off $a:refs',
    '(mark|call) $a:refs (a done deal|complete and done)',
  ],
  () => [{ kind: 'status', to: 'done' }],
)
changing(
  [
    '(start|begin|commence|resume|kick off|kickoff|continue) [with|on|work on|working on|doing] $a:refs',
    '(start|begin) $a:refs now',
    '[i|we] [have] [just|already] (started|begun) [with|on|work on|working on] $a:refs',
    'work [has] started on $a:refs',
    "(i 'm|i am|we are|we 're|i'm|we're|i|we) [now|currently|am] (working|starting|beginning) [on|with] $a:refs",
    'work on $a:refs',
    'kick $a:refs off',
    'get going (on|with) $a:refs',
    'get started (on|with) $a:refs',
    'pick up $a:refs',
    '$a:refs [has] [just] (started|begun)',
    'work is (underway|under way|in progress) on $a:refs',
  ],
  () => [{ kind: 'status', to: 'in_progress' }],
  { weight: -0.01 },
)
changing(
  [
    '(block|pause|halt|hold|suspend|park|freeze) $a:refs',
    'put $a:refs (on hold|on ice|on pause)',
    '(put|place) on hold $a:refs',
    '$a:refs (is|are|got|gets) stuck',
    'hold off on $a:refs',
    'hold $a:refs [for now]',
    "(i 'm|i am|we are|we 're|i'm|we're) (stuck|blocked) on $a:refs",
  ],
  () => [{ kind: 'status', to: 'blocked' }],
)
changing(
  [
    '(unblock|unpause|unfreeze) $a:refs',
    '$a:refs (is|are) (no longer|not) (blocked|stuck|on hold) [any more|anymore]',
    '(take|get) $a:refs off hold',
  ],
  () => [{ kind: 'status', to: 'todo', only: 'blocked' }],
)
changing(
  [
    '(reopen|re-open|unfinish|uncomplete|restart|redo|unclose|reactivate|uncheck|untick|un-complete) $a:refs',
    '(open|bring) $a:refs [back] (again|back|up again)',
    '(open|reopen) $a:refs [back] up',
    '$a:refs (is|are) not [really|actually|quite|yet|yet quite] (done|finished|complete|completed|ready) [yet|after all|at all|any more|anymore]',
    "$a:refs (isn't|aren't|wasn't) [really|actually|quite] (done|finished|complete|completed) [yet|after all]",
    '%make $a:refs (as|to be) (not done|undone|not finished|incomplete)',
    'undo $a:refs',
  ],
  () => [{ kind: 'status', to: 'todo' }],
)
changing(
  [
    '(cancel|abandon|call off|abort) $a:refs',
    'call $a:refs off',
    "(won't|will not|we won't|we will not|we are not going to|we're not going to|not going to|we're not|we are not) (do|doing|be doing) $a:refs [any more|anymore|after all]",
    "we (don't|do not) need $a:refs (anymore|any more|any longer)",
    '$a:refs (is|are) (no longer needed|not needed any more|not needed anymore|no longer necessary|not going ahead)',
  ],
  () => [{ kind: 'status', to: 'cancelled' }],
)
changing(
  [
    '(submit|send|hand|put|pass) $a:refs [in|up|over|out] (for|to|into) [a] review',
    '$a:refs (needs|need|awaits|is awaiting|wants) [a] review',
    '$a:refs (is|are) ready (for|to) [be] (review|reviewed)',
    'request [a] review (of|for|on) $a:refs',
  ],
  () => [{ kind: 'status', to: 'review' }],
  { weight: 0.02 },
)
