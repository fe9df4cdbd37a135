import { z } from '@hono/zod-openapi'
import type { OpenAPIHono } from '@hono/zod-openapi'
import { draft } from '../contract/draft.ts'
import { committedOperationWire, commitWire, type CommitWire } from '../contract/patch.ts'
import { proposalWire } from '../contract/proposal.ts'
import { commitToWire, conflictToWire, operationsToWire } from '../contract/render.ts'
import type { Draft } from '../core/patch/draft.ts'
import { taskIdOf, type Commit } from '../core/patch/operation.ts'
import { applyDraft } from '../orchestration/apply-draft.ts'
import type { Deps } from '../orchestration/deps.ts'
import { compareVersions, listCommits, readCommit, readVersion, revert } from '../orchestration/history.ts'
import type { AppEnv } from './env.ts'
import { defined, etagOf, expectedVersion } from './preconditions.ts'
import { orThrow } from './problem.ts'
import { committed, dryRunAnswer, planAnswer, planToWire } from './projects.ts'
import { seenToWire } from './proposals.ts'
import { flag, idParam, newRouter, pageOf, paging, route, wholeNumber } from './router.ts'

const tag = 'Patches and history'
const params = z.object({ id: idParam('id') })
const versionParams = params.extend({ v: wholeNumber.meta({ param: { name: 'v', in: 'path' } }) })

const patchRoute = route({
  method: 'post',
  path: '/projects/{id}/patches',
  tag,
  summary: 'Apply a draft at once, as one commit',
  description: 'On an older base version it is rebased, 409 where it conflicts. With dryRun=true nothing changes.',
  params,
  query: z.strictObject({ dryRun: flag }),
  body: draft,
  answer: z.object({ ...committed, taskIds: z.record(z.string(), z.string()), ...dryRunAnswer }),
  also: { 202: { description: 'You may not accept: the draft became a proposal', schema: z.object({ proposal: proposalWire }) } },
})
const listRoute = route({
  method: 'get',
  path: '/projects/{id}/commits',
  tag,
  summary: 'List commits, newest first, without operations',
  description: 'With taskId: those that touch the task, each with its operations on it. A page may then hold few or none though more follow.',
  params,
  query: z.strictObject({ ...paging, taskId: z.string().max(200).optional().meta({ description: 'Only what touches this task' }) }),
  answer: z.object({ items: z.array(commitWire), nextCursor: z.string().nullable() }),
})
const readRoute = route({
  method: 'get',
  path: '/projects/{id}/commits/{v}',
  tag,
  summary: 'Read one commit, with its operations',
  params: versionParams,
  answer: z.object({ commit: commitWire }),
})
const versionRoute = route({
  method: 'get',
  path: '/projects/{id}/versions/{v}',
  tag,
  summary: 'Read the plan as it was at a version',
  params: versionParams,
  answer: planAnswer,
})
const diffRoute = route({
  method: 'get',
  path: '/projects/{id}/diff',
  tag,
  summary: 'Compare two versions',
  params,
  query: z.strictObject({ from: wholeNumber, to: wholeNumber.optional().meta({ description: 'The head, if not given' }) }),
  answer: z.object({ from: z.int(), to: z.int(), operations: z.array(committedOperationWire) }),
})
const revertRoute = route({
  method: 'post',
  path: '/projects/{id}/revert',
  tag,
  summary: 'Take back one commit, or go back to a version, by a new commit',
  description: '409 where what it touched was touched since; propose=true makes a proposal to look at instead.',
  params,
  query: z.strictObject({ propose: flag, dryRun: flag }),
  body: z.union([z.strictObject({ version: z.int().min(1) }), z.strictObject({ toVersion: z.int().min(0) })]).meta({ id: 'Revert' }),
  answer: z.object({ ...committed, ...dryRunAnswer }),
  also: { 201: { description: 'The proposal that would take it back', schema: z.object({ proposal: proposalWire }) } },
})

/** Of one task only what was done to it. */
function commitOf(commit: Commit, taskId: string | undefined): CommitWire {
  if (taskId === undefined) return commitToWire(commit)
  const operations = commit.operations.filter((operation) => taskIdOf(operation) === taskId)
  return { ...commitToWire(commit), operations: operationsToWire(operations) }
}

export function historyRoutes(deps: Deps): OpenAPIHono<AppEnv> {
  const router = newRouter()

  router.openapi(patchRoute, async (c) => {
    const dryRun = c.req.valid('query').dryRun === 'true'
    const input = {
      projectId: c.req.valid('param').id,
      draft: c.req.valid('json') as Draft,
      actor: c.get('actor'),
      source: 'patch',
      dryRun,
      ...expectedVersion(c),
    } as const
    const { stored, logged, operations, conflicts, taskIds } = orThrow(await applyDraft(deps)(input))
    const { version } = stored.plan
    const preview = dryRun ? { operations: operationsToWire(operations), conflicts: conflicts.map(conflictToWire) } : {}
    return c.json({ version, commit: logged && commitToWire(logged.commit, { operations: true }), taskIds, ...preview }, 200, {
      etag: etagOf(version),
    })
  })

  router.openapi(listRoute, async (c) => {
    const { taskId, ...page } = c.req.valid('query')
    const input = { projectId: c.req.valid('param').id, ...pageOf(page), ...defined({ taskId }) }
    const { items, nextCursor } = orThrow(await listCommits(deps)(input))
    return c.json({ items: items.map(({ commit }) => commitOf(commit, taskId)), nextCursor }, 200)
  })

  router.openapi(readRoute, async (c) => {
    const { id, v } = c.req.valid('param')
    const { commit } = orThrow(await readCommit(deps)({ projectId: id, version: v }))
    return c.json({ commit: commitToWire(commit, { operations: true }) }, 200)
  })

  router.openapi(versionRoute, async (c) => {
    const { id, v } = c.req.valid('param')
    return c.json(planToWire(orThrow(await readVersion(deps)({ projectId: id, version: v }))), 200)
  })

  router.openapi(diffRoute, async (c) => {
    const { from, to } = c.req.valid('query')
    const compared = orThrow(await compareVersions(deps)({ projectId: c.req.valid('param').id, from, to: to ?? null }))
    return c.json({ from: compared.from.version, to: compared.to.version, operations: operationsToWire(compared.operations) }, 200)
  })

  router.openapi(revertRoute, async (c) => {
    const { propose, dryRun } = c.req.valid('query')
    const input = {
      projectId: c.req.valid('param').id,
      target: c.req.valid('json'),
      actor: c.get('actor'),
      propose: propose === 'true',
      dryRun: dryRun === 'true',
    }
    const done = orThrow(await revert(deps)({ ...input, ...expectedVersion(c) }))
    if (done.kind === 'proposed') return c.json(seenToWire(done.seen), 201, { location: `/api/proposals/${done.seen.proposal.id}` })
    const { version } = done.head.plan
    const preview = input.dryRun ? { operations: operationsToWire(done.operations), conflicts: done.conflicts.map(conflictToWire) } : {}
    return c.json({ version, commit: done.logged && commitToWire(done.logged.commit, { operations: true }), ...preview }, 200, {
      etag: etagOf(version),
    })
  })

  return router
}
