import { fieldRuleBook } from '../field-rules.ts'

const { rules, changing } = fieldRuleBook()

/** Sentences about how urgent a task is. */
export const priorityRules = rules

changing(
  [
    '%make $a:refs [a|to|to be|as|at|of] $priority',
    '[%set] [the] (priority|prio|priorities) (of|for|on) $a:refs [%to] $priority',
    "[%set] [the] $a:refs 's (priority|prio) [%to] $priority",
    "$a:refs 's (priority|prio) %to $priority",
    '(set|give|make) $priority [priority] (to|for|on) $a:refs',
    '(prioritise|prioritize) $a:refs as $priority',
    '(set|change) [the] (priority|prio) [to] $priority (for|on|of) $a:refs',
    '(raise|lower|bump|increase|decrease|reduce|up|drop|elevate|downgrade|upgrade|escalate|push) $a:refs [up|down] (to|from) $priority',
    '(raise|lower|bump|increase|decrease|reduce|up|drop|elevate|downgrade|upgrade) [up|down] [the] (priority|prio) (of|for|on) $a:refs [up|down] to $priority',
    "(raise|lower|bump|increase|decrease|reduce|up|drop) $a:refs 's (priority|prio) to $priority",
    'give $a:refs [a|the] $priority',
    '$a:refs (has|have|gets|get|deserves|needs|takes) [a] $priority',
    '$a:refs [to|as|:|->|=|at] $priority',
    '$priority for $a:refs',
    '(add|set|put|assign|apply) [a|the] (priority|prio) [of|:|level] $priority (to|on|for) $a:refs',
    '(add|set|put|assign|apply) [a|the] $priority (priority|prio) (to|on|for) $a:refs',
    '[the] priority (for|of|on) $a:refs (is|should be|must be|goes to|becomes|:) $priority',
  ],
  (slots) => [{ kind: 'priority', to: slots.priority() }],
)
changing(
  [
    '(raise|bump|increase|up|boost|elevate|bump up|escalate|heighten|upgrade) [the] (priority|prio|urgency|importance) (of|for|on) $a:refs [by (one|a) (step|level|notch)|a notch|one notch|one level|one step]',
    "(raise|bump|increase|up|boost) $a:refs 's (priority|prio)",
    'make $a:refs more (important|urgent)',
    '(prioritise|prioritize|escalate) $a:refs [more|higher]',
    '$a:refs (is|are) more (important|urgent)',
    '(raise|bump) $a:refs [up] (a notch|one notch|by one level|a level|one level) [in priority]',
    'give $a:refs [a] (higher|more) (priority|prio)',
  ],
  () => [{ kind: 'priority-step', by: 1 }],
)
changing(
  [
    '(lower|reduce|decrease|drop|cut|bring down|downgrade|bump down) [the] (priority|prio|urgency|importance) (of|for|on) $a:refs [by (one|a) (step|level|notch)|a notch|one notch|one level|one step]',
    "(lower|reduce|decrease|drop) $a:refs 's (priority|prio)",
    'make $a:refs less (important|urgent)',
    '(deprioritise|deprioritize|de-prioritise|de-prioritize) $a:refs',
    '$a:refs (is|are) less (important|urgent)',
    'give $a:refs [a] (lower|less) (priority|prio)',
  ],
  () => [{ kind: 'priority-step', by: -1 }],
)
changing(
  [
    '(clear|remove|unset|reset|drop|delete) [the] (priority|prio) (of|from|on|for) $a:refs',
    "(clear|remove|unset) $a:refs 's (priority|prio)",
    '$a:refs (has|have|needs) no (priority|prio)',
  ],
  () => [{ kind: 'priority', to: 'none' }],
  { weight: 0.02 },
)
