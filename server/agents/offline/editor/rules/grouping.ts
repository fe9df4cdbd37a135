import { limits } from '../../../../core/plan/limits.ts'
import { fitsTitle, outcome, type Desk, type Outcome } from '../desk.ts'
import { ruleBook } from '../reading.ts'
import { readReferences } from '../../language/references.ts'
import { tokenise } from '../../language/tokens.ts'
import { capital, tidy } from '../tidy.ts'

const { rules, rule } = ruleBook()

/** Sentences that put several tasks under one that does not exist yet. */
export const groupingRules = rules

const called = '(called|named|titled|entitled|:)'
const parent = '(task|parent|parent task|group|section|milestone|heading|epic|phase|step|item|umbrella|category|folder)'
rule(
  [
    `(group|bundle|collect|gather|wrap|cluster) [together] $a:refs [together|up] (under|in|into|as|inside|to|below) [a|an|one|the] [new|common|shared|single] [${parent.slice(1, -1)}] [${called.slice(1, -1)}] $text:title`,
    `(group|bundle|collect|gather|wrap|cluster) [together] $a:refs [together|up] (and call it|and name it|, call it|, called|called|named|:) $text:title`,
    `(put|move|nest|place|bring|gather|have) $a:refs [together] (under|in|into|inside|below|beneath) (a|an|one) [new|common|shared|single] ${parent} ${called} $text:title`,
    `(put|move|nest|place|bring|gather|have) $a:refs [together] (under|in|into|inside|below|beneath) (a|an|one|the) (new|common|shared) ${parent} [${called.slice(1, -1)}] $text:title`,
    `(make|create|add|introduce|insert) (a|an|one) [new|common|shared] ${parent} [${called.slice(1, -1)}] $text:title (for|over|around|above|containing|holding) $a:refs`,
    `(make|create|add|introduce|insert) (a|an|one) [new|common|shared] ${parent} [${called.slice(1, -1)}] $text:title (and|,) (move|put|nest|place) $a:refs (under|in|into|inside|below) (it|that)`,
  ],
  (slots, desk) => {
    const title = capital(tidy(slots.text()))
    if (title === '' || isThere(desk, title, /\b(?:new|called|named|titled|entitled)\b/i.test(desk.message) ? 1 : 0.84)) return undefined
    return (current) => groupUnder(current, slots.ids(), title)
  },
  { weight: 0.03 },
)
rule(
  ['(group|bundle|cluster) $a:refs [together]'],
  (slots) =>
    slots.ids().length < 2
      ? undefined
      : (desk) => outcome({ question: { text: `What shall the new task over ${desk.names(slots.ids())} be called?`, options: [] } }),
  { weight: -0.2 },
)
rule(
  ['flatten $a:ref'],
  (slots) => (desk) => {
    const number = desk.catalogue.numberOf(slots.id()) ?? `"${desk.working.find(slots.id())?.title ?? ''}"`
    if (desk.working.children(slots.id()).length === 0) return outcome({ same: [`${desk.name(slots.id())} has no sub-tasks`], about: slots.ids() })
    return outcome({
      question: {
        text: `Shall ${desk.name(slots.id())} be deleted and its sub-tasks move up a level?`,
        options: [{ label: 'Delete it, its sub-tasks move up', message: `delete task ${number} but keep the children` }],
      },
    })
  },
  { weight: 0.06 },
)

/** A task of that name exists: then it is meant, and no new one. */
function isThere(desk: Desk, title: string, surely: number): boolean {
  const tokens = tokenise(title)
  const refs = readReferences({ ...desk.scope(), message: title, memo: new Map() }, tokens, 0, tokens.length)
  return refs !== undefined && refs.ids.length > 0 && refs.confidence >= surely
}

/** Makes a task where the first of them stands, and moves all of them under it. */
function groupUnder(desk: Desk, ids: readonly string[], title: string): Outcome {
  const { working } = desk
  const tops = ids.filter((id) => working.find(id) && !ids.some((other) => other !== id && working.isBelow(id, other)))
  const [first] = tops
  if (first === undefined) return outcome({ refused: ['there is nothing to group'] })
  if (!fitsTitle(title)) return outcome({ refused: [`a title has 1 to ${limits.title} characters`] })
  const parent = working.parentOf(first)
  if (tops.some((id) => (parent === null ? 0 : working.depthOf(parent) + 1) + 1 + working.heightOf(id) > limits.depth))
    return outcome({ refused: ['that would be more levels than a plan has'] })
  const inside = tops.find((id) => parent !== null && (parent === id || working.isBelow(parent, id)))
  if (inside !== undefined) return outcome({ refused: [`${desk.name(inside)} holds ${desk.name(first)} itself`] })
  const made = working.create(title, parent, working.children(parent).indexOf(first))
  for (const id of tops) working.move(id, made)
  return outcome({ did: [`Added ${desk.name(made)} and moved ${desk.names(tops)} under it`], about: [made] })
}
