import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testServer, type Answer, type TestServer } from './harness.ts'
import { makeProject, type MadeProject } from './plans.ts'
import { create, saying, scriptedAgent, update, type ScriptedAgent } from './scripted-agent.ts'

let server: TestServer
let agent: ScriptedAgent
let project: MadeProject

beforeEach(async () => {
  agent = scriptedAgent()
  server = testServer({ agent })
  project = await makeProject(server)
})
afterEach(() => server.stop())

const path = (rest = ''): string => `/api/projects/${project.id}${rest}`
const idOf = (title: string): string => project.ids[title] ?? ''

describe('lists', () => {
  /** All items of a list, page by page. */
  async function pages(address: string, limit: number): Promise<readonly { id: string; version: number }[]> {
    const items = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body }: Answer = await server.call(
        'GET',
        `${address}${address.includes('?') ? '&' : '?'}limit=${limit}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      )
      expect(body.items.length).toBeLessThanOrEqual(limit)
      items.push(...body.items)
      cursor = body.nextCursor
    }
    return items
  }

  it('give every item once, page by page, also where times are equal', async () => {
    const now = server.clock.now()
    Object.assign(server.clock, { now: () => now })
    for (let index = 0; index < 7; index += 1) {
      await server.call('POST', '/api/projects', { title: `P${index}` })
      await server.call('POST', path('/tasks'), { title: `T${index}` })
      await server.call('POST', path('/proposals'), { baseVersion: 1, taskPatches: [create('n', `N${index}`)] })
      agent.prepare(saying('yes'))
      await server.call('POST', path('/chat'), { message: `M${index}` })
    }
    const expected: Readonly<Record<string, number>> = {
      '/api/projects': 8,
      [path('/tasks')]: 10,
      [path('/proposals')]: 7,
      [path('/conversation')]: 7,
      [path('/commits')]: 8,
    }
    for (const [address, count] of Object.entries(expected)) {
      const whole = (await server.call('GET', address)).body
      expect(whole.nextCursor).toBeNull()
      expect(whole.items).toHaveLength(count)
      for (const limit of [1, 3, count]) expect(await pages(address, limit), `${address} by ${limit}`).toEqual(whole.items)
    }
  })

  it('say where a cursor is none of theirs', async () => {
    const { body } = await server.call('GET', `${path('/commits')}?limit=1`)
    expect(body.nextCursor).toBeNull()
    await server.call('POST', path('/tasks'), { title: 'x' })
    const foreign = (await server.call('GET', `${path('/commits')}?limit=1`)).body.nextCursor
    for (const address of ['/api/projects', path('/tasks'), path('/proposals'), path('/conversation'), path('/commits')]) {
      for (const cursor of ['x', '%00', 'bnVsbA', ...(address.endsWith('commits') ? [] : [foreign])]) {
        const refused = await server.call('GET', `${address}?cursor=${cursor}`)
        expect(refused.body, `${address} ${cursor}`).toMatchObject({ status: 422, errors: [{ pointer: '/query/cursor' }] })
      }
    }
  })

  it('show the last changed project first, and only those that are asked for', async () => {
    const other = (await server.call('POST', '/api/projects', { title: 'Ärger im Büro', summary: 'Paper', status: 'active' })).body
    await server.call('POST', path('/tasks'), { title: 'newer' })
    const list = async (query: string) => (await server.call('GET', `/api/projects${query}`)).body.items.map(({ title }: { title: string }) => title)
    expect(await list('')).toEqual(['Launch', 'Ärger im Büro'])
    expect(await list('?q=%C3%84RGER')).toEqual(['Ärger im Büro'])
    expect(await list('?q=paper')).toEqual(['Ärger im Büro'])
    expect(await list('?q=%25')).toEqual([])
    expect(await list('?status=active')).toEqual(['Ärger im Büro'])
    expect(await list('?deleted=true')).toEqual([])
    await server.call('DELETE', `/api/projects/${other.id}`)
    expect(await list('?deleted=true')).toEqual(['Ärger im Büro'])
    expect(await list('?deleted=false')).toEqual(['Launch'])
  })

  it('filter tasks by text, status, priority, tag, assignee and parent', async () => {
    const patches = [
      update(idOf('Design'), { status: 'done', tags: ['ui'], assignee: { kind: 'person', name: 'Ada' } }),
      update(idOf('Build'), { priority: 'high', description: 'with CARE' }),
      create('n', 'Part', { parentTaskId: idOf('Build') }),
    ]
    await server.call('POST', path('/patches'), { baseVersion: 1, taskPatches: patches })
    const list = async (query: string) =>
      (await server.call('GET', `${path('/tasks')}?${query}`)).body.items.map(({ title }: { title: string }) => title)
    expect(await list('q=care')).toEqual(['Build'])
    expect(await list('status=done')).toEqual(['Design'])
    expect(await list('priority=high')).toEqual(['Build'])
    expect(await list('tag=ui')).toEqual(['Design'])
    expect(await list('assignee=Ada')).toEqual(['Design'])
    expect(await list('parentId=root')).toEqual(['Design', 'Build', 'Test'])
    expect(await list(`parentId=${idOf('Build')}`)).toEqual(['Part'])
    expect(await list('status=done&priority=high')).toEqual([])
  })
})

describe('limits', () => {
  const long = (length: number): string => 'x'.repeat(length)
  const limits: readonly [field: string, most: unknown, more: unknown, pointer?: string][] = [
    ['title', long(300), long(301)],
    ['title', `  ${long(300)}  `, '   '],
    ['description', long(50_000), long(50_001)],
    ['estimateMinutes', 525_600, 525_601],
    ['estimateMinutes', 0, -1],
    ['spentMinutes', 525_600, 1.5],
    ['tags', Array.from({ length: 50 }, (_, index) => `t${index}`), Array.from({ length: 51 }, (_, index) => `t${index}`)],
    ['tags', [long(50)], [long(51)], '/tags/0'],
    ['acceptanceCriteria', Array.from({ length: 100 }, () => 'x'), Array.from({ length: 101 }, () => 'x')],
    ['acceptanceCriteria', [long(1_000)], [long(1_001)], '/acceptanceCriteria/0'],
    ['focusFiles', [long(1_000)], [long(1_001)], '/focusFiles/0'],
    ['metadata', { x: long(15_000) }, { x: long(16_001) }],
    ['metadata', {}, []],
    ['assignee', { kind: 'person', name: long(200) }, { kind: 'robot', name: 'x' }, '/assignee/kind'],
    ['status', 'review', 'finished'],
    ['priority', 'urgent', 'p1'],
    ['dueDate', '2028-02-29', '2027-02-29'],
  ]

  it('are taken to the last, and refused beyond with the place', async () => {
    for (const [field, most, more, pointer = `/${field}`] of limits) {
      const taken = await server.call('PATCH', `/api/tasks/${idOf('Build')}`, { [field]: most })
      expect([field, taken.status, taken.status === 200 ? '' : taken.text]).toEqual([field, 200, ''])
      const refused = await server.call('PATCH', `/api/tasks/${idOf('Build')}`, { [field]: more })
      expect([field, refused.status]).toEqual([field, 422])
      expect(refused.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer)
    }
  })

  it('of dates in the wrong order are refused, whichever of the two is given', async () => {
    await server.call('PATCH', `/api/tasks/${idOf('Build')}`, { startDate: '2027-02-01', dueDate: '2027-02-01' })
    for (const body of [{ dueDate: '2027-01-31' }, { startDate: '2027-02-02' }])
      expect((await server.call('PATCH', `/api/tasks/${idOf('Build')}`, body)).status).toBe(422)
  })

  it('of depth are refused with the tasks that would stand too deep', async () => {
    const chain = Array.from({ length: 7 }, (_, index) => create(`d${index}`, `Depth ${index}`, index === 0 ? {} : { parentTaskId: `d${index - 1}` }))
    expect((await server.call('POST', path('/patches?dryRun=true'), { baseVersion: 1, taskPatches: chain.slice(0, 6) })).status).toBe(200)
    const refused = await server.call('POST', path('/patches'), { baseVersion: 1, taskPatches: chain })
    expect(refused.status).toBe(422)
    expect(refused.body.type).toMatch(/draft-invalid|rule-broken/)
  })

  it('of a message are refused with the field', async () => {
    for (const message of ['', '   \n', 'x'.repeat(100_001)])
      expect((await server.call('POST', path('/chat'), { message })).body).toMatchObject({ status: 422, errors: [{ pointer: '/message' }] })
  })
})
