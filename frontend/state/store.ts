import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** State with listeners. A store does not render and a view does not fetch. */
export abstract class Store {
  readonly #listeners = new Set<() => void>()

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  protected changed(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}

interface Watched {
  subscribe(listener: () => void): () => void
}

/** Renders its host again when one of the stores it looks at changes; released with the host. */
export class Watch implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #stores: () => readonly (Watched | undefined)[]
  #watched: readonly (Watched | undefined)[] = []
  #release: (() => void)[] = []

  constructor(host: ReactiveControllerHost, stores: () => readonly (Watched | undefined)[]) {
    this.#host = host
    this.#stores = stores
    host.addController(this)
  }

  hostConnected(): void {
    this.hostUpdate()
  }

  /** A host may be handed another store at any time. */
  hostUpdate(): void {
    const stores = this.#stores()
    if (stores.length === this.#watched.length && stores.every((store, index) => store === this.#watched[index])) return
    this.hostDisconnected()
    this.#watched = stores
    this.#release = stores.flatMap((store) => (store ? [store.subscribe(() => this.#host.requestUpdate())] : []))
  }

  hostDisconnected(): void {
    for (const release of this.#release) release()
    this.#release = []
    this.#watched = []
  }
}

/** Computes anew only when one of the arguments is another one. What can be computed is not state. */
export function memo<Arguments extends readonly unknown[], Value>(compute: (...values: Arguments) => Value): (...values: Arguments) => Value {
  let last: { values: Arguments; value: Value } | undefined
  return (...values) => {
    if (last && values.every((value, index) => Object.is(value, last?.values[index]))) return last.value
    last = { values, value: compute(...values) }
    return last.value
  }
}
