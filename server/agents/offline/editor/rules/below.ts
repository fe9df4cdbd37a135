import { applyChanges, type Change } from '../changes.ts'
import { clearing, fieldRuleBook } from '../field-rules.ts'
import { outcome } from '../desk.ts'
import type { Slots } from '../slots.ts'
import type { WorkingFields } from '../working.ts'

const { rules, rule, changing } = fieldRuleBook()

/** Sentences about a field of everything that stands below a task. */
export const belowRules = rules

/** "set all estimates under Testing to 1 day": the same for everything that stands below. */
const below = (patterns: readonly string[], changes: (slots: Slots) => readonly Change[], has: (task: WorkingFields) => boolean = () => true): void =>
  rule(
    patterns,
    (slots) => {
      const wanted = changes(slots)
      return (desk) => {
        const below = [...new Set(slots.ids().flatMap((id) => desk.working.subtree(id).slice(1)))]
        const ids = below.filter((id) => {
          const task = desk.working.find(id)
          return task !== undefined && has(task)
        })
        return applyChanges(desk, ids, wanted, true)
      }
    },
    { weight: 0.04 },
  )
const every = '[all|every|all of] [the]'
const inside = '(under|in|below|inside|within|of all tasks under|of all tasks in)'
below([`%set ${every} %estimate ${inside} $a:ref (to|at|as) $time:duration`], (slots) => [{ kind: 'estimate', to: slots.minutes() }])
below([`%set ${every} %due ${inside} $a:ref (to|on|at|as) $date`], (slots) => [{ kind: 'due', to: slots.date() }])
below([`%set ${every} (priority|priorities) ${inside} $a:ref (to|at|as) $priority`], (slots) => [{ kind: 'priority', to: slots.priority() }])
below([`%set ${every} (status|statuses) ${inside} $a:ref (to|as) $status`], (slots) => [{ kind: 'status', to: slots.status() }])
const all = '(all|every|all of) [the|our|my]'
const everywhere = (
  patterns: readonly string[],
  changes: (slots: Slots) => readonly Change[],
  has: (task: WorkingFields) => boolean = () => true,
): void =>
  rule(
    patterns,
    (slots) => (desk) => {
      const ids = desk.catalogue.rows
        .map(({ task }) => task.id as string)
        .filter((id) => {
          const task = desk.working.find(id)
          return task !== undefined && has(task)
        })
      return ids.length === 0 ? outcome({ same: ['No task has that'] }) : applyChanges(desk, ids, changes(slots), true)
    },
    { weight: 0.04 },
  )
everywhere([`%set ${all} [task] (priority|priorities) (to|at|as) $priority`], (slots) => [{ kind: 'priority', to: slots.priority() }])
const estimated = (task: WorkingFields): boolean => task.estimateMinutes !== null
for (const [verbs, sign] of [
  ['(reduce|cut|lower|decrease|shrink|trim|shorten)', -1],
  ['(increase|raise|extend|bump|pad|grow|inflate|lengthen)', 1],
] as const) {
  const byPercent = (slots: Slots): readonly Change[] => [{ kind: 'estimate-times', factor: 1 + (sign * slots.number('percent')) / 100 }]
  everywhere([`${verbs} ${all} [task] (estimate|estimates) [by] $percent:percent`], byPercent, estimated)
  below([`${verbs} ${every} %estimate ${inside} $a:ref [by] $percent:percent`], byPercent, estimated)
  changing(
    [
      `${verbs} [the] %estimate (of|for|on) $a:refs [by] $percent:percent`,
      `${verbs} $a:refs 's %estimate [by] $percent:percent`,
      `${verbs} $a:refs by $percent:percent`,
    ],
    byPercent,
  )
}
for (const [patterns, sign] of [
  [
    [
      '(push|postpone|delay|shift|move|slide|put) [all|every|all of] [the|our] (dates|due dates|deadlines|schedule|timeline) [back|out|forward|off] [by] $shift [later]',
    ],
    1,
  ],
  [
    [
      '(pull|bring|advance|move|shift) [all|every|all of] [the|our] (dates|due dates|deadlines|schedule|timeline) [forward|up|in|ahead] [by] $shift (earlier|sooner)',
    ],
    -1,
  ],
] as const)
  rule(
    patterns,
    (slots) => (desk) =>
      applyChanges(
        desk,
        desk.catalogue.rows.map(({ task }) => task.id as string).filter((id) => desk.working.find(id)),
        [{ kind: 'shift', fields: 'both', by: { ...slots.shift(), amount: sign * slots.shift().amount } }],
        true,
      ),
    { weight: 0.02 },
  )
const dates = '(due dates|dates|deadlines|due date|deadline|schedule)'
below(
  [
    `(move|shift|pull|bring|make|set|advance) ${every} ${dates} ${inside} $a:ref [forward|up|in|ahead] [by] $shift (earlier|sooner)`,
    `(pull|bring|advance) ${every} ${dates} ${inside} $a:ref (forward|up|in|ahead) [by] $shift`,
  ],
  (slots) => [{ kind: 'shift', fields: 'both', by: { ...slots.shift(), amount: -slots.shift().amount } }],
)
below([`(move|shift|push|make|set|postpone) ${every} ${dates} ${inside} $a:ref [back|out] [by] $shift later`], (slots) => [
  { kind: 'shift', fields: 'both', by: slots.shift() },
])
below([`(push|postpone|delay|shift|move|extend) ${every} (due dates|dates|deadlines) ${inside} $a:ref [back|out] by $shift`], (slots) => [
  { kind: 'shift', fields: 'both', by: slots.shift() },
])
for (const [words, change] of [
  ['(due dates|due date|deadlines|deadline|dates)', { kind: 'due', to: null }],
  ['(estimates|estimate)', { kind: 'estimate', to: null }],
  ['(assignees|assignee|owners|owner|assignments)', { kind: 'assignee', to: null }],
] as const)
  below([`(${clearing}) (all|every|all of) [the] ${words} (from|of|under|in|within|for) $a:ref`], () => [change])
