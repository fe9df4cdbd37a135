import { toSet } from '../../../../core/plan/order.ts'
import { formatDuration } from '../../../../core/plan/duration.ts'
import { escape, fitsTitle, outcome, type Desk, type Outcome } from '../desk.ts'
import { mergedOf } from '../merged.ts'
import { ruleBook, type Action } from '../reading.ts'
import type { Slots } from '../slots.ts'
import { tidy } from '../tidy.ts'

const { rules, rule } = ruleBook()

/** Sentences that make one task of several. */
export const mergingRules = rules

rule(
  [
    '(merge|combine|join|unite|consolidate|fuse|unify|fold|collapse|condense|blend|amalgamate) [together] $a:refs [together|up] (into|as|to|in|to form) [a|one] [single|new|combined] [task|one|step|item] [called|named|titled|:|with the title|with title|with the name] $text:title',
    '(make|turn) $a:refs [into] (one|a single) [task|step|item] (called|named|titled) $text:title',
    '(merge|combine|join) $a:refs (and call|and name|and title|, call|, name|and rename) (it|the result|that|them|this) [to] $text:title',
    '(merge|combine|join) $a:refs : $text:title',
  ],
  (slots) => (slots.ids().length > 1 ? mergeInto(slots.ids(), (desk) => targetOrTitle(desk, slots)) : undefined),
  { destroys: true },
)
rule(
  [
    '(merge|combine|join|unite|consolidate|fuse|unify|fold|collapse|condense|amalgamate) [together] $a:refs [together|up] [into (one|a single one|a single task|one task|one single task|one step|a single step|one item|1|a single item)]',
    '(make|turn) $a:refs [into] (one|a single task|one task|a single one|one single task)',
    '$a:refs (should be|could be|can be|are really|are|belong) (one task|one|a single task|merged|combined|the same task|the same|together|joined)',
    '(put) $a:refs together',
  ],
  (slots) => (slots.ids().length > 1 ? mergeInto(slots.ids(), () => undefined) : undefined),
  { destroys: true },
)
rule(
  [
    '(merge|combine|join|fold|consolidate|absorb|roll|integrate|incorporate) $a:refs (into|with|in|to|up into) $b:ref',
    '(merge) (into|with) $b:ref [:] $a:refs',
  ],
  (slots, desk) => {
    const [target] = slots.ids('b')
    const others = slots.ids().filter((id) => id !== target)
    if (target === undefined || others.length === 0) return undefined
    // "merge 2 with 3": the first named is kept; "into 3": 3 is kept.
    if (others.length > 1 && slots.refs('b').confidence < 0.97) return (current) => askTarget(current, slots)
    const into = !/\bwith\b/.test(desk.message.slice(slots.refs().end, slots.refs('b').start))
    return mergeInto(into ? [target, ...others] : [...others, target], () => undefined)
  },
  { destroys: true, weight: 0.02 },
)

/** "merge A and B into Research": a task of nearly that name, or the new title? */
function askTarget(desk: Desk, slots: Slots): Outcome {
  const [a, b] = [slots.refs(), slots.refs('b')]
  const target = slots.id('b')
  const before = desk.message.slice(0, a.end)
  const after = desk.message.slice(b.end)
  const title = tidy(b.phrase)
  return outcome({
    question: {
      text: `Shall they become part of ${desk.name(target)}, or one task called “${escape(title)}”?`,
      options: [
        {
          label: `Part of ${desk.name(target).replace(/[*\\]/g, '')}`,
          message: `${before} into task ${desk.catalogue.numberOf(target) ?? b.phrase}${after}`,
        },
        { label: `One task called ${title}`, message: `${before} into one task called "${title}"${after}` },
      ],
    },
  })
}

/** Nobody means to make one task of more than these. */
const mostMerged = 20

/** "into 'X'": a task of the list by that name is kept, else it is the new title. */
function targetOrTitle(desk: Desk, slots: Slots): string | undefined {
  const title = tidy(slots.text())
  return title === '' || !fitsTitle(title)
    ? undefined
    : title.charAt(0).toUpperCase() === title.charAt(0)
      ? title
      : title.charAt(0).toUpperCase() + title.slice(1)
}

function mergeInto(ids: readonly string[], titleOf: (desk: Desk) => string | undefined): Action {
  return (desk) => {
    const { working } = desk
    const [kept, ...others] = ids.filter((id) => working.find(id))
    if (ids.length > mostMerged) return outcome({ refused: [`${ids.length} tasks are too many to merge at once: name the ones you mean`] })
    if (kept === undefined || others.length === 0) return outcome({ refused: ['it takes two tasks to merge'] })
    for (const id of others) {
      if (working.isBelow(kept, id))
        return outcome({ refused: [`${desk.name(kept)} lies inside ${desk.name(id)}, so the two cannot be merged that way round`] })
    }
    const names = desk.names([kept, ...others])
    const title = titleOf(desk)
    const all = [kept, ...others]
    const { fields: merged, chosen } = mergedOf(
      all.map((id) => working.find(id)).filter((task) => task !== undefined),
      title === undefined ? (working.find(kept)?.title ?? '') : undefined,
    )
    const inside = new Set(all)
    const related = (id: string): boolean =>
      inside.has(id) ||
      working.isBelow(id, kept) ||
      working.isBelow(kept, id) ||
      others.some((other) => working.isBelow(id, other) || working.isBelow(other, id))
    const dependsOn = merged.dependsOn.filter((id) => !related(id))
    repointDependants(desk, kept, others)
    for (const id of others) {
      for (const child of working.children(id)) if (child !== kept && !inside.has(child)) working.move(child, kept)
    }
    for (const id of others) working.delete(id, 'subtree')
    working.set(kept, { ...merged, dependsOn, ...(title !== undefined ? { title } : {}) })
    const hint = title === undefined ? `, kept as ${desk.name(kept)}` : ` into **${escape(title)}**`
    return outcome({
      did: [
        [
          `Merged ${names}${hint}`,
          ...(merged.estimateMinutes !== null ? [`${formatDuration(merged.estimateMinutes)} together`] : []),
          ...chosen,
        ].join(', '),
      ],
      about: [kept],
    })
  }
}

/** Whoever waited for a task that goes now waits for the one that is kept. */
function repointDependants(desk: Desk, kept: string, others: readonly string[]): void {
  const { working } = desk
  const gone = new Set(others)
  const waiting = new Set<string>()
  for (const id of others) for (const dependant of desk.request.plan.dependants.get(id as never) ?? []) waiting.add(dependant)
  for (const { id } of working.freshTitles) if (working.find(id)?.dependsOn.some((needed) => gone.has(needed))) waiting.add(id)
  for (const id of waiting) {
    const task = working.find(id)
    if (!task || id === kept || gone.has(id)) continue
    const rest = task.dependsOn.filter((needed) => !gone.has(needed))
    const inside = working.isBelow(id, kept) || working.isBelow(kept, id) || others.some((other) => working.isBelow(id, other))
    working.set(id, { dependsOn: inside ? rest : toSet([...rest, kept]) })
  }
}
