import { applyChanges, type Change } from '../changes.ts'
import { escape, outcome, type Desk, type Outcome } from '../desk.ts'
import { clearing, fieldRuleBook } from '../field-rules.ts'
import type { WorkingFields } from '../working.ts'

const { rules, rule, changing } = fieldRuleBook()

/** Sentences about tags, and about what all tasks have. */
export const tagRules = rules

changing(
  ['(add|put) $list:tags (to|into|among) [the] (tags|labels) (of|on) $a:refs', "(add|put) $list:tags to $a:refs 's (tags|labels)"],
  (slots) => [{ kind: 'tags', add: slots.list(), remove: [] }],
  { weight: 0.06 },
)
changing(
  [
    '(tag|label) $a:refs (as|with) $list:tags (instead of|rather than) $old:tags',
    '$a:refs (get|gets|should get|should have|needs|need) [the] (tag|tags|label) $list:tags (instead of|rather than) $old:tags',
    '(give) $a:refs [the] (tag|tags|label) $list:tags (instead of|rather than) $old:tags',
    '(replace|swap|exchange) [the] (tag|label) $old:tags (with|by|for) $list:tags (on|for|of|in) $a:refs',
  ],
  (slots) => [{ kind: 'tags', add: slots.list(), remove: slots.list('old') }],
  { weight: 0.03 },
)
rule(
  [
    '(replace|set|change|overwrite) [all] [the] (tags|labels) (of|on|for) $a:refs (with|by|to|as) [just|only] $list:tags',
    "(replace|set|change) $a:refs 's (tags|labels) (with|by|to) [just|only] $list:tags",
  ],
  (slots) => (desk) => {
    const done = slots.ids().map((id) => {
      const old = (desk.working.find(id)?.tags ?? []).filter((tag) => !slots.list().includes(tag))
      return applyChanges(desk, [id], [{ kind: 'tags', add: slots.list(), remove: old }])
    })
    return outcome({
      did: done.flatMap(({ did }) => did),
      same: done.flatMap(({ same }) => same),
      refused: done.flatMap(({ refused }) => refused),
      about: slots.ids(),
    })
  },
  { weight: 0.03 },
)
rule(
  [
    '%remove [the] (tag|tags|label) $list:tags (everywhere|throughout|from everything|from all tasks|from the plan)',
    '%remove [the] $list:tags (tag|label) (everywhere|throughout|from everything|from all tasks)',
  ],
  (slots) => (desk) => onAll(desk, (task) => task.tags.some((tag) => slots.list().includes(tag)), [{ kind: 'tags', add: [], remove: slots.list() }]),
  { weight: 0.06 },
)
rule(
  [`(${clearing}) (all|every) [of] [the] (due date|due dates|deadlines|deadline)`],
  () => (desk) => onAll(desk, (task) => task.dueDate !== null, [{ kind: 'due', to: null }]),
  { weight: 0.06 },
)
rule(
  [`(${clearing}) (all|every) [of] [the] (estimates|estimate)`],
  () => (desk) => onAll(desk, (task) => task.estimateMinutes !== null, [{ kind: 'estimate', to: null }]),
  { weight: 0.06 },
)
rule(
  [`(${clearing}) (all|every) [of] [the] (assignees|owners|assignee|assignments)`, 'unassign (everyone|everybody|all)'],
  () => (desk) => onAll(desk, (task) => task.assignee !== null, [{ kind: 'assignee', to: null }]),
  { weight: 0.06 },
)
changing(
  [
    '(tag|label) $a:refs (as|with|:) $list:tags',
    '(tag|label) $a:refs $list:tags',
    '(add|put|attach|apply|set|use|give|stick|assign) [the|a] [new] (tag|tags|label|labels) $list:tags (to|on|onto|for) $a:refs',
    '(add|put|attach|apply|set|stick|give|assign) [the] $list:tags (tag|tags|label|labels) (to|on|onto|for) $a:refs',
    '(add|put|attach|give) (to|on) $a:refs [the] (tag|tags|label) $list:tags',
    '(give|add) $a:refs [the|a] (tag|tags|label|labels) $list:tags',
    'give $a:refs [the|a] $list:tags (tag|label|tags|labels)',
    '$a:refs (should be|must be|is|gets|are|needs to be) (tagged|labelled|labeled) [as|with] $list:tags',
    '$a:refs (gets|get|needs|should get|should have|should carry|has) [the] (tag|tags|label) $list:tags',
    '$a:refs (gets|get|needs|should get|should have) [the] $list:tags (tag|label|tags)',
    '(tags|tag|labels) [%to] $list:tags (to|on|for) $a:refs',
  ],
  (slots) => [{ kind: 'tags', add: slots.list(), remove: [] }],
  { weight: 0.01 },
)
changing(
  [
    '(untag|unlabel) $list:tags (from|on|off) $a:refs',
    '(untag|unlabel) $a:refs (as|from|of) $list:tags',
    '%remove [the] (tag|tags|label|labels) $list:tags (from|of|on|off|for) $a:refs',
    '%remove [the] $list:tags (tag|tags|label|labels) (from|of|on|off|for) $a:refs',
    "%remove $a:refs 's $list:tags (tag|label|tags)",
    '$a:refs (is|are|should) (no longer|not) [be] tagged [as|with] $list:tags',
    'take [the] $list:tags (tag|label) off [of] $a:refs',
    'take [the] (tag|label) $list:tags off [of] $a:refs',
  ],
  (slots) => [{ kind: 'tags', add: [], remove: slots.list() }],
  { weight: 0.02 },
)
changing(
  [
    '(untag) $a:refs',
    `(${clearing}|remove) [all] [of] [the] (tags|labels) (of|from|on|for) $a:refs`,
    `(${clearing}) $a:refs 's [all] (tags|labels)`,
    '(clear|remove) all tags from $a:refs',
  ],
  () => [{ kind: 'tags-set', to: [] }],
  { weight: 0.02 },
)
changing(
  [
    '(replace|swap|change|switch|rename|exchange) [the] (tag|label|tags) $old:tags (with|by|for|to|into) [the] [tag|label] $list:tags (on|for|of|in|from) $a:refs',
    '(replace|swap|change|switch|exchange) [the] $old:tags (tag|label) (with|by|for|to) $list:tags (on|for|of|in|from) $a:refs',
    '(on|for|in) $a:refs [,] (replace|swap|change) [the] (tag|label) $old:tags (with|by|for|to) $list:tags',
    '(retag) $a:refs from $old:tags to $list:tags',
  ],
  (slots) => [{ kind: 'tags', add: slots.list(), remove: slots.list('old') }],
  { weight: 0.03 },
)
rule(
  [
    '(replace|rename|change) [the] (tag|label) $old:tags (with|by|to|into) $list:tags [everywhere|in all tasks|throughout]',
    '(rename|change) [the] $old:tags (tag|label) (to|into) $list:tags [everywhere]',
  ],
  (slots) => (desk) => {
    const old = slots.list('old')
    const having = desk.catalogue.rows
      .map(({ task }) => task.id as string)
      .filter((id) => desk.working.find(id)?.tags.some((tag) => old.includes(tag)))
    return having.length > 0
      ? applyChanges(desk, having, [{ kind: 'tags', add: slots.list(), remove: old }])
      : outcome({ same: [`no task is tagged ${old.map(escape).join(', ')}`] })
  },
)
changing(
  [
    '(set|change|make) [the] (tags|tag|labels) (of|on|for) $a:refs (to|as|:|=) $list:tags',
    "(set|change) $a:refs 's (tags|tag|labels) (to|as|:|=) $list:tags",
    '(retag|re-tag) $a:refs (as|with|to) $list:tags',
  ],
  (slots) => [{ kind: 'tags-set', to: slots.list() }],
  { weight: 0.02 },
)

/** The same for every task of the plan that has something of the kind. */
function onAll(desk: Desk, has: (task: WorkingFields) => boolean, changes: readonly Change[]): Outcome {
  const ids = desk.catalogue.rows
    .map(({ task }) => task.id as string)
    .filter((id) => {
      const task = desk.working.find(id)
      return task !== undefined && has(task)
    })
  return ids.length === 0 ? outcome({ same: ['There is none to remove'] }) : applyChanges(desk, ids, changes, true)
}
