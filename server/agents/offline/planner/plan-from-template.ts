import type { Template } from '../../../config/templates.ts'
import type { TaskDraft } from '../../../core/patch/draft.ts'
import { limits } from '../../../core/plan/limits.ts'
import type { Priority } from '../../../core/plan/task.ts'
import type { AgentAnswer, AgentRequest } from '../../agent.ts'
import { piecesOf } from '../outline/text.ts'
import { askForGoal } from './ask.ts'
import { fill, fillTemplate, namesFor, type Planned } from './fill.ts'
import type { Goal } from './goal.ts'
import { metaUpdatesFor } from './meta.ts'
import { templateReply } from './reply.ts'
import { schedule } from './schedule.ts'
import { scoreTemplates, type Scored } from './score.ts'
import { shapeTo } from './shape.ts'

/** Below this no word of the goal speaks clearly enough, and the generic plan is the honest one. */
const clearEnough = 2

/** What stands behind these words is asked for besides: "an agent with GDPR compliance" is no compliance project. */
const extras = /\s(?:with|including|incl\.?|plus|mit|avec|con|inklusive)\s/i

/** The template whose words fit a goal best; `generic` where none fits clearly. */
export function chooseTemplate(goal: Goal, templates: readonly Template[]): Scored | undefined {
  const [thing = ''] = (goal.subject ?? '').split(/\s(?:that|which)\s/)
  const head = `${goal.verb ?? ''} ${thing}`
  const [sentence = ''] = goal.sentence.split(extras)
  const [best] = scoreTemplates({ head, sentence, rest: goal.text }, templates)
  if (best && best.score >= clearEnough) return best
  const generic = templates.find((template) => template.id === 'generic') ?? best?.template
  return generic && { template: generic, score: 0, matched: [] }
}

export function planFromTemplate(goal: Goal, request: AgentRequest, templates: readonly Template[]): AgentAnswer {
  const chosen = chooseTemplate(goal, templates)
  if (!chosen) return askForGoal(goal.text)
  const { template } = chosen
  const most = Math.max(1, request.options.maxMilestones)
  const filled = fillTemplate(template, goal)
  const planned = shapeTo(wantedCount(goal, filled.length, most), filled, goal.count !== null)
  const names = namesFor(goal, template)
  const { summary, spare } = summaryOf(fill(template.summary, names), goal)
  const deadline = goal.deadline?.date ?? null
  const dates = goal.wantsDates ? schedule(planned, request.today, deadline) : null
  const metaUpdates = metaUpdatesFor(request.plan, {
    title: goal.title,
    summary,
    tags: template.tags,
    priority: priorityOf(goal.text, template.priority),
    dueDate: deadline,
    startDate: dates ? request.today : null,
  })
  const taskPatches = planned.map((milestone, index): TaskDraft => {
    const span = dates?.get(milestone.key)
    return {
      op: 'create',
      taskId: nameOf(index),
      rationale: milestone.rationale,
      body: {
        parentTaskId: null,
        title: milestone.title.slice(0, limits.title),
        description: [milestone.description, ...(index === 0 && spare !== '' ? [spare] : [])].join('\n\n').slice(0, limits.description),
        priority: milestone.priority,
        estimateMinutes: Math.min(limits.minutes, milestone.estimateMinutes),
        acceptanceCriteria: milestone.criteria.slice(0, limits.criteria),
        dependsOn: positionsOf(milestone, planned).map(nameOf),
        ...span,
      },
    }
  })
  return {
    kind: 'draft',
    agent: 'planner',
    reply: templateReply({ goal, template, planned, request, isGeneric: chosen.score === 0, most }),
    draft: {
      baseVersion: request.plan.version,
      rationale: `Planned from the template “${template.name}”${
        chosen.matched.length > 0
          ? `, chosen for the words ${chosen.matched
              .slice(0, 4)
              .map((word) => `“${word}”`)
              .join(', ')}`
          : ''
      }.`,
      ...(metaUpdates ? { metaUpdates } : {}),
      taskPatches,
    },
    leftOut: [],
  }
}

const nameOf = (index: number): string => `new-${index + 1}`

const positionsOf = (milestone: Planned, planned: readonly Planned[]): readonly number[] =>
  milestone.dependsOn.map((key) => planned.findIndex((other) => other.key === key)).filter((index) => index >= 0)

/** How many milestones: what the person said, else as many as the template has, fewer for a small thing. */
function wantedCount(goal: Goal, usual: number, most: number): number {
  const bySize = goal.size === 'tiny' ? Math.min(usual, 2) : goal.size === 'small' ? Math.min(usual, 4) : usual
  if (!goal.count) return Math.min(bySize, most)
  return Math.min(goal.count.isExact ? goal.count.number : Math.min(goal.count.number, usual), most)
}

function priorityOf(text: string, usual: Priority): Priority {
  if (/\b(?:urgent(?:ly)?|asap|as soon as possible|immediately|emergency|critical)\b/i.test(text)) return 'urgent'
  if (/\b(?:high priority|important|top priority)\b/i.test(text)) return 'high'
  return /\b(?:low priority|no hurry|no rush|someday)\b/i.test(text) ? 'low' : usual
}

/** The template's summary with the goal in the person's words; what is too long for it goes to the first milestone. */
function summaryOf(about: string, goal: Goal): { summary: string; spare: string } {
  const quote = goal.text.includes('\n') ? `**The goal in your words**\n\n${goal.text}` : `The goal in your words: “${goal.text}”`
  const [summary = '', ...others] = piecesOf(`${about}\n\n${quote}`, limits.description)
  return { summary, spare: others.join('\n').slice(0, limits.description - 5_000) }
}
