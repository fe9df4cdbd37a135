import { msg, str } from '@lit/localize'
import { childrenOf, isClosed, subtreeOf, type Plan, type Task, type TaskId } from './core.ts'

export interface Situation {
  /** The plan as it is shown, the proposal counted in. */
  readonly plan: Plan
  /** The task that the conversation is about; null where it is the project. */
  readonly taskId: TaskId | null
  /** Whether a proposal is being read. */
  readonly proposes: boolean
  /** What was said last, newest at the end. */
  readonly said: readonly string[]
  readonly today: string
}

const most = 3
/** So many messages back, a sentence still sounds like an echo. */
const memory = 4
const longestTitle = 48

/** Sentences worth saying about this very plan now; each is one that the agent understands. */
export function suggestionsFor(situation: Situation): readonly string[] {
  const echo = new Set(situation.said.slice(-memory).map(plain))
  const fitting = situation.taskId === null ? ofProject(situation) : ofTask(situation, situation.taskId)
  return fitting.filter((text): text is string => text !== null && !echo.has(plain(text))).slice(0, most)
}

type Candidates = readonly (string | null)[]

function ofProject({ plan, proposes, today }: Situation): Candidates {
  const tasks = [...plan.tasks.values()]
  if (tasks.length === 0) return [msg('Build a new user authentication flow'), msg('Organise a conference for 200 people')]
  const open = leavesOf(plan, tasks).filter(({ status }) => !isClosed(status))
  const breakDown = breakDownOf(open)
  if (proposes) return [documentation(tasks), breakDown, criticalPath(tasks), noEstimate(open), testing(tasks)]
  return [
    open.length > 0 ? msg('What should I do next?') : null,
    tasks.some(({ dueDate, status }) => dueDate !== null && dueDate < today && !isClosed(status)) ? msg('What is late?') : null,
    open.some(({ status }) => status === 'blocked') ? msg('What is blocked?') : null,
    breakDown,
    tasks.some(({ status }) => status === 'done') ? msg('How far are we?') : null,
    noEstimate(open),
    criticalPath(tasks),
    documentation(tasks),
  ]
}

function ofTask({ plan, proposes }: Situation, taskId: TaskId): Candidates {
  const below = subtreeOf(plan, taskId).flatMap((id) => (id === taskId ? [] : (plan.tasks.get(id) ?? [])))
  if (below.length === 0) return [msg('Break this down into sub-tasks')]
  return [proposes ? null : msg('What is next here?'), documentation(below), testing(below)]
}

/** The largest piece is the one that is understood least. */
function breakDownOf(open: readonly Task[]): string | null {
  const named = open.filter(({ title }) => title.length <= longestTitle && !/[“”"]/.test(title))
  const [largest] = named.toSorted((a, b) => (b.estimateMinutes ?? 0) - (a.estimateMinutes ?? 0))
  return largest ? msg(str`Break down “${largest.title}”`) : null
}

const documentation = (tasks: readonly Task[]): string | null =>
  tasks.some(({ title }) => /\bdoc(?:s|umentation|uments?)\b/i.test(title)) ? null : msg('Add a task for documentation')

const testing = (tasks: readonly Task[]): string | null => (tasks.some(({ title }) => /\btest/i.test(title)) ? null : msg('Add a task for testing'))

const criticalPath = (tasks: readonly Task[]): string | null =>
  tasks.some(({ dependsOn }) => dependsOn.length > 0) ? msg('What is on the critical path?') : null

const noEstimate = (open: readonly Task[]): string | null =>
  open.some(({ estimateMinutes }) => estimateMinutes === null) ? msg('Which tasks have no estimate?') : null

const leavesOf = (plan: Plan, tasks: readonly Task[]): readonly Task[] => tasks.filter(({ id }) => childrenOf(plan, id).length === 0)

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
