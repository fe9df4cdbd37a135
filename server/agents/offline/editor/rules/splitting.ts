import { limits } from '../../../../core/plan/limits.ts'
import { fitsTitle, outcome, type Desk, type Outcome } from '../desk.ts'
import { cardinal } from '../../language/numbers.ts'
import { ruleBook, type Action } from '../reading.ts'
import type { Slots } from '../slots.ts'
import { capital, tidy } from '../tidy.ts'

const { rules, rule } = ruleBook()

/** Sentences that make several tasks of one, in words that are given. */
export const splittingRules = rules

const splitting = '(split|break|divide|separate|cut|slice|break up|split up|divide up|decompose|chop|break down)'
rule(
  [
    `${splitting} $a:ref [up|down|apart] (into|in|to|:|as|between) [the|these|the following|separate|a] [%number-of] [separate|smaller|new|sub|independent|single] [%children|tasks|pieces|tickets] [called|named|:|, namely|namely|-] $list`.replace(
      '[%number-of]',
      '[two|three|four|five|2|3|4|5]',
    ),
  ],
  (slots, desk) => splitTask(slots, desk),
  { open: true, weight: 0.02 },
)
rule(
  ['(replace|swap|substitute) $a:ref (with|by) [two|three|four|2|3|4] [tasks|separate tasks|new tasks] [:] $list'],
  (slots) => (slots.list().length > 1 ? (desk) => divide(desk, slots.id(), cleanTitles(slots.list()), 'siblings') : undefined),
  { open: true, destroys: true },
)

const partNouns =
  /^(?:(?:two|three|four|five|six|seven|\d+|several|smaller|some|many|separate|detailed|more|its|a few|few|technical|individual|multiple|manageable|actionable|concrete|bite-sized|equal) )*(sub-?tasks?|tasks?|parts?|steps?|pieces?|halves|half|children|chunks|ones|items|details?|milestones?|bits|stages|phases|todos|two|three|four|five|six|seven|\d+)$/i

function splitTask(slots: Slots, desk: Desk): Action | undefined {
  const titles = cleanTitles(slots.list())
  if (titles.length < 2 || titles.some((title) => partNouns.test(title))) {
    if (titles.length === 1 && !partNouns.test(titles[0] ?? '')) return undefined
    return () =>
      outcome({
        question: {
          text: `What shall the parts of ${desk.name(slots.id())} be called?`,
          options: [{ label: 'Break it down for me', message: `break down task ${desk.catalogue.numberOf(slots.id()) ?? desk.name(slots.id())}` }],
        },
      })
  }
  const between = desk.message.slice(slots.refs().end, desk.message.length)
  const wanted = cardinal((/^\W*(?:up |down |apart )?(?:into|in)\s+(\w+)/i.exec(between)?.[1] ?? '').toLowerCase())
  if (wanted !== undefined && wanted > 1 && wanted !== titles.length)
    return () =>
      outcome({
        question: {
          text: `You want ${wanted} parts of ${desk.name(slots.id())} and name ${titles.length}. What shall all of them be called?`,
          options: [],
        },
      })
  const siblings = /\b(separate|independent|standalone|sibling|siblings|individual|own)\b[^:]{0,20}\btasks?\b|\bas siblings\b|\bsiblings\b/i.test(
    between.slice(0, 120),
  )
  return (current) => divide(current, slots.id(), titles, siblings ? 'siblings' : 'children')
}

const cleanTitles = (titles: readonly string[]): readonly string[] =>
  titles
    .map((title) =>
      capital(tidy(title.replace(/^(?:and|then|as (?:siblings|sub-?tasks)) /i, '').replace(/ as (?:siblings|sub-?tasks|children)$/i, ''))),
    )
    .filter((title) => title !== '')

/** Splits a task: into sub-tasks under it, or into siblings of which it becomes the first. Minutes add up exactly. */
function divide(desk: Desk, id: string, titles: readonly string[], how: 'children' | 'siblings'): Outcome {
  const { working } = desk
  const task = working.find(id)
  if (!task) return outcome({})
  if (titles.some((title) => !fitsTitle(title))) return outcome({ refused: [`a title holds at most ${limits.title} characters`] })
  const name = desk.name(id)
  const shares = sharesOf(task.estimateMinutes, titles.length)
  if (how === 'children') {
    if (working.depthOf(id) >= limits.depth) return outcome({ refused: [`${name} stands at the deepest level, nothing fits under it`] })
    const made = titles.map((title, index) => {
      const child = working.create(title, id)
      working.set(child, { estimateMinutes: shares[index] ?? null })
      return child
    })
    return outcome({ did: [`Split ${name} into ${made.length} sub-tasks: ${desk.names(made)}`], about: made })
  }
  const parent = working.parentOf(id)
  let index = working.children(parent).indexOf(id)
  const made = titles.slice(1).map((title, at) => {
    const sibling = working.create(title, parent, ++index)
    working.set(sibling, { estimateMinutes: shares[at + 1] ?? null, priority: task.priority, tags: task.tags, assignee: task.assignee })
    return sibling
  })
  working.set(id, { title: titles[0] ?? task.title, estimateMinutes: shares[0] ?? null })
  return outcome({ did: [`Split ${name} into ${desk.names([id, ...made])}`], about: [id, ...made] })
}

function sharesOf(minutes: number | null, parts: number): readonly (number | null)[] {
  if (minutes === null || minutes < parts) return Array.from({ length: parts }, () => null)
  const each = Math.floor(minutes / parts)
  return Array.from({ length: parts }, (_, index) => each + (index < minutes - each * parts ? 1 : 0))
}
