import type { Plan } from '../../../core/plan/plan.ts'
import type { Task, TaskId } from '../../../core/plan/task.ts'
import type { AgentRequest } from '../../agent.ts'
import type { Handles } from '../../wire/handles.ts'
import { onLine } from '../fence.ts'
import { estimateTokens } from '../../../core/tokens.ts'
import { lastTouched, pointsBack, wantedOf, type About } from './about.ts'
import { placeWords } from './changes.ts'
import { columnLines } from './columns.ts'
import { taskInFull, taskLine } from './line.ts'
import { isShown, type Shown } from './snapshot.ts'

export interface TaskMaterial {
  readonly request: AgentRequest
  readonly handles: Handles
  readonly about: About
  /** What the conversation already shows, and in which detail columns stand there. */
  readonly shown: Shown
  readonly hasColumns: boolean
  /** At most about so many tokens. */
  readonly tokens: number
}

/**
 * What the message makes worth saying beside the plan: which task a number or "it" means, tasks that are not shown, the
 * columns it speaks of, and the tasks it names, in full. The first things first, as far as the tokens go.
 */
export function taskMaterial({ request, handles, about, shown, hasColumns, tokens }: TaskMaterial): {
  readonly text: string
  readonly added: readonly TaskId[]
} {
  const { plan } = request
  const lines: string[] = []
  let left = tokens
  const add = (line: string): boolean => {
    const price = estimateTokens(line) + 1
    if (price > left) return false
    left -= price
    lines.push(line)
    return true
  }
  if (about.numbers.length > 0) add(`In the request ${about.numbers.map(({ number, id }) => `${number} is ${handles.handleOf(id)}`).join(', ')}.`)
  const touched = pointsBack(request.message) ? lastTouched(request, plan) : []
  if (touched.length > 0) add(`The last turn was about ${touched.map((id) => handles.handleOf(id)).join(',')}.`)
  const added = addHidden(plan, handles, about, shown, add, () => left > tokens / 3)
  if (!hasColumns) for (const line of columnLines(plan, request.message, handles, Math.floor(left * 0.6))) add(line)
  for (const id of [...about.named, ...touched].slice(0, 8)) {
    const task = plan.tasks.get(id)
    if (task && saysMore(task) && !add(taskInFull(task, handles)) && !add(taskInFull(task, handles, { description: 120, criteria: 3 }))) break
  }
  return { text: lines.join('\n'), added }
}

const saysMore = ({ description, acceptanceCriteria, estimateMinutes, dueDate, assignee, tags }: Task): boolean =>
  description !== '' || acceptanceCriteria.length > 0 || estimateMinutes !== null || dueDate !== null || assignee !== null || tags.length > 0

/** Lines of tasks that matter to the message and were not shown before, each with its place. */
function addHidden(
  plan: Plan,
  handles: Handles,
  about: About,
  shown: Shown,
  add: (line: string) => boolean,
  hasRoom: () => boolean,
): readonly TaskId[] {
  const added: TaskId[] = []
  for (const id of wantedOf(about).slice(0, 40)) {
    const task = plan.tasks.get(id)
    if (!task || isShown(shown, id)) continue
    if (!hasRoom() || !add(`${placeWords(plan, id, handles)}: ${taskLine(task, handles, 'full')}`)) break
    added.push(id)
  }
  return added
}

/** What the reviewer said: of single operations of the open proposal, and of proposals that were turned down whole. */
export function reviewLines({ proposal, refused, plan }: Pick<AgentRequest, 'proposal' | 'refused' | 'plan'>, handles: Handles): string {
  const said = (proposal?.operations ?? []).filter(({ decision, comment }) => decision !== 'pending' || comment !== null)
  const nameOf = (taskId: TaskId | null, title: string | null): string => {
    if (taskId === null) return 'the project'
    if (plan.tasks.has(taskId)) return handles.handleOf(taskId)
    return title === null ? 'a task that is gone' : `“${onLine(title, 120)}”`
  }
  const lines = said.slice(0, 60).map(({ taskId, title, kind, decision, comment }) => {
    const name = nameOf(taskId, title)
    return `${decision}: ${kind} ${name}${comment === null ? '' : `; comment: ${onLine(comment, 300)}`}`
  })
  if (said.length > 60) lines.push(`and ${said.length - 60} more`)
  for (const { message, reason, operations } of refused.slice(0, 3)) {
    lines.push(`turned down as a whole: “${onLine(message, 120)}”; reason: ${onLine(reason, 300)}`)
    for (const operation of operations.slice(0, 8)) lines.push(` it held: ${onLine(operation, 120)}`)
  }
  return lines.join('\n')
}
