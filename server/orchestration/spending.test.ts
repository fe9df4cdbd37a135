import { describe, expect, it } from 'vitest'
import { record, worst } from '../../test/http/model-script.ts'
import { memoryStorage } from '../adapters/storage/memory/index.ts'
import type { ProjectId } from '../core/plan/task.ts'
import { silentLog } from '../ports/log.ts'
import type { Storage } from '../ports/storage.ts'
import type { ModelBudgets } from '../ports/models.ts'
import { dollars, spending } from './spending.ts'
import { costOf, usageOf } from './turn-usage.ts'

const p = 'p' as ProjectId
const none: ModelBudgets = { turnMicros: null, projectMicros: null, dayMicros: null }

function counting(budgets: Partial<ModelBudgets>, storage: Storage = memoryStorage()) {
  let now = '2026-11-20T10:00:00.000Z'
  const clock = { now: () => now, today: () => now.slice(0, 10) }
  return {
    storage,
    travel: (to: string) => (now = to),
    ...spending({ storage, clock, log: silentLog, budgets: { ...none, ...budgets } }),
  }
}

describe('a budget', () => {
  it('of a turn counts its calls at what they cost, and the next one at its worst', async () => {
    const { open } = counting({ turnMicros: 1_000 })
    const turn = open('t', p)
    expect(await turn.allow(worst(900))).toBeNull()
    turn.record(record({ costMicros: 300 }))
    expect(await turn.allow(worst(700))).toBeNull()
    turn.record(record({ costMicros: 600 }))
    expect(await turn.allow(worst(101))).toBe(
      'The budget of one turn is $0.0010: $0.00090 of it is used, and the next call of openai/gpt may cost up to $0.00010. Ask for less at once, choose a cheaper model, or raise `turn` under `budgets` in providers.yaml.',
    )
    expect(turn.over).toEqual({ budget: 'turn', limitMicros: 1_000, spentMicros: 900, worstMicros: 101 })
    expect(await turn.allow(worst(100))).toBeNull()
    expect(await open('another', p).allow(worst(1_000))).toBeNull()
  })

  it('of a project counts all its turns, and no other project', async () => {
    const { open } = counting({ projectMicros: 1_000 })
    const first = open('t1', p)
    first.record(record({ costMicros: 800 }))
    await first.close()
    expect(await open('t2', p).allow(worst(201))).toContain('The budget of this project is $0.0010: $0.00080')
    expect(await open('t3', 'q' as ProjectId).allow(worst(900))).toBeNull()
    const goal = open('t4', null)
    goal.record(record({ costMicros: 900 }))
    expect(await goal.allow(worst(101)), 'a goal is a project that is not there yet').toContain('of this project')
  })

  it('of a day begins anew at midnight', async () => {
    const { open, travel } = counting({ dayMicros: 1_000 })
    const first = open('t1', p)
    first.record(record({ costMicros: 950 }))
    await first.close()
    expect(await open('t2', null).allow(worst(51))).toContain('Wait until tomorrow (UTC)')
    travel('2026-11-21T00:00:00.000Z')
    expect(await open('t2', null).allow(worst(1_000))).toBeNull()
  })

  it('cannot be spent twice by turns that ask at once', async () => {
    for (const budgets of [{ dayMicros: 1_000 }, { projectMicros: 1_000 }]) {
      const { open } = counting(budgets)
      const turns = Array.from({ length: 5 }, (_, index) => open(`t${index}`, p))
      const answers = await Promise.all(turns.map((turn) => turn.allow(worst(400))))
      expect(answers.map((answer) => answer === null)).toEqual([true, true, false, false, false])
      turns[0]?.record(record({ costMicros: 100 }))
      await turns[0]?.stored()
      expect(await turns[2]?.allow(worst(400)), 'what was reserved and not used is free again').toBeNull()
      await turns[1]?.close()
      expect(await turns[3]?.allow(worst(400)), 'so is what a turn that is over had reserved').toBeNull()
    }
  })

  it('lets a model through whose price is not known, unless it is strict', async () => {
    expect(await counting({ dayMicros: 1 }).open('t', p).allow(worst(null))).toBeNull()
    expect(await counting({ dayMicros: 1, strict: true }).open('t', p).allow(worst(null))).toContain('has no known price')
    expect(await counting({ strict: true }).open('t', p).allow(worst(null)), 'where there is no limit there is nothing to hold it against').toBeNull()
  })

  it('still counts what could not be stored', async () => {
    const storage = memoryStorage()
    const { open } = counting({ dayMicros: 1_000 }, { ...storage, write: () => Promise.reject(new Error('the disk is full')) })
    const turn = open('t1', p)
    turn.record(record({ costMicros: 900 }))
    await turn.close()
    expect(await open('t2', p).allow(worst(101))).toContain('$0.00090 of it is used')
  })
})

describe('the cost of calls', () => {
  it('is not known where nobody said what they used, and nothing where they were refused outright', () => {
    const silent = { usage: null, costMicros: null, firstTokenMs: null }
    expect(costOf(record({ ...silent, error: 'rate_limited' }))).toBe(0)
    expect(costOf(record({ ...silent, error: 'timeout' }))).toBeNull()
    expect(costOf(record({ ...silent, firstTokenMs: 3, error: 'overloaded' })), 'it had begun to answer').toBeNull()
    expect(costOf(record({ costMicros: null }))).toBeNull()
    expect(usageOf([])).toBeNull()
    expect(usageOf([record(), record({ n: 2, model: 'b', costMicros: null }), record({ n: 3, model: 'c' })])).toEqual({
      tries: 3,
      inputTokens: 300,
      cachedTokens: 120,
      outputTokens: 60,
      costMicros: 2_000,
      unknownCosts: 1,
      provider: 'openai',
      model: 'c',
    })
  })

  it('is written in dollars with as many places as it takes', () => {
    expect([0, 3, 45, 123_456, 1_500_000, 20_000_000].map(dollars)).toEqual(['$0.00', '$0.000003', '$0.000045', '$0.12', '$1.50', '$20.00'])
  })
})
