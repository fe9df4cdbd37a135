import type { CalendarDate } from '../../../core/plan/task.ts'
import type { Hints } from '../outline/outline.ts'
import { minutesOf } from '../outline/duration.ts'
import { readDeadline } from './dates.ts'
import { withoutLeadIn } from './goal.ts'
import { verbOf } from './verbs.ts'
import { capitalise, numberOf, shorten } from './words.ts'

/** What a clause of prose says to do, by whom, until when and for how long. */
export interface ProseStep {
  readonly title: string
  readonly hints: Hints
}

const name = '\\p{Lu}\\p{Ll}+(?:[- ]\\p{Lu}\\p{Ll}+)?'
const noName =
  /^(?:we|i|you|they|he|she|it|this|that|these|those|there|the|a|an|our|my|your|their|his|her|all|everyone|everybody|somebody|someone|nobody|each|every|everything|nothing|something|anything|people|after|before|when|once|while|if|as|in|on|at|by|for|from|until|please|also|both|some|most|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|here|now|today|tomorrow|what|which|who|how|let)$/i
const modal = "(?:will|shall|should|must|can|could|would|has to|have to|needs? to|is going to|is to|wants to|'ll|’ll)"

/** Takes a clause without its sequence word apart. What is no field stays in the title; the whole clause is kept elsewhere. */
export function readStep(clause: string, today: CalendarDate): ProseStep {
  const hints: { -readonly [Key in keyof Hints]: Hints[Key] } = {}
  let rest = clause.replace(/[\s.!;:,]+$/, '')
  const minutes = durationIn(rest)
  if (minutes) {
    hints.estimateMinutes = minutes.value
    rest = cut(rest, minutes.words)
  }
  const due = readDeadline(rest, today)
  if (due && !due.isMonth) {
    hints.dueDate = due.date
    rest = cut(rest, due.words)
  }
  const person = personIn(rest)
  if (person) {
    hints.assignee = person.name
    rest = person.rest
  }
  const title = shorten(tidied(rest), 160)
  return { title: title === '' ? capitalise(shorten(clause, 160)) : title, hints }
}

/** A sentence about the step before it: "Maria will do this by Friday", "That takes two weeks". Null where it is none. */
export function readRemark(sentence: string, today: CalendarDate): Hints | null {
  const doer = new RegExp(`^(${name})\\s${modal}\\s(?:do|take care of|handle|own|lead|take)\\s(?:this|that|it)\\b`, 'u').exec(sentence)?.[1]
  const isAbout = /^(?:this|that|it|each|these|those|they|she|he|which)\b/i.test(sentence)
  if (doer === undefined && !isAbout) return null
  const minutes = /^(?:this|that|it)\b/i.test(sentence) ? durationIn(sentence)?.value : undefined
  const due = readDeadline(sentence, today)
  return {
    ...(doer === undefined || noName.test(doer) ? {} : { assignee: doer }),
    ...(minutes === undefined ? {} : { estimateMinutes: minutes }),
    ...(due && !due.isMonth && /\b(?:by|until|due|before|no later than)\b/i.test(due.words) ? { dueDate: due.date } : {}),
  }
}

/** Whether a sentence gives somebody by name something to do: "Tom will write the announcement." */
export function givesWork(sentence: string): boolean {
  const person = personIn(sentence)
  return person !== null && new RegExp(`^${name}\\s${modal}\\s`, 'u').test(sentence)
}

function personIn(text: string): { name: string; rest: string } | null {
  const behind = new RegExp(
    `(?:[,;]?\\s+(?:which|what|that|and this|and that)|[,;])\\s(${name})\\s(?:${modal}\\s(?:do|handle|take care of|take over|own|lead|take|finish)|does|handles|takes care of|takes over|owns|leads|takes|finishes|is responsible for)(?:\\s(?:this|that|it))?(?=[\\s,.]|$)`,
    'u',
  ).exec(text)
  if (behind && !noName.test(behind[1] ?? '')) return { name: behind[1] ?? '', rest: cut(text, behind[0]) }
  const closing = new RegExp(
    `\\s*(?:\\((?:by |owner:? )?(${name})\\)|[,–—-]\\s(?:owner|responsible|done by|owned by|assigned to):?\\s(${name})$|\\s(?:is |are |will be )?(?:done by|assigned to)\\s(${name})$)`,
    'u',
  ).exec(text)
  const closed = closing?.[1] ?? closing?.[2] ?? closing?.[3]
  if (closing && closed !== undefined && !noName.test(closed)) return { name: closed, rest: cut(text, closing[0]) }
  const front = new RegExp(`^(${name})\\s(?:${modal}\\s(?:also\\s|then\\s)?(?=\\p{Ll})|(\\p{Ll}{2,}s)\\s(?=\\S))`, 'u').exec(text)
  if (!front || noName.test((front[1] ?? '').split(/[- ]/)[0] ?? '') || verbOf(front[1] ?? '') !== null) return null
  if (front[2] === undefined) return { name: front[1] ?? '', rest: text.slice(front[0].length) }
  if (/^(?:is|was|has|needs|wants|likes|thinks|says|always|this|les)$/.test(front[2])) return null
  return { name: front[1] ?? '', rest: `${plainVerb(front[2])} ${text.slice(front[0].length)}` }
}

/** "writes" → "write", "fixes" → "fix", "carries" → "carry". */
function plainVerb(verb: string): string {
  if (verb.endsWith('ies')) return `${verb.slice(0, -3)}y`
  return /(?:ss|sh|ch|x|zz|o)es$/.test(verb) ? verb.slice(0, -2) : verb.slice(0, -1)
}

const amount = '(\\d{1,3}(?:[.,]\\d)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)'
const unit = '(minutes?|hours?|days?|weeks?|months?)'

function durationIn(text: string): { value: number; words: string } | null {
  const takes = new RegExp(
    `[,;]?\\s*(?:\\b(?:which|that|this|it|and)\\s)?(?:\\b(?:will|should|would|may|might)\\s)?\\b(?:takes?|taking|lasts?|needs|requires?)\\s(?:us |him |her |them )?(?:about |around |roughly |approximately |up to |some )?${amount}\\s(?:working |full )?${unit}(?:\\sof work)?\\b`,
    'i',
  ).exec(text)
  const found =
    takes ??
    new RegExp(`\\s*\\((?:about |ca\\.? |~)?${amount}\\s?${unit}\\)`, 'i').exec(text) ??
    new RegExp(`,\\s(?:about|around|roughly|approximately|ca\\.?)\\s${amount}\\s${unit}(?=[\\s.,;]*$)`, 'i').exec(text) ??
    new RegExp(`\\s+for\\s(?:about |around )?${amount}\\s${unit}(?=[\\s.,;]*$)`, 'i').exec(text)
  if (!found) return null
  const count = /^an?$/i.test(found[1] ?? '') ? 1 : (numberOf(found[1] ?? '') ?? Number((found[1] ?? '').replace(',', '.')))
  const value = minutesOf(`${count} ${found[2]}`)
  return value === null ? null : { value, words: found[0] }
}

function cut(text: string, words: string): string {
  const at = text.indexOf(words)
  if (at < 0) return text
  return `${text.slice(0, at)} ${text.slice(at + words.length)}`
    .replace(/\s+/g, ' ')
    .replace(/\s+([,.;])/g, '$1')
    .replace(/^[\s,;]+|[\s,;]+$/g, '')
}

/** "we need to clean the list" → "Clean the list". */
function tidied(text: string): string {
  const plain = withoutLeadIn(text)
    .replace(
      /^(?:we|i|you|they|everybody|everyone|somebody|someone|the team)(?:['’]ll)?\s+(?:all\s|also\s|both\s)?(?:(?:will|shall|should|must|can|have to|has to|need to|needs to|want to|are going to|is going to|agreed to|plan to|would like to|['’]ll)\s+)?(?=\p{Ll})/iu,
      '',
    )
    .replace(/^(?:there (?:is|will be|must be)|comes?|follows?|is|are|will be|it is time (?:to|for)|to)\s+(?=\S)/i, '')
    .replace(/\s*[,;]\s*$|\s+(?:and|which|that|but)$/i, '')
    .trim()
  return capitalise(plain)
}
