import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testServer, type TestServer } from './harness.ts'
import { everything, makeProject, outline, type MadeProject } from './plans.ts'
import { create, scriptedAgent } from './scripted-agent.ts'

const formats = ['markdown', 'json', 'csv'] as const
type Format = (typeof formats)[number]

let server: TestServer
let project: MadeProject

beforeEach(async () => {
  server = testServer({ agent: scriptedAgent() })
  project = await makeProject(server, [
    create('a', 'Design', {
      description: 'Think, then draw.',
      priority: 'high',
      estimateMinutes: 480,
      tags: ['ui'],
      acceptanceCriteria: ['Somebody nods'],
    }),
    create('b', 'Draw "it", all', { parentTaskId: 'a' }),
    create('c', 'Ünïcode 💡', { parentTaskId: 'b', status: 'done' }),
    create('d', 'Build', { dependsOn: ['a'], dueDate: '2027-01-31' }),
  ])
})
afterEach(() => server.stop())

const exported = (format: Format, id = project.id) => server.call('GET', `/api/projects/${id}/export?format=${format}`)
const imported = (format: Format, content: string, more: object = {}) => server.call('POST', '/api/import', { format, content, ...more })

describe('an export', () => {
  const types: Readonly<Record<Format, string>> = { markdown: 'text/markdown', json: 'application/json', csv: 'text/csv' }
  for (const format of formats) {
    it(`as ${format} is a file that, imported and accepted, is the same plan`, async () => {
      const file = await exported(format)
      expect(file.headers.get('content-type')).toContain(types[format])
      expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"; filename\*=UTF-8''\S+$/)
      const answer = await imported(format, file.text)
      expect(answer.status, answer.text).toBe(201)
      expect(answer.headers.get('location')).toBe(`/api/proposals/${answer.body.proposal.id}`)
      expect(answer.body.project).toMatchObject({ version: 0 })
      expect(answer.body.project.id).not.toBe(project.id)
      const accepted = await server.call('POST', `/api/proposals/${answer.body.proposal.id}/accept`)
      expect(accepted.status, accepted.text).toBe(200)
      expect(await outline(server, answer.body.project.id)).toEqual(await outline(server, project.id))
      const { tasks } = (await server.call('GET', `/api/projects/${answer.body.project.id}`)).body
      expect(tasks).toMatchObject([
        { priority: 'high', estimateMinutes: 480, tags: ['ui'], acceptanceCriteria: [{ text: 'Somebody nods' }] },
        {},
        { status: 'done' },
        { dueDate: '2027-01-31', dependsOn: [tasks[0].id] },
      ])
      const again = await exported(format, answer.body.project.id)
      const nameless = (text: string): string => text.replaceAll(/id\d{8}/g, 'id').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time')
      expect(nameless(again.text).replace(answer.body.project.title, 'Launch'), 'and exported again it is the same file').toContain(
        nameless(file.text).split('\n').at(-2),
      )
    })
  }

  it('is named after the project whatever that is called', async () => {
    await server.call('PATCH', `/api/projects/${project.id}`, { title: '"; rm -rf /\\..\\ 计划 💡' })
    const header = (await exported('csv')).headers.get('content-disposition') ?? ''
    expect(header).toMatch(/^attachment; filename="[\w.-]+"; filename\*=UTF-8''[\w.%~!*-]+$/)
    await server.call('PATCH', `/api/projects/${project.id}`, { title: '计划' })
    expect((await exported('csv')).headers.get('content-disposition')).toMatch(/filename="[\w-]+\.csv"/)
  })

  it('without a format, or in one that there is none of, is refused', async () => {
    for (const query of ['', '?format=pdf'])
      expect((await server.call('GET', `/api/projects/${project.id}/export${query}`)).body).toMatchObject({
        status: 422,
        errors: [{ pointer: '/query/format' }],
      })
  })
})

describe('an import', () => {
  it('is a proposal: nothing is applied before somebody looked', async () => {
    const { body } = await imported('markdown', '# Party\n\n- [ ] Invite\n  - [x] List of guests\n- [ ] Cook', { title: 'My party' })
    expect(body.project).toMatchObject({ title: 'My party', version: 0 })
    expect(body.proposal).toMatchObject({ status: 'open', baseVersion: 0 })
    expect(await outline(server, body.project.id)).toEqual([])
    await server.call('POST', `/api/proposals/${body.proposal.id}/accept`)
    expect(await outline(server, body.project.id)).toEqual(['Invite', '  List of guests', 'Cook'])
    expect((await server.call('GET', `/api/projects/${body.project.id}/commits/1`)).body.commit).toMatchObject({ source: 'import' })
  })

  it('into a project adds to it, beside a proposal that is open', async () => {
    const first = await imported('markdown', '- One\n- Two', { projectId: project.id })
    const second = await imported('csv', 'title\nThree\n', { projectId: project.id })
    expect(first.body.proposal).toMatchObject({ projectId: project.id, parked: false })
    expect(second.body.proposal.parked).toBe(true)
    for (const { body } of [first, second]) expect((await server.call('POST', `/api/proposals/${body.proposal.id}/accept`)).status).toBe(200)
    // Both were made on one version and append at the same place: in which order they stand is not promised.
    expect([...(await outline(server, project.id)).slice(-3)].sort()).toEqual(['One', 'Three', 'Two'])
    expect((await server.call('GET', `/api/projects/${project.id}`)).body.project.title).toBe('Launch')
  })

  it('of something that cannot be read says where, and leaves no empty project behind', async () => {
    const before = await everything(server)
    const files: readonly [format: Format, content: string][] = [
      ['json', '{'],
      ['json', '[]'],
      ['json', '{"tasks":3}'],
      ['json', 'null'],
      ['json', '{"__proto__":{"x":1}}'],
      ['json', '['.repeat(100_000)],
      ['csv', ''],
      ['csv', 'a,b\n1,2\n'],
      ['csv', 'title,status\nX,"unfinished\n'],
      ['markdown', ''],
      ['markdown', '   \n\n'],
    ]
    for (const [format, content] of files) {
      const refused = await imported(format, content)
      expect([format, content.slice(0, 20), refused.status]).toEqual([format, content.slice(0, 20), 422])
      expect(refused.body.errors?.[0]?.pointer ?? refused.body.issues?.[0]?.detail).toBeTruthy()
    }
    expect((await imported('csv', 'title\nx\n', { projectId: 'nowhere' })).status).toBe(404)
    expect(await everything(server)).toEqual(before)
  })

  it('of hostile text keeps it as text', async () => {
    const titles = [
      '=HYPERLINK("http://evil.example")',
      '<script>alert(1)</script>',
      '$(rm -rf /)',
      '../../etc/passwd',
      '{{7*7}}',
      "Robert'); DROP TABLE tasks;--",
    ]
    const content = JSON.stringify({ title: 'Hostile', tasks: titles.map((title) => ({ title })) })
    const answer = await imported('json', content)
    if (answer.status === 201) {
      await server.call('POST', `/api/proposals/${answer.body.proposal.id}/accept`)
      expect(await outline(server, answer.body.project.id)).toEqual(titles)
      const csv = await exported('csv', answer.body.project.id)
      for (const line of csv.text.split('\n')) expect(line, 'a spreadsheet would run it').not.toMatch(/(^|,)"?[=+@]/)
    } else expect(answer.status).toBe(422)
  })
})
