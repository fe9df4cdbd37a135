import { taskBody } from '../contract/draft.ts'
import { problem, type Problem } from '../contract/problem.ts'
import { projectUpdates } from '../contract/project.ts'
import { apply } from '../core/patch/apply.ts'
import { choose } from '../core/patch/choose.ts'
import type { DraftIssue } from '../core/patch/conflict.ts'
import type { Draft, TaskDraftBody } from '../core/patch/draft.ts'
import { taskIdOf, type OperationId } from '../core/patch/operation.ts'
import { resolve } from '../core/patch/resolve.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { ProjectFields } from '../core/plan/project.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { sameJson } from '../core/json.ts'
import { onto } from '../core/review/accept.ts'
import { decide, type DecisionChange } from '../core/review/decide.ts'
import type { Proposal, ReviewedOperation } from '../core/review/proposal.ts'
import { refine } from '../core/review/refine.ts'
import { reopened } from '../core/review/take-back.ts'
import { asPatchOperation, draftState, isActive } from '../core/review/view.ts'
import type { Actor } from './actor.ts'
import { draftInvalid, newTaskIds } from './apply-draft.ts'
import type { Deps } from './deps.ts'
import { findOpenProposal, findProposal, storeProposal, tellProposals, type SeenProposal } from './proposals.ts'

export interface OperationChange extends DecisionChange {
  /** In draft form: the fields that the reviewer wants otherwise. */
  readonly after?: TaskDraftBody | Partial<ProjectFields>
}

export interface ChangeProposal {
  readonly id: string
  readonly actor: Actor
  readonly parked?: boolean
  readonly operations?: readonly OperationChange[]
}

/** Records decisions and comments, edits operations by hand, parks or takes up again. All of it or nothing. */
export const changeProposal =
  (deps: Deps) =>
  async (input: ChangeProposal): Promise<Result<SeenProposal, Problem>> => {
    const outcome = await deps.storage.write(async (session) => {
      const found = await findOpenProposal(deps, session, input.id)
      if (!found.ok) return found
      const { proposal, head } = found.value
      const items = changeOperations(deps, proposal, input, head.plan)
      if (!items.ok) return items
      const changed: Proposal = {
        ...proposal,
        operations: items.value.operations,
        baseVersion: items.value.edited ? head.plan.version : proposal.baseVersion,
        parked: input.parked ?? proposal.parked,
        updatedAt: deps.clock.now(),
      }
      return ok({ seen: { proposal: changed, head }, saved: await storeProposal(deps, session, changed) })
    })
    if (!outcome.ok) return outcome
    tellProposals(deps, outcome.value.saved)
    return ok(outcome.value.seen)
  }

interface ChangedOperations {
  readonly operations: readonly ReviewedOperation[]
  /** Whether an operation was edited, so that all are now expressed on the head. */
  readonly edited: boolean
}

function changeOperations(deps: Deps, proposal: Proposal, input: ChangeProposal, head: Plan): Result<ChangedOperations, Problem> {
  const changes = input.operations ?? []
  const known = new Set(proposal.operations.map((item) => item.id))
  const errors = changes.flatMap((change, index) =>
    known.has(change.id) ? [] : [{ pointer: `/operations/${index}/id`, detail: 'is no operation of this proposal' }],
  )
  if (errors.length > 0)
    return fail(problem('validation', 'The proposal has no such operation. It may have been refined; read it again.', { errors }))

  let operations = proposal.operations
  let edited = false
  let said: OperationChange[] = []
  for (const [index, change] of changes.entries()) {
    if (change.after !== undefined) {
      operations = decide(operations, said, head)
      said = []
      const result = edit(deps, operations, { id: change.id, after: change.after, by: input.actor.name, index }, head)
      if (!result.ok) return result
      operations = result.value
      edited = true
    }
    said.push(change)
  }
  return ok({ operations: decide(operations, said, head), edited })
}

interface Edit {
  readonly id: OperationId
  readonly after: TaskDraftBody | Partial<ProjectFields>
  readonly by: string
  readonly index: number
}

/** One operation edited by hand: a small draft on the draft state, squashed back into the proposal. */
function edit(
  deps: Deps,
  operations: readonly ReviewedOperation[],
  { id, after, by, index }: Edit,
  head: Plan,
): Result<readonly ReviewedOperation[], Problem> {
  const item = operations.find((candidate) => candidate.id === id)
  const refused = (detail: string): Result<never, Problem> =>
    fail(problem('validation', detail, { errors: [{ pointer: `/operations/${index}/after`, detail }] }))
  if (!item) return refused('An edit before this one left nothing of this operation.')
  if (item.operation.kind === 'delete') return refused('A deletion has nothing to edit: accept it or reject it.')

  const read = (item.operation.kind === 'project' ? projectUpdates : taskBody).safeParse(after)
  if (!read.success) {
    const errors = read.error.issues.flatMap((issue) => {
      const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
      return paths.map((path) => ({
        pointer: `/operations/${index}/after/${path.map(String).join('/')}`,
        detail: issue.code === 'unrecognized_keys' ? 'is no field of what this operation changes' : issue.message,
      }))
    })
    return fail(problem('validation', `${errors[0]?.pointer ?? ''}: ${errors[0]?.detail ?? ''}.`, { errors }))
  }
  const taken = isActive(item) ? operations : decide(operations, [{ id, decision: 'pending' }], head)
  const { plan, standing } = draftState(taken, head)
  const taskId = taskIdOf(item.operation)
  if (standing.conflicts.some((conflict) => conflict.operationId === id))
    return refused('This operation conflicts with the plan: choose for the conflict first, then edit it.')
  const draft: Draft =
    taskId === null
      ? { baseVersion: plan.version, metaUpdates: after as Partial<ProjectFields>, taskPatches: [] }
      : { baseVersion: plan.version, taskPatches: [{ op: 'update', taskId, body: after as TaskDraftBody }] }
  const resolved = resolve(draft, plan, newTaskIds(deps))
  if (resolved.issues.length > 0) return fail(draftInvalid(resolved.issues.map((issue): DraftIssue => ({ ...issue, index }))))
  const applied = apply(resolved.operations, plan)
  if (!applied.ok) throw new Error('what resolve gives applies to its plan (law 11)')

  const waiting = new Set(standing.conflicts.flatMap((conflict) => conflict.operationId ?? []))
  const refined = refine({ previous: onto(taken, head), head, after: applied.value, waiting, newId: () => deps.ids.next() as OperationId })
  const before = new Map(operations.map((candidate) => [candidate.id, candidate]))
  return ok(refined.map((now) => markEdited(now, before.get(now.id), by)))
}

/** An operation that an edit changed keeps its decision, says who edited it, and keeps what was proposed. */
function markEdited(now: ReviewedOperation, was: ReviewedOperation | undefined, by: string): ReviewedOperation {
  if (!was) return { ...now, editedBy: by }
  if (sameJson(now.operation, was.operation)) return now
  const decision = was.decision === 'rejected' ? 'pending' : was.decision
  return { ...now, decision, editedBy: by, original: was.original ?? was.operation }
}

/** Expresses an open proposal on the head, with the person's choice for what conflicts. */
export const rebaseProposal =
  (deps: Deps) =>
  async (input: {
    readonly id: string
    readonly resolutions: readonly { readonly operationId: string; readonly field?: string; readonly take: 'mine' | 'theirs' }[]
  }): Promise<Result<SeenProposal, Problem>> => {
    const outcome = await deps.storage.write(async (session) => {
      const found = await findOpenProposal(deps, session, input.id)
      if (!found.ok) return found
      const { proposal, head } = found.value
      const known = new Set<string>(proposal.operations.map((item) => item.id))
      const errors = input.resolutions.flatMap(({ operationId }, index) =>
        known.has(operationId) ? [] : [{ pointer: `/resolutions/${index}/operationId`, detail: 'is no operation of this proposal' }],
      )
      if (errors.length > 0) return fail(problem('validation', 'The proposal has no such operation. Read it again.', { errors }))
      const resolutions = input.resolutions.map((choice) => ({ ...choice, operationId: choice.operationId as OperationId }))
      const active = proposal.operations.filter(isActive)
      const chosen = choose(active.map(asPatchOperation), head.plan, resolutions)
      const onHead = new Map(chosen.operations.map((item) => [item.id, item.operation]))
      const waiting = new Set(chosen.conflicts.map((conflict) => conflict.operationId))
      const operations = proposal.operations.flatMap((item) => {
        if (!isActive(item)) return [item]
        const operation = onHead.get(item.id)
        if (operation) return [{ ...item, operation }]
        return waiting.has(item.id) ? [item] : []
      })
      const changed: Proposal = { ...proposal, operations, baseVersion: head.plan.version, updatedAt: deps.clock.now() }
      await session.saveProposal(changed)
      return ok({ proposal: changed, head })
    })
    if (outcome.ok) tellProposals(deps, [outcome.value.proposal])
    return outcome
  }

/** Turns a proposal down, with a reason that the next turn is told. Turning it down twice changes nothing. */
export const rejectProposal =
  (deps: Deps) =>
  async (input: { readonly id: string; readonly reason: string | null }): Promise<Result<SeenProposal, Problem>> => {
    const outcome = await deps.storage.write(async (session) => {
      const found = await findProposal(deps, session, input.id)
      if (!found.ok || found.value.proposal.status === 'rejected') return found
      const open = await findOpenProposal(deps, session, input.id)
      if (!open.ok) return open
      const { proposal, head } = open.value
      const changed: Proposal = { ...proposal, status: 'rejected', parked: false, reason: input.reason, updatedAt: deps.clock.now() }
      await session.saveProposal(changed)
      return ok({ proposal: changed, head })
    })
    if (outcome.ok) tellProposals(deps, [outcome.value.proposal])
    return outcome
  }

/**
 * Takes up again what was turned down or left behind, with its decisions; of what was accepted, all that the plan does
 * not have any more. What the head has by now falls away.
 */
export const reopenProposal =
  (deps: Deps) =>
  async (input: { readonly id: string }): Promise<Result<SeenProposal, Problem>> => {
    const outcome = await deps.storage.write(async (session) => {
      const found = await findProposal(deps, session, input.id)
      if (!found.ok) return found
      const { proposal, head } = found.value
      if (proposal.status === 'open') return ok({ seen: found.value, saved: [] })
      const open =
        proposal.status === 'accepted'
          ? reopened(proposal, { head: head.plan, newId: () => deps.ids.next() as OperationId })
          : { ...proposal, status: 'open' as const, reason: null }
      if (!open) {
        return fail(
          problem('proposal-closed', 'Its changes are in the plan, so there is nothing to decide. Undo its commit: that opens it again.', {
            proposalStatus: proposal.status,
          }),
        )
      }
      const changed: Proposal = { ...open, parked: false, updatedAt: deps.clock.now() }
      return ok({ seen: { proposal: changed, head }, saved: await storeProposal(deps, session, changed) })
    })
    if (!outcome.ok) return outcome
    tellProposals(deps, outcome.value.saved)
    return ok(outcome.value.seen)
  }
