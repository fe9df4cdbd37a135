import { applyChanges } from '../changes.ts'
import { escape, outcome } from '../desk.ts'
import { clearing, fieldRuleBook } from '../field-rules.ts'

const { rules, rule, changing } = fieldRuleBook()

/** Sentences that say who does a task. */
export const peopleRules = rules

changing(
  [
    '(assign|give|hand|delegate|pass|allocate|transfer|reassign|re-assign|allot|entrust|hand over) $a:refs [over] to $person',
    '(assign|reassign|re-assign|delegate) $a:refs $person:known',
    '(assign|give|hand) $a:refs (to|for|on) $person',
    '(put|set) $a:refs (to|for|on) $person:known',
    '(assign|give|hand|pass) $person [with|to|on|as owner of|as the owner of|as assignee of] $a:refs',
    '[%set] [the] %person (of|for|on) $a:refs [%to] $person',
    "[%set] [the] $a:refs 's %person [%to] $person",
    '$person (owns|takes|does|handles|will do|will take|should do|should take|takes over|will handle|should handle|is responsible for|is in charge of|takes on|gets|will make|makes|will write|writes|builds|will build|should write|should make|should build|will deliver|prepares|will prepare|runs|will run|will finish|will get|can have|should have|now owns|now has|is now on|has to do|must do|needs to do|will work on|is taking|is taking over|will look after|looks after|can take|can do|will own|should own|should get|is doing|is working on|will be doing|leads|is going to do|takes care of|will take care of|should take care of|is on|works on|picks up|will pick up) $a:refs',
    '$a:refs (goes|go|belongs|belong|is assigned|are assigned|should go|is going|are going|is handed|should be assigned|should be given) to $person',
    '$a:refs %is (assigned to|owned by|done by|handled by) $person',
    '$a:refs %is [for] $person:known',
    'make $person [the] (owner|assignee|responsible) (of|for) $a:refs',
    'make $person responsible for $a:refs',
    '(add|set|put|name|make|use|appoint) $person as [the|an|a] [new] (assignee|owner|responsible|responsible person) (of|for|on|to) $a:refs',
    '(put|set|get|have|let) $person (take care of|look after|work on|finish|write|prepare|be responsible for|on|do|to do|take|take on|handle|on to|onto|take over|own|as assignee on|in charge of) $a:refs',
    "(i|i'll|i'll take|let me) [will] (take|do|own|handle|take on|pick up|grab) $a:refs",
    '$a:refs (->|=>) $person:known',
    "i'll (take|do|handle) $a:refs",
    "put $a:refs on $person 's (plate|list|desk)",
  ],
  (slots) => {
    const person = slots.has('person') ? slots.person() : undefined
    return person === undefined ? undefined : [{ kind: 'assignee', to: person }]
  },
)
rule(
  [
    "(i|i'll|let me) [will|'ll] (take|do|own|handle|take on|pick up|grab|work on) $a:refs",
    '$a:refs (is|are) mine',
    'assign myself [to] $a:refs',
    'claim $a:refs',
  ],
  (slots) => (desk) => {
    const { user } = desk.request
    return user === null
      ? outcome({ refused: ['I do not know your name: say for example “assign 1 to Anna”'] })
      : applyChanges(desk, slots.ids(), [{ kind: 'assignee', to: { kind: 'person', name: user } }])
  },
)
changing(
  ['(add|put) $person:known (to|on|onto) $a:refs', '(move|pass|transfer|shift|hand|send) $a:refs [over] to $person:known'],
  (slots) => [{ kind: 'assignee', to: slots.person() }],
  { weight: 0.06 },
)
rule(
  [
    '(replace|swap|substitute) $old:known (with|by|for) $person [everywhere|throughout|in all tasks|in the plan|as assignee|as the assignee]',
    '$person (replaces|takes over from|takes over for|takes over everything from) $old:known [everywhere]',
    '(reassign|give|hand|move|transfer|pass|assign) (all|everything) [of] $old:known (to|over to) $person',
  ],
  (slots) => (desk) => {
    const old = slots.person('old')
    const theirs = desk.catalogue.rows
      .map(({ task }) => task.id as string)
      .filter((id) => old !== null && desk.working.find(id)?.assignee?.name === old.name)
    return theirs.length === 0
      ? outcome({ same: [`nothing is assigned to ${escape(old?.name ?? 'anybody')}`] })
      : applyChanges(desk, theirs, [{ kind: 'assignee', to: slots.person() }], true)
  },
  { weight: 0.05 },
)
rule(
  [
    '(assign|give|put|add) $person:known (and|,|&) $other:known (to|on) $a:refs',
    '(assign|give|hand|delegate) $a:refs to $person:known (and|,|&|or) $other:known',
    '(assign|give|hand|delegate) $a:refs to $person:known , $other:known [,] (and|&|or) $third:known',
  ],
  () => () => outcome({ refused: ['a task has one assignee'] }),
  { weight: 0.06 },
)
changing(
  [
    '(unassign|un-assign) [everyone|everybody|anyone] [from] $a:refs',
    `(${clearing}) [the] (assignee|owner|assignees|owners|assignment) (of|from|for|on) $a:refs`,
    `(${clearing}) $a:refs 's (assignee|owner)`,
    "$a:refs (is|are) (unassigned|assigned to nobody|nobody 's)",
    '(nobody|no one) (owns|is on|does) $a:refs [any more|anymore|now]',
    '$a:refs (has|have|needs) no (owner|assignee)',
  ],
  () => [{ kind: 'assignee', to: null }],
  { weight: 0.02 },
)
rule(
  [
    '(unassign|remove|take) $person (from|off) $a:refs',
    '(take|get) $a:refs (away from|off|from) $person',
    "$person (is|'s) (no longer|not) (on|doing|responsible for|assigned to|working on) $a:refs [any more|anymore]",
  ],
  (slots) => {
    const person = slots.person()
    return (desk) => {
      const mine = slots.ids().filter((id) => desk.working.find(id)?.assignee?.name === person?.name)
      if (person === null || mine.length === 0)
        return outcome({
          same: [`${desk.names(slots.ids())} ${slots.ids().length > 1 ? 'are' : 'is'} not assigned to ${escape(person?.name ?? 'anybody')}`],
          about: slots.ids(),
        })
      return applyChanges(desk, mine, [{ kind: 'assignee', to: null }])
    }
  },
)
