import { msg, str } from '@lit/localize'
import type { Problem } from '../api/problem.ts'
import type { ChangeProposal, ConflictWire, OperationWire, ProposalWire, RebaseProposal } from '../api/wire.ts'
import { plural } from '../words/plural.ts'
import { countsOf, type CountName } from './counts.ts'
import type { Fitted } from './fitted.ts'
import { LeftOut } from './left-out.ts'
import type { PlanStore } from './plan-store.ts'
import type { Services } from './services.ts'
import { Store } from './store.ts'
import { isTicked, tickConsequence, tickedOf, untickConsequence, type Consequence } from './ticks.ts'

type Decision = OperationWire['decision']

type Changes = NonNullable<ChangeProposal['operations']>

/** The same one each time: a new one would make everything that is computed from it anew. */
const none: readonly never[] = []

/** The proposals of a project that wait for an answer, and the one that is being read. */
export class ReviewStore extends Store {
  waiting: readonly ProposalWire[] = []
  loaded = false
  /** Operations of a turn that is still being written: shown, not yet decidable. */
  writing: readonly OperationWire[] | null = null
  /** What a 409 told: nothing was applied. */
  refused: Problem | null = null
  busy: 'apply' | 'reject' | 'rebase' | null = null
  /** The tick box under the pointer or the focus, and what would follow from a click on it. */
  preview: { readonly id: string; readonly ticks: boolean; readonly consequence: Consequence } | null = null
  /** What the last click took along, told beside the row. */
  told: { readonly id: string; readonly text: string; readonly undo: () => void } | null = null
  /** Kinds that are shown alone; empty shows all. */
  only: ReadonlySet<CountName> = new Set()
  readonly leftOut = new LeftOut()
  readonly #services: Services
  readonly #plan: PlanStore
  #currentId: string | null = null
  #fitted = new Map<string, Fitted>()
  /** As the server has them. What is shown is this with what is on its way. */
  #stored: readonly ProposalWire[] = []
  /** Changes that the server has not answered yet, oldest first. The answer to an earlier one must not hide them. */
  #onTheWay: readonly { readonly proposalId: string; readonly changes: Changes }[] = []
  /** One after the other, so that they arrive in the order of the clicks. */
  #sent: Promise<unknown> = Promise.resolve()

  constructor(services: Services, plan: PlanStore) {
    super()
    this.#services = services
    this.#plan = plan
  }

  get current(): ProposalWire | null {
    return this.waiting.find((proposal) => proposal.id === this.#currentId) ?? null
  }

  get operations(): readonly OperationWire[] {
    return this.writing ?? this.current?.operations ?? none
  }

  get ticked(): readonly OperationWire[] {
    return tickedOf(this.current?.operations ?? [])
  }

  get conflicts(): readonly ConflictWire[] {
    return this.refused?.conflicts ?? this.current?.conflicts ?? none
  }

  async load(): Promise<void> {
    const answer = await this.#services.client.proposals(this.#plan.id, 'open')
    if (answer.ok) this.#stored = answer.value.items
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
  take(proposal: ProposalWire): void {
    if (proposal.projectId !== this.#plan.id) return
    const known = this.#stored.some((each) => each.id === proposal.id)
    if (proposal.status !== 'open') this.#stored = this.#stored.filter((each) => each.id !== proposal.id)
    else this.#stored = known ? this.#stored.map((each) => (each.id === proposal.id ? proposal : each)) : [proposal, ...this.#stored]
    this.#show()
    if (proposal.id === this.#currentId) this.refused = null
    this.#refresh()
    this.changed()
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

  // Decisions

  consequence(ids: readonly string[], tick: boolean): Consequence {
    const { plan } = this.#plan
    const operations = this.current?.operations ?? []
    if (!plan) return { ids, also: [] }
    if (!tick) return untickConsequence(operations, ids, plan)
    return tickConsequence(operations, ids, plan)
  }

  setPreview(id: string | null): void {
    if ((this.preview?.id ?? null) === id) return
    const operation = this.current?.operations.find((each) => each.id === id)
    const ticks = operation ? !isTicked(operation) : false
    this.preview = operation ? { id: operation.id, ticks, consequence: this.consequence([operation.id], ticks) } : null
    this.changed()
  }

  /** Takes or refuses operations with all that follows, tells what followed, and can be taken back. An untick leaves out. */
  async decide(ids: readonly string[], decision: Decision, by: 'verdict' | 'tick' = 'verdict'): Promise<void> {
    const proposal = this.current
    const [first] = ids
    if (!proposal || first === undefined) return
    const before = new Map(proposal.operations.map((operation) => [operation.id, operation.decision]))
    const clicked = proposal.operations.filter((operation) => ids.includes(operation.id))
    const ticks = decision === 'accepted' || (decision === 'pending' && clicked.some((operation) => !operation.unrequested))
    const { also } = this.consequence(ids, ticks)
    const changes = [
      ...ids.map((id) => ({ id, decision })),
      ...also.map((id) => ({ id, decision: ticks ? ('accepted' as const) : ('rejected' as const) })),
    ]
    this.leftOut.note(ids, decision === 'rejected' && by === 'tick')
    this.leftOut.note(also, !ticks)
    this.preview = null
    this.told =
      also.length === 0
        ? null
        : {
            id: first,
            text: ticks
              ? plural(also.length, msg('also took 1 operation it needs'), msg(str`also took ${also.length} operations it needs`))
              : plural(
                  also.length,
                  msg('1 operation that needs it was left out too'),
                  msg(str`${also.length} operations that need it were left out too`),
                ),
            undo: () => void this.#save(changes.map(({ id }) => ({ id, decision: before.get(id) ?? 'pending' }))),
          }
    const refused = by === 'tick' ? msg('Left out') : msg('Rejected')
    const word = decision === 'accepted' ? msg('Accepted') : decision === 'rejected' ? refused : msg('Pending again')
    this.#services.announcer.say(this.told ? `${word}, ${this.told.text}` : word)
    await this.#save(changes)
  }

  async tickAll(tick: boolean): Promise<void> {
    const operations = this.current?.operations ?? []
    const changes = operations
      .filter((operation) => isTicked(operation) !== tick)
      .map(({ id, unrequested }) => ({ id, decision: !tick ? ('rejected' as const) : unrequested ? ('accepted' as const) : ('pending' as const) }))
    this.told = null
    this.leftOut.note(
      changes.map(({ id }) => id),
      !tick,
    )
    if (changes.length > 0) await this.#save(changes)
  }

  comment = (id: string, comment: string): Promise<boolean> => this.#save([{ id, comment: comment.trim() === '' ? null : comment.trim() }])

  edit = (id: string, after: Record<string, unknown>): Promise<boolean> => this.#save([{ id, after }])

  async park(parked: boolean, id = this.current?.id): Promise<void> {
    if (!id) return
    const answer = await this.#services.client.changeProposal(id, { parked })
    if (!answer.ok) {
      this.#services.toasts.problem(answer.problem)
      return
    }
    if (parked && id === this.#currentId) this.#currentId = null
    this.take(answer.value.proposal)
    if (!parked) return
    const takeUp = (): void => void this.park(false, id).then(() => this.select(id))
    this.#services.toasts.show(msg('Set aside. It waits in the inbox.'), { label: msg('Undo'), run: takeUp })
  }

  /** Shown at once; the answer of the server stands in the end. */
  async #save(changes: Changes): Promise<boolean> {
    const proposal = this.current
    if (!proposal) return false
    const entry = { proposalId: proposal.id, changes }
    this.#onTheWay = [...this.#onTheWay, entry]
    this.#show()
    this.changed()
    const answer = await this.#inTurn(() => this.#services.client.changeProposal(proposal.id, { operations: changes }))
    this.#onTheWay = this.#onTheWay.filter((each) => each !== entry)
    if (answer.ok) this.take(answer.value.proposal)
    else {
      this.#show()
      this.changed()
      this.#services.toasts.problem(answer.problem)
    }
    return answer.ok
  }

  #inTurn<T>(send: () => Promise<T>): Promise<T> {
    const answer = this.#sent.then(send)
    this.#sent = answer.catch(() => undefined)
    return answer
  }

  #show(): void {
    this.waiting = this.#stored.map((proposal) =>
      this.#onTheWay.filter(({ proposalId }) => proposalId === proposal.id).reduce((shown, { changes }) => withChanges(shown, changes), proposal),
    )
  }

  // Verdicts

  /** Conflicts that stand in the way of what is ticked. */
  get inTheWay(): readonly ConflictWire[] {
    const ids = new Set<string | null>(this.ticked.map(({ id }) => id))
    return this.conflicts.filter(({ operationId }) => ids.has(operationId))
  }

  /** What is ticked and can be applied while the conflicts still wait: all but them and what needs them. */
  get fitting(): readonly string[] {
    const waiting = this.inTheWay.flatMap(({ operationId }) => operationId ?? [])
    const held = new Set(waiting.length === 0 ? [] : this.consequence([...new Set(waiting)], false).ids)
    return this.ticked.map(({ id }) => id).filter((id) => !held.has(id))
  }

  /** Applies what is ticked, or of that these. What was not stays for later, or is refused with `rest: 'reject'`. */
  async apply(rest: 'keep' | 'reject' = 'keep', ids: readonly string[] = this.ticked.map(({ id }) => id)): Promise<boolean> {
    const proposal = this.current
    if (!proposal || ids.length === 0 || this.busy) return false
    this.#setBusy('apply')
    const answer = await this.#inTurn(() => this.#services.client.accept(proposal.id, { operationIds: [...ids], rest }))
    this.#setBusy(null)
    if (!answer.ok) {
      await this.#applyRefused(answer.problem)
      return false
    }
    const { commit, version } = answer.value
    await this.#plan.arrive(answer.value)
    this.take(answer.value.proposal)
    this.told = null
    const text = commit
      ? plural(ids.length, msg(str`Applied 1 change as version ${version}`), msg(str`Applied ${ids.length} changes as version ${version}`))
      : msg('The plan already had all of it; nothing was changed.')
    this.#services.announcer.say(text)
    this.#services.toasts.show(text, commit ? { label: msg('Undo'), run: () => void this.#plan.undo(version) } : null)
    return true
  }

  async #applyRefused(problem: Problem): Promise<void> {
    const { toasts } = this.#services
    if (problem.kind === 'patch-conflict') {
      this.refused = problem
      this.changed()
      this.#services.announcer.say(problem.detail)
      await this.#plan.load()
      return
    }
    if (problem.kind === 'selection-incomplete' && problem.missingOperationIds) {
      const ids = problem.missingOperationIds
      await this.#save(ids.map((id) => ({ id, decision: 'accepted' })))
      toasts.show(
        plural(
          ids.length,
          msg('1 operation more is needed and was ticked. Look, then apply again.'),
          msg(str`${ids.length} operations more are needed and were ticked. Look, then apply again.`),
        ),
      )
      return
    }
    toasts.problem(problem)
    if (problem.kind === 'proposal-closed' || problem.kind === 'not-found') await this.load()
  }

  async reject(reason: string): Promise<void> {
    const proposal = this.current
    if (!proposal || this.busy) return
    this.#setBusy('reject')
    const answer = await this.#services.client.reject(proposal.id, reason)
    this.#setBusy(null)
    if (!answer.ok) {
      this.#services.toasts.problem(answer.problem)
      return
    }
    this.take(answer.value.proposal)
    const reopen = async (): Promise<void> => {
      const reopened = await this.#services.client.reopen(proposal.id)
      if (!reopened.ok) return this.#services.toasts.problem(reopened.problem)
      this.take(reopened.value.proposal)
      this.select(proposal.id)
    }
    this.#services.announcer.say(msg('Proposal rejected'))
    this.#services.toasts.show(msg('Proposal rejected. The plan is as it was.'), { label: msg('Undo'), run: () => void reopen() })
  }

  async rebase(resolutions?: RebaseProposal['resolutions']): Promise<boolean> {
    const proposal = this.current
    if (!proposal) return false
    this.#setBusy('rebase')
    const answer = await this.#services.client.rebase(proposal.id, resolutions ? { resolutions } : {})
    this.#setBusy(null)
    if (!answer.ok) {
      if (answer.problem.kind === 'patch-conflict') this.refused = answer.problem
      else this.#services.toasts.problem(answer.problem)
      this.changed()
      return false
    }
    const after = answer.value.proposal
    const sides = new Map(resolutions?.map(({ operationId, field, take }) => [`${operationId} ${field ?? ''}`, take]))
    const count = (side: 'mine' | 'theirs'): number => [...sides.values()].filter((take) => take === side).length
    const [from, to] = [proposal.baseVersion, after.baseVersion]
    this.#fitted.set(proposal.id, {
      from,
      to,
      because: resolutions ? 'choice' : this.#plan.isOwn(from, to) ? 'own-change' : 'moved',
      kept: count('theirs'),
      taken: count('mine'),
      gone: proposal.operations.length - after.operations.length,
    })
    this.take(after)
    return true
  }

  /** How a proposal came to the version on which it stands; undefined where it was made on it. */
  fitted(id: string): Fitted | undefined {
    return this.#fitted.get(id)
  }

  /** A stale proposal brings itself to the head; only true conflicts ask the person. */
  #refresh(): void {
    const { current } = this
    if (!current || this.busy || !current.stale || current.conflicts.length > 0) return
    void this.rebase()
  }

  #clear(): void {
    this.preview = null
    this.told = null
    this.refused = null
    this.only = new Set()
  }

  #setBusy(busy: ReviewStore['busy']): void {
    this.busy = busy
    this.changed()
  }

  get counts() {
    return countsOf(this.operations)
  }
}

/** With what can be told before the server answers: decisions and comments. An edit waits for its answer. */
function withChanges(proposal: ProposalWire, changes: Changes): ProposalWire {
  const byId = new Map(changes.map((change) => [change.id, change]))
  return {
    ...proposal,
    operations: proposal.operations.map((operation) => {
      const change = byId.get(operation.id)
      if (!change) return operation
      return {
        ...operation,
        ...(change.decision ? { decision: change.decision } : {}),
        ...(change.comment === undefined ? {} : { comment: change.comment }),
      }
    }),
  }
}
