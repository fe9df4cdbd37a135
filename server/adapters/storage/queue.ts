/** Runs works one after the other in the order in which they came. A failed one does not hold up the next. */
export class Queue {
  #last: Promise<unknown> = Promise.resolve()

  run<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#last.then(work)
    this.#last = done.then(nothing, nothing)
    return done
  }

  /** Resolves when everything that was asked for before this call is done. */
  async idle(): Promise<void> {
    await this.#last
  }
}

const nothing = (): void => {}
