import { escape, outcome, type Desk, type Outcome } from '../desk.ts'
import { ruleBook, type Action } from '../reading.ts'
import type { Slots } from '../slots.ts'

const { rules, rule } = ruleBook()

/** Sentences that take tasks out of the plan. */
export const deletingRules = rules

const destroying = { destroys: true } as const
rule(
  [
    '%delete $a:refs [completely|entirely|altogether|from the plan|from the list|from this plan|for good|from the project|from here|too|as well|out|away]',
    '(take|throw|toss|cut|kick) $a:refs (out|away|off the list|off the plan)',
    "[we|i] (don't|do not|no longer) (need|want) $a:refs [any more|anymore|any longer|at all]",
    '$a:refs (can|should|must|has to|have to|needs to) (go|be deleted|be removed|go away|be dropped)',
  ],
  (slots) => deleting(slots, 'subtree'),
  destroying,
)
rule(
  [
    '%delete $a:refs (together with|along with|including|incl|with|and) [all] [of] (its|their|the) (%children|children)',
    '%delete $a:refs (together with|along with|including|with|and) (everything|all) (under|below|in) (it|them)',
  ],
  (slots) => deleting(slots, 'subtree'),
  { destroys: true, weight: 0.02 },
)
rule(
  [
    "%delete [only|just] $a:refs [,] (but|and|while|yet) (keep|keeping|leave|leaving|preserve|retain|promote|save|not) [all] [of] (its|the|their|what is|what 's|everything|all|whatever is|anything|the tasks|the things|the stuff) [%children|children|tasks] [inside|in it|under it|below it|inside it|within|below|underneath|inside of it|within it|in there]",
    '%delete $a:refs [,] (but|and|yet) not [its|the|their] (%children|children)',
    '%delete $a:refs [,] (but|and) (move|lift|promote|pull|bring) (its|the|their) (%children|children) [up|one level up|up a level|to its parent]',
    '%delete (only|just) $a:refs [itself]',
    '%delete $a:refs itself [only]',
    '%delete $a:refs without (its|the|deleting its|losing its) (%children|children)',
    '(dissolve|ungroup|unwrap) $a:refs',
    '(keep|leave) (its|the) (%children|children) [of $b:refs] but %delete $a:refs',
  ],
  (slots) => deleting(slots, 'promote'),
  { destroys: true, weight: 0.05 },
)

rule(
  [
    '(take|get|throw|cut|drop|strike|kick|remove|delete|leave) $a:refs (out of|from|off|out from) (the|this|our|my) (plan|project|list|outline|roadmap|schedule)',
  ],
  (slots) => deleting(slots, 'subtree'),
  { destroys: true, weight: 0.08 },
)
// Out of the plan, or only out of that branch?
rule(
  ['(remove|drop|delete|strike) $a:refs (from|out of) [the] $b:ref'],
  (slots, desk) => {
    const [above] = slots.ids('b')
    if (above === undefined || slots.refs().confidence < 0.84 || slots.refs('b').confidence < 0.84) return undefined
    const inside = slots.ids().filter((id) => desk.working.isBelow(id, above))
    if (inside.length === 0 || inside.length < slots.ids().length) return undefined
    const list = inside.map((id) => spelled(desk, id)).join(', ')
    // What else the message says stays in the answer.
    const before = desk.message.slice(0, slots.refs().start).replace(/(?:remove|drop|delete|strike)\s+(?:the\s+)?$/i, '')
    const after = desk.message.slice(slots.refs('b').end)
    return (current) =>
      outcome({
        question: {
          text: `Shall ${current.names(inside)} be deleted, or move out of ${current.name(above)}?`,
          options: [
            { label: 'Delete', message: `${before}delete ${list}${after}` },
            { label: 'Move up a level', message: `${before}outdent ${list}${after}` },
          ],
        },
      })
  },
  { weight: 0.08 },
)
rule(
  ['$a:refs (is|are) not (needed|necessary|required)', "$a:refs (isn't|aren't) (needed|necessary|required)"],
  (slots) => (desk) => {
    const list = slots
      .ids()
      .map((id) => spelled(desk, id))
      .join(', ')
    return outcome({
      question: {
        text: `What shall become of ${desk.names(slots.ids())}?`,
        options: [
          { label: 'Cancel', message: `cancel ${list}` },
          { label: 'Delete', message: `delete ${list}` },
        ],
      },
    })
  },
  { weight: 0.08 },
)

function deleting(slots: Slots, children: 'subtree' | 'promote'): Action {
  const refs = slots.refs()
  return (desk) => {
    if (refs.ids.length === 0) return outcome({ same: [`No task is meant by “${escape(refs.phrase)}”, so there is nothing to delete`] })
    if (/\b(?:depend\w*|followers|successors)\b/i.test(refs.phrase) && children === 'subtree') return askAboutSet(desk, refs.ids)
    const question = refs.group && children === 'subtree' ? askAboutBelow(desk, refs.ids) : undefined
    if (question) return question
    const said: string[] = []
    for (const id of refs.ids) {
      if (!desk.working.find(id)) continue
      const name = desk.name(id)
      const below = desk.working.subtree(id).length - 1
      desk.working.delete(id, children)
      said.push(
        below === 0
          ? name
          : children === 'promote'
            ? `${name} (its sub-tasks move up)`
            : `${name} with ${below} sub-task${below === 1 ? '' : 's'} under it`,
      )
    }
    const shown = said.length > 8 ? [...said.slice(0, 7), `${said.length - 7} more`] : said
    return outcome({ did: said.length > 0 ? [`Deleted ${shown.join(', ')}`] : [], about: refs.ids })
  }
}

const spelled = (desk: Desk, id: string): string => `task ${desk.catalogue.numberOf(id) ?? `"${desk.working.find(id)?.title ?? ''}"`}`

/** "… and everything that depends on it": nobody sees at a glance how much that is. */
const askAboutSet = (desk: Desk, ids: readonly string[]): Outcome => {
  const below = new Set(ids.flatMap((id) => desk.working.subtree(id))).size - ids.length
  return outcome({
    question: {
      text: `That is ${desk.names(ids)}${below > 0 ? `, with ${below} sub-task${below === 1 ? '' : 's'}` : ''}. Delete all of it?`,
      options: [{ label: 'Delete all of it', message: `delete ${ids.map((id) => spelled(desk, id)).join(', ')}` }],
    },
  })
}

/** "delete everything tagged api": what stands below such a task and is not tagged was never named, so it is asked about. */
function askAboutBelow(desk: Desk, ids: readonly string[]): Outcome | undefined {
  const named = new Set(ids)
  const tops = ids.filter((id) => ![...ids].some((other) => other !== id && desk.working.isBelow(id, other)))
  const unnamed = (isOneOfARow(desk, ids) ? [] : tops).flatMap((id) => desk.working.subtree(id)).filter((id) => !named.has(id))
  if (unnamed.length === 0 || tops.length > 40)
    return unnamed.length === 0
      ? undefined
      : outcome({ refused: [`${unnamed.length} tasks stand below them that you did not name: delete them in smaller groups`] })
  const list = tops.map((id) => spelled(desk, id)).join(', ')
  const own = ids.map((id) => spelled(desk, id)).join(', ')
  return outcome({
    question: {
      text: `${desk.names(unnamed)} ${unnamed.length === 1 ? 'stands' : 'stand'} below what you want to delete. Delete that, too?`,
      options: [
        { label: 'Delete it, too', message: `delete ${list}` },
        { label: 'Keep it, one level up', message: `delete ${own} but keep the children` },
      ],
    },
  })
}

/** A list or a range of numbers names its tasks one by one, with what stands below them. */
const isOneOfARow = (desk: Desk, ids: readonly string[]): boolean => {
  const [first] = ids
  return (
    first !== undefined &&
    ids.every((id) => desk.working.parentOf(id) === desk.working.parentOf(first)) &&
    /\d|first|last|milestones|root/.test(desk.message) &&
    !/\b(tagged|done|all|every|everything|with|without|blocked|cancelled|overdue)\b/i.test(desk.message)
  )
}
