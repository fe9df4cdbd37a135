const key = 'planwright:left-out'
const most = 2_000

/**
 * Operations that were unticked, or fell with one that was, as against those that somebody rejected. The server knows
 * one word for both; this tab remembers the difference.
 */
export class LeftOut {
  #ids: ReadonlySet<string> = new Set(read())

  has(id: string): boolean {
    return this.#ids.has(id)
  }

  note(ids: readonly string[], out: boolean): void {
    const next = new Set(this.#ids)
    for (const id of ids) {
      if (out) next.add(id)
      else next.delete(id)
    }
    this.#ids = next
    write([...next].slice(-most))
  }
}

function read(): readonly string[] {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '[]') as readonly string[]
  } catch {
    return []
  }
}

function write(ids: readonly string[]): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(ids))
  } catch {
    // Forgotten with the page then.
  }
}
