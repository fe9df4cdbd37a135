import type { Template, TemplateMilestone } from '../../../config/templates.ts'
import type { Priority } from '../../../core/plan/task.ts'
import type { Goal } from './goal.ts'
import { capitalise, lowerFirst, shorten, stemsOf } from './words.ts'

/** A milestone as it will be proposed, before it has a local name. */
export interface Planned {
  readonly key: string
  readonly title: string
  readonly description: string
  readonly estimateMinutes: number
  readonly priority: Priority
  readonly dependsOn: readonly string[]
  readonly criteria: readonly string[]
  readonly rationale: string
  readonly takesWishes: boolean
  readonly keywords: readonly string[]
  /** Titles of the milestones it was joined out of, if it was. */
  readonly parts: readonly string[]
  /** Titles of its steps: where a milestone has to be split, they name the parts. */
  readonly stepTitles: readonly string[]
}

/** What stands for `{subject}` and its sisters. */
export interface Names {
  readonly subject: string
  readonly tail: string
  readonly goal: string
  readonly isEnglish: boolean
  /** False where the goal itself spoke of it without one: "remote work and sleep". */
  readonly takesArticle: boolean
}

const longestInTitle = 48

export function namesFor(goal: Pick<Goal, 'subject' | 'tail' | 'isEnglish' | 'title'>, template: Template): Names {
  const names = { subject: goal.subject ?? template.subject, tail: goal.tail, goal: goal.title, isEnglish: goal.isEnglish, takesArticle: true }
  const activity = [...template.activity].sort((a, b) => b.length - a.length).find((name) => ` ${names.subject.toLowerCase()} `.includes(` ${name} `))
  if (activity === undefined) return names
  const own = behind(names.subject.slice(names.subject.toLowerCase().indexOf(activity) + activity.length))
  const about = own === '' ? behind(names.tail) : own
  const subject = about.replace(/^(?:an?|the|our|my|your|their)\s+/i, '')
  return subject === ''
    ? { ...names, subject: template.subject }
    : { ...names, subject: shorten(subject, 80), tail: own === '' ? '' : names.tail, takesArticle: subject !== about }
}

/** " of our payment service" → "our payment service". */
const behind = (text: string): string => text.replace(/^\s*(?:of|for|on|about|into|in|to)\s+/i, '').trim()

/** A text of a template with the goal's words in it. */
export function fill(text: string, names: Names, longest = 80): string {
  const subject = shorten(names.subject, longest)
  const definite = names.isEnglish ? (names.takesArticle ? withArticle(subject) : subject) : `“${subject}”`
  return text
    .replaceAll('{subject}', () => subject)
    .replaceAll('{Subject}', () => capitalise(subject))
    .replaceAll('{the subject}', () => definite)
    .replaceAll('{The subject}', () => capitalise(definite))
    .replaceAll('{goal}', () => (names.isEnglish ? lowerFirst(names.goal) : names.goal))
    .replaceAll('{Goal}', () => capitalise(names.goal))
    .replaceAll('{tail}', () => (names.isEnglish ? names.tail : ''))
}

/** "the booking app"; names and what has its own determiner stand alone. */
export function withArticle(subject: string): string {
  if (/^(?:the|our|my|your|their|his|her|its|this|that|these|those|every|each|all)\s/i.test(subject)) return lowerDeterminer(subject)
  const words = subject.split(/\s+/)
  const isName =
    words.every((word) => /^\p{Lu}\p{Ll}|^\p{Lu}+\p{Ll}*\p{Lu}\p{Ll}|^(?:of|and|&|de|von|\d[\d.]*)$/u.test(word)) && /^\p{Lu}/u.test(subject)
  return isName ? subject : `the ${subject}`
}

/** "My daughter's party" is told back as "your daughter's party". */
const lowerDeterminer = (subject: string): string => (subject.charAt(0).toLowerCase() + subject.slice(1)).replace(/^(?:my|our)\s/, 'your ')

const sizeFactor: Readonly<Record<Goal['size'], number>> = { tiny: 0.25, small: 0.5, normal: 1, large: 1.6 }

/** The milestones of a template for a goal, with the goal's wishes at the milestones they belong to. */
export function fillTemplate(template: Template, goal: Goal): readonly Planned[] {
  const names = namesFor(goal, template)
  const factor = template.milestones.length > 2 ? sizeFactor[goal.size] : 1
  const planned = template.milestones.map((milestone) => fillMilestone(milestone, names, factor))
  return withWishes(planned, goal)
}

function fillMilestone(milestone: TemplateMilestone, names: Names, factor: number): Planned {
  const filled = fill(milestone.title, names, longestInTitle)
  // The title says which one it is; below it the thing alone is enough: "the model that predicts churn" → "the model".
  const short = { ...names, subject: names.subject.replace(/^(\S.*?)\s(?:that|which)\s.*$/, '$1') }
  return {
    key: milestone.key,
    title:
      names.isEnglish || filled.includes(shorten(names.subject, longestInTitle)) ? filled : `${filled}: ${shorten(names.subject, longestInTitle)}`,
    description: fill(milestone.description, short),
    estimateMinutes: rounded(milestone.estimateMinutes * factor),
    priority: milestone.priority,
    dependsOn: milestone.dependsOn,
    criteria: milestone.criteria.map((criterion) => fill(criterion, short)),
    rationale: fill(milestone.rationale, short),
    takesWishes: milestone.takesWishes,
    keywords: [...milestone.keywords, ...stemsOf(milestone.title.replace(/\{[^}]*\}/g, ''))],
    parts: [],
    stepTitles: milestone.steps.map((step) => fill(step.title, names, longestInTitle)),
  }
}

/** To half days above two days, to hours above half a day, else to quarters of an hour. */
const rounded = (minutes: number): number => {
  const unit = minutes >= 960 ? 240 : minutes >= 240 ? 60 : 15
  return Math.max(15, Math.round(minutes / unit) * unit)
}

const mostPerMilestone = 30

/** What the person asked for stands as a criterion where it fits best, in the person's words. */
function withWishes(planned: readonly Planned[], goal: Goal): readonly Planned[] {
  const additions = planned.map(() => [] as string[])
  const largest = planned.reduce((best, milestone, index) => (milestone.estimateMinutes > (planned[best]?.estimateMinutes ?? 0) ? index : best), 0)
  const marked = planned.findIndex((milestone) => milestone.takesWishes)
  const usual = marked >= 0 ? marked : largest
  const place = (wish: string, criterion: string): void => {
    const fits = bestFor(wish, planned)
    const target = [fits, usual, ...planned.keys()].find((index) => index >= 0 && (additions[index]?.length ?? mostPerMilestone) < mostPerMilestone)
    if (target !== undefined) additions[target]?.push(shorten(criterion, 900))
  }
  for (const wish of goal.wishes) place(wish, `As asked: ${wish}`)
  for (const requirement of goal.requirements) place(requirement, `As asked: ${requirement}`)
  return planned.map((milestone, index) => ({ ...milestone, criteria: [...milestone.criteria, ...(additions[index] ?? [])] }))
}

function bestFor(wish: string, planned: readonly Planned[]): number {
  const stems = stemsOf(wish)
  let best = -1
  let most = 0
  for (const [index, milestone] of planned.entries()) {
    const known = stemsOf(milestone.keywords.join(' '))
    let shared = 0
    for (const stem of stems) if (known.has(stem)) shared += 1
    if (shared > most && shared / stems.size >= 0.34) {
      most = shared
      best = index
    }
  }
  return best
}
