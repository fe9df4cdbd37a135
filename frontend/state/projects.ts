import type { Changes } from '../api/changes.ts'
import type { Client } from '../api/client.ts'
import type { Problem } from '../api/problem.ts'
import type { ProjectListItemWire } from '../api/wire.ts'
import { Store } from './store.ts'

/** The list of projects, or of those in the trash. */
export class Projects extends Store {
  items: readonly ProjectListItemWire[] = []
  state: 'loading' | 'ready' | 'failed' = 'loading'
  problem: Problem | null = null
  search = ''
  nextCursor: string | null = null
  /** How many proposals wait in each project. */
  waiting: ReadonlyMap<string, number> = new Map()
  readonly #client: Client
  readonly #deleted: boolean
  #asked = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(client: Client, deleted: boolean) {
    super()
    this.#client = client
    this.#deleted = deleted
  }

  /** Listens to changes until the returned function is called. */
  follow(changes: Changes): () => void {
    return changes.on((change) => {
      const { event } = change
      if (event !== 'commit' && event !== 'project' && event !== 'reset' && event !== 'proposal') return
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => void this.load(), 150)
    })
  }

  setSearch(search: string): void {
    this.search = search
    this.changed()
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.load(), 120)
  }

  async load(cursor?: string): Promise<void> {
    const asked = ++this.#asked
    const answer = await this.#client.projects({
      q: this.search.trim(),
      ...(this.#deleted ? { deleted: 'true' as const } : {}),
      ...(cursor ? { cursor } : {}),
    })
    if (asked !== this.#asked) return
    if (answer.ok) {
      this.items = cursor ? [...this.items, ...answer.value.items] : answer.value.items
      this.nextCursor = answer.value.nextCursor
      this.state = 'ready'
      this.problem = null
      if (!this.#deleted) void this.#askWaiting()
    } else {
      this.state = this.items.length > 0 ? 'ready' : 'failed'
      this.problem = answer.problem
    }
    this.changed()
  }

  /** One question for all of them. */
  async #askWaiting(): Promise<void> {
    const answer = await this.#client.inbox({ status: 'open' })
    if (!answer.ok) return
    const counts = new Map<string, number>()
    for (const { projectId } of answer.value.items) counts.set(projectId, (counts.get(projectId) ?? 0) + 1)
    this.waiting = counts
    this.changed()
  }
}
