import { hostname } from 'node:os'
import { join } from 'node:path'
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPostgres, type PostgresServer } from '../postgres/server.ts'
import { temporaryHome, terminal } from './terminal.ts'

let postgres: PostgresServer
beforeAll(async () => {
  postgres = await startPostgres({ durable: false })
})
afterAll(async () => {
  await postgres.dispose()
})

const asJson = ['--output=json']

const stores = [
  ['SQLite', async (home: string) => `sqlite:${home}/work.sqlite`],
  ['PostgreSQL', async () => `${await postgres.makeDatabase()}?schema=work`],
] as const

describe.each(stores)('the founding story, on %s', (_, addressIn) => {
  it('goes from the set-up to the agent who comes next', async () => {
    const home = temporaryHome()
    const agent = terminal({ home, cwd: '/src/app' })
    expect(await agent('init', '--db-url', await addressIn(home), '--name', 'Developer')).toMatchObject({ code: 0 })
    expect(await agent('workspace', 'create', 'my-project', '--description', 'Personal project')).toMatchObject({ code: 0 })
    expect((await agent('session', 'log', 'Too early')).err).toContain("No active session. Use 'planwright session start' first.")
    expect((await agent('session', 'start', 'Fix authentication bug')).out).toContain('✅ Session started: session-')
    expect((await agent('session', 'log', 'Analyzed login code', '--type=analysis')).out).toContain('✅ Action logged')
    expect((await agent('session', 'log', 'Fixed race condition', '--type=fix')).code).toBe(0)
    const status = (await agent('session', 'status', ...asJson)).json
    expect(status).toMatchObject({ task: 'Fix authentication bug', status: 'active', stale: false })
    expect(Object.keys(status)).toEqual(expect.arrayContaining(['session_id', 'workspace_id', 'started_at', 'duration_seconds']))
    const commit = await agent(
      'session',
      'commit',
      'fix: race condition in token refresh',
      '--description',
      'Two tabs refreshed at once',
      '--git',
      'abc123',
    )
    expect(commit.out).toMatch(/✅ Commit created: commit-\w+\n📊 Session duration: \d+s\n🔗 Previous commit: none/)
    expect((await agent('log')).out).toMatch(/^commit-\w+ {2}fix: race condition in token refresh {2}just now/)
    const { commits } = (await agent('log', ...asJson)).json
    expect(commits).toEqual([expect.objectContaining({ message: 'fix: race condition in token refresh', git_commit: 'abc123', parent_id: null })])

    const next = terminal({ home, cwd: '/src/elsewhere', env: { PLANWRIGHT_USER: 'Second agent' } })
    expect((await next('resume')).out).toContain('Fixed race condition (fix)')
    const shown = (await next('show', commits[0].id)).out
    for (const line of ['Author: Developer', 'Parent: none', '  - Analyzed login code (analysis)', 'Task: Fix authentication bug'])
      expect(shown).toContain(line)
    await next('session', 'start', 'Go on')
    await next('session', 'commit', 'feat: go on')
    const log = (await next('log', '--last', '2', ...asJson)).json.commits
    expect(log.map((each: { author: string }) => each.author)).toEqual(['Second agent', 'Developer'])
    expect((await next('log', '--graph')).out).toMatch(/^\* [^]*\n\|\n\* /)
    expect((await next('diff', log[1].id, log[0].id)).out).toContain('feat: go on')
    expect((await next('stats', ...asJson)).json).toMatchObject({ commits: 2 })
  })
})

describe('the work journal on the command line', () => {
  it('keeps several agents apart, and refuses a second start in one folder', async () => {
    const home = temporaryHome()
    const [here, there] = [terminal({ home, cwd: '/src/a' }), terminal({ home, cwd: '/src/b' })]
    await here('workspace', 'create', 'w')
    const first = (await here('session', 'start', 'One', ...asJson)).json.session_id
    expect(await here('session', 'start', 'Two')).toMatchObject({ code: 3, err: expect.stringContaining(first) as string })
    const second = (await here('session', 'start', 'Two', '--new', ...asJson)).json.session_id
    expect((await there('session', 'start', 'Three')).code).toBe(0)
    expect(await here('session', 'status')).toMatchObject({ code: 2, err: expect.stringContaining(second) as string })
    expect((await here('session', 'status', '--session', second, ...asJson)).json.task).toBe('Two')
    const named = terminal({ home, cwd: '/nowhere', env: { PLANWRIGHT_SESSION: first } })
    expect((await named('session', 'status', ...asJson)).json.task).toBe('One')
    expect((await there('session', 'list', ...asJson)).json.sessions).toHaveLength(3)
    expect((await here('session', 'abort', '--session', second)).code).toBe(0)
    expect((await here('session', 'log', 'late', '--session', second)).code).toBe(3)
  })

  it('shows a session whose process has died as stale, and lets another take it up', async () => {
    const home = temporaryHome()
    const planwright = terminal({ home, cwd: '/src/a' })
    await planwright('workspace', 'create', 'w')
    // No process has this number: Linux gives at most 4,194,304.
    const id = (await planwright('session', 'start', 'One', '--pid', '4194999', ...asJson)).json.session_id
    expect((await planwright('session', 'status', ...asJson)).json).toMatchObject({ stale: true })
    expect((await planwright('resume')).out).toContain('stale')
    const other = terminal({ home, cwd: '/src/b' })
    expect((await other('session', 'resume', id, '--pid', String(process.pid), ...asJson)).json).toMatchObject({ stale: false, directory: '/src/b' })
    expect(hostname()).not.toBe('')
  })

  it('links a session to a task of the plan, and marks it when told to', async () => {
    const home = temporaryHome()
    const planwright = terminal({ home, cwd: '/src/a' })
    await planwright('project', 'create', 'Login')
    await planwright('task', 'add', 'Fix the race', '--criterion', 'A test shows it')
    await planwright('workspace', 'create', 'auth', '--project', 'Login')
    expect((await planwright('resume')).out).toContain('Fix the race')
    await planwright('session', 'start', 'Fix it', '--task', '1')
    expect((await planwright('session', 'commit', 'fix', '--criterion', 'nothing such')).code).toBe(2)
    const done = (await planwright('session', 'commit', 'fix', '--criterion', 'A test shows it', '--task-done', ...asJson)).json
    expect(done).toMatchObject({ plan_version: 2 })
    expect((await planwright('plan', 'show', ...asJson)).json.tasks[0]).toMatchObject({ status: 'done', acceptanceCriteria: [{ done: true }] })
  })

  it('hands over in less than 2,000 tokens, however much was written', async () => {
    const home = temporaryHome()
    const planwright = terminal({ home, cwd: '/src/a' })
    await planwright('workspace', 'create', 'w', '--description', 'word '.repeat(2_000))
    for (let commit = 0; commit < 6; commit++) {
      await planwright('session', 'start', `Task ${commit} ${'long '.repeat(50)}`)
      for (let action = 0; action < 6; action++) await planwright('session', 'log', `Action ${action} ${'very long '.repeat(500)}`)
      await planwright('session', 'commit', `feat ${commit} ${'long '.repeat(50)}`, '--description', 'told at length '.repeat(500))
    }
    for (const folder of ['b', 'c', 'd', 'e', 'f', 'g']) await terminal({ home, cwd: `/src/${folder}` })('session', 'start', 'open '.repeat(50))
    expect(countTokens((await planwright('resume')).out)).toBeLessThan(2_000)
  })

  it('carries a workspace to another machine, and back beside itself', async () => {
    const [here, there] = [terminal({ cwd: '/src/a' }), terminal({ cwd: '/src/b' })]
    const file = join(temporaryHome(), 'auth.json')
    await here('workspace', 'create', 'auth', '--description', 'Login work')
    await here('session', 'start', 'Fix it')
    await here('session', 'log', 'Found it', '--type', 'analysis')
    await here('session', 'commit', 'fix: it')
    await here('session', 'start', 'Go on')
    expect((await here('workspace', 'export', file)).out).toContain('(2 sessions, 1 actions, 1 commits)')
    expect((await there('workspace', 'import', file, ...asJson)).json).toMatchObject({ name: 'auth', sessions: 2, actions: 1, commits: 1 })
    expect((await there('log')).out).toBe((await here('log')).out)
    expect((await there('resume')).out).toContain('Found it (analysis)')
    expect(await here('workspace', 'import', file)).toMatchObject({ code: 2, err: expect.stringContaining('/workspace/name') as string })
    const piped = (await here('workspace', 'export')).out
    expect((await terminal({ input: piped })('workspace', 'import', '-')).code).toBe(0)
    const beside = await here('workspace', 'import', file, '--name', 'copy', ...asJson)
    expect((await here('workspace', 'list', ...asJson)).json.workspaces).toHaveLength(2)
    expect((await here('log', '--workspace', beside.json.id, ...asJson)).json.commits[0].message).toBe('fix: it')
  })

  it('says what is wrong with a file that it cannot import', async () => {
    const planwright = terminal({ input: '{"format": "planwright-workspace"' })
    expect(await planwright('workspace', 'import', '-')).toMatchObject({ code: 2, err: expect.stringContaining('is not JSON') as string })
    expect((await planwright('workspace', 'import', '/nowhere/file.json')).err).toContain('ENOENT')
    expect((await terminal({ input: '[]' })('workspace', 'import', '-')).err).toContain('workspace export')
    expect((await terminal({ input: '{}' })('workspace', 'import', '-')).err).toContain('/format')
    const stuck = terminal()
    await stuck('workspace', 'create', 'w')
    expect(await stuck('workspace', 'export', '/nowhere/file.json')).toMatchObject({
      code: 2,
      err: expect.stringContaining('cannot be written') as string,
    })
  })

  it('remembers the workspace that was switched to', async () => {
    const planwright = terminal()
    expect((await planwright('workspace', 'current')).err).toContain('workspace create')
    await planwright('workspace', 'create', 'one')
    await planwright('workspace', 'create', 'two', '--description', 'the second')
    expect((await planwright('workspace', 'current')).out).toContain('Description: the second')
    expect((await planwright('workspace', 'switch', 'ONE')).out).toContain('✅ Switched to workspace: one')
    expect((await planwright('workspace', 'current', ...asJson)).json.name).toBe('one')
    expect((await planwright('workspace', 'create', 'One')).code).toBe(2)
    expect((await planwright('workspace', 'switch', 'three')).code).toBe(1)
  })
})
