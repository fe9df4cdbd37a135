import { expect, it } from 'vitest'
import { seedOf } from '../tools/seed.ts'
import { killRounds } from './rounds.ts'
import { storeKinds } from './stores.ts'

it.each(storeKinds)(
  'a server killed under load over %s keeps all that it acknowledged, and nothing in part',
  async (kind) => {
    const seed = seedOf('CRASH_SEED')
    console.log(`${kind}: CRASH_SEED=${seed}`)
    const report = await killRounds(kind, 4, seed)
    console.log(JSON.stringify(report))
    expect(report.wrong).toEqual([])
    expect(report.acknowledged).toBeGreaterThan(0)
    expect(report.commits).toBeGreaterThan(0)
  },
  120_000,
)
