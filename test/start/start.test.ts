import { createServer, type AddressInfo, type Server } from 'node:net'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusedStart, runServer, temporaryHome, type RunningServer } from './run-server.ts'

let folder: ReturnType<typeof temporaryHome>
const running: RunningServer[] = []

beforeEach(() => {
  folder = temporaryHome()
})

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop('SIGKILL')
  folder.remove()
})

async function start(variables: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  const server = await runServer(folder.home, variables)
  running.push(server)
  return server
}

async function json(
  server: RunningServer,
  path: string,
  body?: unknown,
): Promise<Record<string, unknown> & { items: { id: string; title: string; version: number }[] }> {
  const response = await fetch(
    `${server.url}/api${path}`,
    body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  )
  return (await response.json()) as never
}

/** A port that somebody else has. */
async function busyPort(): Promise<{ readonly port: number; readonly holder: Server }> {
  const holder = createServer()
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
  return { port: (holder.address() as AddressInfo).port, holder }
}

describe('a first start', () => {
  it('says its address and where the data lies, and has a sample project with a proposal waiting', async () => {
    const server = await start()
    expect(server.output()).toContain(folder.home)
    const [sample] = (await json(server, '/projects')).items
    expect(sample?.title).toMatch(/^Sample/)
    const [proposal] = (await json(server, `/projects/${sample?.id}/proposals?status=open`)).items as unknown as { operations: { kind: string }[] }[]
    expect(new Set(proposal?.operations.map(({ kind }) => kind))).toEqual(new Set(['create', 'update', 'move', 'delete']))
    expect(await json(server, '/health')).toMatchObject({ status: 'ok', storage: 'sqlite' })
  })

  it('keeps the data to its owner', async () => {
    await start()
    expect(statSync(join(folder.home, 'planwright.sqlite')).mode & 0o077).toBe(0)
    expect(statSync(join(folder.home, 'planwright.log')).mode & 0o077).toBe(0)
  })

  it('makes no sample where it is told not to', async () => {
    expect((await json(await start({ PLANWRIGHT_SAMPLE: '0' }), '/projects')).items).toEqual([])
  })
})

describe('a later start', () => {
  it('does not bring back a sample that was deleted', async () => {
    const first = await start()
    const [sample] = (await json(first, '/projects')).items
    await fetch(`${first.url}/api/projects/${sample?.id}`, { method: 'DELETE' })
    await first.stop()
    expect((await json(await start(), '/projects')).items).toEqual([])
  })

  it('finds every acknowledged commit, conversation and proposal after the process was killed', async () => {
    const first = await start({ PLANWRIGHT_SAMPLE: '0' })
    const { project, proposal } = (await json(first, '/chat', { message: 'Plan a product launch' })) as unknown as {
      project: { id: string }
      proposal: { id: string; operations: { id: string }[] }
    }
    const accepted = await json(first, `/proposals/${proposal.id}/accept`, {})
    expect(accepted).toMatchObject({ version: 1 })
    await json(first, `/projects/${project.id}/chat`, { message: 'Add a task for documentation' })
    await first.stop('SIGKILL')

    const second = await start()
    const found = (await json(second, `/projects/${project.id}`)) as unknown as { project: { version: number }; tasks: unknown[] }
    expect(found.project.version).toBe(1)
    expect(found.tasks.length).toBeGreaterThan(2)
    expect((await json(second, `/projects/${project.id}/conversation`)).items).toHaveLength(2)
    expect((await json(second, `/projects/${project.id}/proposals?status=open`)).items).toHaveLength(1)
  })
})

describe('a port that is busy', () => {
  it('is refused in one line where PORT names it', async () => {
    const { port, holder } = await busyPort()
    const { code, output } = await refusedStart(folder.home, { PORT: String(port) })
    holder.close()
    expect(code).toBe(1)
    expect(output.trim().split('\n')).toEqual([expect.stringContaining(`PORT: ${port} is in use`)])
  })
})

describe('a wrong setting', () => {
  const wrong: readonly (readonly [name: string, value: string])[] = [
    ['PORT', 'eighty'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'mysql://here'],
    ['PLANWRIGHT_SAMPLE', 'perhaps'],
    ['PLANWRIGHT_PROFILE', 'best'],
    ['PLANWRIGHT_PROVIDERS', '/nowhere/providers.yaml'],
  ]
  it.each(wrong)('%s=%s stops the start with one line that names it', async (name, value) => {
    const { code, output } = await refusedStart(folder.home, { [name]: value })
    expect(code).not.toBe(0)
    expect(output.trim().split('\n')).toHaveLength(1)
    expect(output).toContain(name)
  })
})

describe('a graceful stop', () => {
  it('closes event streams, ends with 0 and leaves a database that is whole', async () => {
    const server = await start()
    const stream = await fetch(`${server.url}/api/events`)
    const reader = stream.body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('event: hello')
    const ended = server.stop()
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) continue
    expect(await ended).toBe(0)
    expect(existsSync(join(folder.home, 'planwright.sqlite-wal'))).toBe(false)
  })

  it('lets a request under way end', async () => {
    const server = await start({ PLANWRIGHT_SAMPLE: '0' })
    const asked = json(server, '/chat', { message: 'Plan a data migration to a new warehouse' })
    const seen = asked.then((answer) => answer['message'])
    await fetch(`${server.url}/api/health`)
    const code = await server.stop()
    expect(code).toBe(0)
    expect(await seen).toBeTypeOf('string')
  })
})
