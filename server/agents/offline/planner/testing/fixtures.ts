import { join } from 'node:path'
import { expect } from 'vitest'
import { readTemplateFiles } from '../../../../config/template-files.ts'
import { loadTemplates } from '../../../../config/templates.ts'
import { apply } from '../../../../core/patch/apply.ts'
import type { Draft } from '../../../../core/patch/draft.ts'
import { resolve } from '../../../../core/patch/resolve.ts'
import { childrenOf, planOf, type Plan } from '../../../../core/plan/plan.ts'
import { projectDefaults } from '../../../../core/plan/project.ts'
import { taskDefaults, type CriterionId, type ProjectId, type Task, type TaskFields, type TaskId } from '../../../../core/plan/task.ts'
import type { AgentAnswer, AgentRequest } from '../../../agent.ts'

export const directory = join(import.meta.dirname, '../../../../../configs/templates')
export const { templates, problems } = loadTemplates(readTemplateFiles(directory))

export const today = '2026-11-20'

export const emptyPlan = planOf({ ...projectDefaults, id: 'project-1' as ProjectId, title: 'Untitled' }, [])

/** A request as the planner gets it; anything may be set otherwise. */
export function requestFor(message: string, others: Partial<AgentRequest> = {}): AgentRequest {
  return {
    message,
    mode: 'project',
    taskId: null,
    plan: emptyPlan,
    head: emptyPlan,
    proposal: null,
    earlier: [],
    commits: [],
    refused: [],
    today,
    user: null,
    options: { maxMilestones: 6 },
    modelling: null,
    ...others,
  }
}

/** A plan of one root task. */
export function planWith(fields: Partial<TaskFields> & { title: string }): { plan: Plan; taskId: TaskId } {
  const taskId = 'task-1' as TaskId
  return { plan: planOf(emptyPlan.project, [{ ...taskDefaults, ...fields, id: taskId, parentId: null, rank: 'a0' }]), taskId }
}

let given = 0

/** What a draft comes to on a plan: it must resolve without any issue, and apply. */
export function accepted(draft: Draft, plan: Plan): Plan {
  const { operations, issues } = resolve(draft, plan, {
    task: () => `task-${(given += 1)}-new` as TaskId,
    criterion: () => `criterion-${(given += 1)}` as CriterionId,
  })
  expect(issues).toEqual([])
  const applied = apply(operations, plan)
  if (!applied.ok) throw new Error(`does not apply: ${JSON.stringify(applied.error).slice(0, 500)}`)
  return applied.value
}

/** The draft of an answer, or a failure that shows what came instead. */
export function draftOf(answer: AgentAnswer): Draft {
  if (answer.kind !== 'draft') throw new Error(`expected a draft, got ${JSON.stringify(answer)}`)
  return answer.draft
}

export const replyOf = (answer: AgentAnswer): string => (!('reply' in answer) ? '' : answer.reply)

export const childrenIn = (plan: Plan, id: TaskId | null): readonly Task[] => childrenOf(plan, id).flatMap((child) => plan.tasks.get(child) ?? [])

/** Titles as an indented list. */
export function titlesOf(plan: Plan, id: TaskId | null = null, depth = 0): string[] {
  return childrenIn(plan, id).flatMap((task) => [`${'  '.repeat(depth)}${task.title}`, ...titlesOf(plan, task.id, depth + 1)])
}
