import { problem, type Problem } from '../contract/problem.ts'
import { diff } from '../core/patch/diff.ts'
import { invert } from '../core/patch/invert.ts'
import type { Conflict } from '../core/patch/conflict.ts'
import { taskIdOf, type Operation } from '../core/patch/operation.ts'
import { rebase } from '../core/patch/rebase.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { ProjectId } from '../core/plan/task.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { LoggedCommit, Page, PageRequest, StorageSession, StoredPlan } from '../ports/storage.ts'
import { authorOf, type Actor } from './actor.ts'
import { identified } from './apply-draft.ts'
import type { Deps } from './deps.ts'
import { checkVersion, findProject, notFound } from './find-project.ts'
import { planAt } from './plan-at.ts'
import { followRevert } from './follow-revert.ts'
import { newProposal, storeProposal, tellProposals, undecided, type SeenProposal } from './proposals.ts'
import { patchConflict, recordCommit, tellCommit } from './record-commit.ts'

export interface ListCommits extends PageRequest {
  readonly projectId: string
  /** Only commits that touch this task, which may be gone by now. */
  readonly taskId?: string
}

/** The log of a project, newest first. Of one task a page may hold fewer than were asked for, though more follow. */
export const listCommits =
  (deps: Deps) =>
  ({ projectId, taskId, ...page }: ListCommits): Promise<Result<Page<LoggedCommit>, Problem>> =>
    deps.storage.read(async (session) => {
      const found = await findProject(deps, session, projectId)
      if (!found.ok) return found
      const { id } = found.value.plan.project
      return ok(taskId === undefined ? await session.listCommits(id, page) : await commitsOfTask(session, id, taskId, page))
    })

/** So many pages are searched for one request: a task that nobody touched for long must not hold up the others. */
const pagesSearched = 20

async function commitsOfTask(session: StorageSession, id: ProjectId, taskId: string, page: PageRequest): Promise<Page<LoggedCommit>> {
  let { cursor } = page
  for (let searched = 1; ; searched += 1) {
    const { items, nextCursor } = await session.listCommits(id, { ...page, cursor })
    const touching = items.filter(({ commit }) => commit.operations.some((operation) => taskIdOf(operation) === taskId))
    if (touching.length > 0 || nextCursor === null || searched === pagesSearched) return { items: touching, nextCursor }
    cursor = nextCursor
  }
}

export const readCommit =
  (deps: Deps) =>
  (input: { readonly projectId: string; readonly version: number }): Promise<Result<LoggedCommit, Problem>> =>
    deps.storage.read(async (session) => {
      const found = await findProject(deps, session, input.projectId)
      if (!found.ok) return found
      const logged = await session.findCommit(input.projectId as ProjectId, input.version)
      return logged ? ok(logged) : fail(notFound('commit', String(input.version)))
    })

/** The plan as it was. Times are those of the head, and the project's for what is gone since: a version has none of its own. */
export const readVersion =
  (deps: Deps) =>
  (input: { readonly projectId: string; readonly version: number }): Promise<Result<StoredPlan, Problem>> =>
    deps.storage.read(async (session) => {
      const found = await findProject(deps, session, input.projectId)
      if (!found.ok) return found
      const missing = checkPast(found.value.plan, input.version)
      if (missing) return fail(missing)
      const { plan: head, taskTimes } = found.value
      const plan = await planAt(session, head, input.version)
      const known = [...plan.tasks.keys()].flatMap((id) => (head.tasks.has(id) ? [[id, taskTimes.get(id) ?? found.value.projectTimes] as const] : []))
      return ok({ ...found.value, plan, taskTimes: new Map(known) })
    })

/** What leads from one version to another, as one canonical patch. */
export const compareVersions =
  (deps: Deps) =>
  (input: {
    readonly projectId: string
    readonly from: number
    readonly to: number | null
  }): Promise<Result<{ from: Plan; to: Plan; operations: readonly Operation[] }, Problem>> =>
    deps.storage.read(async (session) => {
      const found = await findProject(deps, session, input.projectId)
      if (!found.ok) return found
      const head = found.value.plan
      const missing = checkPast(head, input.from) ?? checkPast(head, input.to ?? head.version)
      if (missing) return fail(missing)
      const [from, to] = [await planAt(session, head, input.from), await planAt(session, head, input.to ?? head.version)]
      return ok({ from, to, operations: diff(from, to) })
    })

const checkPast = (head: Plan, version: number): Problem | undefined =>
  version > head.version
    ? problem('not-found', `The plan is at version ${head.version}; there is no version ${version}.`, { resource: 'version' })
    : undefined

export interface Revert {
  readonly projectId: string
  readonly actor: Actor
  /** Undo that one commit, or go back to how the plan was at a version. */
  readonly target: { readonly version: number } | { readonly toVersion: number }
  readonly propose?: boolean
  readonly dryRun?: boolean
  readonly expectedVersion?: number
}

export type Reverted =
  | {
      readonly kind: 'committed'
      readonly head: StoredPlan
      readonly logged: LoggedCommit | null
      readonly operations: readonly Operation[]
      readonly conflicts: readonly Conflict[]
    }
  | { readonly kind: 'proposed'; readonly seen: SeenProposal }

/** Takes back a commit, or everything since a version, by a new commit; or (`propose`) by a proposal to look at first. */
export const revert =
  (deps: Deps) =>
  async (input: Revert): Promise<Result<Reverted, Problem>> => {
    const outcome = await deps.storage.write(async (session) => {
      const found = await findProject(deps, session, input.projectId)
      if (!found.ok) return found
      const head = found.value
      const moved = checkVersion(head, input.expectedVersion)
      if (moved) return fail(moved)
      const undo = await undoOperations(session, head.plan, input.target)
      if (!undo.ok) return undo
      const { operations, baseVersion, message } = undo.value
      if (input.propose && !input.dryRun) {
        const proposal = newProposal(deps, {
          projectId: head.plan.project.id,
          mode: 'project',
          taskId: null,
          agent: 'revert',
          author: authorOf(input.actor),
          source: 'revert',
          baseVersion,
          message,
          rationale: message,
          operations: undecided(deps, operations),
          leftOut: [],
        })
        return ok({ kind: 'proposed' as const, seen: { proposal, head }, saved: await storeProposal(deps, session, proposal) })
      }
      const rebased = rebase(identified(deps, operations), head.plan)
      const onHead = rebased.operations.map((item) => item.operation)
      if (input.dryRun) return ok({ kind: 'tried' as const, head, operations: onHead, conflicts: rebased.conflicts })
      if (rebased.conflicts.length > 0) return fail(patchConflict(rebased.conflicts, head.plan.version))
      const { proposalId } = undo.value
      const commit = { operations: onHead, actor: input.actor, source: 'revert' as const, message, ...(proposalId ? { proposalId } : {}) }
      const recorded = await recordCommit(deps, session, head, commit)
      if (!recorded.ok) return recorded
      const saved = 'version' in input.target ? await followRevert(deps, session, undo.value, recorded.value) : []
      return ok({ kind: 'recorded' as const, recorded: recorded.value, operations: onHead, saved })
    })
    if (!outcome.ok) return outcome
    const { value } = outcome
    switch (value.kind) {
      case 'proposed':
        tellProposals(deps, value.saved)
        return ok({ kind: 'proposed', seen: value.seen })
      case 'tried':
        return ok({ kind: 'committed', head: value.head, logged: null, operations: value.operations, conflicts: value.conflicts })
      case 'recorded': {
        const head = tellCommit(deps, value.recorded)
        tellProposals(deps, value.saved)
        return ok({ kind: 'committed', head, logged: value.recorded.logged, operations: value.operations, conflicts: [] })
      }
    }
  }

export interface Undo {
  readonly operations: readonly Operation[]
  /** The version that the operations are expressed on. */
  readonly baseVersion: number
  readonly message: string
  /** The proposal that the commit came from, where it is one commit that came from one. */
  readonly proposalId: string | null
}

/** The operations that take a commit back, or that lead back to a version. */
export async function undoOperations(session: StorageSession, head: Plan, target: Revert['target']): Promise<Result<Undo, Problem>> {
  if ('toVersion' in target) {
    const missing = checkPast(head, target.toVersion)
    if (missing) return fail(missing)
    const past = await planAt(session, head, target.toVersion)
    return ok({ operations: diff(head, past), baseVersion: head.version, message: `Go back to version ${target.toVersion}`, proposalId: null })
  }
  const logged = await session.findCommit(head.project.id, target.version)
  if (!logged) return fail(notFound('commit', String(target.version)))
  const { commit } = logged
  return ok({
    operations: invert(commit.operations),
    baseVersion: commit.version,
    message: `Undo version ${commit.version}: ${commit.message || 'a change'}`,
    proposalId: commit.proposalId,
  })
}
