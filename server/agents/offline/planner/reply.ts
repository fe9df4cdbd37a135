import type { Template } from '../../../config/templates.ts'
import type { AgentRequest } from '../../agent.ts'
import { workingDaysBetween } from './dates.ts'
import type { Planned } from './fill.ts'
import type { Goal } from './goal.ts'
import { durationInWords, listOf, plural, shorten } from './words.ts'

/** Short and factual: what is proposed, on what basis, how much work it is, what to try next. */
export function templateReply(input: {
  goal: Goal
  template: Template
  planned: readonly Planned[]
  request: AgentRequest
  isGeneric: boolean
  most: number
}): string {
  const { goal, template, planned, request } = input
  const total = planned.reduce((sum, milestone) => sum + milestone.estimateMinutes, 0)
  const largest = [...planned].sort((a, b) => b.estimateMinutes - a.estimateMinutes)[0]
  return [
    `I propose ${plural(planned.length, 'milestone')} for “${goal.title}”, about ${durationInWords(total)} of work in all.`,
    input.isGeneric
      ? 'I know no template for this kind of project, so this is the general one: rename and cut as you like, or paste your own outline.'
      : `They follow the template “${template.name}”; the estimates are starting points for one person.`,
    ...countNote(input),
    ...wishNote(goal),
    ...deadlineNote(goal, total, request),
    ...(largest && planned.length > 1
      ? [`Next: accept what fits, or say for example “break down ${shorten(largest.title, 60)}” or “add a task for …”.`]
      : ['Next: accept it, or tell me what is missing.']),
  ].join(' ')
}

function countNote({ goal, planned, most }: { goal: Goal; planned: readonly Planned[]; most: number }): readonly string[] {
  if (!goal.count || planned.length === goal.count.number || (!goal.count.isExact && planned.length < goal.count.number)) return []
  return goal.count.number > most && planned.length === most
    ? [`You asked for ${goal.count.number}; I invent at most ${most} at the top level, more can be added by name.`]
    : [`You asked for ${goal.count.number}; the work divides into ${planned.length} here.`]
}

function wishNote(goal: Goal): readonly string[] {
  const wishes = [...goal.wishes, ...goal.requirements]
  if (wishes.length === 0) return []
  const named = wishes.slice(0, 4).map((wish) => `“${shorten(wish, 50)}”`)
  return [
    `What you asked for (${listOf(named)}${wishes.length > 4 ? ` and ${wishes.length - 4} more` : ''}) stands as acceptance criteria where it fits best.`,
  ]
}

function deadlineNote(goal: Goal, total: number, request: AgentRequest): readonly string[] {
  if (!goal.deadline) return []
  const days = workingDaysBetween(request.today, goal.deadline.date)
  const needed = Math.ceil(total / 480)
  const read = `I read “${goal.deadline.words}” as due ${goal.deadline.date}`
  return [
    needed > days
      ? `${read}; that leaves ${plural(days, 'working day')} for ${needed} days of work, so it takes more hands or less scope.`
      : `${read}.`,
  ]
}
