import type { Plan } from '../../core/plan/plan.ts'

import { progressOf } from '../../core/plan/progress.ts'
import { wordsOf } from '../offline/language/words.ts'
import { onLine } from '../prompts/fence.ts'
import { findTasks } from '../prompts/plan/search.ts'
import type { ToolScene } from './run-tool.ts'

const most = 30
const mostTasks = 5

/** The person's projects, how far each is, and, where words are given, which of their tasks fit them. */
export async function listProjects({ projects }: Pick<ToolScene, 'projects'>, { words }: { readonly words: string }): Promise<string> {
  const all = await projects()
  if (all.length === 0) return 'There are no projects.'
  const found =
    words.trim() === '' ? all.map(({ plan }) => ({ plan, tasks: [] as readonly string[] })) : all.flatMap(({ plan }) => fitting(plan, words))
  if (found.length === 0) return `None of ${all.length} projects fits these words.`
  const lines = found.slice(0, most).flatMap(({ plan, tasks }) => [projectLine(plan), ...tasks])
  return found.length > most ? `${lines.join('\n')}\nand ${found.length - most} more: use words to find them` : lines.join('\n')
}

function fitting(plan: Plan, words: string): readonly { readonly plan: Plan; readonly tasks: readonly string[] }[] {
  const own = new Set(wordsOf(`${plan.project.title} ${plan.project.summary} ${plan.project.tags.join(' ')}`))
  const isNamed = wordsOf(words).some((word) => own.has(word))
  const tasks = findTasks(plan, words, mostTasks).map(
    ({ task }) => ` ${task.status} ${onLine(task.title, 120)}${task.dueDate === null ? '' : `, due ${task.dueDate}`}`,
  )
  return isNamed || tasks.length > 0 ? [{ plan, tasks }] : []
}

function projectLine(plan: Plan): string {
  const { title, status, dueDate, summary } = plan.project
  const progress = progressOf(plan).get(null)
  const blocked = [...plan.tasks.values()].filter(({ status: state }) => state === 'blocked').length
  return [
    `“${onLine(title, 160)}”`,
    status,
    `${progress?.done ?? 0} of ${progress?.total ?? 0} done`,
    ...(blocked > 0 ? [`${blocked} blocked`] : []),
    ...(dueDate === null ? [] : [`due ${dueDate}`]),
    ...(summary.trim() === '' ? [] : [onLine(summary, 160)]),
  ].join(' | ')
}
