import type { Plan } from '../../../core/plan/plan.ts'
import type { TaskId } from '../../../core/plan/task.ts'
import type { AgentRequest } from '../../agent.ts'
import { catalogueOf } from '../../offline/language/catalogue.ts'
import { tokenise } from '../../offline/language/tokens.ts'
import { findTasks, idsOf } from './search.ts'

/** Which tasks a message is about, as far as rules can tell. Every list is in the order of trust, without repeats. */
export interface About {
  /** Outline numbers that the message says and the tasks they stand for: people see them, the lines of a plan do not. */
  readonly numbers: readonly { readonly number: string; readonly id: TaskId }[]
  /** Named surely: the focus, by number, by title. */
  readonly named: readonly TaskId[]
  /** What the last turns and the open proposal were about, the newest first. */
  readonly recent: readonly TaskId[]
  /** Those that share words with it. */
  readonly near: readonly TaskId[]
}

const number = /^#?(\d{1,5}(?:\.\d{1,5}){0,5})\.?$/
const pointing = new Set([
  'task',
  'tasks',
  'number',
  'step',
  'steps',
  'item',
  'milestone',
  'no',
  '#',
  'under',
  'after',
  'before',
  'and',
  ',',
  'merge',
  'split',
  'delete',
  'move',
  'rename',
  'of',
  'on',
  'in',
  'to',
  'with',
  'mark',
  'make',
])

/** Behind a number: then it counts something and names no task. */
const counted =
  /^(?:%|percent|min(?:ute)?s?|h(?:ou)?rs?|h|d|days?|w|weeks?|months?|years?|people|times|more|new|of|sub-?tasks?|steps?|milestones?|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/

/** So many tokens of a long message are searched for numbers and titles. */
const longest = 400

export function aboutOf(request: Pick<AgentRequest, 'message' | 'taskId' | 'plan' | 'earlier' | 'proposal'>): About {
  const { plan, message, taskId } = request
  if (plan.tasks.size === 0) return { numbers: [], named: [], recent: [], near: [] }
  const tokens = tokenise(message.slice(0, 20_000)).slice(0, longest)
  const catalogue = catalogueOf(plan)
  const numbers = new Map<string, TaskId>()
  const named = new Set<TaskId>()
  const there = (id: string | null | undefined): id is TaskId => id !== null && id !== undefined && plan.tasks.has(id as TaskId)
  if (there(taskId)) named.add(taskId)
  for (const [at, { kind, key, text }] of tokens.entries()) {
    if (kind === 'quoted') for (const id of catalogue.titles.find(text)?.ids.slice(0, 5) ?? []) if (there(id)) named.add(id)
    const [, said] = (kind === 'word' && number.exec(key)) || []
    if (counted.test(tokens[at + 1]?.key ?? '')) continue
    // A whole number may count anything; behind "task", "after" or a list of such it is likely a task's.
    if (said === undefined || (!said.includes('.') && !key.startsWith('#') && at > 0 && !pointing.has(tokens[at - 1]?.key ?? ''))) continue
    const id = catalogue.byNumber(said)
    if (!there(id)) continue
    numbers.set(said, id)
    named.add(id)
  }
  const found = findTasks(plan, message, 60)
  for (const { task, whole } of found.slice(0, 20)) if (whole) named.add(task.id)
  const recent = new Set(recentIds(request).filter(there))
  return {
    numbers: [...numbers].slice(0, 40).map(([said, id]) => ({ number: said, id })),
    named: [...named].slice(0, 60),
    recent: [...recent].slice(0, 60),
    near: idsOf(found).filter((id) => !named.has(id)),
  }
}

const recentIds = ({ earlier, proposal }: Pick<AgentRequest, 'earlier' | 'proposal'>): readonly string[] => [
  ...[...earlier]
    .reverse()
    .slice(0, 4)
    .flatMap(({ touched, created }) => [...touched, ...created]),
  ...(proposal?.operations ?? []).flatMap(({ taskId }) => taskId ?? []),
]

/** All of it as one list: what a prompt should show first. */
export const wantedOf = ({ named, recent, near }: About): readonly TaskId[] => [...new Set([...named, ...recent, ...near])]

/** Whether words point back: "it", "those", "the last one". Then it helps to know what the last turn was about. */
export const pointsBack = (message: string): boolean =>
  /\b(it|its|them|they|those|these|that|this|last|latest|same|again|both)\b/i.test(message.slice(0, 2_000))

/** The tasks of the newest turn that are still there. */
export function lastTouched(request: Pick<AgentRequest, 'earlier'>, plan: Plan): readonly TaskId[] {
  const last = [...request.earlier].reverse().find(({ touched, created }) => touched.length + created.length > 0)
  return last ? [...new Set([...last.created, ...last.touched])].filter((id) => plan.tasks.has(id)).slice(0, 20) : []
}
