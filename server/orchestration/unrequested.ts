import type { AgentName, TurnMode } from '../agents/agent.ts'
import { findUnrequested, type AnsweredChange } from '../agents/review-answer/find-unrequested.ts'
import { taskIdOf, type Operation } from '../core/patch/operation.ts'
import type { Plan } from '../core/plan/plan.ts'
import { isBelow } from '../core/plan/tree.ts'
import type { CalendarDate, TaskId } from '../core/plan/task.ts'
import type { TakeTurn } from './take-turn.ts'
import { subjectOf } from './turn-ids.ts'
import type { StartedTurn } from './turn-parts.ts'

export interface AskedFor {
  /** Who answers, as far as that is known. */
  readonly agent: AgentName | null
  readonly mode: TurnMode | null
  readonly focus: TaskId | null
  readonly head: Plan
}

/** Whether an operation touches what nobody asked for: such are set apart and unticked. `after` is the plan it leads to. */
export const unrequestedBy =
  ({ agent, mode, focus, head }: AskedFor) =>
  (operation: Operation, after: Plan): boolean => {
    const isFocused = agent === 'decomposer' || (agent === null && mode === 'task')
    if (!isFocused || focus === null) return false
    const id = taskIdOf(operation)
    return id === null || (id !== focus && !isBelow(after, id, focus) && !isBelow(head, id, focus))
  }

/** What of an answer nobody asked for, by the words of the message: the reason in a sentence, or null. */
export function unaskedFor(
  { mode, taskId, message, actor }: TakeTurn,
  { plan, head, past }: StartedTurn,
  today: CalendarDate,
  answered: Omit<AnsweredChange, 'request'>,
): (operation: Operation) => string | null {
  // `as`: a turn begins only with a task that is there.
  const focus = (taskId ?? null) as TaskId | null
  const request = { message, mode: mode ?? null, taskId: focus, plan, head: head.plan, earlier: past.earlier, user: actor.name, today }
  const reasons = findUnrequested({ ...answered, request })
  return (operation) => reasons.get(subjectOf(operation)) ?? null
}
