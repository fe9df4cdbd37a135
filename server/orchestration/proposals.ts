import { problem, type Problem } from '../contract/problem.ts'
import type { Draft } from '../core/patch/draft.ts'
import type { CommitSource, Operation, OperationId } from '../core/patch/operation.ts'
import type { ProjectId } from '../core/plan/task.ts'
import { taskIdOf } from '../core/patch/operation.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { LeftOut, Proposal, ProposalStatus, ReviewedOperation } from '../core/review/proposal.ts'
import type { Page, PageRequest, StorageSession, StoredPlan } from '../ports/storage.ts'
import { authorOf, type Actor } from './actor.ts'
import { resolveOnBase, type ResolvedDraft } from './apply-draft.ts'
import type { Deps } from './deps.ts'
import { findProject, notFound } from './find-project.ts'

/** A proposal together with the head it is seen on. */
export interface SeenProposal {
  readonly proposal: Proposal
  readonly head: StoredPlan
}

/** A proposal of a project that is not in the trash. */
export async function findProposal(deps: Deps, session: StorageSession, id: string): Promise<Result<SeenProposal, Problem>> {
  const proposal = await session.findProposal(id)
  if (!proposal) return fail(notFound('proposal', id))
  const head = await findProject(deps, session, proposal.projectId)
  return head.ok ? ok({ proposal, head: head.value }) : head
}

/** As `findProposal`, for what only an open one allows. */
export async function findOpenProposal(deps: Deps, session: StorageSession, id: string): Promise<Result<SeenProposal, Problem>> {
  const found = await findProposal(deps, session, id)
  if (!found.ok || found.value.proposal.status === 'open') return found
  const { status } = found.value.proposal
  return fail(
    problem('proposal-closed', `The proposal ${id} is ${status}. Reopen it to go on with it, or start another one.`, { proposalStatus: status }),
  )
}

export interface NewProposal {
  readonly projectId: ProjectId
  readonly mode: Proposal['mode']
  readonly taskId: Proposal['taskId']
  readonly agent: string
  readonly author: Proposal['author']
  readonly source: CommitSource
  readonly baseVersion: number
  readonly message: string
  readonly rationale: string
  readonly operations: readonly ReviewedOperation[]
  readonly leftOut: readonly LeftOut[]
}

/** A proposal that nobody has looked at yet. */
export function newProposal(deps: Deps, input: NewProposal): Proposal {
  const now = deps.clock.now()
  return {
    ...input,
    id: deps.ids.next(),
    status: 'open',
    parked: false,
    revision: 1,
    model: null,
    promptVersion: null,
    applied: [],
    revisions: [],
    reason: null,
    createdAt: now,
    updatedAt: now,
  }
}

/** Operations nobody has decided about, under new ids. */
export function undecided(
  deps: Deps,
  operations: readonly Operation[],
  rationaleOf: (operation: Operation) => string | null = () => null,
): readonly ReviewedOperation[] {
  return operations.map((operation) => ({
    id: deps.ids.next() as OperationId,
    operation,
    rationale: rationaleOf(operation),
    unrequested: false,
    decision: 'pending',
    unticked: false,
    comment: null,
    editedBy: null,
    original: null,
  }))
}

/** Stores a proposal within a transaction. Unless it is parked itself, it becomes the current one of its conversation, and what was current is parked. */
export async function storeProposal(deps: Deps, session: StorageSession, proposal: Proposal): Promise<readonly Proposal[]> {
  if (proposal.parked) {
    await session.saveProposal(proposal)
    return [proposal]
  }
  const current = await session.findOpenProposal(proposal.projectId, proposal.taskId)
  const parked = current && current.id !== proposal.id ? [{ ...current, parked: true, updatedAt: deps.clock.now() }] : []
  for (const changed of parked) await session.saveProposal(changed)
  await session.saveProposal(proposal)
  return [...parked, proposal]
}

/** Within the transaction that keeps an answer: sets aside the proposal that the message wanted aside, where it is still current. */
export async function parkOther(deps: Deps, session: StorageSession, other: Proposal | null): Promise<readonly Proposal[]> {
  const now = other ? await session.findProposal(other.id) : undefined
  if (now?.status !== 'open' || now.parked) return []
  const parked: Proposal = { ...now, parked: true, updatedAt: deps.clock.now() }
  await session.saveProposal(parked)
  return [parked]
}

export const tellProposals = (deps: Deps, proposals: readonly Proposal[]): void => {
  for (const proposal of proposals) deps.feed.publish({ kind: 'proposal', projectId: proposal.projectId, proposal })
}

/** A script or an agent asks for review: a draft becomes a proposal, nothing is applied. */
export const proposeDraft =
  (deps: Deps) =>
  async (input: {
    readonly projectId: string
    readonly draft: Draft
    readonly actor: Actor
    readonly source?: CommitSource
  }): Promise<Result<SeenProposal, Problem>> => {
    const outcome = await deps.storage.write(async (session) => {
      const found = await findProject(deps, session, input.projectId)
      if (!found.ok) return found
      return proposeIn(deps, session, found.value, input)
    })
    if (outcome.ok) tellProposals(deps, [outcome.value.proposal])
    return outcome
  }

export interface ProposeDraft {
  readonly draft: Draft
  readonly actor: Actor
  readonly source?: CommitSource
}

/** As `proposeDraft`, within a transaction. Where a proposal is current already, this one waits beside it, parked. */
export async function proposeIn(deps: Deps, session: StorageSession, head: StoredPlan, input: ProposeDraft): Promise<Result<SeenProposal, Problem>> {
  const resolved = await resolveOnBase(deps, session, head, input.draft)
  return resolved.ok ? ok(await storeResolved(deps, session, head, input, resolved.value)) : resolved
}

/** Within a transaction: stores what a draft was resolved to as a proposal. */
export async function storeResolved(
  deps: Deps,
  session: StorageSession,
  head: StoredPlan,
  input: ProposeDraft,
  resolved: ResolvedDraft,
): Promise<SeenProposal> {
  const { draft, actor, source = 'patch' } = input
  const { base, operations, taskIds } = resolved
  const rationales = rationalesOf(draft, taskIds)
  const proposal = newProposal(deps, {
    projectId: head.plan.project.id,
    mode: 'project',
    taskId: null,
    agent: source === 'patch' ? actor.kind : source,
    author: authorOf(actor),
    source,
    baseVersion: base.version,
    message: draft.message ?? draft.rationale ?? '',
    rationale: draft.rationale ?? draft.message ?? '',
    operations: undecided(deps, operations, rationales),
    leftOut: [],
  })
  const current = await session.findOpenProposal(proposal.projectId, null)
  const saved = { ...proposal, parked: current !== undefined }
  await session.saveProposal(saved)
  return { proposal: saved, head }
}

/** The rationale of each entry of a draft, found again by the task that its operations touch. */
export function rationalesOf(draft: Draft, taskIds: Readonly<Record<string, string>>): (operation: Operation) => string | null {
  const byTask = new Map<string | null, string | null>(
    draft.taskPatches.map((entry) => [taskIds[entry.taskId] ?? entry.taskId, entry.rationale ?? null]),
  )
  return (operation) => byTask.get(taskIdOf(operation)) ?? null
}

export const readProposal =
  (deps: Deps) =>
  (id: string): Promise<Result<SeenProposal, Problem>> =>
    deps.storage.read((session) => findProposal(deps, session, id))

export const listProposals =
  (deps: Deps) =>
  (
    input: PageRequest & { readonly projectId: string; readonly status: ProposalStatus | null },
  ): Promise<Result<{ page: Page<Proposal>; head: StoredPlan }, Problem>> =>
    deps.storage.read(async (session) => {
      const head = await findProject(deps, session, input.projectId)
      if (!head.ok) return head
      return ok({ page: await session.listProposals(head.value.plan.project.id, input.status, input), head: head.value })
    })
