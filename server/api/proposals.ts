import { z } from '@hono/zod-openapi'
import type { OpenAPIHono } from '@hono/zod-openapi'
import { draft } from '../contract/draft.ts'
import { acceptBody, changeProposalBody, changesSinceWire, proposalSummaryWire, proposalWire, rebaseBody, rejectBody } from '../contract/proposal.ts'
import { commitToWire, conflictToWire, operationsToWire, proposalToWire } from '../contract/render.ts'
import { changesSinceToWire, proposalToSummary } from '../contract/render-review.ts'
import type { Draft } from '../core/patch/draft.ts'
import type { OperationId } from '../core/patch/operation.ts'
import { acceptProposal } from '../orchestration/accept-proposal.ts'
import { changeProposal, rebaseProposal, rejectProposal, reopenProposal, type OperationChange } from '../orchestration/change-proposal.ts'
import type { Deps } from '../orchestration/deps.ts'
import { compareRevisions, listAllProposals } from '../orchestration/inbox.ts'
import { listProposals, proposeDraft, readProposal, type SeenProposal } from '../orchestration/proposals.ts'
import type { AppEnv } from './env.ts'
import { defined, etagOf, expectedVersion } from './preconditions.ts'
import { orThrow } from './problem.ts'
import { committed, dryRunAnswer } from './projects.ts'
import { flag, idParam, newRouter, pageOf, paging, route, wholeNumber } from './router.ts'

const tag = 'Proposals'
const params = z.object({ id: idParam('id') })
const answer = z.object({ proposal: proposalWire })

const listRoute = route({
  method: 'get',
  path: '/projects/{id}/proposals',
  tag,
  summary: 'List proposals, newest first',
  params,
  query: z.strictObject({ ...paging, status: z.enum(['open', 'accepted', 'rejected', 'superseded']).optional() }),
  answer: z.object({ items: z.array(proposalWire), nextCursor: z.string().nullable() }),
})
const inboxRoute = route({
  method: 'get',
  path: '/proposals',
  tag,
  summary: 'List the proposals of all projects, newest first',
  query: z.strictObject({ ...paging, status: z.enum(['open', 'accepted', 'rejected', 'superseded']).optional() }),
  answer: z.object({ items: z.array(proposalSummaryWire), nextCursor: z.string().nullable() }),
})
const changesRoute = route({
  method: 'get',
  path: '/proposals/{id}/changes',
  tag,
  summary: 'Tell what a proposal became since an earlier revision',
  description: 'Without `since`: since the last revision before this one.',
  params,
  query: z.strictObject({ since: wholeNumber.optional() }),
  answer: changesSinceWire,
})
const proposeRoute = route({
  method: 'post',
  path: '/projects/{id}/proposals',
  tag,
  summary: 'Ask for review of a draft; nothing is applied',
  params,
  body: draft,
  status: 201,
  answer,
})
const readRoute = route({ method: 'get', path: '/proposals/{id}', tag, summary: 'Read a proposal as it stands on the head', params, answer })
const changeRoute = route({
  method: 'patch',
  path: '/proposals/{id}',
  tag,
  summary: 'Decide, comment, edit operations, park',
  params,
  body: changeProposalBody,
  answer,
})
const acceptRoute = route({
  method: 'post',
  path: '/proposals/{id}/accept',
  tag,
  summary: 'Apply all of a proposal, or a part that stands on its own',
  description: 'With dryRun=true nothing changes: the answer tells what would be applied, the selection widened to what it needs.',
  params,
  query: z.strictObject({ dryRun: flag }),
  body: acceptBody,
  bodyOptional: true,
  answer: z.object({ ...committed, proposal: proposalWire, dropped: z.array(z.string()), ...dryRunAnswer }),
})
const rejectRoute = route({
  method: 'post',
  path: '/proposals/{id}/reject',
  tag,
  summary: 'Turn a proposal down',
  params,
  body: rejectBody,
  bodyOptional: true,
  answer,
})
const reopenRoute = route({
  method: 'post',
  path: '/proposals/{id}/reopen',
  tag,
  summary: 'Take up again what was turned down',
  params,
  body: z.strictObject({}),
  bodyOptional: true,
  answer,
})
const rebaseRoute = route({
  method: 'post',
  path: '/proposals/{id}/rebase',
  tag,
  summary: 'Express a proposal on the head, with choices for conflicts',
  params,
  body: rebaseBody,
  bodyOptional: true,
  answer,
})

export const seenToWire = ({ proposal, head }: SeenProposal) => ({ proposal: proposalToWire(proposal, head.plan) })

export function proposalRoutes(deps: Deps): OpenAPIHono<AppEnv> {
  const router = newRouter()

  router.openapi(listRoute, async (c) => {
    const { status, ...page } = c.req.valid('query')
    const { page: found, head } = orThrow(await listProposals(deps)({ projectId: c.req.valid('param').id, status: status ?? null, ...pageOf(page) }))
    return c.json({ items: found.items.map((proposal) => proposalToWire(proposal, head.plan)), nextCursor: found.nextCursor }, 200)
  })

  router.openapi(inboxRoute, async (c) => {
    const { status, ...page } = c.req.valid('query')
    const found = await listAllProposals(deps)({ status: status ?? null, ...pageOf(page) })
    return c.json({ items: found.items.map(proposalToSummary), nextCursor: found.nextCursor }, 200)
  })

  router.openapi(changesRoute, async (c) => {
    const { since } = c.req.valid('query')
    return c.json(changesSinceToWire(orThrow(await compareRevisions(deps)({ id: c.req.valid('param').id, since: since ?? null }))), 200)
  })

  router.openapi(proposeRoute, async (c) => {
    const seen = orThrow(await proposeDraft(deps)({ projectId: c.req.valid('param').id, draft: c.req.valid('json') as Draft, actor: c.get('actor') }))
    return c.json(seenToWire(seen), 201, { location: `/api/proposals/${seen.proposal.id}` })
  })

  router.openapi(readRoute, async (c) => c.json(seenToWire(orThrow(await readProposal(deps)(c.req.valid('param').id))), 200))

  router.openapi(changeRoute, async (c) => {
    const { parked, operations } = c.req.valid('json')
    const changes = operations as readonly OperationChange[] | undefined
    const seen = orThrow(
      await changeProposal(deps)({ id: c.req.valid('param').id, actor: c.get('actor'), ...defined({ parked, operations: changes }) }),
    )
    return c.json(seenToWire(seen), 200)
  })

  router.openapi(acceptRoute, async (c) => {
    const { expectedVersion: inBody, ...body } = c.req.valid('json') ?? {}
    const dryRun = c.req.valid('query').dryRun === 'true'
    const done = orThrow(
      await acceptProposal(deps)({ id: c.req.valid('param').id, actor: c.get('actor'), ...defined(body), ...expectedVersion(c, inBody), dryRun }),
    )
    const { version } = done.head.plan
    const preview = dryRun ? { operations: operationsToWire(done.operations), conflicts: done.conflicts.map(conflictToWire) } : {}
    c.header('etag', etagOf(version))
    const dropped: OperationId[] = [...done.dropped]
    return c.json(
      {
        version,
        commit: done.logged && commitToWire(done.logged.commit),
        proposal: proposalToWire(done.proposal, done.head.plan),
        dropped,
        ...preview,
      },
      200,
    )
  })

  router.openapi(rejectRoute, async (c) => {
    const { reason } = c.req.valid('json') ?? {}
    return c.json(seenToWire(orThrow(await rejectProposal(deps)({ id: c.req.valid('param').id, reason: reason ?? null }))), 200)
  })

  router.openapi(reopenRoute, async (c) => c.json(seenToWire(orThrow(await reopenProposal(deps)({ id: c.req.valid('param').id }))), 200))

  router.openapi(rebaseRoute, async (c) => {
    const { resolutions = [] } = c.req.valid('json') ?? {}
    return c.json(seenToWire(orThrow(await rebaseProposal(deps)({ id: c.req.valid('param').id, resolutions: resolutions.map(defined) }))), 200)
  })

  return router
}
