import { expect, it } from 'vitest'
import { killRounds } from '../crash/rounds.ts'
import { storeKinds } from '../crash/stores.ts'
import { seedOf } from '../tools/seed.ts'

/** At least fifty, each from another seed; more where a variable says so. */
const rounds = Number(process.env['CRASH_ROUNDS'] ?? 50)
/** A store is used for so many kills, then the next one begins: its log is replayed after each. */
const roundsOfStore = 10

it.each(storeKinds)('over %s, a server that is killed again and again keeps all that it acknowledged', async (kind) => {
  const seed = seedOf('CRASH_SEED')
  console.log(`${kind}: CRASH_SEED=${seed} CRASH_ROUNDS=${rounds}`)
  for (let done = 0; done < rounds; done += roundsOfStore) {
    const report = await killRounds(kind, Math.min(roundsOfStore, rounds - done), seed + done)
    console.log(JSON.stringify(report))
    expect(report.wrong).toEqual([])
  }
})
