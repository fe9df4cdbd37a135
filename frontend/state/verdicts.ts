import { msg, str } from '@lit/localize'
import type { Problem } from '../api/problem.ts'
import type { ConflictWire, OperationWire, ProposalWire, RebaseProposal } from '../api/wire.ts'
import { plural } from '../words/plural.ts'
import type { Fitted } from './fitted.ts'
import type { Changes } from './on-the-way.ts'
import type { PlanStore } from './plan-store.ts'
import type { Services } from './services.ts'
import type { Consequence } from './ticks.ts'

/** The proposal that is read, as far as a verdict on it needs it. */
export interface UnderReview {
  readonly services: Services
  readonly plan: PlanStore
  readonly current: ProposalWire | null
  readonly ticked: readonly OperationWire[]
  readonly conflicts: readonly ConflictWire[]
  consequence(ids: readonly string[], tick: boolean): Consequence
  save(changes: Changes): Promise<boolean>
  inTurn<Answer>(send: () => Promise<Answer>): Promise<Answer>
  take(proposal: ProposalWire): void
  select(id: string | null): void
  load(): Promise<void>
  changed(): void
}

/** What is decided about a proposal as a whole: apply, reject, bring to the head, set aside, take up again. */
export class Verdicts {
  busy: 'apply' | 'reject' | 'rebase' | null = null
  /** What a 409 told: nothing was applied. */
  refused: Problem | null = null
  readonly #fitted = new Map<string, Fitted>()
  readonly #review: UnderReview

  constructor(review: UnderReview) {
    this.#review = review
  }

  /** Conflicts that stand in the way of what is ticked. */
  get inTheWay(): readonly ConflictWire[] {
    const ids = new Set<string | null>(this.#review.ticked.map(({ id }) => id))
    return this.#review.conflicts.filter(({ operationId }) => ids.has(operationId))
  }

  /** What is ticked and can be applied while the conflicts still wait: all but them and what needs them. */
  get fitting(): readonly string[] {
    const waiting = this.inTheWay.flatMap(({ operationId }) => operationId ?? [])
    const held = new Set(waiting.length === 0 ? [] : this.#review.consequence([...new Set(waiting)], false).ids)
    return this.#review.ticked.map(({ id }) => id).filter((id) => !held.has(id))
  }

  /** Applies what is ticked, or of that these. What was not stays for later, or is refused with `rest: 'reject'`. */
  async apply(rest: 'keep' | 'reject' = 'keep', ids: readonly string[] = this.#review.ticked.map(({ id }) => id)): Promise<boolean> {
    const { current: proposal, services, plan } = this.#review
    if (!proposal || ids.length === 0 || this.busy) return false
    this.#setBusy('apply')
    const answer = await this.#review.inTurn(() => services.client.accept(proposal.id, { operationIds: [...ids], rest }))
    this.#setBusy(null)
    if (!answer.ok) {
      await this.#applyRefused(answer.problem)
      return false
    }
    const { commit, version } = answer.value
    await plan.arrive(answer.value)
    this.#review.take(answer.value.proposal)
    const text = commit
      ? plural(ids.length, msg(str`Applied 1 change as version ${version}`), msg(str`Applied ${ids.length} changes as version ${version}`))
      : msg('The plan already had all of it; nothing was changed.')
    services.announcer.say(text)
    services.toasts.show(text, commit ? { label: msg('Undo'), run: () => void plan.undo(version) } : null)
    return true
  }

  async #applyRefused(problem: Problem): Promise<void> {
    const { toasts, announcer } = this.#review.services
    if (problem.kind === 'patch-conflict') {
      this.refused = problem
      this.#review.changed()
      announcer.say(problem.detail)
      await this.#review.plan.load()
      return
    }
    if (problem.kind === 'selection-incomplete' && problem.missingOperationIds) {
      const ids = problem.missingOperationIds
      await this.#review.save(ids.map((id) => ({ id, decision: 'accepted' })))
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
    if (problem.kind === 'proposal-closed' || problem.kind === 'not-found') await this.#review.load()
  }

  /** Turns the whole proposal down. The reason is told to the agent. */
  async reject(reason: string): Promise<void> {
    const { current: proposal, services } = this.#review
    if (!proposal || this.busy) return
    this.#setBusy('reject')
    const answer = await services.client.reject(proposal.id, reason)
    this.#setBusy(null)
    if (!answer.ok) {
      services.toasts.problem(answer.problem)
      return
    }
    this.#review.take(answer.value.proposal)
    services.announcer.say(msg('Proposal rejected'))
    const text =
      reason === '' ? msg('Proposal rejected. The plan is as it was.') : msg('Proposal rejected. The agent is told why with your next message.')
    services.toasts.show(text, { label: msg('Undo'), run: () => void this.reopen(proposal.id) })
  }

  /** Takes up again what was turned down, left behind, or applied and undone since. */
  async reopen(id: string): Promise<boolean> {
    const answer = await this.#review.services.client.reopen(id)
    if (!answer.ok) {
      this.#review.services.toasts.problem(answer.problem)
      return false
    }
    this.#review.take(answer.value.proposal)
    this.#review.select(id)
    return true
  }

  /** Sets a proposal aside, or takes it up again. */
  async park(parked: boolean, id = this.#review.current?.id): Promise<void> {
    if (!id) return
    const { client, toasts } = this.#review.services
    const answer = await client.changeProposal(id, { parked })
    if (!answer.ok) {
      toasts.problem(answer.problem)
      return
    }
    this.#review.take(answer.value.proposal)
    if (parked && id === this.#review.current?.id) this.#review.select(null)
    if (!parked) return
    const takeUp = (): void => void this.park(false, id).then(() => this.#review.select(id))
    toasts.show(msg('Set aside. It waits in the inbox.'), { label: msg('Undo'), run: takeUp })
  }

  /** Expresses the proposal on the head, with choices where it conflicts. */
  async rebase(resolutions?: RebaseProposal['resolutions']): Promise<boolean> {
    const { current: proposal, services, plan } = this.#review
    if (!proposal) return false
    this.#setBusy('rebase')
    const answer = await services.client.rebase(proposal.id, resolutions ? { resolutions } : {})
    this.#setBusy(null)
    if (!answer.ok) {
      if (answer.problem.kind === 'patch-conflict') this.refused = answer.problem
      else services.toasts.problem(answer.problem)
      this.#review.changed()
      return false
    }
    const after = answer.value.proposal
    const sides = new Map(resolutions?.map(({ operationId, field, take }) => [`${operationId} ${field ?? ''}`, take]))
    const count = (side: 'mine' | 'theirs'): number => [...sides.values()].filter((take) => take === side).length
    const [from, to] = [proposal.baseVersion, after.baseVersion]
    this.#fitted.set(proposal.id, {
      from,
      to,
      because: resolutions ? 'choice' : plan.isOwn(from, to) ? 'own-change' : 'moved',
      kept: count('theirs'),
      taken: count('mine'),
      gone: proposal.operations.length - after.operations.length,
    })
    this.#review.take(after)
    return true
  }

  /** How a proposal came to the version on which it stands; undefined where it was made on it. */
  fitted(id: string): Fitted | undefined {
    return this.#fitted.get(id)
  }

  #setBusy(busy: Verdicts['busy']): void {
    this.busy = busy
    this.#review.changed()
  }
}
