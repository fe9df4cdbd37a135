import type { Draft } from '../../core/patch/draft.ts'
import { formatDuration } from '../../core/plan/duration.ts'
import { childrenOf, type Plan } from '../../core/plan/plan.ts'
import type { TaskId } from '../../core/plan/task.ts'
import type { AgentRequest } from '../agent.ts'
import { cardinal } from '../offline/language/numbers.ts'
import { wordsOf } from '../offline/language/words.ts'
import { hasOutlineForm } from '../offline/router.ts'
import type { Drafting } from './course.ts'

/**
 * What a draft must be beyond being possible, by kind of turn. A complaint goes back to the model; where it cannot mend it
 * the draft is kept all the same, for the person to judge.
 */
export function checkFor(kind: Drafting, request: AgentRequest, focus: TaskId | null): ((draft: Draft) => readonly string[]) | undefined {
  if (kind === 'plan') return (draft) => tooManyRoots(draft, request)
  if (kind === 'decompose' && focus !== null) return (draft) => estimatesApart(draft, request.plan, focus)
  return undefined
}

/** The limit binds what the planner invents: a message that lists its parts, or names a larger number, lifts it. */
function tooManyRoots({ taskPatches }: Draft, { message, plan, options: { maxMilestones: most } }: AgentRequest): readonly string[] {
  const roots = taskPatches.filter(({ op, body }) => op === 'create' && (body?.parentTaskId ?? null) === null).length
  if (plan.tasks.size + roots <= most || hasOutlineForm(message) || namesMore(message, most)) return []
  return [`has ${roots} root tasks where at most ${most} are wanted: put them together into larger deliverables.`]
}

const namesMore = (message: string, most: number): boolean =>
  wordsOf(message.slice(0, 10_000)).some((word) => {
    const number = cardinal(word)
    return number !== undefined && number > most && number <= 50
  })

/** A breakdown keeps the estimate of its task: by half or more it must not be off. */
const farthest = 1.5

function estimatesApart({ taskPatches }: Draft, plan: Plan, focus: TaskId): readonly string[] {
  const whole = plan.tasks.get(focus)?.estimateMinutes ?? 0
  const given = taskPatches.filter(({ op, body }) => op === 'create' && body?.parentTaskId === focus).map(({ body }) => body?.estimateMinutes ?? 0)
  // A change of the estimate itself was asked for, or is found apart from this.
  const isChanged = taskPatches.some(({ op, taskId, body }) => op === 'update' && taskId === focus && body?.estimateMinutes !== undefined)
  if (whole === 0 || given.length === 0 || isChanged || given.includes(0)) return []
  const there = childrenOf(plan, focus).reduce((total, id) => total + (plan.tasks.get(id)?.estimateMinutes ?? 0), 0)
  const sum = given.reduce((total, minutes) => total + minutes, there)
  if (sum <= whole * farthest && sum * farthest >= whole) return []
  return [
    `has sub-tasks whose estimates add up to ${formatDuration(sum)} where the task has ${formatDuration(whole)}: make them add up to about that.`,
  ]
}
