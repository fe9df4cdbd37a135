import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Client as Api } from '../../server/cli/client.ts'
import type { Context } from '../../server/cli/context.ts'
import { serveHttp } from '../../server/cli/mcp/http.ts'
import { mcpServer } from '../../server/cli/mcp/server.ts'
import { projectRoot } from '../../server/config/version.ts'
import { testServer, type TestServer } from '../http/harness.ts'
import { temporaryHome, terminal } from './terminal.ts'

/** The whole product in this process, as the MCP server's commands see it. */
function contextOver(server: TestServer): Context {
  const signal = new AbortController().signal
  const connection = { server: null, send: (path: string, init: RequestInit) => server.raw(path, init), close: async () => undefined }
  const api = new Api(connection, { user: null, token: null, signal })
  const io = { env: {}, out: () => undefined, err: () => undefined } as unknown as Context['io']
  return { io, output: 'text', settings: {}, client: async () => api, print: () => undefined }
}

async function connected(mayAccept = false) {
  const server = testServer()
  const client = new Client({ name: 'test', version: '1' })
  const [here, there] = InMemoryTransport.createLinkedPair()
  await Promise.all([mcpServer(contextOver(server), { mayAccept }).connect(here), client.connect(there)])
  onTestFinished(async () => {
    await client.close()
    await server.stop()
  })
  const call = async (name: string, args: Record<string, unknown> = {}): Promise<{ text: string; isError: boolean }> => {
    const result = await client.callTool({ name, arguments: args })
    const [content] = result.content as { text: string }[]
    return { text: content?.text ?? '', isError: result.isError === true }
  }
  return { server, client, call }
}

async function withPlan(server: TestServer): Promise<string> {
  const project = (await server.call('POST', '/api/projects', { title: 'Book' })).body.id as string
  const taskPatches = ['Write', 'Print', 'Sell'].map((title, index) => ({
    op: 'create',
    taskId: `t${index}`,
    body: { title, estimateMinutes: 480, ...(index > 0 ? { dependsOn: [`t${index - 1}`] } : {}) },
  }))
  await server.call('POST', `/api/projects/${project}/patches`, { baseVersion: 0, taskPatches })
  return project
}

describe('the MCP server', () => {
  it('shows its tools in at most 2,000 tokens, and none that applies changes unless that was allowed', async () => {
    const { client } = await connected()
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name).toSorted()).toEqual([
      'list_projects',
      'next_tasks',
      'propose_changes',
      'read_plan',
      'read_proposal',
      'read_task',
      'search_tasks',
    ])
    const all = await (await connected(true)).client.listTools()
    expect(all.tools.map(({ name }) => name)).toContain('accept_proposal')
    expect(countTokens(JSON.stringify(all.tools))).toBeLessThanOrEqual(2_000)
  })

  it('lets an agent read the plan, find the next task, and propose what it did', async () => {
    const { server, call } = await connected()
    const project = await withPlan(server)
    expect((await call('list_projects')).text).toContain('Book')
    expect((await call('read_plan')).text).toMatch(/1 \[todo\] Write \(1d\)/)
    const next = await call('next_tasks', { project: 'Book' })
    expect(next.text).toContain('Write')
    const id = /id=(\S+?):/.exec(next.text)?.[1] ?? ''
    expect((await call('read_task', { taskId: id })).text).toContain('waited for by: Print')
    const proposed = await call('propose_changes', { message: 'Written', changes: [{ op: 'update', taskId: id, body: { status: 'done' } }] })
    expect(proposed).toMatchObject({ isError: false, text: expect.stringContaining('wait for review') as string })
    expect((await server.call('GET', `/api/projects/${project}`)).body.tasks[0].status).toBe('todo')
    const proposalId = /proposal id=(\S+)/.exec(proposed.text)?.[1] ?? ''
    expect((await call('read_proposal', { proposalId })).text).toContain('status: todo → done')
    expect((await call('read_proposal')).text).toContain('Written')
  })

  it('applies changes where that was allowed', async () => {
    const { server, call } = await connected(true)
    const project = await withPlan(server)
    const { text } = await call('apply_changes', { message: 'One more', changes: [{ op: 'create', taskId: 'x', body: { title: 'Review' } }] })
    expect(text).toBe('Applied as version 2.')
    const proposed = await call('propose_changes', { message: 'Another', changes: [{ op: 'create', taskId: 'y', body: { title: 'Index' } }] })
    expect((await call('accept_proposal', { proposalId: /proposal id=(\S+)/.exec(proposed.text)?.[1] })).text).toBe('Applied as version 3.')
    expect((await server.call('GET', `/api/projects/${project}`)).body.tasks).toHaveLength(5)
  })

  it('answers in pages, and says how to get the rest', async () => {
    const { server, call } = await connected()
    const project = (await server.call('POST', '/api/projects', { title: 'Large' })).body.id as string
    const taskPatches = Array.from({ length: 130 }, (_, index) => ({ op: 'create', taskId: `t${index}`, body: { title: `Task ${index}` } }))
    await server.call('POST', `/api/projects/${project}/patches`, { baseVersion: 0, taskPatches })
    expect((await call('read_plan')).text).toContain('… 30 more: ask again with from=100')
    expect((await call('read_plan', { from: 100 })).text.split('\n')).toHaveLength(31)
    expect((await call('search_tasks', { q: 'Task 12' })).text.split('\n')).toHaveLength(11)
  })

  it('tells an agent what is wrong, with the field, and changes nothing', async () => {
    const { server, call } = await connected()
    const project = await withPlan(server)
    expect(await call('read_task', { taskId: 'nowhere' })).toMatchObject({ isError: true, text: expect.stringContaining('no task') as string })
    const wrong = await call('propose_changes', { message: 'x', changes: [{ op: 'create', taskId: 'a', body: { title: '', dueDate: 'soon' } }] })
    expect(wrong.isError).toBe(true)
    expect(wrong.text).toContain('dueDate')
    expect(await call('propose_changes', { message: 'x', changes: [] })).toMatchObject({ isError: true })
    expect((await server.call('GET', `/api/projects/${project}`)).body.project.version).toBe(1)
  })

  it('has plans as resources and ways to begin as prompts', async () => {
    const { server, client } = await connected()
    const project = await withPlan(server)
    expect((await client.listResources()).resources).toEqual([expect.objectContaining({ uri: `plan://${project}`, name: 'Book' })])
    const { contents } = await client.readResource({ uri: `plan://${project}` })
    expect((contents[0] as { text: string }).text).toContain('# Book')
    expect((await client.listPrompts()).prompts.map(({ name }) => name)).toEqual(['plan', 'decompose', 'work'])
    expect((await client.getPrompt({ name: 'plan', arguments: { goal: 'a book' } })).messages).toHaveLength(1)
  })

  it('speaks streamable HTTP on the loopback, to those who know the token, and to no foreign page', async () => {
    const server = testServer()
    await withPlan(server)
    const serving = await serveHttp(contextOver(server), { port: 0, mayAccept: false, token: 'sesame' })
    const client = new Client({ name: 'test', version: '1' })
    const transport = new StreamableHTTPClientTransport(new URL(serving.url), { requestInit: { headers: { authorization: 'Bearer sesame' } } })
    await client.connect(transport as Parameters<typeof client.connect>[0])
    const result = await client.callTool({ name: 'next_tasks', arguments: {} })
    expect(JSON.stringify(result.content)).toContain('Write')
    await client.close()
    const post = (headers: Record<string, string>, body = '{}') =>
      fetch(serving.url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
    expect((await post({})).status).toBe(401)
    expect((await post({ authorization: 'Bearer sesame', origin: 'https://evil.example' })).status).toBe(403)
    expect((await post({ authorization: 'Bearer sesame' }, 'not json')).status).toBe(400)
    expect((await fetch(serving.url, { headers: { authorization: 'Bearer sesame' } })).status).toBe(405)
    await serving.close()
    await server.stop()
  })

  it('is a process that an agent starts, over the data of the machine', async () => {
    const home = temporaryHome()
    await terminal({ home })('project', 'create', 'Book')
    const client = new Client({ name: 'test', version: '1' })
    const env = { PATH: process.env['PATH'] ?? '', PLANWRIGHT_HOME: home, PLANWRIGHT_SAMPLE: '0' }
    const args = ['--import', 'tsx', 'server/cli/main.ts', 'mcp']
    const transport = new StdioClientTransport({ command: process.execPath, args, env, cwd: projectRoot, stderr: 'pipe' })
    await client.connect(transport as Parameters<typeof client.connect>[0])
    const result = await client.callTool({ name: 'list_projects', arguments: {} })
    expect(JSON.stringify(result.content)).toContain('Book')
    await client.close()
  })
})
