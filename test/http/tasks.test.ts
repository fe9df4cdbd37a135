import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cardsOf } from '../../server/core/plan/board.ts'
import { planOf } from '../../server/core/plan/plan.ts'
import { testServer, type TestServer } from './harness.ts'
import { everything, makeProject, outline, type MadeProject } from './plans.ts'
import { create, scriptedAgent } from './scripted-agent.ts'

let server: TestServer
let project: MadeProject

beforeEach(async () => {
  server = testServer({ agent: scriptedAgent() })
  project = await makeProject(server, [
    create('a', 'Design'),
    create('b', 'Draw', { parentTaskId: 'a' }),
    create('c', 'Sketch', { parentTaskId: 'b' }),
    create('d', 'Build', { dependsOn: ['b'] }),
    create('e', 'Test'),
  ])
})
afterEach(() => server.stop())

const path = (rest = ''): string => `/api/projects/${project.id}${rest}`
const idOf = (title: string): string => project.ids[title] ?? ''
const titled = (list: readonly { title: string }[]): readonly string[] => list.map(({ title }) => title)

describe('a task', () => {
  it('is read with its children, its path and those that wait for it; nested to the leaves on request', async () => {
    const { body, headers } = await server.call('GET', `/api/tasks/${idOf('Draw')}`)
    expect(body.task).toMatchObject({ id: idOf('Draw'), projectId: project.id, parentId: idOf('Design'), depth: 1 })
    expect(titled(body.children)).toEqual(['Sketch'])
    expect(body.children[0].children).toBeUndefined()
    expect(body.path).toEqual([{ id: idOf('Design'), title: 'Design' }])
    expect(body.dependants).toEqual([{ id: idOf('Build'), title: 'Build' }])
    expect(headers.get('etag')).toBe('"1"')
    const nested = await server.call('GET', `/api/tasks/${idOf('Design')}?subtree=true`)
    expect(nested.body.children[0].children[0]).toMatchObject({ title: 'Sketch', depth: 2, children: [] })
  })

  it('has every field always, with the value of nobody having said anything', async () => {
    const { body } = await server.call('POST', path('/tasks'), { title: '  Bare \t' })
    const { id: _, rank: __, createdAt: ___, updatedAt: ____, progress, ...task } = body.task
    expect(task).toEqual({
      projectId: project.id,
      parentId: null,
      depth: 0,
      title: 'Bare',
      description: '',
      status: 'todo',
      priority: 'none',
      estimateMinutes: null,
      estimateHours: null,
      spentMinutes: 0,
      spentHours: 0,
      startDate: null,
      dueDate: null,
      assignee: null,
      tags: [],
      acceptanceCriteria: [],
      dependsOn: [],
      boardRank: null,
      focusFiles: [],
      externalRefs: [],
      metadata: {},
    })
    expect(progress).toEqual({
      done: 0,
      total: 1,
      estimateMinutes: 0,
      estimateHours: 0,
      spentMinutes: 0,
      spentHours: 0,
      remainingMinutes: 0,
      remainingHours: 0,
    })
  })

  it('keeps every field it is given', async () => {
    const fields = {
      title: 'Full 💡',
      description: '# Words\n\n- with\ttabs',
      status: 'in_progress',
      priority: 'urgent',
      estimateMinutes: 90,
      spentMinutes: 45,
      startDate: '2026-01-01',
      dueDate: '2028-02-29',
      assignee: { kind: 'agent', name: 'Coder' },
      tags: ['ui', 'api'],
      dependsOn: [idOf('Test')],
      boardRank: 'a0',
      focusFiles: ['src/a.ts'],
      externalRefs: [{ provider: 'tracker', id: 'T-1', url: 'https://tracker.example/T-1' }],
      metadata: { any: ['thing', { at: null }] },
    }
    const made = await server.call('POST', path('/tasks'), { ...fields, acceptanceCriteria: ['it works', { text: 'it is told', done: true }] })
    expect(made.status, made.text).toBe(201)
    expect(made.headers.get('location')).toBe(`/api/tasks/${made.body.task.id}`)
    expect(made.headers.get('etag')).toBe('"2"')
    expect(made.body.task).toMatchObject({ ...fields, tags: ['api', 'ui'], estimateHours: 1.5, spentHours: 0.75 })
    expect(made.body.task.acceptanceCriteria).toMatchObject([
      { text: 'it works', done: false },
      { text: 'it is told', done: true },
    ])
    expect((await server.call('GET', `/api/tasks/${made.body.task.id}`)).body.task).toEqual(made.body.task)
    const [first, second] = made.body.task.acceptanceCriteria
    const changed = await server.call('PATCH', `/api/tasks/${made.body.task.id}`, {
      acceptanceCriteria: [{ id: second.id, text: second.text }, 'new', { id: first.id, text: 'it still works', done: true }],
    })
    expect(changed.body.task.acceptanceCriteria).toMatchObject([
      { id: second.id, done: true },
      { text: 'new' },
      { id: first.id, text: 'it still works', done: true },
    ])
  })

  it('is created where it is told to stand', async () => {
    await server.call('POST', path('/tasks'), { title: 'First', afterTaskId: null })
    await server.call('POST', path('/tasks'), { title: 'After design', afterTaskId: idOf('Design') })
    await server.call('POST', path('/tasks'), { title: 'Under draw', parentTaskId: idOf('Draw'), afterTaskId: null })
    expect(await outline(server, project.id)).toEqual(['First', 'Design', '  Draw', '    Under draw', '    Sketch', 'After design', 'Build', 'Test'])
  })

  it('moves with all that is below it, and back', async () => {
    const moved = await server.call('POST', `/api/tasks/${idOf('Draw')}/move`, { parentTaskId: null, afterTaskId: idOf('Build') })
    expect(moved.body).toMatchObject({ version: 2, commit: { counts: { moved: 1 }, message: 'Move “Draw”' }, task: { parentId: null, depth: 0 } })
    expect(await outline(server, project.id)).toEqual(['Design', 'Build', 'Draw', '  Sketch', 'Test'])
    await server.call('POST', path('/revert'), { version: 2 })
    expect(await outline(server, project.id)).toEqual(['Design', '  Draw', '    Sketch', 'Build', 'Test'])
  })

  it('cannot be moved below itself, too deep, or after a task elsewhere', async () => {
    const before = await everything(server)
    for (const body of [
      { parentTaskId: idOf('Sketch') },
      { parentTaskId: idOf('Design') },
      { parentTaskId: 'nowhere' },
      { parentTaskId: null, afterTaskId: idOf('Draw') },
    ]) {
      const refused = await server.call('POST', `/api/tasks/${idOf('Design')}/move`, body)
      expect([body, refused.status]).toEqual([body, 422])
      expect(refused.body.type).toMatch(/draft-invalid|rule-broken/)
    }
    expect(await everything(server)).toEqual(before)
  })

  it('is deleted with what is below it, or leaves its children in its place', async () => {
    const gone = await server.call('DELETE', `/api/tasks/${idOf('Draw')}?children=promote`)
    expect(gone.body).toMatchObject({ version: 2, task: null })
    expect(await outline(server, project.id)).toEqual(['Design', '  Sketch', 'Build', 'Test'])
    expect((await server.call('GET', `/api/tasks/${idOf('Build')}`)).body.task.dependsOn).toEqual([])
    await server.call('DELETE', `/api/tasks/${idOf('Design')}`)
    expect(await outline(server, project.id)).toEqual(['Build', 'Test'])
    await server.call('POST', path('/revert'), { toVersion: 1 })
    expect(await outline(server, project.id)).toEqual(['Design', '  Draw', '    Sketch', 'Build', 'Test'])
    expect((await server.call('GET', `/api/tasks/${idOf('Build')}`)).body.task.dependsOn, 'what comes back comes back with its links').toEqual([
      idOf('Draw'),
    ])
  })

  it('says of each thing that it cannot be, where', async () => {
    const refused = await server.call('POST', path('/patches'), {
      baseVersion: 1,
      taskPatches: [
        create('x', 'Fine'),
        create('y', 'Waits', { dependsOn: ['nowhere'] }),
        { op: 'update', taskId: idOf('Design'), body: { dependsOn: [idOf('Sketch')] } },
      ],
    })
    expect(refused.body).toMatchObject({ status: 422, type: 'urn:planwright:problem:draft-invalid' })
    expect(refused.body.issues.map(({ index, field }: { index: number; field: string }) => [index, field])).toEqual([
      [1, 'dependsOn'],
      [2, 'dependsOn'],
    ])
    expect(await outline(server, project.id)).toHaveLength(5)
  })

  it('changed by two scripts at once in two fields has both', async () => {
    const [one, two] = await Promise.all([
      server.call('PATCH', `/api/tasks/${idOf('Test')}`, { title: 'Try' }),
      server.call('PATCH', `/api/tasks/${idOf('Test')}`, { priority: 'low' }),
    ])
    expect([one.status, two.status]).toEqual([200, 200])
    expect((await server.call('GET', `/api/tasks/${idOf('Test')}`)).body.task).toMatchObject({ title: 'Try', priority: 'low' })
  })

  it('changed by two scripts at once in one field has the last word, since neither named a version', async () => {
    const answers = await Promise.all(['One', 'Two', 'Three'].map((title) => server.call('PATCH', `/api/tasks/${idOf('Test')}`, { title })))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await server.call('GET', path('/commits'))).body.items).toHaveLength(4)
  })
})

describe('a card', () => {
  /** The cards of a column as a board shows them. */
  async function column(status: string): Promise<readonly string[]> {
    const { project: stored, tasks } = (await server.call('GET', path())).body
    const cards = cardsOf(planOf(stored, tasks)).map(({ task }) => task)
    return titled(cards.filter((task) => task.status === status))
  }
  const drag = (title: string, body: object) => server.call('POST', `/api/tasks/${idOf(title)}/move`, body)

  it('lands where it is dropped, also among cards that were never dragged', async () => {
    expect(await column('todo')).toEqual(['Design', 'Draw', 'Sketch', 'Build', 'Test'])
    const moved = await drag('Test', { boardAfterTaskId: idOf('Draw') })
    expect(moved.body).toMatchObject({ version: 2, task: { id: idOf('Test') } })
    expect(await column('todo')).toEqual(['Design', 'Draw', 'Test', 'Sketch', 'Build'])
    await drag('Build', { boardAfterTaskId: null })
    expect(await column('todo')).toEqual(['Build', 'Design', 'Draw', 'Test', 'Sketch'])
    await drag('Sketch', { boardAfterTaskId: idOf('Build') })
    expect(await column('todo')).toEqual(['Build', 'Sketch', 'Design', 'Draw', 'Test'])
    await drag('Build', { boardAfterTaskId: idOf('Test') })
    expect(await column('todo')).toEqual(['Sketch', 'Design', 'Draw', 'Test', 'Build'])
  })

  it('moves to another column, to its place there and in the tree, in one commit', async () => {
    await drag('Design', { status: 'done' })
    const moved = await drag('Test', { status: 'done', boardAfterTaskId: idOf('Design'), afterTaskId: null })
    expect(moved.body).toMatchObject({ version: 3, task: { status: 'done' } })
    expect(await column('done')).toEqual(['Design', 'Test'])
    expect((await outline(server, project.id))[0]).toBe('Test')
  })

  it('changes nothing but itself, whatever it is dropped between', async () => {
    const { body } = await drag('Design', { boardAfterTaskId: idOf('Sketch') })
    expect(body.commit.counts).toEqual({ created: 0, updated: 1, moved: 0, deleted: 0 })
  })

  it('is put among the cards of a person or of a priority, where the columns stand for those', async () => {
    const assignee = { kind: 'person', name: 'Ada' }
    await drag('Draw', { assignee })
    await drag('Build', { assignee, boardAfterTaskId: null })
    const moved = await drag('Test', { assignee, boardAfterTaskId: idOf('Build') })
    expect(moved.body.task).toMatchObject({ assignee, status: 'todo' })
    expect((await column('todo')).filter((title) => ['Draw', 'Build', 'Test'].includes(title))).toEqual(['Build', 'Test', 'Draw'])
    expect((await drag('Test', { priority: 'high', boardAfterTaskId: idOf('Build') })).status).toBe(422)
    expect((await drag('Test', { priority: 'high', boardAfterTaskId: null })).body.task).toMatchObject({ priority: 'high', assignee })
    expect((await drag('Test', { assignee: null })).body.task).toMatchObject({ assignee: null })
  })

  it('is put only after another card of its column', async () => {
    for (const [body, status] of [
      [{ boardAfterTaskId: idOf('Test') }, 422],
      [{ status: 'done', boardAfterTaskId: idOf('Draw') }, 422],
      [{ boardAfterTaskId: 'nowhere' }, 404],
    ] as const) {
      expect((await drag('Test', body)).status).toBe(status)
    }
  })

  it('finds room whatever ranks scripts wrote', async () => {
    for (const [title, boardRank] of [
      ['Design', '0'],
      ['Draw', '0'],
      ['Sketch', '00'],
      ['Build', 'a0'],
    ] as const)
      await server.call('PATCH', `/api/tasks/${idOf(title)}`, { boardRank })
    for (const after of [null, idOf('Design'), idOf('Sketch'), idOf('Draw'), idOf('Build')])
      expect((await drag('Test', { boardAfterTaskId: after })).status).toBe(200)
    expect((await column('todo')).at(-1)).toBe('Test')
  })
})

describe('a patch', () => {
  it('tells the ids that its local names were given', async () => {
    const { body } = await server.call('POST', path('/patches'), {
      baseVersion: 1,
      message: 'Grow',
      rationale: 'because',
      taskPatches: [create('new-1', 'P'), create('new-2', 'Q', { parentTaskId: 'new-1', dependsOn: [idOf('Test')] })],
    })
    expect(Object.keys(body.taskIds)).toEqual(['new-1', 'new-2'])
    expect((await server.call('GET', `/api/tasks/${body.taskIds['new-2']}`)).body.task).toMatchObject({
      parentId: body.taskIds['new-1'],
      dependsOn: [idOf('Test')],
    })
    expect(body.commit).toMatchObject({
      version: 2,
      message: 'Grow',
      source: 'patch',
      proposalId: null,
      author: { kind: 'script' },
      counts: { created: 2, updated: 0, moved: 0, deleted: 0 },
    })
  })

  it('says whose it is: the name that is sent along, else the script', async () => {
    const named = await server.call('POST', path('/tasks'), { title: 'x' }, { 'x-planwright-user': 'J%C3%BCrgen' })
    expect(named.body.commit.author).toEqual({ kind: 'person', id: 'jürgen', name: 'Jürgen' })
  })

  it('for another project is refused', async () => {
    const refused = await server.call('POST', path('/patches'), { baseVersion: 1, projectId: 'other', taskPatches: [] })
    expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/projectId' }] })
  })

  it('of ten thousand entries is taken, of one more is refused', async () => {
    const entries = Array.from({ length: 10_000 }, (_, index) => create(`n${index}`, `Task ${index}`))
    const taken = await server.call('POST', path('/patches'), { baseVersion: 1, taskPatches: entries })
    expect(taken.body.commit.counts.created).toBe(10_000)
    const refused = await server.call('POST', path('/patches'), { baseVersion: 1, taskPatches: [...entries, create('more', 'More')] })
    expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/taskPatches' }] })
  })
})

describe('a project', () => {
  it('begins at version 0 with every field, and changes its own fields by commits', async () => {
    const made = await server.call('POST', '/api/projects', { title: ' New ', tags: ['b', 'a', 'b'] })
    expect(made.status).toBe(201)
    expect(made.headers.get('location')).toBe(`/api/projects/${made.body.id}`)
    expect(made.headers.get('etag')).toBe('"0"')
    const { id, createdAt, updatedAt, ...rest } = made.body
    expect(rest).toEqual({
      version: 0,
      title: 'New',
      summary: '',
      status: 'planning',
      priority: 'none',
      tags: ['a', 'b'],
      startDate: null,
      dueDate: null,
      externalRefs: [],
      metadata: {},
      deletedAt: null,
    })
    expect(updatedAt).toBe(createdAt)
    const changed = await server.call('PATCH', `/api/projects/${id}`, { status: 'active', tags: ['b', 'c'] })
    expect(changed.body).toMatchObject({ version: 1, project: { status: 'active', tags: ['b', 'c'] } })
    const commit = (await server.call('GET', `/api/projects/${id}/commits/1`)).body.commit
    expect(commit.operations).toEqual([
      { kind: 'project', taskId: null, before: { status: 'planning', tags: ['a'] }, after: { status: 'active', tags: ['c'] } },
    ])
    expect((await server.call('GET', `/api/projects/${id}/versions/0`)).body.project).toMatchObject({
      version: 0,
      status: 'planning',
      tags: ['a', 'b'],
    })
  })

  it('is not made with a due date before its start', async () => {
    const refused = await server.call('POST', '/api/projects', { title: 'x', startDate: '2026-02-01', dueDate: '2026-01-01' })
    expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/dueDate' }] })
  })
})
