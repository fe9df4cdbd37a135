import { afterEach, describe, expect, it } from 'vitest'
import { problem } from '../../server/contract/problem.ts'
import type { Models } from '../../server/ports/models.ts'
import { testServer, type TestServer } from './harness.ts'
import { answering, called, configured, failing, record, telling, worst } from './model-script.ts'
import { makeProject, type MadeProject } from './plans.ts'
import { create, gate, scriptedAgent, type Script } from './scripted-agent.ts'
import { sqliteFolder } from './sqlite.ts'

let server: TestServer
let project: MadeProject
afterEach(() => server.stop())

async function serve(scripts: readonly Script[], models: Models = configured()): Promise<void> {
  server = testServer({ agent: scriptedAgent(...scripts), models })
  project = await makeProject(server)
}

const chat = (message: string) => server.call('POST', `/api/projects/${project.id}/chat`, { message })
const two = [create('new-1', 'Docs'), create('new-2', 'Training', { parentTaskId: 'new-1' })]

describe('a budget', () => {
  it('that is used up ends the turn in a problem that says which, how much and what to do', async () => {
    const spendThrift: Script = async function* (request) {
      const over = await request.modelling?.allow(worst(600))
      if (over) yield failing(problem('budget-exhausted', over))
      yield called({ startedAt: request.today, costMicros: 600 })
      yield { kind: 'answer', answer: { kind: 'words', agent: 'assistant', reply: 'Yes.', understood: true } }
    }
    await serve([spendThrift, spendThrift], configured({ dayMicros: 1_000 }))
    expect((await chat('one')).status).toBe(200)
    const refused = await chat('two')
    expect(refused.body).toMatchObject({
      type: 'urn:planwright:problem:budget-exhausted',
      status: 429,
      budget: 'day',
      limitMicros: 1_000,
      spentMicros: 600,
      worstMicros: 600,
      tries: [],
    })
    expect(refused.body.detail).toContain('The budget of today is $0.0010: $0.00060 of it is used')
    expect(Number(refused.headers.get('retry-after'))).toBe(refused.body.retryAfterSeconds)
    expect(refused.body.retryAfterSeconds).toBeGreaterThan(14 * 3_600)
    expect((await server.call('GET', '/api/usage')).body).toMatchObject({ budgets: { dayMicros: 1_000 }, todayMicros: 600 })
  })
})

describe('usage', () => {
  it('of a call that has ended is kept, also where the server is killed before its turn has', async () => {
    const folder = sqliteFolder()
    const door = gate()
    const agent = scriptedAgent(telling(() => [called(), () => door.wait()]))
    server = testServer({ storage: await folder.open(), agent, models: configured() })
    project = await makeProject(server)
    void chat('one').catch(() => undefined)
    await door.reached
    // Units of work run one after the other: when this one has ended, so has the one that keeps the record.
    await server.deps.storage.write(async () => undefined)
    await server.deps.storage.close()
    server = testServer({ storage: await folder.open(), agent: scriptedAgent(), models: configured(), prefix: 'second-' })
    expect((await server.call('GET', `/api/usage?projectId=${project.id}`)).body.total).toMatchObject({ tries: 1, costMicros: 1_000 })
    folder.remove()
  })

  it('is summed over all calls, by day, project, model and kind', async () => {
    await serve([
      telling((request) => [
        called({ startedAt: '2026-11-20T23:00:00.000Z' }),
        called({ error: 'server', costMicros: null }),
        answering(request, two),
      ]),
      telling(() => [called({ kind: 'route', provider: 'local', model: 'qwen', costMicros: null }), failing(problem('model-failed', 'no'))]),
    ])
    await chat('one')
    await server.call('POST', '/api/chat', { message: 'goal' })
    const { body } = await server.call('GET', '/api/usage?by=model')
    expect(body).toMatchObject({
      projectId: null,
      by: 'model',
      total: { tries: 3, failed: 1, inputTokens: 300, outputTokens: 60, costMicros: 1_000, unknownCosts: 2 },
      items: [
        { key: 'local/qwen', tries: 1, costMicros: 0, unknownCosts: 1 },
        { key: 'openai/gpt', tries: 2, costMicros: 1_000, unknownCosts: 1 },
      ],
    })
    const keys = async (query: string) => (await server.call('GET', `/api/usage?${query}`)).body.items.map(({ key }: { key: string }) => key)
    expect(await keys('by=project')).toEqual([project.id, null])
    expect(await keys('by=kind')).toEqual(['edit', 'route'])
    expect(await keys('by=day')).toEqual(['2026-11-20'])
    expect(await keys('by=day&from=2026-11-20&to=2026-11-20')).toEqual(['2026-11-20'])
    expect(await keys('by=day&from=2026-11-21')).toEqual([])
    expect(await keys('')).toEqual([])
    expect((await server.call('GET', `/api/usage?projectId=${project.id}`)).body.total.tries).toBe(2)
    expect(record().costMicros, 'what the sums are made of').toBe(1_000)
  })

  it('refuses what cannot be asked', async () => {
    await serve([])
    const status = async (query: string) => (await server.call('GET', `/api/usage?${query}`)).status
    expect(await status('by=week')).toBe(422)
    expect(await status('from=yesterday')).toBe(422)
    expect(await status('from=2026-02-30')).toBe(422)
    expect(await status('from=2026-11-20&to=2026-11-19')).toBe(422)
    expect(await status('project=x')).toBe(422)
    expect(await status('projectId=nowhere')).toBe(404)
    expect((await server.call('GET', '/api/turns/nowhere/tries')).status).toBe(404)
  })
})
