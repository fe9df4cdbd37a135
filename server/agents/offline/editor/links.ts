import { fold } from '../language/words.ts'
import { applyChanges } from './changes.ts'
import { escape, outcome, type Desk, type Outcome } from './desk.ts'
import { tidyText } from './fields.ts'
import { ruleBook, type Action } from './reading.ts'
import { sameWords, TitleIndex } from '../language/titles.ts'

const { rules, rule } = ruleBook()

/** Sentences about dependencies and acceptance criteria. */
export const linkRules = rules

// Dependencies. In every sentence `a` waits for `b`; the direction is never guessed.
const waits = (a: readonly string[], b: readonly string[]): Action => (desk) => applyChanges(desk, a, [{ kind: 'needs', add: b }])
const strong = { weight: 0.02 } as const
rule(['(make|have|let|set|get|force) $a:refs [to] (depend on|depend upon|wait for|wait on|rely on|follow|dependent on|need|require|depends on|wait until after|be dependent on|be blocked by|blocked by|wait till after) $b:refs [first|to finish|to be done|is done|are done|to be finished]', '$a:refs [should|must|has to|have to|needs to|need to|shall|will] (wait|waits|hold) (until|till|for) $b:refs (is|are|has been|have been) [done|finished|complete|completed|over|ready]', '$a:refs %depends $b:refs [first|to finish|to be done|to be finished|is done|before it can start|before it starts|to complete|is finished|to be completed|to be complete|to happen first|done first]', '$a:refs (can|could|may|should|must|shall|will|is to|has to) [only] (start|begin|happen|be started|be done|come|go|run|follow|proceed|continue|be worked on) [only] (after|once|when|as soon as) $b:refs [is|are|has been|have been|is all] [done|finished|complete|completed|over|ready]', '$a:refs (can\'t|cannot|can not|mustn\'t|must not|should not|shouldn\'t|won\'t|may not|could not|couldn\'t) (start|begin|happen|be started|go|go ahead|be done|proceed|run|continue|be finished) (before|until|till|without|unless) $b:refs [is|are|has been|have been] [done|finished|complete|completed|over|ready|there]', '(add|create|set|put in|make|introduce|define) [a|the] (dependency|dependencies|prerequisite|prerequisites|blocker|blockers) (on|of|to|upon) $b:refs (to|for|from|in) $a:refs', '$a:refs (should|must|has to|have to|needs to|need to|shall|will|is to|are to) (come|happen|be done|run|start|follow|go|begin|take place|be started|occur|be finished|finish) [only] (after|behind) $b:refs [is done|is finished|is complete]', '(do|start|begin|run|finish) $a:refs (only after|after|once) $b:refs [is|are] [done|finished|complete]', '(use|set|mark|add|make) $b:refs [as] [a|the] (prerequisite|precondition|dependency|blocker|prerequisites) (of|for|to) $a:refs', '$b:refs (is|are) [a|the] (prerequisite|precondition|dependency|blocker|prerequisites|requirement) (of|for|to) $a:refs', '(link) $a:refs [to depend] on $b:refs', '$a:refs (only|not) (after|before) $b:refs'], (slots, desk) => {
  const between = desk.message.slice(Math.min(slots.refs().end, slots.refs('b').end), Math.max(slots.refs().start, slots.refs('b').start))
  return /\bonly before\b|\bnot after\b/i.test(between) ? undefined : waits(slots.ids(), slots.ids('b'))
}, strong)
rule(['$b:refs (blocks|block|is blocking|are blocking|gates|gate|precedes|precede|should block|must block|must precede|should precede|holds up|is holding up|unblocks|unlocks|has to precede|enables) $a:refs', '(make|have|let) $b:refs (block|precede|gate) $a:refs', '$b:refs (must|has to|have to|needs to|need to|should|shall|will|is to|are to|ought to) (come|happen|be done|be finished|finish|run|be completed|be complete|be ready|go|start|be over|take place|precede|be there|be in place|occur) (before|first before|prior to|ahead of) $a:refs [can start|starts|can begin|begins|is started|start|can be started|can happen|happens|can go ahead]', '$b:refs [is|are|comes|come|goes|happens|runs|done] before $a:refs', '(do|finish|complete|run|schedule|have|get) $b:refs [done|finished|completed|over with] [first ,|first] before $a:refs [starts|can start|begins]', '(first|do|do first) $b:refs [,] [and] then $a:refs'], (slots) => waits(slots.ids(), slots.ids('b')), strong)
rule(['(add|create|set|make|draw|put) [a|the] (dependency|link|dependencies) (from|between) $a:ref (to|and) $b:ref', '(link|connect) $a:ref (to|with|and) $b:ref'], (slots) => (desk) => askDirection(desk, slots.id(), slots.id('b')))
rule(['(chain|sequence|link up|daisy-chain|string together|serialize|serialise|link) $a:refs [together|in order|one after another|one after the other|in sequence|sequentially|up]', '(make|have|let) $a:refs (sequential|a chain|depend on each other in order|run one after another|run one after the other|run in sequence|follow each other|follow one another)', '$a:refs (should|must) (run|happen|be done|go) (one after another|one after the other|in sequence|sequentially|in order)', '(do|run) $a:refs (one after another|one after the other|in sequence|sequentially)'], (slots) => (slots.ids().length > 1 ? (desk) => chain(desk, slots.ids()) : undefined))
rule(['$a:refs (does|do|should|must|shall|will|need|has to|have to) (not|no longer) (depend on|wait for|wait on|need|require|rely on|be blocked by|depend upon) $b:refs [any more|anymore|any longer]', '$a:refs (doesn\'t|don\'t|shouldn\'t|needn\'t|needs not) [have to] (depend on|wait for|wait on|need|require|rely on|be blocked by|need to wait for) $b:refs [any more|anymore|any longer]', '$a:refs (no longer) (depends on|depend on|waits for|wait for|needs|requires|relies on|waits on) $b:refs', '$a:refs (is|are) (no longer|not) (blocked by|dependent on|waiting for|waiting on) $b:refs [any more|anymore]', '(remove|delete|drop|clear|cut|break|take out|undo|get rid of|take away) [the|any] (dependency|dependencies|link|prerequisite) (of|from|for) $a:refs (on|to|upon|with) $b:refs', '(remove|delete|drop|cut|break|clear|take away) [the] $a:refs \'s (dependency|dependencies|link) (on|to) $b:refs', '(stop) $a:refs (depending on|waiting for|from depending on|from waiting for|waiting on) $b:refs', '(make|have|let) $a:refs (not|no longer) (depend on|wait for|wait on|depends on) $b:refs', '(make|have|let) $a:refs independent (of|from) $b:refs', '(remove|delete|drop) [the] (dependency|dependencies) on $b:refs (from|of|for) $a:refs', '(remove|drop|take) $b:refs (from|off|out of) [the] (dependencies|prerequisites|blockers) (of|for) $a:refs', '(remove|drop|take) $b:refs (from|off) $a:refs \'s (dependencies|prerequisites)', '(remove|drop|take) $b:refs as [a] (dependency|prerequisite|blocker) (of|from|for) $a:refs', '$b:refs (no longer|does not|doesn\'t|do not|don\'t) (blocks|block|blocking|precede|precedes|hold up) $a:refs [any more|anymore]', '$a:refs (can|could|may) (start|begin|happen|run) without $b:refs'], (slots) => (desk) => applyChanges(desk, slots.ids(), [{ kind: 'needs-not', remove: slots.ids('b') }]), { weight: 0.04 })
rule(['(unlink|decouple|disconnect|untangle|uncouple) $a:refs (from|and|of) $b:refs', '(remove|delete|drop|clear|cut|break) [the|any|all] (dependency|link|dependencies|links) between $a:refs [and $b:refs]'], (slots) => (desk) => {
  const a = slots.ids()
  const b = slots.has('b') ? slots.ids('b') : slots.ids()
  const all = [...new Set([...a, ...b])]
  const tied = all.filter((id) => desk.working.find(id)?.dependsOn.some((needed) => all.includes(needed)))
  return tied.length === 0 ? outcome({ same: [`${desk.names(all)} do not depend on each other`], about: all }) : applyChanges(desk, tied, [{ kind: 'needs-not', remove: all }])
}, { weight: 0.02 })
rule(['(remove|delete|drop|clear|cut|break|reset|wipe|erase) [all] [of] [the] (dependencies|dependency|prerequisites|blockers) (of|from|for|on) $a:refs', '(remove|delete|drop|clear|cut|reset) [all] [of] $a:refs \'s (dependencies|dependency|prerequisites)', '(unlink|decouple) $a:refs [from everything|completely]', '$a:refs (depends|depend|should depend|waits|wait) (on|for) nothing', '(make) $a:refs independent', '$a:refs (has|have) no dependencies [any more|anymore]', '$a:refs (doesn\'t|does not|don\'t) (depend on|wait for) anything [any more|anymore]'], (slots) => (desk) => applyChanges(desk, slots.ids(), [{ kind: 'needs-not', remove: 'all' }]), { weight: 0.02 })

function askDirection(desk: Desk, a: string, b: string): Outcome {
  const name = (id: string): string => (desk.catalogue.numberOf(id) === undefined ? `"${desk.working.find(id)?.title ?? ''}"` : `task ${desk.catalogue.numberOf(id)}`)
  const option = (first: string, second: string): { label: string; message: string } => ({ label: `${desk.name(first)} waits for ${desk.name(second)}`.replace(/[*\\]/g, ''), message: `make ${name(first)} depend on ${name(second)}` })
  return outcome({ question: { text: 'Which of the two waits for the other?', options: [option(a, b), option(b, a)] } })
}

function chain(desk: Desk, ids: readonly string[]): Outcome {
  let all = outcome({})
  ids.slice(1).forEach((id, index) => {
    const next = applyChanges(desk, [id], [{ kind: 'needs', add: [ids[index] ?? ''] }])
    all = { ...all, did: [...all.did, ...next.did], same: [...all.same, ...next.same], refused: [...all.refused, ...next.refused] }
  })
  return { ...all, about: ids }
}

// Acceptance criteria.
const addWords = '(add|create|append|include|put|set|attach|write|give|insert|new|note|introduce)'
const many = (list: readonly string[]): readonly string[] => list.map(tidyText).filter((text) => text !== '')
rule([`${addWords} [the|an|a|another|new|this|these|following|two|three|as] [new|following|more] %criteria (to|for|on|under|in|of) $a:refs [:|that|saying|,|as|-] $text`, `${addWords} [to] $a:refs [the|an|a|another|as] [new] %criteria [:|that|saying] $text`, `${addWords} [the|an|a|another|new] %criteria [:] $text (to|for|on|in) $a:refs`, `${addWords} $text as [an|a|another|the] [new] %criteria (to|for|on|in|of) $a:refs`, '%criteria (for|of|on) $a:refs (:|is|are|=) $text', '$a:refs (should have|must have|needs|gets|get|has|have|needs to have) [the|an|a] [new] %criteria [:|that] $text', '$a:refs (is|are) [only] done (when|if|once|as soon as) $text', '$a:refs \'s %criteria (:|is|are) $text', `(set|define|specify) [the] %criteria (of|for|on) $a:refs (to|as|:) $text`], (slots, desk) => {
  const { text } = slots.value('text')
  const texts = criteriaOf(desk, slots.value('text').from, slots.value('text').to, text ?? '')
  return texts.length === 0 ? undefined : (current) => applyChanges(current, slots.ids(), [{ kind: 'criteria-add', texts }])
}, { open: true, weight: 0.012 })
rule([`${addWords} [the|an|a|another|new|this] [new] %criteria (:|that|saying) $text`, '(criterion|criteria|ac|acceptance criterion|acceptance criteria) : $text', '(it|this) (is|\'s) [only] done (when|if|once) $text'], (slots, desk) => {
  const about = desk.last.length === 1 ? desk.last : desk.request.taskId !== null ? [desk.request.taskId] : (desk.request.earlier.at(-1)?.touched ?? [])
  if (about.length !== 1) return undefined
  const texts = criteriaOf(desk, slots.value('text').from, slots.value('text').to, slots.text())
  return (current) => applyChanges(current, about, [{ kind: 'criteria-add', texts }])
}, { open: true, weight: 0.03 })
rule(['(remove|delete|drop|clear|strip|wipe|erase) [all] [of] [the] (acceptance criteria|criteria) (of|from|for|on) $a:refs', '(remove|delete|drop|clear|wipe) [all] [of] $a:refs \'s (acceptance criteria|criteria)'], (slots) => (desk) => applyChanges(desk, slots.ids(), [{ kind: 'criteria-set', texts: [] }]), { weight: 0.03 })

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
  rule([`${verbs[deed]} ${skip} [off] [the] ${one} [number|no|#] $number (of|from|on|for|in|at) $a:ref ${tail}`, `${verbs[deed]} [off] [the] $number:number ${one} (of|from|on|for|in|at) $a:ref ${tail}`, `${verbs[deed]} [off] $a:ref 's [the] ${one} [number|no] $number ${tail}`, `${verbs[deed]} [off] $a:ref 's $number:number ${one} ${tail}`, ...(deed === 'tick' ? [`${one} [number|no] $number (of|on|for|in) $a:ref is (done|met|fulfilled|satisfied|complete)`, `$a:ref 's ${one} [number|no] $number is (done|met|fulfilled|satisfied)`] : [])], (slots) => (desk) => onCriterion(desk, slots.id(), deed, { number: slots.number() }), { weight: 0.04 })
  rule([`${verbs[deed]} [off] [the] last ${one} (of|from|on|for|in|at) $a:ref ${tail}`], (slots) => (desk) => onCriterion(desk, slots.id(), deed, { number: -1 }), { weight: 0.04 })
  rule([`${verbs[deed]} [off] [the] ${one} [:] $text (of|from|on|for|in|at) $a:ref ${tail}`, `${verbs[deed]} [off] [the] $text ${one} (of|from|on|for|in|at) $a:ref ${tail}`, `${verbs[deed]} [off] (from|on|in|of) $a:ref [the] ${one} [:] $text ${tail}`, `${verbs[deed]} [off] $text:quoted (from|on|in|of|for) $a:ref ${tail}`], (slots) => {
    const text = slots.text()
    return (desk) => onCriterion(desk, slots.id(), deed, { text })
  }, { weight: 0.012 })
  if (deed !== 'remove') rule([`${verbs[deed]} [off] (all|every|each) [of] [the] ${one} (of|on|for|in|under) $a:refs ${tail}`, `${verbs[deed]} [off] (all|every) [of] $a:refs 's ${one} ${tail}`, ...(deed === 'tick' ? [`all [the] ${one} (of|on|for|in) $a:refs are (done|met|fulfilled|satisfied)`] : [])], (slots) => (desk) => onAllCriteria(desk, slots.ids(), deed === 'tick'), { weight: 0.05 })
}

function criteriaOf(desk: Desk, from: number, to: number, text: string): readonly string[] {
  // A list only where it is written as one: quotations, semicolons or lines. A comma may be part of a sentence.
  const quoted = [...text.matchAll(/[“"]([^“”"]{1,1000})[”"]/g)].map((match) => match[1] ?? '')
  const rest = text.replace(/[“"][^“”"]{1,1000}[”"]/g, '').replace(/\band\b|[,;&\s]/g, '')
  if (quoted.length > 0 && rest === '') return many(quoted)
  return many(text.split(/\s*(?:;|\n)\s*(?:[-*•]\s+)?/))
}

function onCriterion(desk: Desk, id: string, deed: CriterionDeed, which: { readonly number?: number; readonly text?: string }): Outcome {
  const task = desk.working.find(id)
  const list = task?.acceptanceCriteria ?? []
  if (list.length === 0) return outcome({ refused: [`${desk.name(id)} has no acceptance criteria`], about: [id] })
  const found = which.number !== undefined ? [which.number === -1 ? list.length - 1 : which.number - 1].filter((index) => index >= 0 && index < list.length) : byText(list, which.text ?? '')
  if (found.length > 1) {
    const number = desk.catalogue.numberOf(id)
    return outcome({ question: { text: `Which criterion of ${desk.name(id)}?`, options: found.map((index) => ({ label: list[index]?.text ?? '', message: `${deed} criterion ${index + 1} of task ${number ?? ''}`.trim() })) } })
  }
  const [index] = found
  const criterion = index === undefined ? undefined : list[index]
  if (index === undefined || !criterion) return outcome({ refused: [`${desk.name(id)} has no such criterion (it has ${list.length})`], about: [id] })
  if (deed === 'remove') desk.working.set(id, { acceptanceCriteria: list.filter((_, at) => at !== index) })
  else {
    if (criterion.done === (deed === 'tick')) return outcome({ same: [`“${escape(criterion.text)}” is ${deed === 'tick' ? 'ticked' : 'open'} already`], about: [id] })
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
  for (const id of changed) desk.working.set(id, { acceptanceCriteria: (desk.working.find(id)?.acceptanceCriteria ?? []).map((item) => ({ ...item, done })) })
  return outcome({ did: [`${desk.names(changed)}: all criteria ${done ? 'ticked' : 'open'}`], about: ids })
}
