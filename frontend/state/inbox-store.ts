import { msg } from '@lit/localize'
import type { Problem } from '../api/problem.ts'
import type { ProposalSummaryWire } from '../api/wire.ts'
import type { Services } from './services.ts'
import { Store } from './store.ts'

export const inboxShelves = ['open', 'rejected', 'superseded', 'accepted'] as const
export type InboxShelf = (typeof inboxShelves)[number]

/** The proposals of all projects: what waits for an answer, and what had one. */
export class InboxStore extends Store {
  shelf: InboxShelf = 'open'
  items: readonly ProposalSummaryWire[] = []
  state: 'loading' | 'ready' | 'failed' = 'loading'
  problem: Problem | null = null
  next: string | null = null
  readonly #services: Services
  #asked = 0

  constructor(services: Services) {
    super()
    this.#services = services
  }

  /** Follows what others do, as long as somebody looks. */
  start(): () => void {
    void this.load()
    return this.#services.changes.on((change) => {
      if (change.event === 'proposal' || change.event === 'commit' || change.event === 'project' || change.event === 'hello') void this.load()
    })
  }

  setShelf(shelf: InboxShelf): void {
    this.shelf = shelf
    this.items = []
    this.state = 'loading'
    this.changed()
    void this.load()
  }

  async load(cursor: string | null = null): Promise<void> {
    this.#asked += 1
    const asked = this.#asked
    const answer = await this.#services.client.inbox({ status: this.shelf, ...(cursor ? { cursor } : {}) })
    if (asked !== this.#asked) return
    if (answer.ok) {
      this.items = cursor ? [...this.items, ...answer.value.items] : answer.value.items
      this.next = answer.value.nextCursor
      this.problem = null
      this.state = 'ready'
    } else {
      this.problem = answer.problem
      if (this.items.length === 0) this.state = 'failed'
    }
    this.changed()
  }

  /** Takes one up again; its project then shows it. False where it cannot be. */
  async reopen(id: string): Promise<boolean> {
    const answer = await this.#services.client.reopen(id)
    if (!answer.ok) {
      this.#services.toasts.problem(answer.problem)
      return false
    }
    this.#services.announcer.say(msg('The proposal is open again'))
    return true
  }

  /** Makes one the current of its conversation again. */
  async takeUp(id: string): Promise<void> {
    const answer = await this.#services.client.changeProposal(id, { parked: false })
    if (!answer.ok) this.#services.toasts.problem(answer.problem)
  }
}
