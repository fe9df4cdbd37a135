import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { WorkspaceDocument } from '../../server/contract/workspace-document.ts'
import { testServer, type TestServer } from './harness.ts'
import { sqliteFolder } from './sqlite.ts'

const step = fc.record({
  what: fc.constantFrom('start', 'log', 'log', 'commit', 'abort', 'resume'),
  which: fc.nat(50),
  text: fc.string({ unit: 'grapheme', maxLength: 30 }),
})
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

let journals = 0

/** A workspace with whatever these steps come to. What is refused (a blank task, say) leaves no trace. */
async function journalOf(server: TestServer, steps: readonly Step[]): Promise<string> {
  const { id } = (await server.call('POST', '/api/workspaces', { name: `journal ${(journals += 1)}`, description: 'What\nwe do' })).body as {
    id: string
  }
  const open: string[] = []
  for (const { what, which, text } of steps) {
    const index = which % Math.max(1, open.length)
    const session = open[index] ?? 'none'
    if (what === 'start') {
      const { body } = await server.call('POST', `/api/workspaces/${id}/sessions`, {
        task: `Do ${text}`,
        host: 'here',
        directory: `/src/${which}`,
        isNew: true,
      })
      if (body.session) open.push(body.session.id)
    } else if (what === 'log') await server.call('POST', `/api/sessions/${session}/actions`, { description: text })
    else if (what === 'resume') await server.call('POST', `/api/sessions/${session}/resume`, { directory: `/else/${which}`, pid: which + 1 })
    else {
      const done = await server.call(
        'POST',
        `/api/sessions/${session}/${what}`,
        what === 'commit' ? { message: `Did ${text}`, description: text } : {},
      )
      if (done.status < 300) open.splice(index, 1)
    }
  }
  return id
}

const exported = async (server: TestServer, id: string): Promise<WorkspaceDocument> => (await server.call('GET', `/api/workspaces/${id}/export`)).body

/** The document without what an import changes: ids become the places they stand at. */
function inPlaces({ workspace, sessions, actions, commits }: WorkspaceDocument): unknown {
  const [ofSession, ofCommit] = [sessions, commits].map((list) => new Map(list.map(({ id }, place) => [id, place] as const)))
  const { id, name: _, ...rest } = workspace
  return {
    workspace: rest,
    sessions: sessions.map((each, place) => ({ ...each, id: place, workspaceId: each.workspaceId === id })),
    actions: actions.map((each, place) => ({ ...each, id: place, sessionId: ofSession?.get(each.sessionId) })),
    commits: commits.map((each, place) => ({
      ...each,
      id: place,
      workspaceId: each.workspaceId === id,
      sessionId: ofSession?.get(each.sessionId),
      parentId: each.parentId === null ? null : ofCommit?.get(each.parentId),
    })),
  }
}

function serving(options: Parameters<typeof testServer>[0] = {}): TestServer {
  const server = testServer(options)
  onTestFinished(() => server.stop())
  return server
}

/** A workspace with two commits, an aborted session and one that runs. */
async function smallJournal(server: TestServer): Promise<WorkspaceDocument> {
  const of = (what: Step['what'], text: string): Step => ({ what, which: 0, text })
  const steps = [of('start', 'a'), of('log', 'looked'), of('commit', 'a'), of('start', 'b'), of('log', 'tried'), of('commit', 'b')]
  return exported(server, await journalOf(server, [...steps, of('start', 'c'), of('abort', ''), of('start', 'd'), of('log', 'at it')]))
}

describe('a workspace as a document', () => {
  it('comes back as it was, whatever was logged, in an empty store', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const [from, to] = [testServer(), testServer({ prefix: 'other' })]
        const { exportedAt: _, ...document } = await exported(from, await journalOf(from, steps))
        const made = await to.call('POST', '/api/workspaces/import', { ...document, exportedAt: '2026-11-20T09:00:00.000Z' })
        expect(made.status, made.text).toBe(201)
        expect(await exported(to, document.workspace.id)).toMatchObject(document)
        await Promise.all([from.stop(), to.stop()])
      }),
      { numRuns: 60 },
    )
  })

  it('comes back beside itself under new ids, with every reference in its place', async () => {
    const server = serving()
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const document = await exported(server, await journalOf(server, steps))
        const made = await server.call('POST', `/api/workspaces/import?name=copy%20${(journals += 1)}`, document)
        expect(made.status, made.text).toBe(201)
        expect(made.body).toMatchObject({ sessions: document.sessions.length, actions: document.actions.length, commits: document.commits.length })
        const copy = await exported(server, made.body.workspace.id)
        expect(inPlaces(copy)).toEqual(inPlaces(document))
        for (const list of ['sessions', 'actions', 'commits'] as const) {
          const taken = new Set(document[list].map(({ id }) => id))
          expect(copy[list].filter(({ id }) => taken.has(id))).toEqual([])
        }
        expect(inPlaces(await exported(server, document.workspace.id)), 'the first one is as it was').toEqual(inPlaces(document))
      }),
      { numRuns: 60 },
    )
  })

  it('does so in a database too, and holds more than a page', async () => {
    const folder = sqliteFolder()
    const server = testServer({ storage: await folder.open() })
    onTestFinished(() => server.stop().finally(folder.remove))
    const start = { what: 'start', which: 0, text: 'work' } as const
    const round: readonly Step[] = [start, { ...start, what: 'log' }, { ...start, what: 'commit' }]
    const document = await exported(server, await journalOf(server, Array.from({ length: 205 }, () => round).flat()))
    expect(document.commits).toHaveLength(205)
    const made = await server.call('POST', '/api/workspaces/import?name=copy', document)
    expect(inPlaces(await exported(server, made.body.workspace.id))).toEqual(inPlaces(document))
    expect((await server.call('GET', '/api/workspaces/copy/commits?limit=1')).body.items[0].message).toBe('Did work')
    expect((await server.call('GET', '/api/workspaces/copy/stats')).body.commits).toBe(205)
  })

  it('refuses a name that is taken, and takes another one', async () => {
    const server = serving()
    const document = await smallJournal(server)
    const upper = document.workspace.name.toUpperCase()
    expect(await server.call('POST', '/api/workspaces/import', document)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/workspace/name' }] },
    })
    expect(await server.call('POST', `/api/workspaces/import?name=${encodeURIComponent(upper)}`, document)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/query/name' }] },
    })
    const made = await server.call('POST', '/api/workspaces/import?name=mine', document)
    expect(made.headers.get('location')).toBe(`/api/workspaces/${made.body.workspace.id}`)
    expect((await server.call('GET', '/api/workspaces/mine/sessions?status=active')).body.items).toHaveLength(1)
  })

  it('goes on after an import: the next commit follows the last', async () => {
    const server = serving({ prefix: 'other' })
    const document = await smallJournal(serving())
    await server.call('POST', '/api/workspaces/import', document)
    const open = document.sessions.find(({ status }) => status === 'active')
    const done = await server.call('POST', `/api/sessions/${open?.id}/commit`, { message: 'goes on' })
    expect(done.body.commit.parentId).toBe(document.commits.at(-1)?.id)
  })

  const wrongs: Readonly<Record<string, (document: WorkspaceDocument) => unknown>> = {
    '/format': (document) => ({ ...document, format: 'planwright-project' }),
    '/formatVersion': (document) => ({ ...document, formatVersion: 2 }),
    '/workspace/name': (document) => ({ ...document, workspace: { ...document.workspace, name: ' ' } }),
    '/surplus': (document) => ({ ...document, surplus: true }),
    '/commits': ({ commits: _, ...document }) => document,
    '/sessions/0/status': (document) => changed(document, 'sessions', 0, { status: 'paused' }),
    '/sessions/0/workspaceId': (document) => changed(document, 'sessions', 0, { workspaceId: 'ws-other' }),
    '/sessions/0/endedAt': (document) => changed(document, 'sessions', 0, { endedAt: null }),
    '/sessions/3/endedAt': (document) => changed(document, 'sessions', 3, { endedAt: document.exportedAt }),
    '/sessions/1/id': (document) => changed(document, 'sessions', 1, { id: document.sessions[0]?.id }),
    '/sessions/2/startedAt': (document) => changed(document, 'sessions', 2, { startedAt: 'yesterday' }),
    '/actions/1/sessionId': (document) => changed(document, 'actions', 1, { sessionId: 'session-none' }),
    '/actions/0/description': (document) => changed(document, 'actions', 0, { description: 'a\u0000b' }),
    '/commits/0/parentId': (document) => changed(document, 'commits', 0, { parentId: document.commits[1]?.id }),
    '/commits/1/sessionId': (document) => changed(document, 'commits', 1, { sessionId: document.commits[0]?.sessionId }),
    '/commits/1/durationSeconds': (document) => changed(document, 'commits', 1, { durationSeconds: -1 }),
  }

  it.each(Object.entries(wrongs))('is refused whole where %s is wrong', async (pointer, spoil) => {
    const server = serving({ prefix: 'other' })
    const refused = await server.call('POST', '/api/workspaces/import', spoil(await smallJournal(serving())))
    expect(refused.status).toBe(422)
    expect((refused.body.errors as { pointer: string }[]).map((each) => each.pointer)).toContain(pointer)
    expect((await server.call('GET', '/api/workspaces')).body.items).toEqual([])
  })
})

function changed(document: WorkspaceDocument, list: 'sessions' | 'actions' | 'commits', place: number, fields: object): unknown {
  return { ...document, [list]: document[list].map((each, index) => (index === place ? { ...each, ...fields } : each)) }
}
