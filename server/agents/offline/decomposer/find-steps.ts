import type { Template, TemplateMilestone } from '../../../config/templates.ts'
import { ancestorsOf } from '../../../core/plan/tree.ts'
import { childrenOf, type Plan } from '../../../core/plan/plan.ts'
import type { CalendarDate, Task } from '../../../core/plan/task.ts'
import { fill, namesFor } from '../planner/fill.ts'
import { readGoal } from '../planner/goal.ts'
import { likenessOf, stemsOf } from '../planner/words.ts'
import { sourceOf } from './match-milestone.ts'
import { patternsFor } from './match-pattern.ts'
import { objectOf } from './object.ts'
import type { Pattern } from './patterns/pattern.ts'
import type { Step } from './step.ts'

/** Steps for a task, what they follow, and what such work usually takes. */
export interface FoundSteps {
  readonly steps: readonly Step[]
  /** "the template “Web app”", "the usual steps of testing". */
  readonly basis: string
  readonly minutes: number
}

/** The deeper a task stands the smaller it is, where nobody has estimated it. */
const usualMinutes = [2400, 960, 360, 180, 120] as const

export function findSteps(task: Task, plan: Plan, templates: readonly Template[], today: CalendarDate): FoundSteps {
  const above = ancestorsOf(plan, task.id).flatMap((id) => plan.tasks.get(id) ?? [])
  const usual = usualMinutes[Math.min(above.length, usualMinutes.length - 1)] ?? 120
  const source = sourceOf(task, plan, templates)
  if (source) {
    const names = namesFor(readGoal(plan.project.title, today), source.template)
    const steps = source.milestones.flatMap((milestone) => stepsOf(milestone, (text) => fill(text, names, 60)))
    const minutes = source.milestones.reduce((sum, milestone) => sum + milestone.estimateMinutes, 0)
    return { steps: rechain(source.milestones, steps), basis: `the template “${source.template.name}”`, minutes }
  }
  const context = `${above.map((ancestor) => ancestor.title).join(' ')} ${plan.project.title}`
  const known = [...above, ...siblingsOf(task, plan)].map((other) => other.title)
  const object = objectOf(task.title)
  for (const pattern of patternsFor(
    task.title,
    above.map((ancestor) => ancestor.title),
    context,
  )) {
    const steps = withoutKnown(stepsOfPattern(pattern, object), [task.title, ...known])
    if (steps.length >= 2)
      return {
        steps,
        basis:
          pattern.verbs === '' && pattern.nouns === ''
            ? 'how small work of this kind is usually divided'
            : `the usual steps of this kind of work (${pattern.id.replaceAll('-', ' ')})`,
        minutes: Math.min(pattern.minutes, usual),
      }
  }
  return { steps: lastResort, basis: 'the smallest useful division', minutes: usual }
}

const lastResort: readonly Step[] = [
  {
    title: 'Do the part that everything else needs',
    description: 'Begin where a mistake would cost most.',
    share: 2,
    criteria: ['The rest can be done on top of it'],
    waitsFor: [],
  },
  {
    title: 'Do the rest and look it over',
    description: 'Finish, then check the whole once against what was asked.',
    share: 1,
    criteria: ['It was checked against what was asked'],
    waitsFor: [0],
  },
]

function stepsOf(milestone: TemplateMilestone, filled: (text: string) => string): readonly Step[] {
  return milestone.steps.map((step) => ({
    title: filled(step.title),
    description: filled(step.description),
    share: (step.share * milestone.estimateMinutes) / milestone.steps.reduce((sum, other) => sum + other.share, 0),
    criteria: step.criteria.map(filled),
    waitsFor: step.dependsOn,
  }))
}

/** Steps of several milestones in one list: the positions of the later ones move, and each first waits for the last before it. */
function rechain(milestones: readonly TemplateMilestone[], steps: readonly Step[]): readonly Step[] {
  let start = 0
  const starts = milestones.flatMap((milestone) => {
    const own = milestone.steps.map(() => start)
    start += milestone.steps.length
    return own
  })
  return steps.map((step, index) => {
    const begin = starts[index] ?? 0
    const waitsFor = step.waitsFor.map((position) => position + begin)
    return { ...step, waitsFor: waitsFor.length === 0 && begin > 0 ? [begin - 1] : waitsFor }
  })
}

function stepsOfPattern(pattern: Pattern, object: string): readonly Step[] {
  const filled = (text: string): string => text.replaceAll('{object}', object)
  return pattern.steps.map(([title, description, share, ...criteria], index) => ({
    title,
    description: filled(description),
    share,
    criteria,
    waitsFor: index > 0 ? [index - 1] : [],
  }))
}

/** Leaves out what stands above or beside the task already, and closes the gaps in the order. */
export function withoutKnown(steps: readonly Step[], known: readonly string[]): readonly Step[] {
  const there = known.map(stemsOf)
  const kept = steps.map((step) => {
    const own = stemsOf(step.title)
    return !there.some((title) => likenessOf(title, own) >= 0.75)
  })
  const position = (index: number): number => kept.slice(0, index).filter(Boolean).length
  return steps.flatMap((step, index) => (kept[index] ? [{ ...step, waitsFor: nearest(step, steps, kept).map(position) }] : []))
}

/** Where a step that was waited for is left out, what it waited for is waited for instead. */
function nearest(step: Step, steps: readonly Step[], kept: readonly boolean[]): readonly number[] {
  return [
    ...new Set(
      step.waitsFor.flatMap((index): readonly number[] => (kept[index] ? [index] : nearest(steps[index] ?? { ...step, waitsFor: [] }, steps, kept))),
    ),
  ]
}

function siblingsOf(task: Task, plan: Plan): readonly Task[] {
  return childrenOf(plan, task.parentId).flatMap((id) => (id === task.id ? [] : (plan.tasks.get(id) ?? [])))
}
