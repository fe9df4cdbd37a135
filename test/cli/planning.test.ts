import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listen } from '../../server/listen.ts'
import { testServer } from '../http/harness.ts'
import { temporaryHome, terminal } from './terminal.ts'

const words = { outputMode: '-o', json: 'json' }
const asJson = [words.outputMode, words.json]

describe('planwright, on the data of this machine', () => {
  it('plans, reviews and goes on from the first message to the last task', async () => {
    const planwright = terminal()
    expect((await planwright('project', 'list')).out).toContain('No projects')
    const said = await planwright('chat', 'Launch a podcast about gardening in six weeks', ...asJson)
    expect(said).toMatchObject({ code: 0 })
    expect(said.json.proposal.operations.length).toBeGreaterThan(3)
    expect((await planwright('proposals')).out).toContain('Launch a podcast')
    expect((await planwright('proposals', said.json.proposal.id)).out).toMatch(/ {2}1 ~ the project/)
    expect((await planwright('accept', '--only', '2', '--dry-run')).out).toContain('1 changes would be applied')
    expect((await planwright('accept', '--only', '2')).out).toContain('stay open')
    expect((await planwright('accept', said.json.proposal.id)).code).toBe(0)
    expect((await planwright('plan', 'show')).out).toMatch(/^1 ○ Audience and concept/m)
    const next = await planwright('next', ...asJson)
    expect(next.json.items[0].reasons.length).toBeGreaterThan(0)
    expect((await planwright('task', 'done', next.json.items[0].task.id, '--spent', '3h', ...asJson)).json.task).toMatchObject({
      status: 'done',
      spentMinutes: 180,
    })
    const history = await planwright('plan', 'history', ...asJson)
    expect(history.json.items.map((commit: { version: number }) => commit.version)).toEqual([3, 2, 1])
    expect((await planwright('plan', 'diff', '1')).out).toContain('~')
    expect((await planwright('plan', 'revert', '3')).out).toContain('v4')
  })

  it('adds, changes, moves and deletes a task by number, title or id', async () => {
    const planwright = terminal()
    await planwright('project', 'create', 'Book')
    await planwright('task', 'add', 'Write', '--estimate', '2d', '--tag', 'a', '--tag', 'b', '--criterion', 'It is readable')
    const print = await planwright('task', 'add', 'Print', '--after', 'write', '--assignee', 'codex', '--agent', ...asJson)
    expect(print.json.task).toMatchObject({ title: 'Print', assignee: { kind: 'agent', name: 'codex' } })
    expect((await planwright('task', 'show', '1')).out).toMatch(/☐ It is readable/)
    expect((await planwright('task', 'set', '2', '--due', '2026-12-24', '--priority', 'high', ...asJson)).json.task).toMatchObject({
      dueDate: '2026-12-24',
    })
    expect((await planwright('task', 'set', 'print', '--due', 'none', ...asJson)).json.task.dueDate).toBeNull()
    expect((await planwright('task', 'move', 'Print', '--first')).code).toBe(0)
    expect((await planwright('plan', 'show')).out).toMatch(/1 ○ Print[^]*2 ○ Write/)
    expect((await planwright('task', 'delete', print.json.task.id)).code).toBe(0)
    expect((await planwright('task', 'show', 'Print')).code).toBe(1)
  })

  it('applies drafts from a file and from standard input, at once or for review', async () => {
    const home = temporaryHome()
    const draft = { taskPatches: [{ op: 'create', taskId: 'new-1', body: { title: 'From a script' } }] }
    const planwright = terminal({ home, input: JSON.stringify(draft) })
    await planwright('project', 'create', 'Book')
    writeFileSync(join(home, 'draft.json'), JSON.stringify(draft))
    expect((await planwright('apply', join(home, 'draft.json'), '--dry-run')).out).toContain('1 changes would be made')
    expect((await planwright('apply', join(home, 'draft.json'))).out).toContain('v1')
    expect((await planwright('apply', '-', '--propose')).out).toContain('1 changes wait')
    expect((await planwright('reject', '--reason', 'twice')).code).toBe(0)
    expect((await terminal({ home, input: 'not json' })('apply', '-')).code).toBe(2)
  })

  it('takes a plan out and in again', async () => {
    const home = temporaryHome()
    const planwright = terminal({ home })
    await planwright('project', 'create', 'Book')
    await planwright('task', 'add', 'Write')
    expect(await planwright('export', join(home, 'book.md'))).toMatchObject({ code: 0 })
    expect(readFileSync(join(home, 'book.md'), 'utf8')).toContain('# Book')
    expect((await planwright('import', join(home, 'book.md'), '--title', 'Copy', ...asJson)).json.proposal.operations.length).toBeGreaterThan(0)
    expect((await planwright('import', join(home, 'book.xls'))).code).toBe(2)
  })

  it('asks back where a name may mean two', async () => {
    const planwright = terminal()
    await planwright('project', 'create', 'Book one')
    await planwright('project', 'create', 'Book two')
    const unclear = await planwright('plan', 'show')
    expect(unclear).toMatchObject({ code: 2 })
    expect(unclear.err).toContain('Book two')
    expect((await planwright('plan', 'show', '-p', 'book')).code).toBe(2)
    expect((await planwright('plan', 'show', '-p', 'Book two')).out).toContain('Book two')
    expect((await planwright('plan', 'show', '-p', 'nowhere')).code).toBe(1)
  })

  it('tells usage from failure by its exit code, and errors as JSON to scripts', async () => {
    const planwright = terminal()
    expect((await planwright('frobnicate')).code).toBe(2)
    expect((await planwright('task', 'add', 'x', '--due', 'soon')).code).toBe(2)
    expect((await planwright('next')).code).toBe(1)
    const failure = await planwright('next', ...asJson)
    expect(JSON.parse(failure.err)).toMatchObject({ error: { kind: 'failed', exitCode: 1 } })
    expect((await planwright('--server', 'http://127.0.0.1:1', 'project', 'list')).code).toBe(5)
    expect((await planwright('--server', 'ftp://here', 'project', 'list')).code).toBe(2)
  })

  it('lets nothing in a title reach the terminal as an escape sequence', async () => {
    const planwright = terminal()
    await planwright('project', 'create', 'Book')
    const evil = '\u202eevil'
    await planwright('task', 'add', `Write ${evil}`)
    expect((await planwright('plan', 'show')).out).not.toContain('\u202e')
    expect((await planwright('plan', 'show', ...asJson)).json.tasks[0].title).toContain(evil)
  })
})

describe('planwright, with a server', () => {
  it('talks to the one it is told of, as the person it is told of', async () => {
    const server = testServer()
    const listening = await listen(server.app, { host: '127.0.0.1', port: 0, tries: 0 })
    const planwright = terminal({ env: { PLANWRIGHT_SERVER: listening.url, PLANWRIGHT_USER: 'Ada Łovelace' } })
    await planwright('project', 'create', 'Book')
    await planwright('task', 'add', 'Write')
    expect((await planwright('plan', 'history', ...asJson)).json.items[0].author).toMatchObject({ kind: 'person', name: 'Ada Łovelace' })
    expect((await planwright('doctor')).out).toContain(listening.url)
    await listening.close()
    await server.stop()
  })
})

describe('planwright init', () => {
  it('sets a machine up without questions, and keeps passwords to itself', async () => {
    const home = temporaryHome()
    const planwright = terminal({ home })
    const file = join(home, 'elsewhere', 'plans.sqlite')
    expect(await planwright('init', '--db-url', `sqlite:${file}`, '--name', 'Ada')).toMatchObject({ code: 0 })
    expect(statSync(join(home, 'config.json')).mode & 0o777).toBe(0o600)
    await planwright('project', 'create', 'Book')
    expect(statSync(file).size).toBeGreaterThan(0)
    await planwright('task', 'add', 'Write')
    expect((await planwright('plan', 'history', ...asJson)).json.items[0].author.name).toBe('Ada')
    expect((await planwright('config', 'show')).out).toContain('Ada')
    expect((await planwright('config', 'test')).code).toBe(0)
    const gone = await planwright('init', '--db-url', 'postgres://me:sesame@127.0.0.1:1/plans')
    expect(gone).toMatchObject({ code: 5 })
    expect(gone.err + gone.out).not.toContain('sesame')
    expect(readFileSync(join(home, 'config.json'), 'utf8')).toContain(file)
  })

  it('asks on a terminal, and mends settings that are broken', async () => {
    const home = temporaryHome()
    mkdirSync(home, { recursive: true })
    writeFileSync(join(home, 'config.json'), '{ broken')
    expect(await terminal({ home })('project', 'list')).toMatchObject({ code: 1, err: expect.stringContaining('planwright init') as string })
    expect((await terminal({ home })('init')).code).toBe(2)
    const asked = await terminal({ home, answers: ['sqlite', '', 'Grace'] })('init')
    expect(asked).toMatchObject({ code: 0 })
    expect(JSON.parse(readFileSync(join(home, 'config.json'), 'utf8')).user.name).toBe('Grace')
    expect((await terminal({ home })('project', 'list')).code).toBe(0)
  })
})
