import { childrenOf, type Plan } from '../../../core/plan/plan.ts'
import { isClosed, type Task, type TaskId } from '../../../core/plan/task.ts'
import { ancestorsOf } from '../../../core/plan/tree.ts'
import type { Handles } from '../../wire/handles.ts'
import { estimateTokens } from '../../../core/tokens.ts'
import { taskLine, type Detail } from './line.ts'
import type { Shown } from './snapshot.ts'

export interface Choice {
  readonly shown: Shown
  readonly detail: Detail
}

export interface ChooseOptions {
  readonly plan: Plan
  readonly handles: Handles
  /** Tasks that matter to the message, the most important first. */
  readonly wanted: readonly TaskId[]
  /** About so many tokens for the lines; roots are shown even where they alone take more, up to a bound. */
  readonly tokens: number
  /** A whole plan that fits in so many is shown in full detail. */
  readonly fullDetailTokens: number
}

/** A line of hidden tasks, `+12 more, 9 closed` and its indentation. */
const hiddenLineTokens = 8
/** The break of a line and its indentation. */
const lineBreak = 1.5
const mostRoots = 80

/**
 * Which tasks a prompt shows. All where they fit: in full detail when that is cheap. Else roots, then what the message is
 * about with its ancestors and children, then open work from the top down, what is under way first, then the rest.
 */
export function chooseShown({ plan, handles, wanted, tokens, fullDetailTokens }: ChooseOptions): Choice {
  const costs = new Map<TaskId, number>()
  const cost = (task: Task): number => {
    const known = costs.get(task.id)
    if (known !== undefined) return known
    const fresh = estimateTokens(taskLine(task, handles, 'lean')) + lineBreak
    costs.set(task.id, fresh)
    return fresh
  }
  // No line is under 8 tokens, so a plan with too many tasks need not be measured.
  if (plan.tasks.size * 8 <= tokens) {
    let lean = 0
    for (const task of plan.tasks.values()) lean += cost(task)
    if (lean <= fullDetailTokens && fullCost(plan, handles) <= fullDetailTokens) return { shown: 'all', detail: 'full' }
    if (lean <= tokens) return { shown: 'all', detail: 'lean' }
  }
  const shown = new Set<TaskId>()
  let left = tokens - hiddenLineTokens
  const add = (id: TaskId, most: number): boolean => {
    const path = [id, ...ancestorsOf(plan, id)].filter((step) => !shown.has(step))
    const price = path.reduce((sum, step) => sum + priceOf(plan, step, cost), 0)
    if (price > most) return false
    for (const step of path) shown.add(step)
    left -= price
    return true
  }
  for (const id of childrenOf(plan, null).slice(0, mostRoots)) add(id, left)
  for (const id of wanted) add(id, left)
  for (const id of wanted.slice(0, 12)) for (const child of childrenOf(plan, id).slice(0, 30)) add(child, left)
  for (const id of openFirst(plan)) if (left < 16 || (!add(id, left) && left < 64)) break
  return { shown, detail: 'lean' }
}

const fullCost = (plan: Plan, handles: Handles): number => {
  let sum = 0
  for (const task of plan.tasks.values()) sum += estimateTokens(taskLine(task, handles, 'full')) + lineBreak
  return sum
}

/** A task with children may need a line that counts the hidden ones. */
const priceOf = (plan: Plan, id: TaskId, cost: (task: Task) => number): number => {
  const task = plan.tasks.get(id)
  return task ? cost(task) + (plan.children.has(id) ? hiddenLineTokens : 0) : 0
}

const activity = { in_progress: 0, blocked: 0, review: 0, todo: 1, done: 2, cancelled: 2 } as const

/** Level by level from the top; within a level what is under way before what is to do, and closed work after all levels. */
function* openFirst(plan: Plan): Iterable<TaskId> {
  const closed: TaskId[] = []
  for (let level = childrenOf(plan, null); level.length > 0; level = level.flatMap((id) => childrenOf(plan, id))) {
    const open: Task[] = []
    for (const id of level) {
      const task = plan.tasks.get(id)
      if (task && isClosed(task.status)) closed.push(id)
      else if (task) open.push(task)
    }
    for (const { id } of open.sort((a, b) => activity[a.status] - activity[b.status])) yield id
  }
  yield* closed
}
