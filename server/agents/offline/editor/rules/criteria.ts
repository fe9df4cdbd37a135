import { fold } from '../../language/words.ts'
import { sameWords, TitleIndex } from '../../language/titles.ts'
import { applyChanges } from '../changes.ts'
import { escape, outcome, type Desk, type Outcome } from '../desk.ts'
import { ruleBook } from '../reading.ts'
import { tidyText } from '../tidy.ts'

const { rules, rule } = ruleBook()

/** Sentences about what must be true for a task to be done. */
export const criteriaRules = rules

const addWords = '(add|create|append|include|put|set|attach|write|give|insert|new|note|introduce)'
const many = (list: readonly string[]): readonly string[] => list.map(tidyText).filter((text) => text !== '')
rule(
  [
    `${addWords} [the|an|a|another|new|this|these|following|two|three|as] [new|following|more] %criteria (to|for|on|under|in|of) $a:refs [:|that|saying|,|as|-] $text`,
    `${addWords} [to] $a:refs [the|an|a|another|as] [new] %criteria [:|that|saying] $text`,
    `${addWords} [the|an|a|another|new] %criteria [:] $text (to|for|on|in) $a:refs`,
    `${addWords} $text as [an|a|another|the] [new] %criteria (to|for|on|in|of) $a:refs`,
    `${addWords} [the] $text to [the|its] [list of] %criteria (of|for|on) $a:refs`,
    `${addWords} $text to $a:refs 's %criteria`,
    '%criteria (for|of|on) $a:refs (:|is|are|=) $text',
    '$a:refs (should have|must have|needs|gets|get|has|have|needs to have) [the|an|a] [new] %criteria [:|that] $text',
    '$a:refs (is|are) [only] done (when|if|once|as soon as) $text',
    "$a:refs 's %criteria (:|is|are) $text",
    `(set|define|specify) [the] %criteria (of|for|on) $a:refs (to|as|:) $text`,
  ],
  (slots, desk) => {
    const { text } = slots.value('text')
    const texts = criteriaOf(desk, text ?? '')
    return texts.length === 0 ? undefined : (current) => applyChanges(current, slots.ids(), [{ kind: 'criteria-add', texts }])
  },
  { open: true, weight: 0.012 },
)
rule(
  [
    `${addWords} [the|an|a|another|new|this] [new] %criteria (:|that|saying) $text`,
    `${addWords} [the|an|a|another|new|this] [new] %criteria $text:quoted`,
    '(criterion|criteria|ac|acceptance criterion|acceptance criteria) : $text',
    "(it|this) (is|'s) [only] done (when|if|once) $text",
  ],
  (slots, desk) => {
    const about =
      desk.last.length === 1 ? desk.last : desk.request.taskId !== null ? [desk.request.taskId] : (desk.request.earlier.at(-1)?.touched ?? [])
    if (about.length !== 1) return undefined
    const texts = criteriaOf(desk, slots.text())
    return (current) => applyChanges(current, about, [{ kind: 'criteria-add', texts }])
  },
  { open: true, weight: 0.03 },
)
rule(
  [
    '(remove|delete|drop|clear|strip|wipe|erase) [all] [of] [the] (acceptance criteria|criteria) (of|from|for|on) $a:refs',
    "(remove|delete|drop|clear|wipe) [all] [of] $a:refs 's (acceptance criteria|criteria)",
  ],
  (slots) => (desk) => applyChanges(desk, slots.ids(), [{ kind: 'criteria-set', texts: [] }]),
  { weight: 0.03 },
)

type CriterionDeed = 'tick' | 'untick' | 'remove'
const verbs: Readonly<Record<CriterionDeed, string>> = {
  tick: '(tick|check|mark|complete|fulfil|fulfill|cross|satisfy|tick off|check off|mark off|cross off|finish|meet)',
  untick: '(untick|uncheck|unmark|reopen|reset|clear)',
  remove: '(remove|delete|drop|strike|take out|take away|erase|cut|get rid of)',
}
const one = '(acceptance criterion|criterion|ac|acceptance criteria|criteria|condition|checklist item|check|acceptance test)'
for (const deed of ['tick', 'untick', 'remove'] as const) {
  const tail = deed === 'remove' ? '' : '[off|as done|as met|as fulfilled|done|as complete|as completed|as satisfied|as passed|as open|as not done]'
  const skip = deed === 'tick' ? '' : ''
  rule(
    [
      `${verbs[deed]} ${skip} [off] [the] ${one} [number|no|#] $number (of|from|on|for|in|at) $a:ref ${tail}`,
      `${verbs[deed]} [off] [the] $number:number ${one} (of|from|on|for|in|at) $a:ref ${tail}`,
      `${verbs[deed]} [off] $a:ref 's [the] ${one} [number|no] $number ${tail}`,
      `${verbs[deed]} [off] $a:ref 's $number:number ${one} ${tail}`,
      ...(deed === 'tick'
        ? [
            `${one} [number|no] $number (of|on|for|in) $a:ref is (done|met|fulfilled|satisfied|complete)`,
            `$a:ref 's ${one} [number|no] $number is (done|met|fulfilled|satisfied)`,
          ]
        : []),
    ],
    (slots) => (desk) => onCriterion(desk, slots.id(), deed, { number: slots.number() }),
    { weight: 0.04 },
  )
  rule(
    [`${verbs[deed]} [off] [the] last ${one} (of|from|on|for|in|at) $a:ref ${tail}`],
    (slots) => (desk) => onCriterion(desk, slots.id(), deed, { number: -1 }),
    { weight: 0.04 },
  )
  rule(
    [
      `${verbs[deed]} [off] [the] ${one} [:] $text (of|from|on|for|in|at) $a:ref ${tail}`,
      `${verbs[deed]} [off] [the] $text ${one} (of|from|on|for|in|at) $a:ref ${tail}`,
      `${verbs[deed]} [off] (from|on|in|of) $a:ref [the] ${one} [:] $text ${tail}`,
      `${verbs[deed]} [off] $text:quoted (from|on|in|of|for) $a:ref ${tail}`,
    ],
    (slots) => {
      const text = slots.text()
      return (desk) => onCriterion(desk, slots.id(), deed, { text })
    },
    { weight: 0.012 },
  )
  if (deed !== 'remove')
    rule(
      [
        `${verbs[deed]} [off] (all|every|each) [of] [the] ${one} (of|on|for|in|under) $a:refs ${tail}`,
        `${verbs[deed]} [off] (all|every) [of] $a:refs 's ${one} ${tail}`,
        ...(deed === 'tick' ? [`all [the] ${one} (of|on|for|in) $a:refs are (done|met|fulfilled|satisfied)`] : []),
      ],
      (slots) => (desk) => onAllCriteria(desk, slots.ids(), deed === 'tick'),
      { weight: 0.05 },
    )
}

const reword = '(change|rename|edit|reword|rephrase|update|replace|set)'
rule(
  [
    `${reword} [the] ${one} [number|no|#] $number (of|on|for|in) $a:ref (to|with|by|as|into) $text`,
    `${reword} [the] $number:number ${one} (of|on|for|in) $a:ref (to|with|by|as|into) $text`,
    `${reword} $a:ref 's [the] ${one} [number|no] $number (to|with|by|as|into) $text`,
    `${reword} $a:ref 's $number:number ${one} (to|with|by|as|into) $text`,
  ],
  (slots) => {
    const [id, at, text] = [slots.id(), slots.number() - 1, tidyText(slots.text())]
    return (desk) => {
      const list = desk.working.find(id)?.acceptanceCriteria ?? []
      if (!list[at]) return outcome({ refused: [`${desk.name(id)} has no such criterion (it has ${list.length})`], about: [id] })
      desk.working.set(id, { acceptanceCriteria: list.map((item, index) => (index === at ? { ...item, text } : item)) })
      return outcome({ did: [`${desk.name(id)}: criterion ${at + 1} now says “${escape(text)}”`], about: [id] })
    }
  },
  { open: true, weight: 0.05 },
)

function criteriaOf(desk: Desk, text: string): readonly string[] {
  // A list only where it is written as one: quotations, semicolons or lines. A comma may be part of a sentence,
  // unless "criteria" were announced and each part could be one.
  const quoted = [...text.matchAll(/[“"]([^“”"]{1,1000})[”"]/g)].map((match) => match[1] ?? '')
  const rest = text.replace(/[“"][^“”"]{1,1000}[”"]/g, '').replace(/\band\b|[,;&\s]/g, '')
  if (quoted.length > 0 && rest === '') return many(quoted)
  const bulleted = /^[-*•]\s/.test(text) ? text.replace(/^[-*•]\s+/, '').replace(/\s[-*•]\s+/g, '; ') : text
  const parts = many(bulleted.split(/\s*(?:;|\n)\s*(?:[-*•]\s+)?/))
  if (parts.length > 1 || !/\b(criteria|acs|conditions|requirements|checks)\b/i.test(desk.message)) return parts
  const listed = text.split(/\s*,\s+(?:and\s+)?/)
  const alike = listed.every((part) => /\s/.test(part)) || listed.every((part) => !/\s/.test(part)) || listed.length > 2
  return listed.length > 1 && alike && listed.every((part) => part.length < 80 && !dependent.test(part)) ? many(listed) : parts
}

/** How the second half of a sentence begins. */
const dependent =
  /^(?:and|or|but|even|so|which|who|that|if|when|while|unless|until|because|since|as|with|without|including|except|at|by|in|on|for|to|from|not|no matter|also|then|plus|too|e\.g\.|i\.e\.|such)\b/i

function onCriterion(desk: Desk, id: string, deed: CriterionDeed, which: { readonly number?: number; readonly text?: string }): Outcome {
  const task = desk.working.find(id)
  const list = task?.acceptanceCriteria ?? []
  if (list.length === 0) return outcome({ refused: [`${desk.name(id)} has no acceptance criteria`], about: [id] })
  const found =
    which.number !== undefined
      ? [which.number === -1 ? list.length - 1 : which.number - 1].filter((index) => index >= 0 && index < list.length)
      : byText(list, which.text ?? '')
  if (found.length > 1) {
    const number = desk.catalogue.numberOf(id)
    return outcome({
      question: {
        text: `Which criterion of ${desk.name(id)}?`,
        options: found.map((index) => ({ label: list[index]?.text ?? '', message: `${deed} criterion ${index + 1} of task ${number ?? ''}`.trim() })),
      },
    })
  }
  const [index] = found
  const criterion = index === undefined ? undefined : list[index]
  if (index === undefined || !criterion) return outcome({ refused: [`${desk.name(id)} has no such criterion (it has ${list.length})`], about: [id] })
  if (deed === 'remove') desk.working.set(id, { acceptanceCriteria: list.filter((_, at) => at !== index) })
  else {
    if (criterion.done === (deed === 'tick'))
      return outcome({ same: [`“${escape(criterion.text)}” is ${deed === 'tick' ? 'ticked' : 'open'} already`], about: [id] })
    desk.working.set(id, { acceptanceCriteria: list.map((item, at) => (at === index ? { ...item, done: deed === 'tick' } : item)) })
  }
  const done = { tick: 'ticked', untick: 'opened again', remove: 'removed' }[deed]
  return outcome({ did: [`${desk.name(id)}: criterion “${escape(criterion.text)}” ${done}`], about: [id] })
}

function byText(list: readonly { readonly text: string }[], text: string): readonly number[] {
  const same = list.flatMap((item, index) => (sameWords(item.text, text) ? [index] : []))
  if (same.length > 0) return same
  const inside = list.flatMap((item, index) => (fold(item.text).includes(fold(text)) ? [index] : []))
  if (inside.length > 0) return inside
  const match = new TitleIndex(list.map((item, index) => ({ id: String(index), title: item.text }))).find(text)
  return match && match.tier !== 'some' ? match.ids.map(Number) : []
}

function onAllCriteria(desk: Desk, ids: readonly string[], done: boolean): Outcome {
  const changed = ids.filter((id) => desk.working.find(id)?.acceptanceCriteria.some((item) => item.done !== done))
  if (changed.length === 0) return outcome({ same: [`There is no criterion to ${done ? 'tick' : 'open'} there`], about: ids })
  for (const id of changed)
    desk.working.set(id, { acceptanceCriteria: (desk.working.find(id)?.acceptanceCriteria ?? []).map((item) => ({ ...item, done })) })
  return outcome({ did: [`${desk.names(changed)}: all criteria ${done ? 'ticked' : 'open'}`], about: ids })
}
