import type { ZodType } from 'zod'
import type { TestServer } from './harness.ts'
import { makeProject } from './plans.ts'
import { create, drafting, type ScriptedAgent } from './scripted-agent.ts'

/** A route of the app with a request that it would take: the ground that hostile requests stand on. */
export interface KnownRoute {
  readonly name: string
  readonly method: string
  /** As the document writes it, with `{id}`. */
  readonly path: string
  /** With ids that exist. */
  readonly address: string
  /** A body that it would take; undefined where it takes none. */
  readonly body: Record<string, unknown> | undefined
  readonly schema: ZodType | undefined
}

const draft = { baseVersion: 1, taskPatches: [create('new-1', 'New')] }

const bodies: Readonly<Record<string, Record<string, unknown>>> = {
  'post /api/projects': { title: 'Another' },
  'patch /api/projects/{id}': { summary: 'words' },
  'post /api/projects/{id}/restore': {},
  'post /api/projects/{id}/tasks': { title: 'New' },
  'patch /api/tasks/{id}': { title: 'Other' },
  'post /api/tasks/{id}/move': { afterTaskId: null },
  'post /api/chat': { message: 'a goal' },
  'post /api/projects/{id}/chat': { message: 'a wish' },
  'post /api/turns/{id}/cancel': {},
  'post /api/turns/{id}/retry': {},
  'post /api/projects/{id}/proposals': draft,
  'patch /api/proposals/{id}': { operations: [] },
  'post /api/proposals/{id}/accept': {},
  'post /api/proposals/{id}/reject': {},
  'post /api/proposals/{id}/reopen': {},
  'post /api/proposals/{id}/rebase': {},
  'post /api/projects/{id}/patches': draft,
  'post /api/projects/{id}/revert': { version: 1 },
  'post /api/providers/test': { provider: 'openai' },
  'post /api/workspaces': { name: 'another' },
  'post /api/workspaces/import': {
    format: 'planwright-workspace',
    formatVersion: 1,
    exportedAt: '2026-11-20T09:00:00.000Z',
    workspace: { id: 'ws-a', name: 'imported', description: '', projectId: null, createdAt: '2026-11-20T09:00:00.000Z' },
    sessions: [],
    actions: [],
    commits: [],
  },
  'post /api/workspaces/{id}/sessions': { task: 'Work' },
  'post /api/sessions/{id}/actions': { description: 'did it' },
  'post /api/sessions/{id}/commit': { message: 'done' },
  'post /api/sessions/{id}/abort': {},
  'post /api/sessions/{id}/resume': {},
  'post /api/import': { format: 'markdown', content: '# Plan\n\n- One\n- Two' },
}

const queries: Readonly<Record<string, string>> = {
  '/api/projects/{id}/diff': '?from=0',
  '/api/projects/{id}/export': '?format=json',
  '/api/work-commits/{id}/diff': '?to=nothing',
}

/** Every route that the app has, with something of each kind in the store. The agent gives one proposal. */
export async function knownRoutes(server: TestServer, agent: ScriptedAgent): Promise<readonly KnownRoute[]> {
  const project = await makeProject(server)
  agent.prepare(drafting([create('new-1', 'Proposed')]))
  const { body } = await server.call('POST', `/api/projects/${project.id}/chat`, { message: 'more' })
  const workspace = await server.call('POST', '/api/workspaces', { name: 'work' })
  const work = async (): Promise<string> => (await server.call('POST', '/api/workspaces/work/sessions', { task: 'Work' })).body.session.id
  const commit = await server.call('POST', `/api/sessions/${await work()}/commit`, { message: 'done' })
  const ids: Readonly<Record<string, string>> = {
    projects: project.id,
    tasks: project.ids['Build'] ?? '',
    proposals: body.proposal.id,
    turns: body.turn.id,
    workspaces: workspace.body.id,
    sessions: await work(),
    'work-commits': commit.body.commit.id,
  }
  return server.app.openAPIRegistry.definitions.flatMap((definition) => {
    if (definition.type !== 'route') return []
    const { method, path, request } = definition.route
    const content = request?.body?.content?.['application/json']
    const address =
      path.replace(/\/([a-z-]+)\/\{id\}/, (_, kind: string) => `/${kind}/${ids[kind] ?? ''}`).replace('{v}', '1') + (queries[path] ?? '')
    const known = bodies[`${method} ${path}`]
    if (content && !known) throw new Error(`a body for ${method} ${path} is missing in routes.ts`)
    return [
      {
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        address,
        body: known,
        schema: (content && 'schema' in content ? content.schema : undefined) as ZodType | undefined,
      },
    ]
  })
}
