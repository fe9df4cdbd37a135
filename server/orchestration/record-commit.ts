import { problem, type Problem } from '../contract/problem.ts'
import { apply } from '../core/patch/apply.ts'
import type { BrokenRule, Conflict } from '../core/patch/conflict.ts'
import type { Commit, CommitSource, Operation } from '../core/patch/operation.ts'
import type { Plan } from '../core/plan/plan.ts'
import { limits } from '../core/plan/limits.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { LoggedCommit, StorageSession, StoredPlan } from '../ports/storage.ts'
import { authorOf, type Actor } from './actor.ts'
import type { Deps } from './deps.ts'

export interface NewCommit {
  readonly operations: readonly Operation[]
  readonly actor: Actor
  readonly source: CommitSource
  readonly message: string
  readonly proposalId?: string
  /** The plan after, where it was computed already. */
  readonly after?: Plan
}

/** What was recorded, still to be told once its transaction is through. `commit` is null where nothing was left to do. */
export interface Recorded {
  readonly logged: LoggedCommit | null
  readonly before: StoredPlan
  readonly after: Plan
}

/** Appends a commit to a project within a transaction. Where no operation is left, no commit is made. */
export async function recordCommit(deps: Deps, session: StorageSession, stored: StoredPlan, input: NewCommit): Promise<Result<Recorded, Problem>> {
  const { plan } = stored
  if (input.operations.length === 0) return ok({ logged: null, before: stored, after: plan })
  const after = input.after ?? applied(input.operations, plan)
  if ('kind' in after) return fail(after)
  if (after.tasks.size > limits.tasks) {
    return fail(
      problem('validation', `A project holds at most ${limits.tasks} tasks; this would make ${after.tasks.size}.`, {
        errors: [{ pointer: '', detail: 'too many tasks' }],
      }),
    )
  }
  const commit: Commit = {
    projectId: plan.project.id,
    version: plan.version + 1,
    patchId: deps.ids.next(),
    proposalId: input.proposalId ?? null,
    operations: input.operations,
    author: authorOf(input.actor),
    source: input.source,
    message: input.message,
    at: deps.clock.now(),
  }
  const appended = await session.append(commit, plan, after)
  if (!appended.ok) return fail(movedMeanwhile(appended.error.headVersion))
  return ok({ logged: appended.value, before: stored, after })
}

/** Tells what was recorded: to the plans held in memory, and to everyone who listens. Call it after the transaction. */
export function tellCommit(deps: Deps, { logged, before, after }: Recorded): StoredPlan {
  if (!logged) return before
  const advanced = deps.plans.advance(before, logged.commit, after)
  deps.feed.publish({ kind: 'commit', projectId: logged.commit.projectId, logged })
  return advanced
}

function applied(operations: readonly Operation[], plan: Plan): Plan | Problem {
  const result = apply(operations, plan)
  if (result.ok) return result.value
  return result.error.broken ? ruleBroken(result.error.broken) : patchConflict(result.error.conflicts, plan.version)
}

const movedMeanwhile = (headVersion: number): Problem =>
  problem('patch-conflict', 'Somebody else changed the plan at the same moment. Nothing was changed; try again.', { headVersion, conflicts: [] })

export const ruleBroken = ({ rule, tasks }: BrokenRule): Problem =>
  problem('rule-broken', `The plan would break a rule: ${ruleWords[rule]}. Nothing was changed.`, { rule, taskIds: tasks })

const ruleWords: Record<BrokenRule['rule'], string> = {
  depth: `a task may stand at most ${limits.depth} levels below the root`,
  'dependency-unknown': 'a task depends on one that is not in the project',
  'dependency-cycle': 'tasks would wait for each other in a circle',
  'dependency-ancestor': 'a task cannot depend on a task above or below it',
  'title-empty': 'a title must not be empty',
  'due-before-start': 'a due date lies before its start date',
}

export const patchConflict = (conflicts: readonly Conflict[], headVersion: number): Problem =>
  problem(
    'patch-conflict',
    `${conflicts.length === 1 ? 'One operation no longer applies' : `${conflicts.length} operations no longer apply`}: the plan has changed since. Nothing was changed; look at the conflicts and choose.`,
    { headVersion, conflicts },
  )
