import { priorities, type Priority } from '../../../core/plan/task.ts'
import type { Planned } from './fill.ts'
import { lowerFirst, shorten } from './words.ts'

/**
 * As many milestones as asked for: neighbours are joined, or the largest is divided. Nothing of their content is lost.
 * Joined ones are called after both parts where the person asked for fewer, else after the larger part.
 */
export function shapeTo(count: number, planned: readonly Planned[], namesBoth = true): readonly Planned[] {
  let shaped = planned
  while (shaped.length > Math.max(1, count)) shaped = joinSmallest(shaped, namesBoth)
  while (shaped.length < count) {
    const divided = divideLargest(shaped)
    if (divided === null) break
    shaped = divided
  }
  return shaped
}

/** Joins the two neighbours that are smallest together. */
function joinSmallest(planned: readonly Planned[], namesBoth: boolean): readonly Planned[] {
  let at = 0
  let least = Number.POSITIVE_INFINITY
  for (let index = 0; index + 1 < planned.length; index += 1) {
    const together = (planned[index]?.estimateMinutes ?? 0) + (planned[index + 1]?.estimateMinutes ?? 0)
    if (together < least) {
      least = together
      at = index
    }
  }
  const [first, second] = [planned[at], planned[at + 1]]
  if (!first || !second) return planned
  const renamed = (keys: readonly string[]): readonly string[] => [...new Set(keys.map((key) => (key === second.key ? first.key : key)))]
  const both = join(first, second, namesBoth)
  return planned.flatMap((milestone, index) => {
    if (index === at) return [{ ...both, dependsOn: renamed(both.dependsOn).filter((key) => key !== first.key) }]
    return index === at + 1 ? [] : [{ ...milestone, dependsOn: renamed(milestone.dependsOn) }]
  })
}

function join(first: Planned, second: Planned, namesBoth: boolean): Planned {
  const larger = second.estimateMinutes > first.estimateMinutes ? second : first
  const parts = [...partsOf(first), ...partsOf(second)]
  return {
    ...first,
    parts,
    title: namesBoth ? joinedTitle(parts) : larger.title,
    description: `${namesBoth || larger === first ? '' : `**${first.title}**\n\n`}${first.description}\n\n**${second.title}**\n\n${second.description}`,
    estimateMinutes: first.estimateMinutes + second.estimateMinutes,
    priority: higher(first.priority, second.priority),
    dependsOn: [...first.dependsOn, ...second.dependsOn],
    criteria: [...first.criteria, ...second.criteria],
    rationale: `${first.rationale} ${second.rationale}`,
    takesWishes: first.takesWishes || second.takesWishes,
    keywords: [...first.keywords, ...second.keywords],
    stepTitles: [...first.stepTitles, ...second.stepTitles],
  }
}

const partsOf = (milestone: Planned): readonly string[] => (milestone.parts.length > 0 ? milestone.parts : [milestone.title])

/** Two parts are named both; of more, the first and the last, since they follow one another. */
function joinedTitle(parts: readonly string[]): string {
  const [first = '', last = ''] = [parts[0], parts.at(-1)]
  if (parts.length > 2) return shorten(`${first} up to ${lowerFirst(last)}`, 200)
  return shorten(/,| and /.test(first + last) ? `${first}; ${lowerFirst(last)}` : `${first} and ${lowerFirst(last)}`, 200)
}

const higher = (a: Priority, b: Priority): Priority => (priorities.indexOf(a) >= priorities.indexOf(b) ? a : b)

/** Divides the largest milestone that has steps to divide by: the second half of them becomes a milestone of its own. */
function divideLargest(planned: readonly Planned[]): readonly Planned[] | null {
  const largest = [...planned].sort((a, b) => b.estimateMinutes - a.estimateMinutes).find((milestone) => milestone.stepTitles.length >= 2)
  if (!largest) return null
  const half = Math.ceil(largest.stepTitles.length / 2)
  const [early, late] = [largest.stepTitles.slice(0, half), largest.stepTitles.slice(half)]
  const secondKey = `${largest.key}-2`
  const minutes = Math.max(15, Math.round(largest.estimateMinutes / 2 / 15) * 15)
  const [own, late0 = largest.title] = [Math.ceil(largest.criteria.length / 2), late[0]]
  const first: Planned = {
    ...largest,
    description: `${largest.description}\n\nThis part:\n\n${early.map((step) => `- ${step}`).join('\n')}`,
    estimateMinutes: Math.max(15, largest.estimateMinutes - minutes),
    criteria: largest.criteria.length < 2 ? largest.criteria : largest.criteria.slice(0, own),
    stepTitles: early,
  }
  const second: Planned = {
    ...largest,
    key: secondKey,
    title: late0,
    description: `The second part of “${largest.title}”:\n\n${late.map((step) => `- ${step}`).join('\n')}`,
    estimateMinutes: minutes,
    dependsOn: [largest.key],
    criteria: largest.criteria.length < 2 ? [`${late0}: done and looked at by somebody else`] : largest.criteria.slice(own),
    takesWishes: false,
    stepTitles: late,
  }
  return planned.flatMap((milestone) =>
    milestone === largest
      ? [first, second]
      : [{ ...milestone, dependsOn: milestone.dependsOn.map((key) => (key === largest.key ? secondKey : key)) }],
  )
}
