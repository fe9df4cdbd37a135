import type { Problem } from '../api/problem.ts'
import type { CommitWire, CommittedOperationWire, OperationWire, ProposalWire } from '../api/wire.ts'
import type { Plan } from './core.ts'
import type { HistoryQuery } from './router.ts'
import type { Services } from './services.ts'
import { memo, Store } from './store.ts'
import { planOfWire } from './wire-plan.ts'

/** What is shown beside the log: the plan as it was, or what changed between two versions. */
export type Looked =
  | { readonly kind: 'version'; readonly version: number; readonly plan: Plan }
  | { readonly kind: 'diff'; readonly from: number; readonly to: number; readonly plan: Plan; readonly operations: readonly OperationWire[] }

/** Which commits are told; null tells all. */
export interface HistoryFilter {
  readonly author: string | null
  readonly source: CommitWire['source'] | null
}

/** A commit that is open: what it did, and the proposal that it came from. */
export interface Opened {
  readonly operations: readonly CommittedOperationWire[]
  readonly proposal: ProposalWire | null
}

/** So many that fit are looked for at a time, through as many pages as that takes. */
const enough = 25

/** The log of a project, page by page, and what one looks at in it. */
export class HistoryStore extends Store {
  commits: readonly CommitWire[] = []
  nextCursor: string | null = null
  state: 'loading' | 'ready' | 'failed' = 'loading'
  problem: Problem | null = null
  looked: Looked | null = null
  looking = false
  /** Further pages are on their way. */
  isReading = false
  filter: HistoryFilter = { author: null, source: null }
  /** The version that waits for another one to be compared with. */
  picked: number | null = null
  /** The commits that are open, by version. */
  opened: ReadonlyMap<number, Opened> = new Map()
  readonly #services: Services
  readonly #projectId: string
  readonly #shown = memo((commits: readonly CommitWire[], filter: HistoryFilter) => commits.filter((commit) => fits(commit, filter)))
  #asked = 0

  constructor(services: Services, projectId: string) {
    super()
    this.#services = services
    this.#projectId = projectId
  }

  /** The commits that fit the filter, of those that were read. */
  get shown(): readonly CommitWire[] {
    return this.#shown(this.commits, this.filter)
  }

  get isFiltered(): boolean {
    return this.filter.author !== null || this.filter.source !== null
  }

  /** Everybody who is in what was read so far, the most frequent first. */
  get authors(): readonly string[] {
    const counts = new Map<string, number>()
    for (const { author } of this.commits) counts.set(author.name, (counts.get(author.name) ?? 0) + 1)
    return [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name)
  }

  get sources(): readonly CommitWire['source'][] {
    return [...new Set(this.commits.map(({ source }) => source))]
  }

  async load(more = false): Promise<void> {
    const wanted = more ? this.shown.length + enough : 0
    let further = more
    do {
      if (further) {
        this.isReading = true
        this.changed()
      }
      const answer = await this.#services.client.commits(this.#projectId, further ? (this.nextCursor ?? undefined) : undefined)
      this.isReading = false
      if (!answer.ok) {
        this.problem = answer.problem
        if (this.commits.length === 0) this.state = 'failed'
        else this.#services.toasts.problem(answer.problem)
        break
      }
      this.commits = further ? [...this.commits, ...answer.value.items] : answer.value.items
      this.nextCursor = answer.value.nextCursor
      this.state = 'ready'
      further = true
    } while (this.nextCursor !== null && this.isFiltered && this.shown.length < Math.max(wanted, enough))
    this.changed()
  }

  setFilter(filter: Partial<HistoryFilter>): void {
    this.filter = { ...this.filter, ...filter }
    this.changed()
    if (this.isFiltered && this.shown.length < enough && this.nextCursor !== null) void this.load(true)
  }

  pick(version: number | null): void {
    this.picked = version
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
    const proposal = commit.proposalId === null ? null : await this.#services.client.proposal(commit.proposalId)
    this.opened = new Map(this.opened).set(version, {
      operations: commit.operations ?? [],
      proposal: proposal?.ok ? proposal.value.proposal : null,
    })
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

const fits = ({ author, source }: CommitWire, filter: HistoryFilter): boolean =>
  (filter.author === null || author.name === filter.author) && (filter.source === null || source === filter.source)

/** Commits by the day on which they were made, in the order in which they come. The day is that of the reader's clock. */
export function byDay(commits: readonly CommitWire[]): readonly { readonly day: string; readonly commits: readonly CommitWire[] }[] {
  const days: { day: string; commits: CommitWire[] }[] = []
  for (const commit of commits) {
    const day = localDay(new Date(commit.at))
    const last = days.at(-1)
    if (last?.day === day) last.commits.push(commit)
    else days.push({ day, commits: [commit] })
  }
  return days
}

export const localDay = (at: Date): string =>
  [at.getFullYear(), String(at.getMonth() + 1).padStart(2, '0'), String(at.getDate()).padStart(2, '0')].join('-')

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
