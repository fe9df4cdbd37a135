import type { Template } from '../../../config/templates.ts'
import { limits } from '../../../core/plan/limits.ts'
import { isClosed, type Task } from '../../../core/plan/task.ts'
import { depthOf } from '../../../core/plan/tree.ts'
import type { AgentAnswer, AgentRequest } from '../../agent.ts'
import { cleanText } from '../outline/text.ts'
import { shorten } from '../planner/words.ts'
import { readAsk } from './ask-of-message.ts'
import { fromOutline } from './from-outline.ts'
import { fromSteps } from './from-steps.ts'

/**
 * Task mode: sub-tasks under the task in focus, in the person's words where the message names them, else by the template
 * the task came from or the usual steps of such work. Their estimates add up to the task's own.
 */
export function decompose(request: AgentRequest, templates: readonly Template[]): AgentAnswer {
  const task = request.taskId === null ? undefined : request.plan.tasks.get(request.taskId)
  if (!task)
    return {
      kind: 'words',
      agent: 'decomposer',
      understood: false,
      reply: 'Which task shall I break down? Select one in the plan, or name it: “break down 2”.',
    }
  if (depthOf(request.plan, task.id) >= limits.depth) return tooDeep(task)
  const ask = readAsk(cleanText(request.message), task.title, request.today)
  if (isClosed(task.status) && !ask.insists) return closed(task)
  return ask.steps ? fromOutline(task, ask.steps, request) : fromSteps(task, ask, request, templates)
}

function tooDeep(task: Task): AgentAnswer {
  return {
    kind: 'words',
    agent: 'decomposer',
    understood: true,
    reply: `“${shorten(task.title, 80)}” stands on the deepest level (${limits.depth + 1} of ${limits.depth + 1}), where tasks have no sub-tasks. Finer detail fits into its acceptance criteria, for example “add criterion: … to it”. Or split it into two tasks side by side, or move the branch up a level first and ask again.`,
  }
}

function closed(task: Task): AgentAnswer {
  const text = `“${shorten(task.title, 80)}” is ${task.status === 'done' ? 'done' : 'cancelled'}. Shall I break it down all the same?`
  return {
    kind: 'question',
    agent: 'decomposer',
    reply: text,
    question: { text, options: [{ label: 'Break it down anyway', message: 'Break it down anyway' }] },
  }
}
