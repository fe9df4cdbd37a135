import { afterEach, describe, expect, it } from 'vitest'
import { testServer, type TestServer } from './harness.ts'
import { everything, makeProject, outline } from './plans.ts'
import { behind, create, drafting, gate, remove, scriptedAgent, update, type Script } from './scripted-agent.ts'

let server: TestServer
afterEach(() => server.stop())

const serverWith = (...scripts: readonly Script[]): void => void (server = testServer({ agent: scriptedAgent(...scripts) }))
const chat = (projectId: string, message: string) => server.call('POST', `/api/projects/${projectId}/chat`, { message })
const proposalOf = async (id: string) => (await server.call('GET', `/api/proposals/${id}`)).body.proposal
const task = async (id: string) => (await server.call('GET', `/api/tasks/${id}`)).body.task

describe('while an agent thinks', () => {
  it('keeps what a script commits, and rebases the answer where they touch different things', async () => {
    const door = gate()
    serverWith(
      behind(
        door,
        drafting(({ plan }) => [update([...plan.tasks.keys()][0] ?? '', { priority: 'high' }), create('new-1', 'Docs')]),
      ),
    )
    const { id, ids } = await makeProject(server)
    const running = chat(id, 'plan on')
    await door.reached
    const patched = await server.call('PATCH', `/api/tasks/${ids['Design']}`, { status: 'done' })
    expect(patched.body.version).toBe(2)
    door.open()
    const { proposal } = (await running).body
    expect(proposal).toMatchObject({ baseVersion: 1, headVersion: 2, stale: true, conflicts: [] })
    const accepted = await server.call('POST', `/api/proposals/${proposal.id}/accept`)
    expect(accepted.body.version).toBe(3)
    expect(await task(ids['Design'] ?? '')).toMatchObject({ status: 'done', priority: 'high' })
  })

  it('shows what a script changed in the same field as a three-way conflict, and applies nothing', async () => {
    const door = gate()
    serverWith(
      behind(
        door,
        drafting(({ plan }) => [update([...plan.tasks.keys()][0] ?? '', { title: 'Draw' }), create('new-1', 'Docs')]),
      ),
    )
    const { id, ids } = await makeProject(server)
    const running = chat(id, 'rename')
    await door.reached
    await server.call('PATCH', `/api/tasks/${ids['Design']}`, { title: 'Sketch' })
    door.open()
    const { proposal } = (await running).body
    const [rename, docs] = proposal.operations
    expect(proposal.conflicts).toEqual([
      { kind: 'field-changed', operationId: rename.id, taskId: ids['Design'], field: 'title', before: 'Design', after: 'Draw', head: 'Sketch' },
    ])
    const before = await everything(server)
    const refused = await server.call('POST', `/api/proposals/${proposal.id}/accept`)
    expect(refused.body).toMatchObject({ status: 409, type: 'urn:planwright:problem:patch-conflict', headVersion: 2, conflicts: proposal.conflicts })
    expect(await everything(server)).toEqual(before)
    const tried = await server.call('POST', `/api/proposals/${proposal.id}/accept?dryRun=true`)
    expect(tried.body).toMatchObject({ version: 2, commit: null, operations: [], conflicts: proposal.conflicts })

    const part = await server.call('POST', `/api/proposals/${proposal.id}/accept`, { operationIds: [docs.id] })
    expect(part.body).toMatchObject({ version: 3, proposal: { status: 'open', conflicts: [{ operationId: rename.id }] } })
  })

  it('takes the person’s choice per conflict: mine overrides, theirs gives way', async () => {
    const door = gate()
    serverWith(
      behind(
        door,
        drafting(({ plan }) => [...plan.tasks.keys()].map((id) => update(id, { title: `My ${id}`, priority: 'high' }))),
      ),
    )
    const { id, ids } = await makeProject(server, ['Design', 'Build'])
    const running = chat(id, 'rename all')
    await door.reached
    await server.call('PATCH', `/api/tasks/${ids['Design']}`, { title: 'Their design' })
    await server.call('PATCH', `/api/tasks/${ids['Build']}`, { title: 'Their build' })
    door.open()
    const { proposal } = (await running).body
    const [design, build] = proposal.operations
    const resolutions = [
      { operationId: design.id, take: 'mine' },
      { operationId: build.id, field: 'title', take: 'theirs' },
    ]
    const rebased = await server.call('POST', `/api/proposals/${proposal.id}/rebase`, { resolutions })
    expect(rebased.body.proposal).toMatchObject({ baseVersion: 3, headVersion: 3, stale: false, conflicts: [] })
    expect(rebased.body.proposal.operations).toMatchObject([
      { id: design.id, before: { title: 'Their design' }, after: { title: `My ${ids['Design']}`, priority: 'high' } },
      { id: build.id, after: { priority: 'high' } },
    ])
    expect(Object.keys(rebased.body.proposal.operations[1].after)).toEqual(['priority'])
    await server.call('POST', `/api/proposals/${proposal.id}/accept`)
    expect(await task(ids['Build'] ?? '')).toMatchObject({ title: 'Their build', priority: 'high' })
    expect(await task(ids['Design'] ?? '')).toMatchObject({ title: `My ${ids['Design']}`, priority: 'high' })
  })

  it('keeps decisions, comments and edits that the reviewer makes meanwhile', async () => {
    const door = gate()
    serverWith(
      drafting([create('new-1', 'Docs'), create('new-2', 'Training'), create('new-3', 'Support')]),
      behind(door, drafting([create('new-1', 'Party')])),
    )
    const { id } = await makeProject(server)
    const { proposal } = (await chat(id, 'more')).body
    const [docs, training, support] = proposal.operations
    const running = chat(id, 'and a party')
    await door.reached
    await server.call('PATCH', `/api/proposals/${proposal.id}`, {
      operations: [
        { id: docs.id, decision: 'accepted', comment: 'yes' },
        { id: training.id, decision: 'rejected' },
        { id: support.id, after: { title: 'Help desk' } },
      ],
    })
    door.open()
    const { operations } = (await running).body.proposal
    expect(operations.find((row: { id: string }) => row.id === docs.id)).toMatchObject({ decision: 'accepted', comment: 'yes' })
    expect(operations.find((row: { id: string }) => row.id === training.id)).toMatchObject({ decision: 'rejected' })
    expect(operations.find((row: { id: string }) => row.id === support.id)).toMatchObject({
      after: { title: 'Help desk' },
      editedBy: 'script',
      original: { after: { title: 'Support' } },
    })
    expect(operations.some((row: { after: { title: string } }) => row.after.title === 'Party')).toBe(true)
    expect(operations).toHaveLength(4)
  })

  it('keeps an operation that an edit by hand added meanwhile', async () => {
    const door = gate()
    serverWith(
      drafting(({ plan }) => [update([...plan.tasks.keys()][1] ?? '', { priority: 'high' })]),
      behind(door, drafting([create('new-1', 'Party')])),
    )
    const { id, ids } = await makeProject(server)
    const { proposal } = (await chat(id, 'urgent')).body
    const running = chat(id, 'and a party')
    await door.reached
    const edited = await server.call('PATCH', `/api/proposals/${proposal.id}`, {
      operations: [{ id: proposal.operations[0].id, after: { afterTaskId: null } }],
    })
    expect(edited.body.proposal.operations.map((row: { kind: string }) => row.kind).sort()).toEqual(['move', 'update'])
    door.open()
    const { operations } = (await running).body.proposal
    expect(operations.map((row: { kind: string }) => row.kind).sort()).toEqual(['create', 'move', 'update'])
    const accepted = await server.call('POST', `/api/proposals/${proposal.id}/accept`)
    expect(accepted.body.proposal.status).toBe('accepted')
    expect(await outline(server, id)).toEqual(['Build', 'Design', 'Test', 'Party'])
    expect(await task(ids['Build'] ?? '')).toMatchObject({ priority: 'high' })
  })

  it('does not bring back a proposal that was rejected meanwhile: only what was asked last is proposed', async () => {
    const door = gate()
    serverWith(drafting([create('new-1', 'Docs'), create('new-2', 'Training')]), behind(door, drafting([create('new-1', 'Party')])))
    const { id } = await makeProject(server)
    const { proposal } = (await chat(id, 'more')).body
    const running = chat(id, 'and a party')
    await door.reached
    await server.call('POST', `/api/proposals/${proposal.id}/reject`, { reason: 'too much' })
    door.open()
    const fresh = (await running).body.proposal
    expect(fresh.id).not.toBe(proposal.id)
    expect(fresh.operations.map((row: { after: { title: string } }) => row.after.title)).toEqual(['Party'])
    expect(await proposalOf(proposal.id)).toMatchObject({ status: 'rejected', reason: 'too much' })
  })

  it('says so where nothing of the answer stands without the proposal that was closed meanwhile', async () => {
    const door = gate()
    serverWith(
      drafting([create('new-1', 'Docs')]),
      behind(
        door,
        drafting(({ plan }) => [update([...plan.tasks.keys()].at(-1) ?? '', { priority: 'high' })]),
      ),
    )
    const { id } = await makeProject(server)
    const { proposal } = (await chat(id, 'docs')).body
    const running = chat(id, 'it is urgent')
    await door.reached
    await server.call('POST', `/api/proposals/${proposal.id}/reject`)
    door.open()
    expect((await running).body).toMatchObject({ status: 409, type: 'urn:planwright:problem:proposal-closed' })
    expect((await server.call('GET', `/api/projects/${id}/proposals?status=open`)).body.items).toEqual([])
  })

  it('goes on from the new plan where the proposal was accepted meanwhile', async () => {
    const door = gate()
    serverWith(
      drafting([create('new-1', 'Docs')]),
      behind(
        door,
        drafting(({ plan }) => [update([...plan.tasks.keys()].at(-1) ?? '', { priority: 'high' })]),
      ),
    )
    const { id } = await makeProject(server)
    const { proposal } = (await chat(id, 'docs')).body
    const running = chat(id, 'it is urgent')
    await door.reached
    await server.call('POST', `/api/proposals/${proposal.id}/accept`)
    door.open()
    const fresh = (await running).body.proposal
    expect(fresh).toMatchObject({ baseVersion: 2, stale: false, conflicts: [], operations: [{ kind: 'update', after: { priority: 'high' } }] })
  })

  it('refines what is left where a part was accepted meanwhile', async () => {
    const door = gate()
    serverWith(drafting([create('new-1', 'Docs'), create('new-2', 'Training')]), behind(door, drafting([create('new-1', 'Party')])))
    const { id } = await makeProject(server)
    const { proposal } = (await chat(id, 'more')).body
    const running = chat(id, 'and a party')
    await door.reached
    await server.call('POST', `/api/proposals/${proposal.id}/accept`, { operationIds: [proposal.operations[0].id] })
    door.open()
    const refined = (await running).body.proposal
    expect(refined.id).toBe(proposal.id)
    expect(refined.operations.map((row: { after: { title: string } }) => row.after.title)).toEqual(['Training', 'Party'])
    const accepted = await server.call('POST', `/api/proposals/${proposal.id}/accept`)
    expect(accepted.body.proposal.status).toBe('accepted')
    expect(await outline(server, id)).toEqual(['Design', 'Build', 'Test', 'Docs', 'Training', 'Party'])
  })
})

describe('a patch made on an older version', () => {
  it('is rebased where it touches other things, and drops what is there already', async () => {
    serverWith()
    const { id, ids } = await makeProject(server)
    await server.call('PATCH', `/api/tasks/${ids['Build']}`, { status: 'done', tags: ['api'] })
    const taskPatches = [
      update(ids['Build'] ?? '', { status: 'done', priority: 'high', tags: ['api', 'late'] }),
      update(ids['Test'] ?? '', { title: 'Try' }),
    ]
    const patched = await server.call('POST', `/api/projects/${id}/patches`, { baseVersion: 1, taskPatches })
    expect(patched.body).toMatchObject({ version: 3, commit: { counts: { updated: 2 } } })
    expect(patched.body.commit.operations[0]).toMatchObject({ before: { priority: 'none', tags: [] }, after: { priority: 'high', tags: ['late'] } })
    expect(await task(ids['Build'] ?? '')).toMatchObject({ status: 'done', priority: 'high', tags: ['api', 'late'] })
    const again = await server.call('POST', `/api/projects/${id}/patches`, { baseVersion: 1, taskPatches })
    expect(again.body).toMatchObject({ version: 3, commit: null })
  })

  it('is refused with both sides and the head where it conflicts, and nothing is applied', async () => {
    serverWith()
    const { id, ids } = await makeProject(server)
    await server.call('PATCH', `/api/tasks/${ids['Build']}`, { title: 'Make' })
    await server.call('DELETE', `/api/tasks/${ids['Test']}`)
    const before = await everything(server)
    const taskPatches = [create('new-1', 'Docs'), update(ids['Build'] ?? '', { title: 'Construct' }), update(ids['Test'] ?? '', { title: 'Try' })]
    const refused = await server.call('POST', `/api/projects/${id}/patches`, { baseVersion: 1, taskPatches })
    expect(refused.body).toMatchObject({
      status: 409,
      headVersion: 3,
      conflicts: [
        { kind: 'field-changed', taskId: ids['Build'], field: 'title', before: 'Build', after: 'Construct', head: 'Make' },
        { kind: 'task-missing', taskId: ids['Test'], field: null, head: null },
      ],
    })
    expect(await everything(server)).toEqual(before)
    const tried = await server.call('POST', `/api/projects/${id}/patches?dryRun=true`, { baseVersion: 1, taskPatches })
    expect(tried.body).toMatchObject({
      version: 3,
      commit: null,
      operations: [{ kind: 'create' }],
      conflicts: [{ field: 'title' }, { kind: 'task-missing' }],
    })
    expect(await everything(server)).toEqual(before)
  })

  it('is refused where it was made on a version that is still to come', async () => {
    serverWith()
    const { id } = await makeProject(server)
    const refused = await server.call('POST', `/api/projects/${id}/patches`, { baseVersion: 7, taskPatches: [create('new-1', 'Docs')] })
    expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/baseVersion' }] })
  })

  it('finds the plan as it left it also where a number was written as -0', async () => {
    serverWith(drafting(({ plan }) => [remove([...plan.tasks.keys()][0] ?? '')]))
    const { id, ids } = await makeProject(server)
    const headers = { 'content-type': 'application/json' }
    const written = await server.raw(`/api/tasks/${ids['Design']}`, {
      method: 'PATCH',
      headers,
      body: '{"spentMinutes":-0,"estimateMinutes":-0,"metadata":{"n":-0}}',
    })
    expect(written.status).toBe(200)
    const { proposal } = (await chat(id, 'drop design')).body
    await server.deps.storage.write(async (session) => {
      const stored = await session.findProposal(proposal.id)
      if (stored) await session.saveProposal(JSON.parse(JSON.stringify(stored)))
    })
    expect((await proposalOf(proposal.id)).conflicts).toEqual([])
    expect((await server.call('POST', `/api/proposals/${proposal.id}/accept`)).status).toBe(200)
  })

  it('never discards an edit that is newer than a deletion', async () => {
    serverWith(drafting(({ plan }) => [remove([...plan.tasks.keys()][0] ?? '')]))
    const { id, ids } = await makeProject(server)
    const { proposal } = (await chat(id, 'drop design')).body
    await server.call('PATCH', `/api/tasks/${ids['Design']}`, { description: 'hours of work' })
    expect((await proposalOf(proposal.id)).conflicts).toMatchObject([{ kind: 'task-changed', taskId: ids['Design'] }])
    expect((await server.call('POST', `/api/proposals/${proposal.id}/accept`)).status).toBe(409)
    expect(await task(ids['Design'] ?? '')).toMatchObject({ description: 'hours of work' })
  })
})

describe('a proposal on a moved head', () => {
  it('drops what somebody else did meanwhile, and is accepted with nothing left to do', async () => {
    serverWith()
    const { id, ids } = await makeProject(server)
    const draft = { baseVersion: 1, taskPatches: [update(ids['Build'] ?? '', { status: 'done' })] }
    const { proposal } = (await server.call('POST', `/api/projects/${id}/proposals`, draft)).body
    await server.call('PATCH', `/api/tasks/${ids['Build']}`, { status: 'done' })
    expect(await proposalOf(proposal.id)).toMatchObject({ stale: true, operations: [], conflicts: [] })
    const accepted = await server.call('POST', `/api/proposals/${proposal.id}/accept`)
    expect(accepted.body).toMatchObject({ version: 2, commit: null, proposal: { status: 'accepted' }, dropped: [proposal.operations[0].id] })
  })

  it('loses nothing when ten scripts write at once', async () => {
    serverWith()
    const { id } = await makeProject(server)
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => server.call('POST', `/api/projects/${id}/tasks`, { title: `Task ${index}` })),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201))
    expect(answers.map(({ body }) => body.version).sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect(await outline(server, id)).toHaveLength(13)
  })

  it('lets one of two stale writers win where both expect the same version', async () => {
    serverWith()
    const { id, ids } = await makeProject(server)
    const write = (title: string) => server.call('PATCH', `/api/tasks/${ids['Build']}`, { title }, { 'if-match': '"1"' })
    const [one, two] = await Promise.all([write('One'), write('Two')])
    expect([one.status, two.status].sort()).toEqual([200, 412])
    expect([one, two].find(({ status }) => status === 412)?.body).toMatchObject({ headVersion: 2, type: 'urn:planwright:problem:version-mismatch' })
    expect((await server.call('GET', `/api/projects/${id}`)).body.project.version).toBe(2)
  })
})
