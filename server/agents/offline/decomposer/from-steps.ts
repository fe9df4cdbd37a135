import type { Template } from '../../../config/templates.ts'
import type { TaskDraft } from '../../../core/patch/draft.ts'
import { limits } from '../../../core/plan/limits.ts'
import type { Task } from '../../../core/plan/task.ts'
import type { AgentAnswer, AgentRequest } from '../../agent.ts'
import { durationInWords, plural, shorten } from '../planner/words.ts'
import type { Ask } from './ask-of-message.ts'
import { coverCriteria } from './cover.ts'
import { childTasks, freeMinutes } from './children.ts'
import { findSteps, withoutKnown, type FoundSteps } from './find-steps.ts'
import { reasonOf } from './reason.ts'
import { shareOut } from './share.ts'
import { stepsTo, titlesOf, type Step } from './step.ts'

/** As many as anybody reads at a glance; more only where they are asked for by number. */
const mostSteps = 7
const mostAsked = 30

/** Sub-tasks by template or pattern. What stands under the task already is kept, and only what is missing is added. */
export function fromSteps(task: Task, ask: Ask, request: AgentRequest, templates: readonly Template[]): AgentAnswer {
  const found = findSteps(task, request.plan, templates, request.today)
  const children = childTasks(request, task)
  const missing = withoutKnown(
    found.steps,
    children.map((child) => child.title),
  )
  if (children.length > 0 && !ask.insists) {
    const isFamiliar = missing.length < found.steps.length
    if (missing.length === 0) return complete(task, children)
    if (!isFamiliar) return whichOne(task, children, missing)
  } else if (children.length > 0 && missing.length === 0) return complete(task, children)
  const free = freeMinutes(task, children)
  const total = free ?? (task.estimateMinutes === null ? found.minutes : null)
  const wanted = wantedCount(ask, missing.length, task.estimateMinutes ?? found.minutes, children.length)
  const shaped = withWishes(stepsTo(wanted, missing), ask, wanted)
  const covered = coverCriteria(shaped, openCriteria(task))
  const minutes =
    total === null
      ? null
      : shareOut(
          total,
          covered.map((step) => step.share),
        )
  return {
    kind: 'draft',
    agent: 'decomposer',
    reply: replyFor({ task, steps: covered, children, found, total, ask }),
    draft: {
      baseVersion: request.plan.version,
      rationale: `Broken down by ${found.basis}.`,
      taskPatches: covered.map((step, index) => entryOf(task, covered, index, minutes?.[index] ?? null)),
    },
    leftOut: [],
  }
}

const openCriteria = (task: Task): readonly string[] =>
  task.acceptanceCriteria.filter((criterion) => !criterion.done).map((criterion) => criterion.text)

function wantedCount(ask: Ask, usual: number, minutes: number, there: number): number {
  const bySize = minutes <= 60 ? 2 : minutes <= 120 ? 3 : minutes <= 240 ? 4 : mostSteps
  const own = Math.min(usual, bySize)
  if (!ask.count) return there > 0 ? Math.min(usual, mostSteps) : own
  const number = Math.min(ask.count.number, mostAsked)
  if (ask.count.kind === 'exactly') return number
  return ask.count.kind === 'at-most' ? Math.min(own, number) : Math.max(own, number)
}

/** What the person asked to be among the steps; within an exact number the others move together to make room. */
function withWishes(steps: readonly Step[], ask: Ask, wanted: number): readonly Step[] {
  const wishes = ask.wishes.filter((wish) => !steps.some((step) => step.title.toLowerCase().includes(wish.toLowerCase())))
  if (wishes.length === 0) return steps
  const room = ask.count?.kind === 'exactly' ? Math.max(1, wanted - wishes.length) : Math.min(steps.length, Math.max(2, mostSteps - wishes.length))
  const kept = stepsTo(Math.min(room, steps.length), steps)
  const usual = kept.reduce((sum, step) => sum + step.share, 0) / kept.length
  return [
    ...kept,
    ...wishes.map((wish, index): Step => ({
      title: shorten(wish, 200),
      description: 'Asked for when the task was broken down.',
      share: usual,
      criteria: [`${shorten(wish, 200)}: done and checked`],
      waitsFor: [kept.length + index - 1],
    })),
  ]
}

function entryOf(task: Task, steps: readonly Step[], index: number, minutes: number | null): TaskDraft {
  const step = steps[index] as Step
  const rationale = reasonOf(steps, index, openCriteria(task))
  return {
    op: 'create',
    taskId: `new-${index + 1}`,
    ...(rationale === null ? {} : { rationale }),
    body: {
      parentTaskId: task.id,
      title: step.title.slice(0, limits.title),
      description: step.description,
      ...(minutes === null ? {} : { estimateMinutes: Math.min(limits.minutes, minutes) }),
      acceptanceCriteria: step.criteria,
      ...(step.waitsFor.length > 0 ? { dependsOn: step.waitsFor.map((position) => `new-${position + 1}`) } : {}),
    },
  }
}

function replyFor(input: {
  task: Task
  steps: readonly Step[]
  children: readonly Task[]
  found: FoundSteps
  total: number | null
  ask: Ask
}): string {
  const { task, steps, children, found, total, ask } = input
  const title = `“${shorten(task.title, 80)}”`
  const what =
    children.length > 0
      ? `I propose to add ${plural(steps.length, 'sub-task')} to the ${children.length} under ${title}`
      : `I propose ${plural(steps.length, 'sub-task')} for ${title}`
  const estimates =
    total === null
      ? task.estimateMinutes === null
        ? 'They carry no estimates.'
        : `Its estimate of ${durationInWords(task.estimateMinutes)} is given to the sub-tasks that are there already, so the new ones have none.`
      : task.estimateMinutes === null
        ? `It had no estimate; I assumed ${durationInWords(total)} in all, change what you know better.`
        : children.length > 0
          ? `They share the ${durationInWords(total)} of its estimate that were free.`
          : `Their estimates add up to its ${durationInWords(total)}.`
  const capped =
    ask.count && ask.count.number > mostAsked
      ? [`You asked for ${ask.count.number}; more than ${mostAsked} at once are hard to review, so here are ${mostAsked}.`]
      : []
  return [`${what}, following ${found.basis}.`, estimates, ...capped, 'Any of them can be broken down further.'].join(' ')
}

function complete(task: Task, children: readonly Task[]): AgentAnswer {
  return {
    kind: 'words',
    agent: 'decomposer',
    understood: true,
    reply: `“${shorten(task.title, 80)}” is broken down already: ${titlesOf(children.slice(0, 7))}. I know of nothing missing. Name a step to add (“break it into … and …”), or break one of them down further.`,
  }
}

function whichOne(task: Task, children: readonly Task[], missing: readonly Step[]): AgentAnswer {
  const text = `“${shorten(task.title, 80)}” has ${plural(children.length, 'sub-task')} already. Shall I add further steps, such as ${titlesOf(missing.slice(0, 3))}, or break down one of those that are there?`
  return {
    kind: 'question',
    agent: 'decomposer',
    reply: text,
    question: {
      text,
      options: [
        { label: 'Add the missing steps', message: 'Add the missing steps' },
        ...children.slice(0, 3).map((child) => ({ label: `Break down “${shorten(child.title, 40)}”`, message: `Break down “${child.title}”` })),
      ],
    },
  }
}
