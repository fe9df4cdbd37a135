import { applyChanges } from '../changes.ts'
import { outcome } from '../desk.ts'
import { fieldRuleBook } from '../field-rules.ts'

const { rules, rule, changing } = fieldRuleBook()

/** Sentences about how long a task will take. */
export const estimateRules = rules

changing(
  [
    '(estimate|size|budget|plan|allow|reckon) $a:refs [at|as|to|to be|with|to take|for|:] [about] $time:duration [each|apiece|per task]',
    '[%set] [the] %estimate (of|for|on) $a:refs [%to] $time:duration [each|apiece]',
    "[%set] [the] $a:refs 's %estimate [%to] $time:duration",
    '$a:refs (takes|take|should take|will take|needs|need|requires|require|is about|will need|would take|will cost|should be|is estimated at|are estimated at|costs|is|probably takes|lasts|might take|could take) [only|about|around|roughly|another] $time:duration [each|of work|long|of effort|to complete|to finish|in total|apiece]',
    '(set|put|change|give|allow|assign|allocate) $time:duration (for|on|to|as [the] estimate for|as [the] estimate of) $a:refs',
    '(give|set|put|make|allow) $a:refs [to|at|an estimate of|estimate of|as|a|the estimate] $time:duration [each|long|of work|apiece]',
    '(change|set|update) [the] estimate to $time:duration (for|on|of) $a:refs',
    '(estimate|budget|plan) $time:duration (for|on) $a:refs',
    '(add|put|set) [a|an|the] [time] (estimate|estimation) [of|:] $time:duration (to|for|on) $a:refs',
    '(cut|reduce|lower|raise|increase|bump|shorten|trim|extend) $a:refs [up|down] to $time:duration',
    '(cut|reduce|lower|raise|increase|bump|shorten|trim|extend) [the] %estimate (of|for|on) $a:refs [up|down] to $time:duration',
    "(cut|reduce|lower|raise|increase|bump|shorten|trim|extend) $a:refs 's %estimate [up|down] to $time:duration",
    '$a:refs (:|=|-|->) $time:duration',
    '$time:duration for $a:refs',
    '$a:refs (at|with) $time:duration',
  ],
  (slots) => [{ kind: 'estimate', to: slots.minutes() }],
)
rule(
  [
    '(estimate|size|budget) $a:refs [at|as|to|with|:] $times:durations [respectively]',
    '[%set] [the] %estimate (of|for|on) $a:refs [%to] $times:durations [respectively]',
    '$a:refs (takes|take|should take|will take|need|needs|:|=) $times:durations [respectively]',
  ],
  (slots) => {
    const [ids, amounts] = [slots.ids(), slots.amounts()]
    return ids.length !== amounts.length
      ? undefined
      : (desk) => {
          const done = ids.map((id, turn) => applyChanges(desk, [id], [{ kind: 'estimate', to: amounts[turn] ?? null }]))
          return outcome({
            did: done.flatMap(({ did }) => did),
            same: done.flatMap(({ same }) => same),
            refused: done.flatMap(({ refused }) => refused),
            about: ids,
          })
        }
  },
  { weight: 0.02 },
)
changing(['(double) [the] [%estimate (of|for|on)] $a:refs', "double $a:refs 's %estimate", '(double up on) $a:refs'], () => [
  { kind: 'estimate-times', factor: 2 },
])
changing(['(triple) [the] [%estimate (of|for|on)] $a:refs', "triple $a:refs 's %estimate"], () => [{ kind: 'estimate-times', factor: 3 }])
changing(
  [
    '(halve) [the] [%estimate (of|for|on)] $a:refs',
    "halve $a:refs 's %estimate",
    'cut [the] %estimate (of|for|on) $a:refs (in half|by half)',
    "cut $a:refs 's %estimate (in half|by half)",
    'cut $a:refs in half',
  ],
  () => [{ kind: 'estimate-times', factor: 0.5 }],
)
changing(
  [
    '(add|give) [an] [extra|additional|another] $time:duration [more|extra|of work] (to|on|for|on top of|onto) [the] [%estimate (of|for)] $a:refs',
    "(add|give) [another] $time:duration [more] (to|on) $a:refs 's %estimate",
    '(add) [another|an extra] $time:duration [more] to [the] $a:refs %estimate',
    '(increase|raise|extend|bump|lengthen|grow) [up] [the] %estimate (of|for|on) $a:refs [up] by $time:duration',
    "(increase|raise|extend|bump|lengthen|grow) $a:refs 's %estimate by $time:duration",
    '(give|grant|allow) $a:refs (another|an extra|an additional|extra|additional) $time:duration',
    '(give|grant|allow) $a:refs $time:duration (more|extra)',
    '$a:refs (needs|need|takes|take|requires|will take) (another|an extra|an additional) $time:duration',
    '$a:refs (needs|need|takes|take|requires|will take) $time:duration (more|longer|extra)',
  ],
  (slots) => [{ kind: 'estimate-add', minutes: slots.minutes() }],
  { weight: 0.02 },
)
changing(
  [
    '(cut|reduce|decrease|lower|shorten|trim|bring down|shrink) [the] %estimate (of|for|on) $a:refs by $time:duration',
    "(cut|reduce|decrease|lower|shorten|trim) $a:refs 's %estimate by $time:duration",
    '(take|subtract|remove|deduct|shave|cut|knock) $time:duration [off|from|off of] [the] [%estimate (of|for)] $a:refs',
    "(take|shave|cut|knock) $time:duration (off|from) $a:refs 's %estimate",
  ],
  (slots) => [{ kind: 'estimate-add', minutes: -slots.minutes() }],
)
changing(
  [
    '(clear|remove|unset|delete|drop|erase|reset|wipe|take away|forget) [the] (estimate|estimates|estimation|effort|time estimate) (of|from|for|on) $a:refs',
    "(clear|remove|unset|delete|drop|erase|reset|forget) $a:refs 's (estimate|effort|estimates)",
    '(unestimate) $a:refs',
    '$a:refs (has|have) no estimate',
    '(set|make) [the] estimate (of|for) $a:refs to (none|nothing|empty|unknown)',
  ],
  () => [{ kind: 'estimate', to: null }],
  { weight: 0.03 },
)
