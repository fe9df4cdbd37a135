import type { Template, TemplateMilestone } from '../../../config/templates.ts'
import { ancestorsOf } from '../../../core/plan/tree.ts'
import { childrenOf, type Plan } from '../../../core/plan/plan.ts'
import type { Task } from '../../../core/plan/task.ts'
import { stemsOf } from '../planner/words.ts'

/** The milestone of a template that a task came from. */
export interface Source {
  readonly template: Template
  readonly milestones: readonly TemplateMilestone[]
}

/**
 * Finds where a task came from by its words, also when it was renamed a little: its title and description are compared
 * with every milestone, and the other milestones of the plan vote for the template.
 */
export function sourceOf(task: Task, plan: Plan, templates: readonly Template[]): Source | null {
  const words = wordsOfTask(task)
  const others =
    task.parentId === null
      ? childrenOf(plan, null)
          .slice(0, mostVoters)
          .flatMap((id) => (id === task.id ? [] : (plan.tasks.get(id) ?? [])))
          .map(wordsOfTask)
      : []
  const above = ancestorsOf(plan, task.id)
    .flatMap((id) => plan.tasks.get(id) ?? [])
    .map(wordsOfTask)
  let best: { template: Template; milestone: TemplateMilestone; score: number; votes: number } | null = null
  for (const template of templates) {
    let votes: number | null = null
    for (const milestone of template.milestones) {
      const own = likeness(words, milestone)
      // What stands above came from it already; its steps are there.
      if (own < 0.3 || above.some((ancestor) => likeness(ancestor, milestone) >= 0.7)) continue
      votes ??= others.filter((other) => template.milestones.some((each) => likeness(other, each) >= 0.7)).length
      const score = own + Math.min(votes, 3) * 0.12
      if (score > (best?.score ?? 0)) best = { template, milestone, score, votes }
    }
  }
  if (!best || best.score < (task.parentId !== null ? 0.92 : best.votes > 0 ? 0.72 : 0.85)) return null
  const { template, milestone } = best
  // A milestone that was joined out of two carries the second one's text.
  return { template, milestones: template.milestones.filter((other) => other === milestone || isWithin(other, words)) }
}

/** A plan from a template has few roots; of thousands the first ones are enough. */
const mostVoters = 30

/** The words of a task and of what it says, taken once. */
interface Words {
  readonly title: ReadonlySet<string>
  readonly description: ReadonlySet<string>
}

const wordsOfTask = (task: Task): Words => ({ title: stemsOf(task.title), description: stemsOf(task.description.slice(0, longestDescription)) })

/** Templates write short descriptions; of a long one its beginning tells enough. */
const longestDescription = 6000

/** Templates never change while the program runs, so their words are taken once. */
const known = new WeakMap<TemplateMilestone, Words & { readonly keywords: readonly ReadonlySet<string>[] }>()

function wordsOfMilestone(milestone: TemplateMilestone): Words & { readonly keywords: readonly ReadonlySet<string>[] } {
  const there = known.get(milestone)
  if (there) return there
  const words = { title: bare(milestone.title), description: bare(milestone.description), keywords: milestone.keywords.map(stemsOf) }
  known.set(milestone, words)
  return words
}

/** 0 to 1: how much of the milestone's own words stand in the task, title first, its text as a witness. */
function likeness(task: Words, milestone: TemplateMilestone): number {
  const words = wordsOfMilestone(milestone)
  const title = overlap(words.title, task.title)
  const keyword = words.keywords.some((stems) => isSubset(stems, task.title)) ? 0.15 : 0
  const text = task.description.size === 0 ? 0 : overlap(words.description, task.description)
  if (text >= 0.8) return Math.min(1, 0.5 + 0.5 * title + keyword)
  const weak = words.title.size < 2 ? 0.85 : 1
  return Math.min(1, title * weak * (task.description.size === 0 ? 0.9 : 0.8) + keyword)
}

const isWithin = (milestone: TemplateMilestone, task: Words): boolean => {
  const words = wordsOfMilestone(milestone)
  return overlap(words.description, task.description) >= 0.9 && overlap(words.title, task.description) >= 0.9
}

const bare = (text: string): ReadonlySet<string> => stemsOf(text.replace(/\{[^}]*\}/g, ' '))

function overlap(wanted: ReadonlySet<string>, there: ReadonlySet<string>): number {
  if (wanted.size === 0) return 0
  let shared = 0
  for (const stem of wanted) if (there.has(stem)) shared += 1
  return shared / wanted.size
}

const isSubset = (part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean => part.size > 0 && [...part].every((stem) => whole.has(stem))
