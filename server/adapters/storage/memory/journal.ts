/** Remembers how to take back what one unit of work did to the maps. */
export class Journal {
  readonly #undo: (() => void)[] = []
  #open = true

  put<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
    this.#remember(map, key)
    map.set(key, value)
  }

  remove<Key, Value>(map: Map<Key, Value>, key: Key): void {
    this.#remember(map, key)
    map.delete(key)
  }

  /** Takes everything back, last first. */
  rollback(): void {
    for (const undo of this.#undo.reverse()) undo()
    this.#undo.length = 0
  }

  /** From here on nothing may be changed under this journal: the unit is over, or never was allowed to write. */
  close(): void {
    this.#open = false
  }

  #remember<Key, Value>(map: Map<Key, Value>, key: Key): void {
    if (!this.#open) throw new Error('this session cannot change anything: it was opened to read, or its unit of work is over')
    const before = map.get(key)
    this.#undo.push(map.has(key) ? () => map.set(key, before as Value) : () => map.delete(key))
  }
}
