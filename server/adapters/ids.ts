import { randomBytes } from 'node:crypto'
import type { Ids } from '../ports/ids.ts'

const timeLength = 9
const randomLength = 12
const randomSpace = 36n ** BigInt(randomLength)

/**
 * Ids of 21 characters, [0-9a-z]: nine of the time in milliseconds, so that they sort by age and rows made together lie
 * together, then twelve of randomness. Ids of the same millisecond count on from each other, so order of making is kept
 * within a process, even where the clock is set back.
 */
export function randomIds(now: () => number = Date.now): Ids {
  let time = 0
  let random = 0n
  return {
    next() {
      const current = now()
      if (current > time) {
        time = current
        random = fresh()
      } else {
        random += 1n + BigInt(randomBytes(2).readUInt16BE())
        if (random >= randomSpace) {
          time += 1
          random = fresh()
        }
      }
      return time.toString(36).padStart(timeLength, '0') + random.toString(36).padStart(randomLength, '0')
    },
  }
}

/** 61 bits: half of the space is left free, so that counting on does not run over. */
const fresh = (): bigint => randomBytes(8).readBigUInt64BE() >> 3n
