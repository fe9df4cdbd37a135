import { Hono } from 'hono'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStorage } from '../../server/adapters/storage/typeorm/index.ts'
import { planOf, type Plan } from '../../server/core/plan/plan.ts'
import type { Commit } from '../../server/core/patch/operation.ts'
import { diff } from '../../server/core/patch/diff.ts'
import { listen } from '../../server/listen.ts'
import type { Storage } from '../../server/ports/storage.ts'
import { testServer, type TestServerOptions } from '../http/harness.ts'

export interface BenchServer {
  readonly url: string
  readonly file: string
  call(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly text: string }>
  stop(): Promise<void>
}

/** The whole server over a real SQLite file and a real socket, with these plans stored. */
export async function benchServer(plans: readonly Plan[], options: Pick<TestServerOptions, 'agent' | 'models'> = {}): Promise<BenchServer> {
  const folder = mkdtempSync(join(tmpdir(), 'planwright-bench-'))
  const file = join(folder, 'bench.sqlite')
  const storage = await openSqliteStorage({ file, now: () => new Date().toISOString() })
  for (const plan of plans) await storePlan(storage, plan)
  const server = testServer({ storage, ...options })
  const listening = await listen(server.app, { host: '127.0.0.1', port: 0, tries: 0 })
  return {
    url: listening.url,
    file,
    async call(method, path, body) {
      const response = await fetch(`${listening.url}${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      })
      const text = await response.text()
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`)
      return { status: response.status, text }
    },
    async stop() {
      await listening.close()
      await server.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

/** Stores a plan as one commit on an empty project. */
export async function storePlan(storage: Storage, plan: Plan): Promise<void> {
  const at = '2026-11-20T09:00:00.000Z'
  const empty = planOf(plan.project, [])
  const commit: Commit = {
    projectId: plan.project.id,
    version: 1,
    patchId: `patch-${plan.project.id}`,
    proposalId: null,
    operations: diff(empty, plan),
    author: { kind: 'script', id: 'bench', name: 'bench' },
    source: 'import',
    message: 'Large plan',
    at,
  }
  await storage.write(async (session) => {
    await session.createProject(empty, at)
    const appended = await session.append(commit, empty, plan)
    if (!appended.ok) throw new Error('the plan was not stored')
  })
}

/** A bare Hono server that parses JSON and answers JSON: what any request costs. */
export async function bareHono(): Promise<{ call(body: unknown): Promise<void>; stop(): Promise<void> }> {
  const app = new Hono()
  app.post('/', async (c) => c.json({ seen: typeof (await c.req.json()) }))
  const listening = await listen(app as unknown as Parameters<typeof listen>[0], { host: '127.0.0.1', port: 0, tries: 0 })
  return {
    async call(body) {
      const response = await fetch(listening.url, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
      await response.json()
    },
    stop: () => listening.close(),
  }
}
