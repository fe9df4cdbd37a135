import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * Refuses a unit of work that is asked for inside another one of the same store. It would wait in the queue for the
 * unit that waits for it, so without this the store would stand still for good.
 */
export class Nesting {
  readonly #current = new AsyncLocalStorage<{ over: boolean }>()

  /** Throws where the caller runs inside a unit that is not over. */
  refuse(): void {
    if (this.#current.getStore()?.over === false) {
      throw new Error('a unit of work was begun inside another one: pass the session on instead of calling read or write again')
    }
  }

  async within<Value>(work: () => Promise<Value>): Promise<Value> {
    const unit = { over: false }
    try {
      return await this.#current.run(unit, work)
    } finally {
      unit.over = true
    }
  }
}
