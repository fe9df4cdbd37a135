import { applyChanges, type Change } from '../changes.ts'
import { fieldRuleBook } from '../field-rules.ts'
import { aboutNow } from '../desk.ts'
import type { Slots } from '../slots.ts'

const { rules, rule } = fieldRuleBook()

/** Sentences without an object: "set the estimate to 3h". */
export const impliedRules = rules

/** Fields of what was just talked about, or of the task in focus: "set the estimate to 3h". */
const implied = (patterns: readonly string[], changes: (slots: Slots) => readonly Change[]): void =>
  rule(
    patterns,
    (slots, desk) => {
      const about = aboutNow(desk)
      if (about.length === 0) return undefined
      const wanted = changes(slots)
      return (current) => applyChanges(current, about, wanted)
    },
    { weight: -0.05 },
  )
implied(['%set [the] %estimate %to $time:duration', '%estimate (:|=|is|of) $time:duration'], (slots) => [{ kind: 'estimate', to: slots.minutes() }])
implied(['%set [the] %due %to $date', '%due (:|=|is) $date'], (slots) => [{ kind: 'due', to: slots.date() }])
implied(['%set [the] %start (date to|to|on) $date'], (slots) => [{ kind: 'start', to: slots.date() }])
implied(['%set [the] (priority|prio) %to $priority'], (slots) => [{ kind: 'priority', to: slots.priority() }])
implied(['%set [the] status %to $status'], (slots) => [{ kind: 'status', to: slots.status() }])
implied(['%set [the] %person %to $person'], (slots) => [{ kind: 'assignee', to: slots.person() }])
implied(['(log|track|book) $time:duration'], (slots) => [{ kind: 'spent', add: slots.minutes() }])
