import { problem, type Problem } from '../contract/problem.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { changesSince, type ChangesSince } from '../core/review/changes-since.ts'
import type { ProposalStatus } from '../core/review/proposal.ts'
import type { Page, PageRequest, ProposalInProject } from '../ports/storage.ts'
import type { Deps } from './deps.ts'
import { findProposal } from './proposals.ts'

/** What waits for an answer (or had one), over all projects. */
export const listAllProposals =
  (deps: Deps) =>
  (input: PageRequest & { readonly status: ProposalStatus | null }): Promise<Page<ProposalInProject>> =>
    deps.storage.read((session) => session.listAllProposals(input.status, input))

/** What a proposal became since an earlier revision; without one, since the last. */
export const compareRevisions =
  (deps: Deps) =>
  (input: { readonly id: string; readonly since: number | null }): Promise<Result<ChangesSince, Problem>> =>
    deps.storage.read(async (session) => {
      const found = await findProposal(deps, session, input.id)
      if (!found.ok) return found
      const changes = changesSince(found.value.proposal, input.since)
      if (changes) return ok(changes)
      return fail(
        problem('not-found', `Revision ${input.since} of this proposal is not kept. \`earlierRevisions\` of the proposal names those that are.`, {
          resource: 'revision',
        }),
      )
    })
