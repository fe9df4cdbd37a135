import { fieldRuleBook, onTasks } from '../field-rules.ts'

const { rules, rule, changing } = fieldRuleBook()

/** Sentences about the time that a task took. */
export const spentRules = rules

rule(['$person (worked|spent|logged|put in|put|needed|invested|used) [another|about] $time:duration (on|in|into|for|working on) $a:refs'], (slots) =>
  onTasks(slots, [{ kind: 'spent', add: slots.minutes() }]),
)
changing(
  [
    '(log|track|book|record|register|clock|charge|report|note|enter|put down|add|put in|write down|count|bill) [another|an extra|a further] $time:duration [more] [of work|of time|of effort|spent|worked|of time spent|time|already] (on|to|for|against|at|under|of|working on|work on|in) $a:refs',
    "[i|we] [have|'ve] [just|already] (spent|worked|logged|put in|used|put|did|invested) [another|about|around|already] $time:duration [of work|more] (on|in|into|for|with|working on|to) $a:refs",
    "(i|we|i've|we've) [have] [just] (spent|worked|put in|put|logged|invested) [another|about] $time:duration (on|in|into|for|working on) $a:refs",
    '(log|track|book|record|clock) (on|to|for|against) $a:refs [:] $time:duration',
    '(log|track|book) $a:refs $time:duration',
    '[another] $time:duration (spent|logged|worked|done|booked|went) [working] (on|into|for|in) $a:refs',
    '(spent|worked) [about] $time:duration (on|in|for) $a:refs',
    '$a:refs (took|cost|has taken|has cost|already took) [me|us] [another] $time:duration [more|longer|extra|so far]',
    '[+] $time:duration on $a:refs',
    "(add) $time:duration [of] [spent] [time|work] [spent] (on|to) $a:refs 's (spent time|time spent|log|timesheet|actuals)",
    '(add) $time:duration to [the] (spent time|time spent|logged time|spent|actual time|time log|actuals|worklog) (of|for|on) $a:refs',
    'time (on|for) $a:refs : $time:duration',
  ],
  (slots) => [{ kind: 'spent', add: slots.minutes() }],
  { weight: -0.01 },
)
changing(
  [
    '(set|change|correct|make) [the] (spent time|time spent|logged time|spent|actual time|spent hours) (of|for|on) $a:refs to $time:duration',
    "(set|change|correct|make) $a:refs 's (spent time|time spent|logged time|actual time) to $time:duration",
  ],
  (slots) => [{ kind: 'spent-set', to: slots.minutes() }],
  { weight: 0.03 },
)
changing(
  ['(clear|reset|remove|delete|zero) [the] (spent time|time spent|logged time|time log) (of|for|on|from) $a:refs'],
  () => [{ kind: 'spent-set', to: 0 }],
  { weight: 0.03 },
)
