import { priorities } from '../../../../core/plan/task.ts'
import { escape, outcome } from '../desk.ts'
import { ruleBook } from '../reading.ts'

const { rules, rule } = ruleBook()

/** Sentences that name a task and a field rightly and a value that is none: the value is what to complain about. */
export const badValueRules = rules

const fields: readonly (readonly [field: string, why: string])[] = [
  ['(status|state)', 'is no status: a task is to do, in progress, blocked, in review, done or cancelled'],
  ['(priority|prio)', `is no priority: there is ${priorities.join(', ')}`],
  ['(estimate|time estimate|effort|estimation|duration)', 'is no amount of time: say for example “3h” or “2 days”'],
  ['(due date|due|deadline|end date)', 'is no day: say for example “Friday” or “2026-03-31”'],
  ['(start date|starting date)', 'is no day: say for example “Friday” or “2026-03-31”'],
]
for (const [field, why] of fields)
  rule(
    [
      `[%set] [the] ${field} (of|for|on) $a:refs (to|as|:|=|is|->) $text`,
      `%set [the] $a:refs 's ${field} (to|as|:|=) $text`,
      `$a:refs 's ${field} (is|:|=) $text`,
      `(set|change) [the] ${field} to $text (of|for|on) $a:refs`,
    ],
    (slots) => {
      const { from, to, text = '' } = slots.value('text')
      if (to - from > 3 || /[,;&]|\b(and|then|but|by)\b/i.test(text) || slots.refs().confidence < 0.6) return undefined
      return () => outcome({ refused: [`“${escape(text)}” ${why}`], about: slots.ids() })
    },
    { weight: -0.25 },
  )
