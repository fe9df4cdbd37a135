import type { Problem } from '../api/problem.ts'
import type { CommitWire, CommittedOperationWire, OperationWire } from '../api/wire.ts'
import type { Plan } from './core.ts'
import type { HistoryQuery } from './router.ts'
import type { Services } from './services.ts'
import { Store } from './store.ts'
import { planOfWire } from './wire-plan.ts'

/** What is shown beside the log: the plan as it was, or what changed between two versions. */
export type Looked =
  | { readonly kind: 'version'; readonly version: number; readonly plan: Plan }
  | { readonly kind: 'diff'; readonly from: number; readonly to: number; readonly plan: Plan; readonly operations: readonly OperationWire[] }

/** The log of a project, page by page, and what one looks at in it. */
export class HistoryStore extends Store {
  commits: readonly CommitWire[] = []
  nextCursor: string | null = null
  state: 'loading' | 'ready' | 'failed' = 'loading'
  problem: Problem | null = null
  looked: Looked | null = null
  looking = false
  /** Operations of the commits that are open, by version. */
  opened: ReadonlyMap<number, readonly CommittedOperationWire[]> = new Map()
  readonly #services: Services
  readonly #projectId: string
  #asked = 0

  constructor(services: Services, projectId: string) {
    super()
    this.#services = services
    this.#projectId = projectId
  }

  async load(more = false): Promise<void> {
    const answer = await this.#services.client.commits(this.#projectId, more ? (this.nextCursor ?? undefined) : undefined)
    if (answer.ok) {
      this.commits = more ? [...this.commits, ...answer.value.items] : answer.value.items
      this.nextCursor = answer.value.nextCursor
      this.state = 'ready'
    } else {
      this.problem = answer.problem
      if (this.commits.length === 0) this.state = 'failed'
    }
    this.changed()
  }

  async toggle(version: number): Promise<void> {
    const opened = new Map(this.opened)
    if (opened.delete(version)) {
      this.opened = opened
      this.changed()
      return
    }
    const answer = await this.#services.client.commit(this.#projectId, version)
    if (!answer.ok) return this.#services.toasts.problem(answer.problem)
    const commit = 'commit' in answer.value ? answer.value.commit : answer.value
    this.opened = new Map(this.opened).set(version, commit.operations ?? [])
    this.changed()
  }

  /** Shows what the address asks for. */
  async look({ version, from, to }: HistoryQuery): Promise<void> {
    const asked = ++this.#asked
    if (version === null && (from === null || to === null)) {
      this.looked = null
      this.changed()
      return
    }
    this.looking = true
    this.changed()
    const looked = await (version !== null ? this.#version(version) : this.#diff(from ?? 0, to ?? 0))
    if (asked !== this.#asked) return
    this.looked = looked
    this.looking = false
    this.changed()
  }

  async #version(version: number): Promise<Looked | null> {
    const answer = await this.#services.client.version(this.#projectId, version)
    if (answer.ok) return { kind: 'version', version, plan: planOfWire(answer.value) }
    this.#services.toasts.problem(answer.problem)
    return null
  }

  async #diff(from: number, to: number): Promise<Looked | null> {
    const [before, diff] = await Promise.all([
      this.#services.client.version(this.#projectId, from),
      this.#services.client.diff(this.#projectId, from, to),
    ])
    if (before.ok && diff.ok) return { kind: 'diff', from, to, plan: planOfWire(before.value), operations: diff.value.operations.map(asReviewed) }
    const problem = !before.ok ? before.problem : !diff.ok ? diff.problem : null
    if (problem) this.#services.toasts.problem(problem)
    return null
  }
}

/** A committed operation in the clothes of one under review, so that the same rows can draw it. */
export const asReviewed = (operation: CommittedOperationWire, index: number): OperationWire => ({
  ...operation,
  id: `${operation.kind}-${operation.taskId ?? 'project'}-${index}`,
  rationale: null,
  requires: [],
  unrequested: false,
  unticked: false,
  decision: 'pending',
  comment: null,
  editedBy: null,
  original: null,
})
