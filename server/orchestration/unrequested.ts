import type { AgentName, TurnMode } from '../agents/agent.ts'
import { taskIdOf, type Operation } from '../core/patch/operation.ts'
import type { Plan } from '../core/plan/plan.ts'
import { isBelow } from '../core/plan/tree.ts'
import type { TaskId } from '../core/plan/task.ts'

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
