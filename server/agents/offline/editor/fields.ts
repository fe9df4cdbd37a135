import { limits } from '../../../core/plan/limits.ts'
import { shiftDate } from '../language/dates.ts'
import type { Shift } from '../language/durations.ts'
import { applyChanges, type Change } from './changes.ts'
import { escape, outcome, type Desk, type Outcome } from './desk.ts'
import { ruleBook, type Action } from './reading.ts'
import type { Slots } from './slots.ts'
import type { WorkingFields } from './working.ts'

const { rules, rule } = ruleBook()

/** Sentences that change fields of tasks that are there. */
export const fieldRules = rules

/** Applies changes to the tasks of slot `a`. */
const to =
  (slots: Slots, changes: readonly Change[]): Action =>
  (desk) => {
    const refs = slots.refs()
    if (refs.ids.length === 0) return outcome({ same: [`No task is meant by “${escape(refs.phrase)}”`] })
    return applyChanges(desk, refs.ids, changes, refs.group)
  }

const changing = (patterns: readonly string[], changes: (slots: Slots) => readonly Change[] | undefined, options: Parameters<typeof rule>[2] = {}): void =>
  rule(patterns, (slots) => {
    const wanted = changes(slots)
    return wanted && to(slots, wanted)
  }, options)

// Any field, said of a task.
changing(['$a:refs to be $predicate', '%make $a:refs [to be|be|as|into|to|at|:] $predicate', '$a:refs %is [now|all|both|also|actually|already|currently] $predicate', '$a:refs (:|->|=|-|to|as) $predicate', '$a:refs (now|also) $predicate', 'give $a:refs [a|an] $predicate', '$a:refs $predicate', '%make $a:refs and $predicate'], (slots) => slots.changes(), { weight: -0.03 })

// Status.
changing(['$a:refs (went|goes|moved|is moving|has moved|has gone|is going|moves|go|came|passed) [on] [into|to|in] $status', '%make $a:refs (as|like|to|to be|into|be|status to|status as|status|:|->|=) $status', '%make $a:refs $status', '[%make] [the] status (of|for|on) $a:refs [%to] $status', '%make [the] $a:refs \'s status [%to] $status', '$a:refs \'s status %to $status', '$a:refs %is [now|all|both] $status', '(move|send|push|return|put) $a:refs [back] (to|into|in|on|for|from) $status', '(set|mark|change) [the] status to $status (for|on|of) $a:refs', '$a:refs (: |-> |= |status|to) $status'], (slots) => [{ kind: 'status', to: slots.status() }])
changing(['(finish|complete|close|resolve|conclude|finalise|finalize) [off|out|up] $a:refs', '(tick|check|cross|close|finish|wrap|sign|mark) (off|up|out) $a:refs', '(tick|check|cross|sign|close|wrap|mark) $a:refs off', '(wrap|finish|close) $a:refs up', '[i|we] [have] [just|already] (finished|completed|closed|did|shipped) [with] $a:refs', '$a:refs [has|have] [been] (finished|completed|done)', '(i \'m|i am|i\'m|we are|we \'re|we\'re) (finishing|completing|closing) $a:refs', '(i \'m|i am|we are|we \'re|i\'m|we\'re) [all] (done|finished) with $a:refs', 'done with $a:refs', 'done : $a:refs', 'got $a:refs done', 'mark off $a:refs', '(mark|call) $a:refs (a done deal|complete and done)'], (slots) => [{ kind: 'status', to: 'done' }])
changing(['(start|begin|commence|resume|kick off|kickoff|continue) [with|on|work on|working on|doing] $a:refs', '(start|begin) $a:refs now', '[i|we] [have] [just|already] (started|begun) [with|on|work on|working on] $a:refs', 'work [has] started on $a:refs', '(i \'m|i am|we are|we \'re|i\'m|we\'re|i|we) [now|currently|am] (working|starting|beginning) [on|with] $a:refs', 'work on $a:refs', 'kick $a:refs off', 'get going (on|with) $a:refs', 'get started (on|with) $a:refs', 'pick up $a:refs', '$a:refs [has] [just] (started|begun)', 'work is (underway|under way|in progress) on $a:refs'], () => [{ kind: 'status', to: 'in_progress' }], { weight: -0.01 })
changing(['(block|pause|halt|hold|suspend|park|freeze) $a:refs', 'put $a:refs (on hold|on ice|on pause)', '(put|place) on hold $a:refs', '$a:refs (is|are|got|gets) stuck', 'hold off on $a:refs', 'hold $a:refs [for now]', '(i \'m|i am|we are|we \'re|i\'m|we\'re) (stuck|blocked) on $a:refs'], () => [{ kind: 'status', to: 'blocked' }])
changing(['(unblock|unpause|unfreeze) $a:refs', '$a:refs (is|are) (no longer|not) (blocked|stuck|on hold) [any more|anymore]', '(take|get) $a:refs off hold'], () => [{ kind: 'status', to: 'todo', only: 'blocked' }])
changing(['(reopen|re-open|unfinish|uncomplete|restart|redo|unclose|reactivate|uncheck|untick|un-complete) $a:refs', '(open|bring) $a:refs [back] (again|back|up again)', '(open|reopen) $a:refs [back] up', '$a:refs (is|are) not [really|actually|quite|yet|yet quite] (done|finished|complete|completed|ready) [yet|after all|at all|any more|anymore]', '$a:refs (isn\'t|aren\'t|wasn\'t) [really|actually|quite] (done|finished|complete|completed) [yet|after all]', '%make $a:refs (as|to be) (not done|undone|not finished|incomplete)', 'undo $a:refs'], (slots) => [{ kind: 'status', to: 'todo' }])
changing(['(cancel|abandon|call off|abort) $a:refs', 'call $a:refs off', '(won\'t|will not|we won\'t|we will not|we are not going to|we\'re not going to|not going to|we\'re not|we are not) (do|doing|be doing) $a:refs [any more|anymore|after all]', 'we (don\'t|do not) need $a:refs (anymore|any more|any longer)', '$a:refs (is|are) (no longer needed|not needed any more|not needed anymore|no longer necessary|not going ahead)'], () => [{ kind: 'status', to: 'cancelled' }])
changing(['(submit|send|hand|put|pass) $a:refs [in|up|over|out] (for|to|into) [a] review', '$a:refs (needs|need|awaits|is awaiting|wants) [a] review', '$a:refs (is|are) ready (for|to) [be] (review|reviewed)', 'request [a] review (of|for|on) $a:refs'], () => [{ kind: 'status', to: 'review' }], { weight: 0.02 })

// Priority.
changing(['%make $a:refs [a|to|to be|as|at|of] $priority', '[%set] [the] (priority|prio|priorities) (of|for|on) $a:refs [%to] $priority', '[%set] [the] $a:refs \'s (priority|prio) [%to] $priority', '$a:refs \'s (priority|prio) %to $priority', '(set|give|make) $priority [priority] (to|for|on) $a:refs', '(prioritise|prioritize) $a:refs as $priority', '(set|change) [the] (priority|prio) [to] $priority (for|on|of) $a:refs', '(raise|lower|bump|increase|decrease|reduce|up|drop|elevate|downgrade|upgrade|escalate|push) $a:refs [up|down] (to|from) $priority', '(raise|lower|bump|increase|decrease|reduce|up|drop|elevate|downgrade|upgrade) [up|down] [the] (priority|prio) (of|for|on) $a:refs [up|down] to $priority', '(raise|lower|bump|increase|decrease|reduce|up|drop) $a:refs \'s (priority|prio) to $priority', 'give $a:refs [a|the] $priority', '$a:refs (has|have|gets|get|deserves|needs|takes) [a] $priority', '$a:refs [to|as|:|->|=|at] $priority', '$priority for $a:refs', '[the] priority (for|of|on) $a:refs (is|should be|must be|goes to|becomes|:) $priority'], (slots) => [{ kind: 'priority', to: slots.priority() }])
changing(['(raise|bump|increase|up|boost|elevate|bump up|escalate|heighten|upgrade) [the] (priority|prio|urgency|importance) (of|for|on) $a:refs [by (one|a) (step|level|notch)|a notch|one notch|one level|one step]', '(raise|bump|increase|up|boost) $a:refs \'s (priority|prio)', 'make $a:refs more (important|urgent)', '(prioritise|prioritize|escalate) $a:refs [more|higher]', '$a:refs (is|are) more (important|urgent)', '(raise|bump) $a:refs [up] (a notch|one notch|by one level|a level|one level) [in priority]', 'give $a:refs [a] (higher|more) (priority|prio)'], () => [{ kind: 'priority-step', by: 1 }])
changing(['(lower|reduce|decrease|drop|cut|bring down|downgrade|bump down) [the] (priority|prio|urgency|importance) (of|for|on) $a:refs [by (one|a) (step|level|notch)|a notch|one notch|one level|one step]', '(lower|reduce|decrease|drop) $a:refs \'s (priority|prio)', 'make $a:refs less (important|urgent)', '(deprioritise|deprioritize|de-prioritise|de-prioritize) $a:refs', '$a:refs (is|are) less (important|urgent)', 'give $a:refs [a] (lower|less) (priority|prio)'], () => [{ kind: 'priority-step', by: -1 }])
changing(['(clear|remove|unset|reset|drop|delete) [the] (priority|prio) (of|from|on|for) $a:refs', '(clear|remove|unset) $a:refs \'s (priority|prio)', '$a:refs (has|have|needs) no (priority|prio)'], () => [{ kind: 'priority', to: 'none' }], { weight: 0.02 })

// Estimate.
changing(['(estimate|size|budget|plan|allow|reckon) $a:refs [at|as|to|to be|with|to take|for|:] [about] $time:duration [each|apiece|per task]', '[%set] [the] %estimate (of|for|on) $a:refs [%to] $time:duration [each|apiece]', '[%set] [the] $a:refs \'s %estimate [%to] $time:duration', '$a:refs (takes|take|should take|will take|needs|need|requires|require|is about|will need|would take|will cost|should be|is estimated at|are estimated at|costs|is|probably takes|lasts|might take|could take) [only|about|around|roughly|another] $time:duration [each|of work|long|of effort|to complete|to finish|in total|apiece]', '(set|put|change|give|allow|assign|allocate) $time:duration (for|on|to|as [the] estimate for|as [the] estimate of) $a:refs', '(give|set|put|make|allow) $a:refs [to|at|an estimate of|estimate of|as|a|the estimate] $time:duration [each|long|of work|apiece]', '(change|set|update) [the] estimate to $time:duration (for|on|of) $a:refs', '(estimate|budget|plan) $time:duration (for|on) $a:refs', '(cut|reduce|lower|raise|increase|bump|shorten|trim|extend) $a:refs [up|down] to $time:duration', '(cut|reduce|lower|raise|increase|bump|shorten|trim|extend) [the] %estimate (of|for|on) $a:refs [up|down] to $time:duration', '(cut|reduce|lower|raise|increase|bump|shorten|trim|extend) $a:refs \'s %estimate [up|down] to $time:duration', '$a:refs (:|=|-|->) $time:duration', '$time:duration for $a:refs', '$a:refs (at|with) $time:duration'], (slots) => [{ kind: 'estimate', to: slots.minutes() }])
changing(['(double) [the] [%estimate (of|for|on)] $a:refs', 'double $a:refs \'s %estimate', '(double up on) $a:refs'], () => [{ kind: 'estimate-times', factor: 2 }])
changing(['(triple) [the] [%estimate (of|for|on)] $a:refs', 'triple $a:refs \'s %estimate'], () => [{ kind: 'estimate-times', factor: 3 }])
changing(['(halve) [the] [%estimate (of|for|on)] $a:refs', 'halve $a:refs \'s %estimate', 'cut [the] %estimate (of|for|on) $a:refs (in half|by half)', 'cut $a:refs \'s %estimate (in half|by half)', 'cut $a:refs in half'], () => [{ kind: 'estimate-times', factor: 0.5 }])
changing(['(add|give) [an] [extra|additional|another] $time:duration [more|extra|of work] (to|on|for|on top of|onto) [the] [%estimate (of|for)] $a:refs', '(add|give) [another] $time:duration [more] (to|on) $a:refs \'s %estimate', '(increase|raise|extend|bump|lengthen|grow) [up] [the] %estimate (of|for|on) $a:refs [up] by $time:duration', '(increase|raise|extend|bump|lengthen|grow) $a:refs \'s %estimate by $time:duration', '(give|grant|allow) $a:refs (another|an extra|an additional|extra|additional) $time:duration', '(give|grant|allow) $a:refs $time:duration (more|extra)', '$a:refs (needs|need|takes|take|requires|will take) (another|an extra|an additional) $time:duration', '$a:refs (needs|need|takes|take|requires|will take) $time:duration (more|longer|extra)'], (slots) => [{ kind: 'estimate-add', minutes: slots.minutes() }], { weight: 0.02 })
changing(['(cut|reduce|decrease|lower|shorten|trim|bring down|shrink) [the] %estimate (of|for|on) $a:refs by $time:duration', '(cut|reduce|decrease|lower|shorten|trim) $a:refs \'s %estimate by $time:duration', '(take|subtract|remove|deduct|shave|cut|knock) $time:duration [off|from|off of] [the] [%estimate (of|for)] $a:refs', '(take|shave|cut|knock) $time:duration (off|from) $a:refs \'s %estimate'], (slots) => [{ kind: 'estimate-add', minutes: -slots.minutes() }])
changing(['(clear|remove|unset|delete|drop|erase|reset|wipe|take away|forget) [the] (estimate|estimates|estimation|effort|time estimate) (of|from|for|on) $a:refs', '(clear|remove|unset|delete|drop|erase|reset|forget) $a:refs \'s (estimate|effort|estimates)', '(unestimate) $a:refs', '$a:refs (has|have) no estimate', '(set|make) [the] estimate (of|for) $a:refs to (none|nothing|empty|unknown)'], () => [{ kind: 'estimate', to: null }], { weight: 0.03 })

// Time spent.
rule(['$person (worked|spent|logged|put in|put|needed|invested|used) [another|about] $time:duration (on|in|into|for|working on) $a:refs'], (slots) => to(slots, [{ kind: 'spent', add: slots.minutes() }]))
changing(['(log|track|book|record|register|clock|charge|report|note|enter|put down|add|put in|write down|count|bill) [another|an extra|a further] $time:duration [more] [of work|of time|of effort|spent|worked|of time spent|time|already] (on|to|for|against|at|under|of|working on|work on|in) $a:refs', '[i|we] [have|\'ve] [just|already] (spent|worked|logged|put in|used|put|did|invested) [another|about|around|already] $time:duration [of work|more] (on|in|into|for|with|working on|to) $a:refs', '(i|we|i\'ve|we\'ve) [have] [just] (spent|worked|put in|put|logged|invested) [another|about] $time:duration (on|in|into|for|working on) $a:refs', '(log|track|book|record|clock) (on|to|for|against) $a:refs [:] $time:duration', '(log|track|book) $a:refs $time:duration', '[another] $time:duration (spent|logged|worked|done|booked|went) [working] (on|into|for|in) $a:refs', '(spent|worked) [about] $time:duration (on|in|for) $a:refs', '$a:refs (took|cost|has taken|has cost|already took) [me|us] [another] $time:duration [more|longer|extra|so far]', '[+] $time:duration on $a:refs', '(add) $time:duration [of] [spent] [time|work] [spent] (on|to) $a:refs \'s (spent time|time spent|log|timesheet|actuals)', '(add) $time:duration to [the] (spent time|time spent|logged time|spent|actual time|time log|actuals|worklog) (of|for|on) $a:refs', 'time (on|for) $a:refs : $time:duration'], (slots) => [{ kind: 'spent', add: slots.minutes() }], { weight: -0.01 })
changing(['(set|change|correct|make) [the] (spent time|time spent|logged time|spent|actual time|spent hours) (of|for|on) $a:refs to $time:duration', '(set|change|correct|make) $a:refs \'s (spent time|time spent|logged time|actual time) to $time:duration'], (slots) => [{ kind: 'spent-set', to: slots.minutes() }], { weight: 0.03 })
changing(['(clear|reset|remove|delete|zero) [the] (spent time|time spent|logged time|time log) (of|for|on|from) $a:refs'], () => [{ kind: 'spent-set', to: 0 }], { weight: 0.03 })

// Dates.
changing(['(due|deadline|due date) $a:refs [to|:|=|->|is|on|by] $date', '[the] %due (of|for|on) $a:refs (is|was|has been|gets|should be|must be|will be|needs to be|got|can be|is to be|has to be) [now] [moved|changed|set|pushed|postponed|extended|shifted|delayed|brought forward|rescheduled] [back|out|forward] [to|until|till|on|for|as] $date', '$a:refs \'s %due (is|was|has been|gets|should be|must be|will be|needs to be|got) [moved|changed|set|pushed|postponed|extended|shifted|delayed] [back|out|forward] [to|until|till|on] $date', '[%set] [the] %due (of|for|on) $a:refs [%to|to be|to be on|by] $date', '[%set] [the] $a:refs \'s %due [%to|to be] $date', '(set|put|make|move|push|change|schedule|postpone|delay|bring forward|reschedule|extend|shift|defer|plan|pull) $a:refs [due|back|out|forward|in|up|over|along|off] (to|on|until|till|by|for|to be due|as due|due|due on|due by|to due) $date', '$a:refs %is [due|needed|wanted|expected] [on|by|in|at|before|until|for] $date', '$a:refs (due|deadline|due date) [on|by|:|=|is] $date', '$a:refs (must|has to|have to|needs to|need to|should|shall|will|is to|are to|is supposed to|ought to) be (done|finished|ready|completed|complete|delivered|due|closed|wrapped up) (by|on|before|until) $date', '(finish|complete|deliver|wrap up|close) $a:refs (by|until|before|no later than) $date', '(set|give|add|put|place) [a|the] (due date|deadline) [of] $date (to|for|on) $a:refs', '(give|set) $a:refs [a] (due date|deadline) (of|on|:) $date', '(set|give|add|put) [a|the] (due date|deadline) (on|for|to) $a:refs (to|of|:|as|at|by|for) $date', '(set|change|move) [the] (due date|deadline) to $date (for|on|of) $a:refs', '$a:refs (by|until|:|->) $date', '(due|deadline) $date : $a:refs', '$a:refs (ends|end|finishes) [on] $date', '$a:refs (can|may) (slip|wait|slide) (to|until|till) $date'], (slots) => [{ kind: 'due', to: slots.date() }])
changing(['(start|begin|kick off|commence) [with|on] $a:refs [on|from|at|by] $date', '[%set] [the] %start (of|for|on) $a:refs [%to] $date', '[%set] [the] $a:refs \'s %start [%to] $date', '$a:refs (starts|start|begins|begin|should start|should begin|will start|can start|kicks off|is to start|is starting|are starting|must start|has to start|needs to start|to start) [on|from|at|by] $date', '(schedule|plan) $a:refs to start [on|from] $date', '(set|make|have|let) $a:refs [to] (start|begin|starting) [on|at|from] $date', '(set|change|move) [the] start date to $date (for|on|of) $a:refs', '(schedule) [the] start of $a:refs (for|on|to) $date'], (slots) => [{ kind: 'start', to: slots.date() }], { weight: 0.02 })
changing(['(schedule|plan|set|run|do|put) $a:refs [for|to run] [from|between] $s:date (to|until|till|through|-|and) $d:date', '$a:refs (runs|run|goes|lasts|is scheduled|is planned) [from] $s:date (to|until|till|through|-) $d:date'], (slots) => [{ kind: 'start', to: slots.date('s') }, { kind: 'due', to: slots.date('d') }])
const clearing = 'clear|remove|unset|delete|drop|erase|reset|wipe|take away|cancel|take off|forget|lose|kill'
changing([`(${clearing}) [the] (due date|deadline|due|due dates|deadlines|end date) (of|from|for|on) $a:refs`, `(${clearing}) $a:refs 's (due date|deadline|end date|due)`, '$a:refs (has|have|needs|need) no (due date|deadline)', 'no (due date|deadline) (for|on) $a:refs', '$a:refs (is|are) (not due|no longer due) [any more|anymore]'], () => [{ kind: 'due', to: null }], { weight: 0.03 })
changing([`(${clearing}) [the] (start date|start|start dates) (of|from|for|on) $a:refs`, `(${clearing}) $a:refs 's (start date|start)`, '$a:refs (has|have) no start date'], () => [{ kind: 'start', to: null }], { weight: 0.03 })
changing([`(${clearing}) [all] [the] dates (of|from|for|on) $a:refs`, `(${clearing}) $a:refs 's dates`], () => [{ kind: 'due', to: null }, { kind: 'start', to: null }], { weight: 0.05 })

const back = (by: Shift): Shift => ({ ...by, amount: -by.amount })
const later = '(push|postpone|delay|defer|shift|move|slip|slide|extend|bump|set back|put off|put back|push back|push out|move back|move out|set)'
const earlier = '(pull|bring|advance|pull in|bring in|bring forward|pull forward|pull up|pull ahead|move up|move forward|bring up)'
const which = (what: string): 'due' | 'start' => (what === 'start' ? 'start' : 'due')
for (const [field, words] of [['due', '%due'], ['start', '%start']] as const) {
  changing([`${later} [back|out|forward|off] [the] ${words} (of|for|on) $a:refs [back|out|forward|ahead|on|along|off|later] [by|for] $shift [later|out|back|on|further|ahead]`, `${later} [back|out] $a:refs 's ${words} [back|out|forward|off] [by|for] $shift [later|out|back|further]`, `(make|set) [the] ${words} of $a:refs $shift later`], (slots) => [{ kind: 'shift', fields: which(field), by: slots.shift() }], { weight: 0.02 })
  changing([`${earlier} [in|forward|up] [the] ${words} (of|for|on) $a:refs [in|forward|up|ahead|back] [by] $shift [earlier|in]`, `${earlier} $a:refs 's ${words} [in|forward|up|ahead] [by] $shift [earlier]`, `(make|set|move|push|shift) [the] ${words} of $a:refs [up|in] [by] $shift (earlier|sooner|ahead)`, `(move|shift|push|bring) [the] ${words} (of|for|on) $a:refs (up|in) by $shift`, `(move|shift|push|bring) $a:refs 's ${words} (up|in) by $shift`, `(move|shift) $a:refs 's ${words} [up|in] [by] $shift (earlier|sooner)`], (slots) => [{ kind: 'shift', fields: which(field), by: back(slots.shift()) }], { weight: 0.03 })
}
const shifting = (slots: Slots, by: Shift): Action => (desk) => shiftTasks(desk, slots, by)
rule([`${later} $a:refs [back|out|forward|ahead|on|along|off|later|to the right] [by|for] $shift [later|out|back|on|further|forward|ahead]`, `${later} [back|out] $a:refs by $shift`, '(add) $shift to [the] (dates|due date|deadline|due dates|deadlines|schedule) of $a:refs', '$a:refs (slips|slip|slipped|is delayed|are delayed|is late|moves|slides|is postponed|will slip|got delayed|has slipped|will be late|will be delayed|is pushed|are pushed|is pushed back) [back] [by|for] $shift', '(give|grant|allow) $a:refs (another|an extra|an additional) $shift:shift to (finish|complete)', '[make|have|let|get] $a:refs [due|happen|finish|start and end] $shift later', '(delay|slip|postpone) of $shift (for|on) $a:refs', '$a:refs (gets|get|is|are|should be|must be|will be|have to be|need to be|has to be|was|were|got|needs to be) (pushed|postponed|delayed|moved|shifted|deferred|extended) [back|out|forward] by $shift', '$a:refs (needs|need|gets|get|wants) $shift more time'], (slots) => shifting(slots, slots.shift()), { weight: 0.005 })
rule([`${earlier} $a:refs [in|forward|up|ahead|back|closer] [by] $shift [earlier|in|forward|sooner]`, '(move|shift|push|make) $a:refs [up|in|due] [by] $shift (earlier|sooner)', '[make|have|let|get] $a:refs [due|happen|finish] $shift (earlier|sooner)', '$a:refs (moves|comes|is) [forward|up] [by] $shift (earlier|sooner)'], (slots) => shifting(slots, back(slots.shift())), { weight: 0.01 })

/** Fields of what was just talked about, or of the task in focus: "set the estimate to 3h". */
const implied = (patterns: readonly string[], changes: (slots: Slots) => readonly Change[]): void =>
  rule(patterns, (slots, desk) => {
    const about = aboutNow(desk)
    if (about.length === 0) return undefined
    const wanted = changes(slots)
    return (current) => applyChanges(current, about, wanted)
  }, { weight: -0.05 })
implied(['%set [the] %estimate %to $time:duration', '%estimate (:|=|is|of) $time:duration'], (slots) => [{ kind: 'estimate', to: slots.minutes() }])
implied(['%set [the] %due %to $date', '%due (:|=|is) $date'], (slots) => [{ kind: 'due', to: slots.date() }])
implied(['%set [the] %start (date to|to|on) $date'], (slots) => [{ kind: 'start', to: slots.date() }])
implied(['%set [the] (priority|prio) %to $priority'], (slots) => [{ kind: 'priority', to: slots.priority() }])
implied(['%set [the] status %to $status'], (slots) => [{ kind: 'status', to: slots.status() }])
implied(['%set [the] %person %to $person'], (slots) => [{ kind: 'assignee', to: slots.person() }])
implied(['(log|track|book|add) $time:duration'], (slots) => [{ kind: 'spent', add: slots.minutes() }])

/** What an instruction without an object is about: the clause before, the task in focus, or the one task of the last turn. */
export function aboutNow(desk: Desk): readonly string[] {
  if (desk.last.length > 0) return desk.last
  if (desk.request.taskId !== null) return [desk.request.taskId]
  const touched = desk.request.earlier.at(-1)?.touched ?? []
  return touched.length === 1 ? touched : []
}

/** "set all estimates under Testing to 1 day": the same for everything that stands below. */
const below = (patterns: readonly string[], changes: (slots: Slots) => readonly Change[]): void =>
  rule(patterns, (slots) => {
    const wanted = changes(slots)
    return (desk) => applyChanges(desk, [...new Set(slots.ids().flatMap((id) => desk.working.subtree(id).slice(1)))], wanted, true)
  }, { weight: 0.04 })
const every = '[all|every|all of] [the]'
const inside = '(under|in|below|inside|within|of all tasks under|of all tasks in)'
below([`%set ${every} %estimate ${inside} $a:ref (to|at|as) $time:duration`], (slots) => [{ kind: 'estimate', to: slots.minutes() }])
below([`%set ${every} %due ${inside} $a:ref (to|on|at|as) $date`], (slots) => [{ kind: 'due', to: slots.date() }])
below([`%set ${every} (priority|priorities) ${inside} $a:ref (to|at|as) $priority`], (slots) => [{ kind: 'priority', to: slots.priority() }])
below([`%set ${every} (status|statuses) ${inside} $a:ref (to|as) $status`], (slots) => [{ kind: 'status', to: slots.status() }])
below([`(push|postpone|delay|shift|move|extend) ${every} (due dates|dates|deadlines) ${inside} $a:ref [back|out] by $shift`], (slots) => [{ kind: 'shift', fields: 'both', by: slots.shift() }])

/** Moves whole tasks in time: both their dates. A heading without dates asks for its sub-tasks. */
function shiftTasks(desk: Desk, slots: Slots, by: Shift): Outcome {
  const refs = slots.refs()
  const [only] = refs.ids
  if (refs.ids.length === 1 && only !== undefined) {
    const task = desk.working.find(only)
    const below = desk.working.subtree(only).slice(1).filter((id) => desk.working.find(id)?.dueDate ?? desk.working.find(id)?.startDate)
    if (task && task.startDate === null && task.dueDate === null && below.length > 0) {
      const number = desk.catalogue.numberOf(only)
      const message = `${desk.message.slice(0, refs.start)}everything under ${number === undefined ? `"${task.title}"` : `task ${number}`}${desk.message.slice(refs.end)}`
      return outcome({ question: { text: `${desk.name(only)} has no date of its own. Shall I move everything under it?`, options: [{ label: `Everything under ${number ?? task.title}`, message }] }, about: refs.ids })
    }
  }
  const moved = applyChanges(desk, refs.ids, [{ kind: 'shift', fields: 'both', by }], refs.group)
  if (refs.group && moved.did.length === 0 && moved.refused.length === 0) return outcome({ refused: ['none of them has a date to move'], about: refs.ids })
  if (refs.group && moved.did.length > 0 && /^(everything|all)/i.test(refs.phrase) && refs.ids.length === desk.catalogue.rows.length && desk.working.project.dueDate !== null) {
    return { ...moved, did: [...moved.did, `the project's own due date stays ${desk.working.project.dueDate} (“push the project's due date to ${shiftDate(desk.working.project.dueDate, by)}” moves it)`] }
  }
  return moved
}

// Assignee.
changing(['(assign|give|hand|delegate|pass|allocate|transfer|reassign|re-assign|allot|entrust|hand over) $a:refs [over] [to] $person', '(assign|give|hand|put|set) $a:refs (to|for|on) $person', '(assign|give|hand|pass) $person [with|to|on|as owner of|as the owner of|as assignee of] $a:refs', '[%set] [the] %person (of|for|on) $a:refs [%to] $person', '[%set] [the] $a:refs \'s %person [%to] $person', '$person (owns|takes|does|handles|will do|will take|should do|should take|takes over|will handle|should handle|is responsible for|is in charge of|takes on|gets|will make|makes|will write|writes|builds|will build|should write|should make|should build|will deliver|prepares|will prepare|runs|will run|will finish|will get|can have|should have|now owns|now has|is now on|has to do|must do|needs to do|will work on|is taking|is taking over|will look after|looks after|can take|can do|will own|should own|should get|is doing|is working on|will be doing|leads|is going to do|takes care of|will take care of|should take care of|is on|works on|picks up|will pick up) $a:refs', '$a:refs (goes|go|belongs|belong|is assigned|are assigned|should go|is going|are going|is handed|should be assigned|should be given) to $person', '$a:refs %is [assigned to|owned by|for|done by|handled by] $person', 'make $person [the] (owner|assignee|responsible) (of|for) $a:refs', 'make $person responsible for $a:refs', '(put|set|get|have|let) $person (take care of|look after|work on|finish|write|prepare|be responsible for|on|do|to do|take|take on|handle|on to|onto|take over|own|as assignee on|in charge of) $a:refs', '(i|i\'ll|i\'ll take|let me) [will] (take|do|own|handle|take on|pick up|grab) $a:refs', '$a:refs (->|=>) $person', 'i\'ll (take|do|handle) $a:refs', 'put $a:refs on $person \'s (plate|list|desk)'], (slots) => {
  const person = slots.has('person') ? slots.person() : undefined
  return person === undefined ? undefined : [{ kind: 'assignee', to: person }]
})
rule(['(i|i\'ll|let me) [will|\'ll] (take|do|own|handle|take on|pick up|grab|work on) $a:refs', '$a:refs (is|are) mine', 'assign myself [to] $a:refs', 'claim $a:refs'], (slots) => (desk) => {
  const { user } = desk.request
  return user === null ? outcome({ refused: ['I do not know your name: say for example “assign 1 to Anna”'] }) : applyChanges(desk, slots.ids(), [{ kind: 'assignee', to: { kind: 'person', name: user } }])
})
changing(['(add|put) $person:known (to|on|onto) $a:refs', '(move|pass|transfer|shift|hand|send) $a:refs [over] to $person:known'], (slots) => [{ kind: 'assignee', to: slots.person() }], { weight: 0.06 })
rule(['(assign|give|put|add) $person:known (and|,|&) $other:known (to|on) $a:refs', '(assign|give) $a:refs to $person:known (and|,|&) $other:known'], () => () => outcome({ refused: ['a task has one assignee'] }), { weight: 0.06 })
changing(['(unassign|un-assign) [everyone|everybody|anyone] [from] $a:refs', `(${clearing}) [the] (assignee|owner|assignees|owners|assignment) (of|from|for|on) $a:refs`, `(${clearing}) $a:refs 's (assignee|owner)`, '$a:refs (is|are) (unassigned|assigned to nobody|nobody \'s)', '(nobody|no one) (owns|is on|does) $a:refs [any more|anymore|now]', '$a:refs (has|have|needs) no (owner|assignee)'], () => [{ kind: 'assignee', to: null }], { weight: 0.02 })
rule(['(unassign|remove|take) $person (from|off) $a:refs', '(take|get) $a:refs (away from|off|from) $person', '$person (is|\'s) (no longer|not) (on|doing|responsible for|assigned to|working on) $a:refs [any more|anymore]'], (slots) => {
  const person = slots.person()
  return (desk) => {
    const mine = slots.ids().filter((id) => desk.working.find(id)?.assignee?.name === person?.name)
    if (person === null || mine.length === 0) return outcome({ same: [`${desk.names(slots.ids())} is not assigned to ${escape(person?.name ?? 'anybody')}`], about: slots.ids() })
    return applyChanges(desk, mine, [{ kind: 'assignee', to: null }])
  }
})

// Title and description.
changing(['(rename|retitle|relabel|re-name|re-title|rebrand|reword|rephrase) $a:ref [to|as|into|->|:|=] [be] $text:title', '(rename|retitle) [the] (title|name) of $a:ref (to|as|into) $text:title', '(call|name|title) $a:ref [:|instead|as|now] $text:title', '(change|set|make|update|edit|alter|fix|switch|turn|correct|modify) [the] %title (of|for|on) $a:ref (to|as|into|to be|:|=|->|be|to read|to say|in) $text:title', 'make [the] %title of $a:ref $text:title', '(change|set|make|update|edit|switch|modify|correct|fix) $a:ref \'s %title (to|as|into|:|=|to be) $text:title', '(change|update) $a:ref to read $text:title', '$a:ref (should be|is|shall be|will be|is now|needs to be|must be|should now be|ought to be|should rather be|has to be|can be|could be) (called|named|titled|renamed to|renamed|renamed as|retitled) $text:title', '$a:ref \'s (title|name) (should be|is|:|becomes|shall be|must be) $text:title', '[the] %title (of|for) $a:ref (:|=|should be|is|becomes|shall be|must be|should read|will be) $text:title', '(give|grant) $a:ref [a|the] [new|better] (title|name) [of|:] $text:title', '(let\'s|let us) call $a:ref $text:title', '(replace) [the] (title|name) of $a:ref (with|by) $text:title', '$a:ref (gets|should get|needs) [a|the] [new] (title|name) [:|of] $text:title', '(use|put) $text:title as [the|a] [new] (title|name) (of|for) $a:ref'], (slots) => {
  const title = tidy(slots.text())
  return title === '' ? undefined : [{ kind: 'title', to: title }]
}, { open: true })
changing(['(change|turn|edit) $a:ref (to|into) $text:quoted'], (slots) => [{ kind: 'title', to: tidy(slots.text()) }])
changing(['(describe) $a:refs (as|:|with|as follows :|by|like this :) $text', '(set|change|update|make|edit|replace|write|rewrite|fill in) [the] %description (of|for|on|in) $a:refs (to|as|:|with|to be|=|into|to say|to read) $text', '(set|change|update|make|edit) $a:refs \'s %description (to|as|:|with|=) $text', '(give|set|add|write|put) [a|the|this] %description (to|for|on|of|in) $a:refs [:|saying|that says|as|of|to|that] $text', '(give) $a:refs [a|the|this] [new] %description [:|of|saying|that says] $text', '(add|put|write) [the|a] %description $text:quoted (to|on|for|in) $a:refs', '[the] %description (of|for) $a:refs (:|=|is|is :|should be|should be :|should say|should say :|reads) $text', '$a:refs \'s %description (:|=|is|should be|should say) $text'], (slots) => [{ kind: 'describe', text: tidyText(slots.text()), append: false }], { open: true, weight: -0.01 })
changing(['(append|add) [the] [text|line|words|sentence] $text (to|onto|at the end of) [the] %description (of|for|on) $a:refs', '(append|add) [the] [text|line|words|sentence] $text (to|onto) $a:refs \'s %description', '(add|append|write|attach|leave|make|put) [a|another|the] (note|remark|comment|notes|line) (to|on|for|in|at|of) $a:refs [:|saying|that says|that|,] $text', '(note|remark|comment) (on|for|in) $a:refs (:|that) $text', '(append) (to|on) [the] [%description (of|for|on)] $a:refs [:] $text', '(add|append) to [the] %description (of|for|on) $a:refs [:|that] $text', '(add|append) to $a:refs \'s %description [:|that] $text', '(append|add) [the] $text:quoted (to|onto) [the] %description (of|for|on) $a:refs', '(extend) [the] %description (of|for|on) $a:refs (with|by) $text', '(note|remark) $text:quoted (on|in|for) $a:refs', '(append) $text to $a:refs'], (slots) => [{ kind: 'describe', text: tidyText(slots.text()), append: true }], { open: true, weight: 0.01 })
changing([`(${clearing}) [the] (description|notes|details|descriptions|note) (of|from|for|on) $a:refs`, `(${clearing}) $a:refs 's (description|notes|details)`], () => [{ kind: 'describe', text: '', append: false }], { weight: 0.03 })

/** The same for every task of the plan that has something of the kind. */
function onAll(desk: Desk, has: (task: WorkingFields) => boolean, changes: readonly Change[]): Outcome {
  const ids = desk.catalogue.rows.map(({ task }) => task.id as string).filter((id) => {
    const task = desk.working.find(id)
    return task !== undefined && has(task)
  })
  return ids.length === 0 ? outcome({ same: ['There is none to remove'] }) : applyChanges(desk, ids, changes, true)
}

/** A title as given: without quotes around it and the full stop after it. */
export function tidy(text: string): string {
  const bare = text.trim().replace(/^[“"'`«](.*)[”"'`»]$/s, '$1').replace(/[\s.,;:!]+$/, (end) => (end.startsWith('.') && /\betc\.$/.test(text) ? '.' : '')).trim()
  return bare.length > limits.title * 2 ? bare.slice(0, limits.title * 2) : bare
}

export const tidyText = (text: string): string => text.trim().replace(/^[“"«](.*)[”"»]$/s, '$1').trim()

// Tags.
changing(['(add|put) $list:tags (to|into|among) [the] (tags|labels) (of|on) $a:refs', '(add|put) $list:tags to $a:refs \'s (tags|labels)'], (slots) => [{ kind: 'tags', add: slots.list(), remove: [] }], { weight: 0.06 })
rule(['%remove [the] (tag|tags|label) $list:tags (everywhere|throughout|from everything|from all tasks|from the plan)', '%remove [the] $list:tags (tag|label) (everywhere|throughout|from everything|from all tasks)'], (slots) => (desk) => onAll(desk, (task) => task.tags.some((tag) => slots.list().includes(tag)), [{ kind: 'tags', add: [], remove: slots.list() }]), { weight: 0.06 })
rule([`(${clearing}) (all|every) [of] [the] (due date|due dates|deadlines|deadline)`], () => (desk) => onAll(desk, (task) => task.dueDate !== null, [{ kind: 'due', to: null }]), { weight: 0.06 })
rule([`(${clearing}) (all|every) [of] [the] (estimates|estimate)`], () => (desk) => onAll(desk, (task) => task.estimateMinutes !== null, [{ kind: 'estimate', to: null }]), { weight: 0.06 })
rule([`(${clearing}) (all|every) [of] [the] (assignees|owners|assignee|assignments)`, 'unassign (everyone|everybody|all)'], () => (desk) => onAll(desk, (task) => task.assignee !== null, [{ kind: 'assignee', to: null }]), { weight: 0.06 })
changing(['(tag|label) $a:refs (as|with|:) $list:tags', '(tag|label) $a:refs $list:tags', '(add|put|attach|apply|set|use|give|stick|assign) [the|a] [new] (tag|tags|label|labels) $list:tags (to|on|onto|for) $a:refs', '(add|put|attach|apply|set|stick|give|assign) [the] $list:tags (tag|tags|label|labels) (to|on|onto|for) $a:refs', '(add|put|attach|give) (to|on) $a:refs [the] (tag|tags|label) $list:tags', '(give|add) $a:refs [the|a] (tag|tags|label|labels) $list:tags', 'give $a:refs [the|a] $list:tags (tag|label|tags|labels)', '$a:refs (should be|must be|is|gets|are|needs to be) (tagged|labelled|labeled) [as|with] $list:tags', '$a:refs (gets|get|needs|should get|should have|should carry|has) [the] (tag|tags|label) $list:tags', '$a:refs (gets|get|needs|should get|should have) [the] $list:tags (tag|label|tags)', '(tags|tag|labels) [%to] $list:tags (to|on|for) $a:refs'], (slots) => [{ kind: 'tags', add: slots.list(), remove: [] }], { weight: 0.01 })
changing(['(untag|unlabel) $list:tags (from|on|off) $a:refs', '(untag|unlabel) $a:refs (as|from|of) $list:tags', '%remove [the] (tag|tags|label|labels) $list:tags (from|of|on|off|for) $a:refs', '%remove [the] $list:tags (tag|tags|label|labels) (from|of|on|off|for) $a:refs', '%remove $a:refs \'s $list:tags (tag|label|tags)', '$a:refs (is|are|should) (no longer|not) [be] tagged [as|with] $list:tags', 'take [the] $list:tags (tag|label) off [of] $a:refs', 'take [the] (tag|label) $list:tags off [of] $a:refs'], (slots) => [{ kind: 'tags', add: [], remove: slots.list() }], { weight: 0.02 })
changing(['(untag) $a:refs', `(${clearing}|remove) [all] [of] [the] (tags|labels) (of|from|on|for) $a:refs`, `(${clearing}) $a:refs 's [all] (tags|labels)`, '(clear|remove) all tags from $a:refs'], () => [{ kind: 'tags-set', to: [] }], { weight: 0.02 })
changing(['(replace|swap|change|switch|rename|exchange) [the] (tag|label|tags) $old:tags (with|by|for|to|into) [the] [tag|label] $list:tags (on|for|of|in|from) $a:refs', '(replace|swap|change|switch|exchange) [the] $old:tags (tag|label) (with|by|for|to) $list:tags (on|for|of|in|from) $a:refs', '(on|for|in) $a:refs [,] (replace|swap|change) [the] (tag|label) $old:tags (with|by|for|to) $list:tags', '(retag) $a:refs from $old:tags to $list:tags'], (slots) => [{ kind: 'tags', add: slots.list(), remove: slots.list('old') }], { weight: 0.03 })
rule(['(replace|rename|change) [the] (tag|label) $old:tags (with|by|to|into) $list:tags [everywhere|in all tasks|throughout]', '(rename|change) [the] $old:tags (tag|label) (to|into) $list:tags [everywhere]'], (slots) => (desk) => {
  const old = slots.list('old')
  const having = desk.catalogue.rows.map(({ task }) => task.id as string).filter((id) => desk.working.find(id)?.tags.some((tag) => old.includes(tag)))
  return having.length > 0 ? applyChanges(desk, having, [{ kind: 'tags', add: slots.list(), remove: old }]) : outcome({ same: [`no task is tagged ${old.map(escape).join(', ')}`] })
})
changing(['(set|change|make) [the] (tags|tag|labels) (of|on|for) $a:refs (to|as|:|=) $list:tags', '(set|change) $a:refs \'s (tags|tag|labels) (to|as|:|=) $list:tags', '(retag|re-tag) $a:refs (as|with|to) $list:tags'], (slots) => [{ kind: 'tags-set', to: slots.list() }], { weight: 0.02 })
