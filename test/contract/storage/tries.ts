import { expect, it } from 'vitest'
import type { TryRecord } from '../../../server/ports/language-model.ts'
import type { StoredTry, UsageGroup, UsageSum } from '../../../server/ports/storage.ts'
import type { Context } from '../storage.ts'
import { projectId, sampleTurn, storeProject } from './samples.ts'

const record = (fields: Partial<TryRecord> = {}): TryRecord => ({
  n: 1,
  kind: 'edit',
  provider: 'openai',
  model: 'gpt',
  answeredBy: 'gpt-2026',
  startedAt: '2026-11-20T10:00:00.000Z',
  firstTokenMs: 120,
  totalMs: 900,
  finish: 'stop',
  error: null,
  requestId: 'r-1',
  usage: { inputTokens: 100, cachedTokens: 40, cacheWriteTokens: 5, outputTokens: 20, reasoningTokens: 8 },
  costMicros: 1_000,
  price: 'openai/gpt@1',
  ...fields,
})

const stored = (fields: Partial<StoredTry> = {}, of: Partial<TryRecord> = {}): StoredTry => {
  const made = record(of)
  return { turnId: 't', projectId: projectId('p'), costMicros: made.costMicros, record: made, ...fields }
}

/** What calls of models used, kept for good. */
export function tryPromises(context: () => Context): void {
  it('keeps every field of a call, in the order in which they were recorded', async () => {
    const { storage, reopen } = context()
    const failed = stored(
      {},
      { n: 2, error: 'timeout', usage: null, costMicros: null, price: null, finish: null, answeredBy: null, firstTokenMs: null },
    )
    const tries = [stored(), failed, stored({ turnId: null, projectId: null }), stored({ costMicros: 0 }, { n: 3, costMicros: null })]
    await storage.write(async (session) => {
      await session.addTries(tries.slice(0, 1))
      await session.addTries(tries.slice(1))
    })
    const again = await reopen()
    expect(await again.read((session) => session.listTries('t'))).toEqual([tries[0], failed, tries[3]])
    expect(await again.read((session) => session.listTries('other'))).toEqual([])
  })

  it('sums up by day, project, model and kind; what is not known is counted and not added', async () => {
    const { storage } = context()
    await storage.write((session) =>
      session.addTries([
        stored({}, { startedAt: '2026-11-19T23:59:59.999Z' }),
        stored({}, { error: 'refused', kind: 'plan' }),
        stored({ projectId: null, costMicros: null }, { provider: 'local', model: 'qwen', usage: null }),
        stored({ projectId: projectId('q') }, { startedAt: '2026-11-21T00:00:00.000Z', costMicros: 9_000_000_000 }),
      ]),
    )
    const sum = (by: UsageGroup | null, filter = {}): Promise<readonly UsageSum[]> =>
      storage.read((session) => session.sumUsage({ from: null, to: null, projectId: null, ...filter }, by))
    const brief = async (...given: Parameters<typeof sum>) =>
      (await sum(...given)).map(({ key, tries, failed, costMicros, unknownCosts }) => [key, tries, failed, costMicros, unknownCosts])
    expect(await sum(null)).toEqual([
      {
        key: null,
        tries: 4,
        failed: 1,
        inputTokens: 300,
        cachedTokens: 120,
        cacheWriteTokens: 15,
        outputTokens: 60,
        reasoningTokens: 24,
        costMicros: 9_000_002_000,
        unknownCosts: 1,
      },
    ])
    expect(await brief('day')).toEqual([
      ['2026-11-19', 1, 0, 1_000, 0],
      ['2026-11-20', 2, 1, 1_000, 1],
      ['2026-11-21', 1, 0, 9_000_000_000, 0],
    ])
    expect(await brief('project')).toEqual([
      ['p', 2, 1, 2_000, 0],
      ['q', 1, 0, 9_000_000_000, 0],
      [null, 1, 0, 0, 1],
    ])
    expect(await brief('model')).toEqual([
      ['local/qwen', 1, 0, 0, 1],
      ['openai/gpt', 3, 1, 9_000_002_000, 0],
    ])
    expect(await brief('kind')).toEqual([
      ['edit', 3, 0, 9_000_001_000, 1],
      ['plan', 1, 1, 1_000, 0],
    ])
    expect(await brief(null, { from: '2026-11-20', to: '2026-11-21' })).toEqual([[null, 2, 1, 1_000, 1]])
    expect(await brief('day', { projectId: projectId('q') })).toEqual([['2026-11-21', 1, 0, 9_000_000_000, 0]])
    expect(await brief(null, { projectId: projectId('nowhere') })).toEqual([[null, 0, 0, 0, 0]])
    expect(await brief('model', { from: '2027' })).toEqual([])
  })

  it('gives the calls of a turn to the project that it made, and keeps them when that is gone for good', async () => {
    const { storage } = context()
    await storage.write((session) => session.saveTurn(sampleTurn('t', null)))
    await storage.write((session) => session.addTries([stored({ projectId: null }), stored({ turnId: 'other', projectId: null })]))
    await storeProject(storage, 'p')
    await storage.write((session) => session.giveTries('t', projectId('p')))
    const spent = async () => (await storage.read((session) => session.sumUsage({ from: null, to: null, projectId: projectId('p') }, null)))[0]?.tries
    expect(await spent()).toBe(1)
    await storage.write((session) => session.purgeProject(projectId('p')))
    expect(await spent()).toBe(1)
  })

  it('forgets what a unit of work recorded that failed', async () => {
    const { storage } = context()
    const failing = storage.write(async (session) => {
      await session.addTries([stored()])
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await storage.read((session) => session.listTries('t'))).toEqual([])
  })
}
