import type { AgentAnswer } from '../agents/agent.ts'
import type { DraftIssue } from '../core/patch/conflict.ts'
import type { Draft } from '../core/patch/draft.ts'
import type { Operation } from '../core/patch/operation.ts'
import { resolve } from '../core/patch/resolve.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { CalendarDate, TaskId } from '../core/plan/task.ts'
import { checkDraft, type CheckedDraft } from './check-draft.ts'
import type { TakeTurn } from './take-turn.ts'
import type { TurnIds } from './turn-ids.ts'
import type { StartedTurn } from './turn-parts.ts'
import { unaskedFor } from './unrequested.ts'

/** What an agent's draft comes to on the draft state that the turn saw. */
export interface ResolvedAnswer {
  readonly draft: Draft
  readonly operations: readonly Operation[]
  /** The draft state with them. */
  readonly after: Plan
  readonly taskIds: ReadonlyMap<string, TaskId>
  /** What was left out, in the order of the answer. */
  readonly issues: readonly DraftIssue[]
  /** Why nobody asked for an operation, in a sentence; null where somebody did. */
  readonly unasked: (operation: Operation) => string | null
}

interface Resolving {
  readonly input: TakeTurn
  readonly started: StartedTurn
  readonly answer: Extract<AgentAnswer, { kind: 'draft' }>
  readonly ids: TurnIds
  readonly today: CalendarDate
}

/** Checks and resolves what an agent answered, and finds in a model's answer what nobody asked for. */
export function resolveAnswer(resolving: Resolving): ResolvedAnswer {
  const checked = checkDraft(resolving.answer.draft)
  const resolved = resolveChecked(checked, resolving)
  const vanishing = vanishingIn(checked, resolved, resolving)
  if (vanishing.length === 0) return resolved
  const gone = new Set(vanishing.map(({ index }) => index))
  const kept = checked.draft.taskPatches.map((entry, at) => ({ entry, index: checked.indexes[at] ?? -1 })).filter(({ index }) => !gone.has(index))
  const rest: CheckedDraft = {
    draft: { ...checked.draft, taskPatches: kept.map(({ entry }) => entry) },
    indexes: kept.map(({ index }) => index),
    issues: [...checked.issues, ...vanishing],
  }
  return resolveChecked(rest, resolving)
}

function resolveChecked({ draft, indexes, issues: found }: CheckedDraft, { input, started, answer, ids, today }: Resolving): ResolvedAnswer {
  const { operations, after, issues: unresolved, taskIds } = resolve(draft, started.plan, ids.forDraft())
  const issues = [...found, ...unresolved.map((issue) => ({ ...issue, index: indexes[issue.index] ?? -1 }))].sort((a, b) => a.index - b.index)
  // The rules do as they are told; a model may do more.
  const unasked = answer.by ? unaskedFor(input, started, today, { operations, entries: draft.taskPatches, taskIds }) : () => null
  return { draft, operations, after, taskIds, issues, unasked }
}

/**
 * Deletes that nobody asked for of tasks that only the open proposal creates. In the proposal nothing of them would be
 * left to be set apart, so they are left out.
 */
function vanishingIn({ draft, indexes }: CheckedDraft, { unasked }: ResolvedAnswer, { started }: Resolving): readonly DraftIssue[] {
  return draft.taskPatches.flatMap(({ op, taskId }, at) => {
    // `as`: looked up in the plan just here.
    const task = op === 'delete' ? started.plan.tasks.get(taskId as TaskId) : undefined
    if (!task || started.head.plan.tasks.has(task.id) || unasked({ kind: 'delete', task }) === null) return []
    const detail = `“${task.title}” is new in the open proposal, and the message does not ask for it to be taken out again.`
    return { index: indexes[at] ?? -1, taskId, field: null, kind: 'not-asked-for', detail }
  })
}
