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
  const roots = childrenOf(plan, null).flatMap((id) => plan.tasks.get(id) ?? [])
  const above = ancestorsOf(plan, task.id).flatMap((id) => plan.tasks.get(id) ?? [])
  let best: { template: Template; milestone: TemplateMilestone; score: number } | null = null
  for (const template of templates) {
    const votes = task.parentId === null ? roots.filter((root) => root.id !== task.id && template.milestones.some((milestone) => likeness(root, milestone) >= 0.7)).length : 0
    for (const milestone of template.milestones) {
      // What stands above came from it already; its steps are there.
      if (above.some((ancestor) => likeness(ancestor, milestone) >= 0.7)) continue
      const score = likeness(task, milestone) + Math.min(votes, 3) * 0.12
      if (score > (best?.score ?? 0)) best = { template, milestone, score }
    }
  }
  if (!best || best.score < (task.parentId === null ? 0.72 : 0.92)) return null
  const { template, milestone } = best
  // A milestone that was joined out of two carries the second one's text.
  const joined = template.milestones.filter((other) => other !== milestone && isWithin(other, task))
  return { template, milestones: template.milestones.filter((other) => other === milestone || joined.includes(other)) }
}

/** 0 to 1: how much of the milestone's own words stand in the task, title first, its text as a witness. */
function likeness(task: Task, milestone: TemplateMilestone): number {
  const title = overlap(bare(milestone.title), stemsOf(task.title))
  const text = task.description === '' ? 0 : overlap(bare(milestone.description), stemsOf(task.description))
  const keyword = milestone.keywords.some((word) => isSubset(stemsOf(word), stemsOf(task.title))) ? 0.15 : 0
  const weak = bare(milestone.title).size < 2 ? 0.85 : 1
  if (text >= 0.8) return Math.min(1, 0.5 + 0.5 * title + keyword)
  return Math.min(1, title * weak * (task.description === '' ? 0.9 : 0.8) + keyword)
}

const isWithin = (milestone: TemplateMilestone, task: Task): boolean =>
  overlap(bare(milestone.description), stemsOf(task.description)) >= 0.9 && overlap(bare(milestone.title), stemsOf(task.description)) >= 0.9

const bare = (text: string): ReadonlySet<string> => stemsOf(text.replace(/\{[^}]*\}/g, ' '))

function overlap(wanted: ReadonlySet<string>, there: ReadonlySet<string>): number {
  if (wanted.size === 0) return 0
  let shared = 0
  for (const stem of wanted) if (there.has(stem)) shared += 1
  return shared / wanted.size
}

const isSubset = (part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean => part.size > 0 && [...part].every((stem) => whole.has(stem))
