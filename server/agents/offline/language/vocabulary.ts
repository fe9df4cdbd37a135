import { priorities, type Assignee, type Priority, type TaskStatus } from '../../../core/plan/task.ts'
import type { Catalogue } from './catalogue.ts'
import { fold } from './words.ts'

const lines = <Value extends string>(table: Readonly<Record<Value, string>>): ReadonlyMap<string, Value> => {
  const found = new Map<string, Value>()
  for (const value of Object.keys(table) as Value[]) for (const phrase of table[value].split(',')) found.set(phrase.trim(), value)
  return found
}

const statusWords = lines<TaskStatus>({
  todo: 'todo, to do, to-do, open, not started, unstarted, pending, outstanding, not done, not done yet, not finished, not complete, undone, unfinished, incomplete, not started yet, upcoming',
  in_progress:
    'in progress, in-progress, in_progress, inprogress, wip, ongoing, started, doing, active, underway, under way, being worked on, in the works, in work, in flight, running, begun, on going, work in progress',
  blocked: 'blocked, stuck, on hold, stalled, paused, on ice, parked, on pause, halted, impeded',
  review:
    'in review, review, ready for review, under review, being reviewed, to review, to be reviewed, in-review, awaiting review, waiting for review, up for review, for review, reviewing',
  done: 'done, complete, completed, finished, closed, resolved, all done, fully done, ready and done, shipped, accomplished, finalised, finalized, fertig, 100%, 100% done, 100% complete, ticked off, checked off',
  cancelled:
    "cancelled, canceled, abandoned, not needed, no longer needed, not needed anymore, obsolete, won't do, wontfix, won't fix, called off, not happening, not relevant, no longer relevant, void, not going to happen, aborted",
})

const priorityWords = lines<Priority>({
  urgent:
    'urgent, critical, top, highest, p0, asap, most urgent, very urgent, very high, super urgent, super important, top most, topmost, maximum, max, blocker, very important, crucial, most important, really urgent, emergency',
  high: 'high, important, p1, higher than normal, a high, quite high, pretty high',
  medium: 'medium, normal, moderate, p2, average, standard, mid, regular, middle, med',
  low: 'low, minor, p3, lowest, less important, not important, unimportant, not urgent, trivial, nice to have, nice-to-have, not so important, not that important, very low, backburner',
  none: 'none, no, p4, unset, unprioritised, unprioritized',
})

/** The status that a whole phrase names. */
export const statusOf = (keys: readonly string[]): TaskStatus | undefined =>
  statusWords.get(keys.filter((key) => key !== 'now' && key !== 'as').join(' '))

/** The priority that a whole phrase names, with or without the word "priority". */
export function priorityOf(keys: readonly string[]): Priority | undefined {
  if (keys.length > 6) return undefined
  const joined = keys
    .join(' ')
    .replace(/^(?:of |an? |with |the |at |as )+/, '')
    .replace(/-(prio|priority)$/, '')
  if (joined === 'a priority' || joined === 'priority') return undefined
  const bare = joined.replace(/^prio(?:rity)? (?:of |to |level )?/, '').replace(/ (?:prio|priority|priority level|level)$/, '')
  return priorityWords.get(bare) ?? priorityWords.get(joined)
}

/** The next priority up or down the scale. */
export const stepPriority = (priority: Priority, by: number): Priority =>
  priorities[Math.min(priorities.length - 1, Math.max(0, priorities.indexOf(priority) + by))] ?? priority

export const knownAgents: ReadonlySet<string> = new Set(
  'codex claude claude-code gemini gemini-cli copilot cursor aider devin jules cline opencode gpt chatgpt grok planwright'.split(' '),
)

const notNames = new Set(
  'her him she he us you team somebody people done it that this them those these the a an task tasks everything all nobody someone somebody anyone and or to be is high low medium urgent none no subtask subtasks sub-task sub-tasks child children step steps milestone milestones item items part parts its their my our your all any every each other others else one ones two three four five six seven eight nine ten first second third fourth fifth last next who whom whose what which where when why how both should must not also just really still now please completed finished closed blocked open overdue late ready started changed added removed overloaded wrong by for with on in at under of from as today tomorrow'.split(
    ' ',
  ),
)

export type PersonRead = { readonly assignee: Assignee | null } | { readonly either: readonly Assignee[] } | { readonly missing: 'user' }

/** Whom a phrase names: somebody who is in the plan already, the person who talks, an agent, or a new name. */
export function readPerson(text: string, catalogue: Catalogue, user: string | null): PersonRead | undefined {
  const phrase = text.trim().replace(/\s+/g, ' ')
  const key = fold(phrase)
  if (/^(me|myself|i|mine)$/.test(key)) return user === null ? { missing: 'user' } : { assignee: { kind: 'person', name: user } }
  if (/^(nobody|no one|no-one|noone|none|unassigned|anyone|anybody)$/.test(key)) return { assignee: null }
  const agent =
    /^(?:the |an )?(?:coding )?(?:agent|bot|ai)(?: called| named)?[: ]+@?([\w.-]+)$/.exec(key) ?? /^(?:the )?@?([\w.-]+) (?:agent|bot)$/.exec(key)
  if (agent) return { assignee: { kind: 'agent', name: nameIn(phrase, agent[1] ?? '') } }
  const bare = key.replace(/^@/, '')
  const same = catalogue.people.filter((person) => fold(person.name) === bare)
  if (same[0]) return { assignee: { kind: same[0].kind, name: same[0].name } }
  if (key.startsWith('@') || knownAgents.has(bare)) return isName(bare) ? { assignee: { kind: 'agent', name: phrase.replace(/^@/, '') } } : undefined
  if (!isName(bare) || !looksLikeName(phrase)) return undefined
  const first = catalogue.people.filter((person) => fold(person.name).split(' ')[0] === bare)
  if (first.length === 1 && first[0]) return { assignee: { kind: first[0].kind, name: first[0].name } }
  if (first.length > 1) return { either: first }
  return { assignee: { kind: 'person', name: capitalised(phrase) } }
}

const nameIn = (phrase: string, folded: string): string => {
  const at = fold(phrase).lastIndexOf(folded)
  return at < 0 ? folded : phrase.slice(at, at + folded.length)
}

const isName = (key: string): boolean => {
  const words = key.split(' ')
  return words.length <= 4 && key.length <= 60 && words.every((word) => /^[\p{L}][\p{L}\p{N}.'_-]*$/u.test(word) && !notNames.has(word))
}

/** A new name of several words is written as one: "Ana de Souza", not "anna tagged perf". */
const looksLikeName = (phrase: string): boolean => {
  const words = phrase.split(' ')
  return (
    words.length === 1 ||
    words.every((word) => /^\p{Lu}/u.test(word) || /^(de|da|van|von|der|den|bin|al|el|la|di|du|le)$/.test(word)) ||
    (words.length === 2 && words.every((word) => /^\p{Ll}+$/u.test(word) && !fieldWords.has(word)))
  )
}

const fieldWords = new Set(
  'tagged due estimated with under priority high low medium urgent after before status labelled starting tag tags team done critical and also please now asap next today tomorrow first last by blocked review task tasks'.split(
    ' ',
  ),
)

const capitalised = (phrase: string): string =>
  phrase === phrase.toLowerCase()
    ? phrase.replace(/(^|[\s-])(\p{Ll})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
    : phrase
