import { z } from '@hono/zod-openapi'
import type { OpenAPIHono } from '@hono/zod-openapi'
import {
  commitSessionBody,
  logActionBody,
  newWorkspaceBody,
  resumeSessionBody,
  resumeWire,
  shownCommitToWire,
  shownCommitWire,
  startSessionBody,
  workActionWire,
  workCommitToWire,
  workCommitWire,
  workSessionToWire,
  workSessionWire,
  workspaceWire,
  workStatsWire,
} from '../contract/work.ts'
import { importWorkspaceQuery, workspaceDocument } from '../contract/workspace-document.ts'
import { workStatuses } from '../core/work/work.ts'
import type { Deps } from '../orchestration/deps.ts'
import { commitSession } from '../orchestration/work/commit-session.ts'
import { exportWorkspace, importWorkspace } from '../orchestration/work/exchange.ts'
import { diffCommits, listCommits, resumeWork, showCommit, workStats } from '../orchestration/work/history.ts'
import { abortSession, listSessions, logAction, readSession, resumeSession, startSession } from '../orchestration/work/sessions.ts'
import { createWorkspace, listWorkspaces, readWorkspace } from '../orchestration/work/workspaces.ts'
import type { AppEnv } from './env.ts'
import { defined } from './preconditions.ts'
import { orThrow } from './problem.ts'
import { idParam, newRouter, pageOf, paging, route } from './router.ts'

const tag = 'Work journal'
const params = z.object({ id: idParam('id') })
const ofWorkspace = z.object({ id: idParam('id').meta({ description: 'Id or name' }) })
const sessionAnswer = z.object({ session: workSessionWire })

const routes = {
  create: route({
    method: 'post',
    path: '/workspaces',
    tag,
    summary: 'Make a workspace',
    body: newWorkspaceBody,
    status: 201,
    answer: workspaceWire,
  }),
  list: route({
    method: 'get',
    path: '/workspaces',
    tag,
    summary: 'List workspaces, oldest first',
    answer: z.object({ items: z.array(workspaceWire) }),
  }),
  read: route({ method: 'get', path: '/workspaces/{id}', tag, summary: 'Read a workspace', params: ofWorkspace, answer: workspaceWire }),
  export: route({
    method: 'get',
    path: '/workspaces/{id}/export',
    tag,
    summary: 'Export a workspace with everything in it',
    params: ofWorkspace,
    answer: workspaceDocument,
  }),
  import: route({
    method: 'post',
    path: '/workspaces/import',
    tag,
    summary: 'Import a workspace that was exported',
    description: 'Whole or not at all. What has an id that is taken here gets another one; parents are kept.',
    query: importWorkspaceQuery,
    body: workspaceDocument,
    status: 201,
    answer: z.object({ workspace: workspaceWire, sessions: z.int(), actions: z.int(), commits: z.int() }),
  }),
  start: route({
    method: 'post',
    path: '/workspaces/{id}/sessions',
    tag,
    summary: 'Start a session of work',
    description: 'Where one runs in the same folder of the same machine: 409 session-active, unless isNew is true.',
    params: ofWorkspace,
    body: startSessionBody,
    status: 201,
    answer: sessionAnswer,
  }),
  sessions: route({
    method: 'get',
    path: '/workspaces/{id}/sessions',
    tag,
    summary: 'List sessions, newest first',
    params: ofWorkspace,
    query: z.strictObject({ ...paging, status: z.enum(workStatuses).optional() }),
    answer: z.object({ items: z.array(workSessionWire), nextCursor: z.string().nullable() }),
  }),
  session: route({
    method: 'get',
    path: '/sessions/{id}',
    tag,
    summary: 'Read a session with its actions',
    params,
    answer: z.object({ session: workSessionWire, actions: z.array(workActionWire) }),
  }),
  log: route({
    method: 'post',
    path: '/sessions/{id}/actions',
    tag,
    summary: 'Log an action',
    params,
    body: logActionBody,
    status: 201,
    answer: z.object({ action: workActionWire }),
  }),
  commit: route({
    method: 'post',
    path: '/sessions/{id}/commit',
    tag,
    summary: 'End a session in a commit',
    description: 'Criteria and taskDone are marked in the plan first; where that is refused, the session goes on.',
    params,
    body: commitSessionBody,
    status: 201,
    answer: z.object({ commit: workCommitWire, session: workSessionWire }),
  }),
  abort: route({
    method: 'post',
    path: '/sessions/{id}/abort',
    tag,
    summary: 'End a session without a commit',
    params,
    body: z.strictObject({}),
    bodyOptional: true,
    answer: sessionAnswer,
  }),
  resume: route({
    method: 'post',
    path: '/sessions/{id}/resume',
    tag,
    summary: 'Take up a session that lost whoever ran it',
    params,
    body: resumeSessionBody,
    bodyOptional: true,
    answer: sessionAnswer,
  }),
  commits: route({
    method: 'get',
    path: '/workspaces/{id}/commits',
    tag,
    summary: 'List the commits of a workspace, newest first',
    params: ofWorkspace,
    query: z.strictObject(paging),
    answer: z.object({ items: z.array(workCommitWire), nextCursor: z.string().nullable() }),
  }),
  show: route({
    method: 'get',
    path: '/work-commits/{id}',
    tag,
    summary: 'Read a commit with its session and actions',
    params,
    answer: shownCommitWire,
  }),
  diff: route({
    method: 'get',
    path: '/work-commits/{id}/diff',
    tag,
    summary: 'What was done after one commit, up to another',
    params,
    query: z.strictObject({ to: z.string().max(100) }),
    answer: z.object({ items: z.array(shownCommitWire) }),
  }),
  resumeWork: route({
    method: 'get',
    path: '/workspaces/{id}/resume',
    tag,
    summary: 'What whoever comes next needs: last commits, open sessions, next tasks, open proposals',
    params: ofWorkspace,
    answer: resumeWire,
  }),
  stats: route({
    method: 'get',
    path: '/workspaces/{id}/stats',
    tag,
    summary: 'Time per session, task and author',
    params: ofWorkspace,
    answer: workStatsWire,
  }),
}

/** The journal of work over HTTP. */
export function workRoutes(deps: Deps): OpenAPIHono<AppEnv> {
  const router = newRouter()
  const now = (): string => deps.clock.now()

  router.openapi(routes.create, async (c) => {
    const made = orThrow(await createWorkspace(deps)(defined(c.req.valid('json'))))
    return c.json(made, 201, { location: `/api/workspaces/${made.id}` })
  })
  router.openapi(routes.list, async (c) => c.json({ items: [...(await listWorkspaces(deps)())] }, 200))
  router.openapi(routes.read, async (c) => c.json(orThrow(await readWorkspace(deps)(c.req.valid('param').id)), 200))
  router.openapi(routes.export, async (c) => c.json(orThrow(await exportWorkspace(deps)(c.req.valid('param').id)), 200))
  router.openapi(routes.import, async (c) => {
    const made = orThrow(await importWorkspace(deps)({ document: c.req.valid('json'), ...defined(c.req.valid('query')) }))
    return c.json(made, 201, { location: `/api/workspaces/${made.workspace.id}` })
  })

  router.openapi(routes.start, async (c) => {
    const input = { workspace: c.req.valid('param').id, ...defined(c.req.valid('json')), actor: c.get('actor') }
    const session = orThrow(await startSession(deps)(input))
    return c.json({ session: workSessionToWire(session, now()) }, 201, { location: `/api/sessions/${session.id}` })
  })
  router.openapi(routes.sessions, async (c) => {
    const { status, ...page } = c.req.valid('query')
    const found = orThrow(await listSessions(deps)({ workspace: c.req.valid('param').id, status: status ?? null, ...pageOf(page) }))
    return c.json({ items: found.items.map((each) => workSessionToWire(each, now())), nextCursor: found.nextCursor }, 200)
  })
  router.openapi(routes.session, async (c) => {
    const { session, actions } = orThrow(await readSession(deps)(c.req.valid('param').id))
    return c.json({ session: workSessionToWire(session, now()), actions: [...actions] }, 200)
  })
  router.openapi(routes.log, async (c) => {
    const { action } = orThrow(await logAction(deps)({ id: c.req.valid('param').id, ...defined(c.req.valid('json')) }))
    return c.json({ action }, 201)
  })
  router.openapi(routes.commit, async (c) => {
    const input = { id: c.req.valid('param').id, ...defined(c.req.valid('json')), actor: c.get('actor') }
    const { commit, session } = orThrow(await commitSession(deps)(input))
    return c.json({ commit: workCommitToWire(commit), session: workSessionToWire(session, now()) }, 201)
  })
  router.openapi(routes.abort, async (c) => {
    const session = orThrow(await abortSession(deps)(c.req.valid('param').id))
    return c.json({ session: workSessionToWire(session, now()) }, 200)
  })
  router.openapi(routes.resume, async (c) => {
    const input = { id: c.req.valid('param').id, ...defined(c.req.valid('json')), actor: c.get('actor') }
    const session = orThrow(await resumeSession(deps)(input))
    return c.json({ session: workSessionToWire(session, now()) }, 200)
  })

  router.openapi(routes.commits, async (c) => {
    const found = orThrow(await listCommits(deps)({ workspace: c.req.valid('param').id, ...pageOf(c.req.valid('query')) }))
    return c.json({ items: found.items.map(workCommitToWire), nextCursor: found.nextCursor }, 200)
  })
  router.openapi(routes.show, async (c) => c.json(shownCommitToWire(orThrow(await showCommit(deps)(c.req.valid('param').id)), now()), 200))
  router.openapi(routes.diff, async (c) => {
    const found = orThrow(await diffCommits(deps)({ from: c.req.valid('param').id, to: c.req.valid('query').to }))
    return c.json({ items: found.map((each) => shownCommitToWire(each, now())) }, 200)
  })
  router.openapi(routes.resumeWork, async (c) => {
    const found = orThrow(await resumeWork(deps)(c.req.valid('param').id))
    return c.json(
      {
        workspace: found.workspace,
        commits: found.commits.map((each) => shownCommitToWire(each, now())),
        sessions: found.sessions.map(({ session, actions }) => ({ session: workSessionToWire(session, now()), actions: [...actions] })),
        next: found.next.map((each) => ({ ...each, reasons: [...each.reasons] })),
        proposals: [...found.proposals],
      },
      200,
    )
  })
  router.openapi(routes.stats, async (c) => {
    const { byAuthor, byTask, sessions, ...sums } = orThrow(await workStats(deps)(c.req.valid('param').id))
    return c.json({ ...sums, byAuthor: [...byAuthor], byTask: [...byTask], sessions: [...sessions] }, 200)
  })

  return router
}
