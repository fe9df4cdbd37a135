import { problem, type Problem } from '../contract/problem.ts'
import type { Conflict, DraftIssue } from '../core/patch/conflict.ts'
import type { Draft } from '../core/patch/draft.ts'
import type { CommitSource, Operation, OperationId, PatchOperation } from '../core/patch/operation.ts'
import { rebase } from '../core/patch/rebase.ts'
import { resolve } from '../core/patch/resolve.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { CriterionId, TaskId } from '../core/plan/task.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { LoggedCommit, StorageSession, StoredPlan } from '../ports/storage.ts'
import type { Actor } from './actor.ts'
import type { Deps } from './deps.ts'
import { checkVersion, findProject } from './find-project.ts'
import { planAt } from './plan-at.ts'
import { patchConflict, recordCommit, tellCommit } from './record-commit.ts'

export interface ApplyDraft {
  readonly projectId: string
  readonly draft: Draft
  readonly actor: Actor
  readonly source: CommitSource
  readonly expectedVersion?: number
  readonly dryRun?: boolean
  /** The draft is meant for the plan as it is now, whatever its base version says. */
  readonly onHead?: boolean
}

export interface AppliedDraft {
  readonly stored: StoredPlan
  readonly logged: LoggedCommit | null
  readonly operations: readonly Operation[]
  readonly conflicts: readonly Conflict[]
  /** The ids given to the local names of the draft. */
  readonly taskIds: Readonly<Record<string, TaskId>>
}

/** Commits a draft at once: on its base version where that is the head, else rebased. Refuses on any issue. */
export const applyDraft =
  (deps: Deps) =>
  async (input: ApplyDraft): Promise<Result<AppliedDraft, Problem>> => {
    const outcome = await deps.storage.write(async (session) => {
      const found = await findProject(deps, session, input.projectId)
      if (!found.ok) return found
      const stored = found.value
      const moved = checkVersion(stored, input.expectedVersion)
      if (moved) return fail(moved)
      const draft = input.onHead ? { ...input.draft, baseVersion: stored.plan.version } : input.draft
      const resolved = await resolveOnBase(deps, session, stored, draft)
      if (!resolved.ok) return resolved
      const { taskIds } = resolved.value
      const { operations, conflicts, ...known } = ontoHead(deps, resolved.value, stored.plan)
      if (input.dryRun) return ok({ recorded: null, stored, operations, conflicts, taskIds })
      if (conflicts.length > 0) return fail(patchConflict(conflicts, stored.plan.version))
      const message = input.draft.message ?? input.draft.rationale ?? ''
      const recorded = await recordCommit(deps, session, stored, { operations, ...known, actor: input.actor, source: input.source, message })
      return recorded.ok ? ok({ recorded: recorded.value, stored, operations, conflicts, taskIds }) : recorded
    })
    if (!outcome.ok) return outcome
    const { recorded, ...rest } = outcome.value
    if (!recorded) return ok({ ...rest, logged: null })
    return ok({ ...rest, stored: tellCommit(deps, recorded), logged: recorded.logged })
  }

export interface ResolvedDraft {
  /** The plan at the version that the draft was made on. */
  readonly base: Plan
  /** Expressed on the base. */
  readonly operations: readonly Operation[]
  /** The plan that they lead to from the base. */
  readonly after: Plan
  readonly taskIds: Readonly<Record<string, TaskId>>
}

/** Resolves a script's draft on the version it was made on. Refuses on any issue. */
export async function resolveOnBase(deps: Deps, session: StorageSession, stored: StoredPlan, draft: Draft): Promise<Result<ResolvedDraft, Problem>> {
  const head = stored.plan
  if (draft.projectId !== undefined && draft.projectId !== head.project.id) {
    const errors = [{ pointer: '/projectId', detail: `must be ${head.project.id}, or absent` }]
    return fail(problem('validation', 'The draft names another project than the address does.', { errors }))
  }
  if (draft.baseVersion > head.version) {
    const detail = `The draft is made on version ${draft.baseVersion}, but the plan is only at version ${head.version}.`
    return fail(problem('validation', detail, { errors: [{ pointer: '/baseVersion', detail: `must be at most ${head.version}` }] }))
  }
  const base = await planAt(session, head, draft.baseVersion)
  const { operations, after, issues, taskIds } = resolve(draft, base, newTaskIds(deps))
  return issues.length > 0 ? fail(draftInvalid(issues)) : ok({ base, operations, after, taskIds: Object.fromEntries(taskIds) })
}

interface OnHead {
  readonly operations: readonly Operation[]
  readonly conflicts: readonly Conflict[]
  /** The plan that they lead to, where it is known already. */
  readonly after?: Plan
}

/** The operations of a draft expressed on the head, with what conflicts there. */
function ontoHead(deps: Deps, { base, operations, after }: ResolvedDraft, head: Plan): OnHead {
  if (base.version === head.version) return { operations, after, conflicts: [] }
  const rebased = rebase(identified(deps, operations), head)
  return { operations: rebased.operations.map((item) => item.operation), conflicts: rebased.conflicts }
}

/** Ids for what a draft creates. */
export const newTaskIds = (deps: Deps): { task(localName: string): TaskId; criterion(): CriterionId } => ({
  task: () => deps.ids.next() as TaskId,
  criterion: () => deps.ids.next() as CriterionId,
})

/** Operations under new ids. */
export const identified = (deps: Deps, operations: readonly Operation[]): readonly PatchOperation[] =>
  operations.map((operation) => ({ id: deps.ids.next() as OperationId, operation, rationale: null }))

export const draftInvalid = (issues: readonly DraftIssue[]): Problem =>
  problem(
    'draft-invalid',
    `${issues.length === 1 ? 'One thing' : `${issues.length} things`} in the draft cannot be applied: ${issues[0]?.detail ?? ''} Nothing was changed.`,
    { issues },
  )
