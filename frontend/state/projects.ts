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
  /** Projects in which a proposal waits, as far as it was asked. */
  waiting: ReadonlyMap<string, boolean> = new Map()
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
      if (event === 'reset') this.waiting = new Map()
      else if (event === 'proposal') this.#forget(change.data.projectId)
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

  /** Only for the top of the list, once, and again where a proposal changed: it is a request for each. */
  async #askWaiting(): Promise<void> {
    const asked = this.items.slice(0, glance).filter(({ id }) => !this.waiting.has(id))
    if (asked.length === 0) return
    const answers = await Promise.all(asked.map(async ({ id }) => [id, await this.#client.proposals(id, 'open', 1)] as const))
    this.waiting = new Map([...this.waiting, ...answers.flatMap(([id, answer]) => (answer.ok ? [[id, answer.value.items.length > 0] as const] : []))])
    this.changed()
  }

  #forget(id: string): void {
    this.waiting = new Map([...this.waiting].filter(([known]) => known !== id))
  }
}

/** As many projects as are seen without scrolling far. */
const glance = 12
