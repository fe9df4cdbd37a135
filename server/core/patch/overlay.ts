/**
 * A map that can be written without touching the one below it. Costs what is written, not what is there, so that a
 * thousand small changes of a large plan can each be tried on its own.
 */
export class Overlay<Key, Value> {
  readonly #below: ReadonlyMap<Key, Value>
  /** `null`: taken out. */
  readonly #written = new Map<Key, Value | null>()

  constructor(below: ReadonlyMap<Key, Value>) {
    this.#below = below
  }

  get(key: Key): Value | undefined {
    const written = this.#written.get(key)
    return written === undefined ? this.#below.get(key) : (written ?? undefined)
  }

  has(key: Key): boolean {
    return this.get(key) !== undefined
  }

  /** Whether the value under this key is this overlay's own, so that it may be changed in place. */
  owns(key: Key): boolean {
    return this.#written.has(key)
  }

  set(key: Key, value: Value): void {
    this.#written.set(key, value)
  }

  delete(key: Key): void {
    this.#written.set(key, null)
  }

  /** The keys that were written or taken out here. */
  written(): readonly Key[] {
    return [...this.#written.keys()]
  }

  /** One map of it all. The one below, where nothing was written. */
  flatten(): ReadonlyMap<Key, Value> {
    if (this.#written.size === 0) return this.#below
    const all = new Map(this.#below)
    for (const [key, value] of this.#written) {
      if (value === null) all.delete(key)
      else all.set(key, value)
    }
    return all
  }
}
