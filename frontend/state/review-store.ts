import { msg } from '@lit/localize'
import type { ChangesSinceWire, ConflictWire, OperationWire, ProposalWire } from '../api/wire.ts'
import { hasFollowed, willFollow } from '../words/consequence.ts'
import { countName, countsOf, type CountName } from './counts.ts'
import { OnTheWay, type Changes } from './on-the-way.ts'
import type { PlanStore } from './plan-store.ts'
import type { Services } from './services.ts'
import { withKnownObjects } from './same-objects.ts'
import { memo, Store } from './store.ts'
import { isTicked, standBelow, tickConsequence, tickedOf, untickConsequence, type Consequence } from './ticks.ts'
import { Verdicts } from './verdicts.ts'

type Decision = OperationWire['decision']

/** So long the focus rests on a row before it is told what the next key would take along, in milliseconds. */
const rest = 60

/** The same one each time: a new one would make everything that is computed from it anew. */
const none: readonly never[] = []

/** The proposals of a project that wait for an answer, and the one that is being read. */
export class ReviewStore extends Store {
  waiting: readonly ProposalWire[] = []
  loaded = false
  /** Operations of a turn that is still being written: shown, not yet decidable. */
  writing: readonly OperationWire[] | null = null
  /** The control under the pointer or the focus, and what would follow from pressing it. */
  preview: { readonly ids: readonly string[]; readonly ticks: boolean; readonly consequence: Consequence } | null = null
  /** What the last click took along, told beside the row. */
  told: { readonly id: string; readonly text: string; readonly undo: () => void } | null = null
  /** Kinds that are shown alone; empty shows all. */
  only: ReadonlySet<CountName> = new Set()
  /** Whether only what the last refinement changed is shown. */
  onlySince = false
  readonly verdicts: Verdicts
  readonly #services: Services
  readonly #plan: PlanStore
  readonly #onTheWay = new OnTheWay()
  #currentId: string | null = null
  /** As the server has them. What is shown is this with what is on its way. */
  #stored: readonly ProposalWire[] = []
  #since: { readonly key: string; readonly changes: ChangesSinceWire | null } | null = null

  constructor(services: Services, plan: PlanStore) {
    super()
    this.#services = services
    this.#plan = plan
    this.verdicts = new Verdicts(this.#underReview())
  }

  get current(): ProposalWire | null {
    return this.waiting.find((proposal) => proposal.id === this.#currentId) ?? null
  }

  get operations(): readonly OperationWire[] {
    return this.writing ?? this.current?.operations ?? none
  }

  get ticked(): readonly OperationWire[] {
    return this.#ticked(this.current?.operations ?? none)
  }

  readonly #ticked = memo(tickedOf)

  get conflicts(): readonly ConflictWire[] {
    return this.verdicts.refused?.conflicts ?? this.current?.conflicts ?? none
  }

  get counts() {
    return countsOf(this.operations)
  }

  /** What was asked for last changed, where the proposal was refined; null while nobody knows. */
  get since(): ChangesSinceWire | null {
    return this.current && this.#since?.key === keyOf(this.current) ? this.#since.changes : null
  }

  /** Which operations are shown, where not all are. */
  get shows(): ((operation: Pick<OperationWire, 'id' | 'kind'>) => boolean) | null {
    return this.#shows(this.only, this.onlySince ? this.since : null)
  }

  readonly #shows = memo((only: ReadonlySet<CountName>, since: ChangesSinceWire | null) => {
    if (only.size === 0 && !since) return null
    const ids = since && new Set([...since.added, ...since.changed.map(({ operationId }) => operationId)])
    // Where something was only withdrawn, there is nothing left to show alone.
    if (only.size === 0 && ids?.size === 0) return null
    return ({ id, kind }: Pick<OperationWire, 'id' | 'kind'>): boolean => (only.size === 0 || only.has(countName(kind))) && (!ids || ids.has(id))
  })

  async load(): Promise<void> {
    const answer = await this.#services.client.proposals(this.#plan.id, 'open')
    if (answer.ok) this.#stored = answer.value.items.map((told) => this.#newest(told))
    this.#show()
    this.loaded = true
    this.#refresh()
    this.changed()
  }

  /** Read this one; null: whichever is next for the conversation. */
  select(id: string | null): void {
    if (id === this.#currentId) return
    this.#currentId = id
    this.#clear()
    this.#refresh()
    this.changed()
  }

  /** The proposal that a conversation works on: its own open one, else (in the project's) the newest that is not parked. */
  nextFor(taskId: string | null): ProposalWire | null {
    const open = this.waiting.filter((proposal) => !proposal.parked)
    return open.find((proposal) => proposal.taskId === taskId) ?? (taskId === null ? (open[0] ?? null) : null)
  }

  /** A proposal as somebody else, or a turn, left it. */
  take(told: ProposalWire): void {
    if (told.projectId !== this.#plan.id) return
    this.#put(this.#newest(told))
  }

  #put(proposal: ProposalWire): void {
    const known = this.#stored.some((each) => each.id === proposal.id)
    if (proposal.status !== 'open') this.#stored = this.#stored.filter((each) => each.id !== proposal.id)
    else this.#stored = known ? this.#stored.map((each) => (each.id === proposal.id ? proposal : each)) : [proposal, ...this.#stored]
    this.#show()
    if (proposal.id === this.#currentId) this.verdicts.refused = null
    this.#refresh()
    this.changed()
  }

  /**
   * What is told, unless it may be older than what is known: an answer can be overtaken by the news of what somebody else
   * did after it. Then the server is asked which it is.
   */
  #newest(told: ProposalWire): ProposalWire {
    const stored = this.#stored.find((each) => each.id === told.id)
    if (stored && isOlder(told, stored)) {
      void this.#readAgain(told.id)
      return stored
    }
    return withKnownObjects(told, this.waiting.find((each) => each.id === told.id) ?? stored)
  }

  async #readAgain(id: string, tries = 3): Promise<void> {
    const answer = await this.#onTheWay.inTurn(() => this.#services.client.proposal(id))
    const stored = this.#stored.find((each) => each.id === id)
    if (!answer.ok || !stored) return
    if (isOlder(answer.value.proposal, stored) && tries > 1) return this.#readAgain(id, tries - 1)
    this.#put(withKnownObjects(answer.value.proposal, stored))
  }

  /** The head moved: what waits stands on an older version now. */
  headMoved(version: number): void {
    if (this.waiting.every((proposal) => proposal.headVersion >= version)) return
    void this.load()
  }

  setWriting(operations: readonly OperationWire[] | null): void {
    this.writing = operations
    this.changed()
  }

  toggleOnly(name: CountName): void {
    const only = new Set(this.only)
    if (!only.delete(name)) only.add(name)
    this.only = only
    this.changed()
  }

  setOnlySince(on: boolean): void {
    this.onlySince = on
    this.changed()
  }

  showAll(): void {
    this.only = new Set()
    this.onlySince = false
    this.changed()
  }

  // Decisions

  consequence(ids: readonly string[], tick: boolean): Consequence {
    const { plan } = this.#plan
    const operations = this.current?.operations ?? none
    if (!plan) return { ids, also: [] }
    const all = this.#consequence(operations, ids.join(' '), tick, plan)
    // What no longer fits the plan waits for a choice; it follows from nothing that is decided here.
    const unfit = new Set(this.conflicts.map(({ operationId }) => operationId))
    if (!all.also.some((id) => unfit.has(id))) return all
    const also = all.also.filter((id) => !unfit.has(id))
    return { ids: [...ids, ...also], also }
  }

  /** Asked again with every render of a row that has the focus. */
  readonly #consequence = memo((operations: readonly OperationWire[], ids: string, tick: boolean, plan: NonNullable<PlanStore['plan']>) =>
    (tick ? tickConsequence : untickConsequence)(operations, ids.split(' '), plan),
  )

  /** What pressing would take along, in words: "also takes 2 more". Empty where it takes nothing. */
  followText(ids: readonly string[], tick: boolean): string {
    const consequence = this.consequence(ids, tick)
    return willFollow({ count: consequence.also.length, below: this.#below(consequence) }, tick)
  }

  /**
   * What stands beside a row: what the control under the pointer would take along, else, where the row has the focus,
   * what the next key would. What is ticked is complete, so only the way out of it has anything to tell.
   */
  noteFor(operations: readonly OperationWire[], hasFocus: boolean): string | null {
    const ids = operations.map(({ id }) => id)
    const { preview } = this
    if (preview && ids.some((id) => preview.ids.includes(id))) return this.followText(preview.ids, preview.ticks) || null
    if (!hasFocus || ids.length === 0 || ids.includes(this.told?.id ?? '')) return null
    return this.#hintOf(operations) || null
  }

  /** Worked out only where the focus rests: whoever walks down a long proposal is not kept waiting. */
  #hintOf(operations: readonly OperationWire[]): string {
    const key = operations.map(({ id }) => id).join(' ')
    const all = this.current?.operations ?? none
    if (this.#hint?.key === key && this.#hint.operations === all) return this.#hint.text
    this.#hint = { key, operations: all, text: '' }
    clearTimeout(this.#hintTimer)
    this.#hintTimer = setTimeout(() => {
      const text = this.followText(key.split(' '), !operations.every(isTicked))
      if (this.#hint?.key !== key || this.#hint.operations !== all) return
      this.#hint = { key, operations: all, text }
      if (text !== '') this.changed()
    }, rest)
    return ''
  }

  #hint: { readonly key: string; readonly operations: readonly OperationWire[]; readonly text: string } | null = null
  #hintTimer: ReturnType<typeof setTimeout> | undefined

  setPreview(ids: readonly string[] | null, ticks?: boolean): void {
    if ((this.preview?.ids.join(' ') ?? '') === (ids?.join(' ') ?? '') && (ticks === undefined || ticks === this.preview?.ticks)) return
    const operations = ids ? (this.current?.operations.filter(({ id }) => ids.includes(id)) ?? none) : none
    const tick = ticks ?? !operations.every(isTicked)
    this.preview = ids && operations.length > 0 ? { ids, ticks: tick, consequence: this.consequence(ids, tick) } : null
    this.changed()
  }

  /** Takes or refuses operations with all that follows, tells what followed, and can be taken back. An untick leaves out. */
  async decide(ids: readonly string[], decision: Decision, by: 'verdict' | 'tick' = 'verdict'): Promise<void> {
    const proposal = this.current
    const [first] = ids
    if (!proposal || first === undefined) return
    const before = new Map(proposal.operations.map((operation) => [operation.id, operation]))
    const clicked = proposal.operations.filter((operation) => ids.includes(operation.id))
    const ticks = decision === 'accepted' || (decision === 'pending' && clicked.some((operation) => !operation.unrequested))
    const consequence = this.consequence(ids, ticks)
    const { also } = consequence
    const unticked = decision === 'rejected' && by === 'tick'
    const changes: Changes = [
      ...ids.map((id) => ({ id, decision, ...(unticked ? { unticked } : {}) })),
      ...also.map((id) => (ticks ? { id, decision: 'accepted' as const } : { id, decision: 'rejected' as const, unticked: true })),
    ]
    this.preview = null
    const undo = (): void =>
      void this.#save(
        changes.map(({ id }) => {
          const was = before.get(id)
          return { id, decision: was?.decision ?? 'pending', ...(was?.unticked ? { unticked: true } : {}) }
        }),
      )
    const text = also.length === 0 ? null : hasFollowed({ count: also.length, below: this.#below(consequence) }, ticks)
    this.told = text === null ? null : { id: first, text, undo }
    const refused = unticked ? msg('Left out') : msg('Rejected')
    const word = decision === 'accepted' ? msg('Accepted') : decision === 'rejected' ? refused : msg('Pending again')
    this.#services.announcer.say(text === null ? word : `${word}, ${text}`)
    await this.#save(changes)
  }

  #below(consequence: Consequence): boolean {
    const { plan } = this.#plan
    return plan !== null && standBelow(this.current?.operations ?? none, consequence, plan)
  }

  async tickAll(tick: boolean): Promise<void> {
    const operations = this.current?.operations ?? none
    const changes: Changes = operations
      .filter((operation) => isTicked(operation) !== tick)
      .map(({ id, unrequested }) =>
        tick ? { id, decision: unrequested ? ('accepted' as const) : ('pending' as const) } : { id, decision: 'rejected' as const, unticked: true },
      )
    this.told = null
    if (changes.length > 0) await this.#save(changes)
  }

  comment = (id: string, comment: string): Promise<boolean> => this.#save([{ id, comment: comment.trim() === '' ? null : comment.trim() }])

  edit = (id: string, after: Record<string, unknown>): Promise<boolean> => this.#save([{ id, after }])

  /** Shown at once; the answer of the server stands in the end. */
  async #save(changes: Changes): Promise<boolean> {
    const proposal = this.current
    if (!proposal) return false
    const entry = this.#onTheWay.add(proposal.id, changes)
    this.#show()
    this.changed()
    const answer = await this.#onTheWay.inTurn(() => this.#services.client.changeProposal(proposal.id, { operations: changes }))
    this.#onTheWay.remove(entry)
    if (answer.ok) this.take(answer.value.proposal)
    else {
      this.#show()
      this.changed()
      this.#services.toasts.problem(answer.problem)
    }
    return answer.ok
  }

  #show(): void {
    this.waiting = this.#onTheWay.over(this.#stored)
  }

  /** A stale proposal brings itself to the head; only true conflicts ask the person. */
  #refresh(): void {
    const { current } = this
    if (!current) return
    void this.#lookBack(current)
    if (this.verdicts.busy || !current.stale || current.conflicts.length > 0) return
    void this.verdicts.rebase()
  }

  /** What the last refinement changed. */
  async #lookBack(proposal: ProposalWire): Promise<void> {
    const key = keyOf(proposal)
    if (this.#since?.key === key) return
    this.#since = { key, changes: null }
    this.onlySince = false
    if (proposal.earlierRevisions.length === 0) return
    const answer = await this.#services.client.changesSince(proposal.id)
    if (!answer.ok || this.#since.key !== key) return
    this.#since = { key, changes: answer.value.from === null ? null : answer.value }
    this.changed()
  }

  #clear(): void {
    this.preview = null
    this.told = null
    this.verdicts.refused = null
    this.only = new Set()
    this.onlySince = false
  }

  #underReview(): ConstructorParameters<typeof Verdicts>[0] {
    const current = (): ProposalWire | null => this.current
    const ticked = (): readonly OperationWire[] => this.ticked
    const conflicts = (): readonly ConflictWire[] => this.conflicts
    return {
      services: this.#services,
      plan: this.#plan,
      get current() {
        return current()
      },
      get ticked() {
        return ticked()
      },
      get conflicts() {
        return conflicts()
      },
      consequence: (ids, tick) => this.consequence(ids, tick),
      save: (changes) => this.#save(changes),
      inTurn: (send) => this.#onTheWay.inTurn(send),
      take: (proposal) => {
        this.told = null
        this.take(proposal)
      },
      select: (id) => this.select(id),
      load: () => this.load(),
      changed: () => this.changed(),
    }
  }
}

const isOlder = (told: ProposalWire, known: ProposalWire): boolean => told.headVersion < known.headVersion || told.updatedAt < known.updatedAt

/** Stays the same until the proposal is refined, or a part of it is applied. */
const keyOf = ({ id, revision, earlierRevisions }: ProposalWire): string => `${id} ${revision} ${earlierRevisions.length}`
