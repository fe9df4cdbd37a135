import { StorageUnavailable, type Storage, type StorageSession } from '../../../ports/storage.ts'
import { Nesting } from '../nesting.ts'
import { Queue } from '../queue.ts'
import { commitsPart } from './commits.ts'
import { Journal } from './journal.ts'
import { projectsPart } from './projects.ts'
import { requestsPart } from './requests.ts'
import { reviewsPart } from './reviews.ts'
import { emptyState, type State } from './state.ts'
import { triesPart } from './tries.ts'
import { workPart } from './work.ts'

/** A store that forgets everything when the process ends. For tests, and for trying things out. */
export function memoryStorage(): Storage {
  const state = emptyState()
  const queue = new Queue()
  const nesting = new Nesting()
  let closed = false

  const run = async <Value>(work: (session: StorageSession) => Promise<Value>, canWrite: boolean): Promise<Value> => {
    nesting.refuse()
    if (closed) throw new StorageUnavailable('the store is closed')
    return queue.run(() => nesting.within(() => unit(state, work, canWrite)))
  }
  return {
    kind: 'memory',
    write: (work) => run(work, true),
    read: (work) => run(work, false),
    async close() {
      closed = true
      await queue.idle()
    },
  }
}

/** One unit of work: what it did is taken back where it throws. */
async function unit<Value>(state: State, work: (session: StorageSession) => Promise<Value>, canWrite: boolean): Promise<Value> {
  const journal = new Journal()
  if (!canWrite) journal.close()
  try {
    return await work({
      ...projectsPart(state, journal),
      ...commitsPart(state, journal),
      ...reviewsPart(state, journal),
      ...triesPart(state, journal),
      ...workPart(state, journal),
      ...requestsPart(state, journal),
    })
  } catch (error) {
    journal.rollback()
    throw error
  } finally {
    journal.close()
  }
}
