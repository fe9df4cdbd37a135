import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { ProposalWire } from '../api/wire.ts'
import { icon } from '../components/icon.ts'
import { View } from '../components/view.ts'
import type { TaskId } from '../state/core.ts'
import { countsOf, type CountName } from '../state/counts.ts'
import { effectsOf } from '../state/effects.ts'
import { fittedText } from '../state/fitted.ts'
import type { ProjectSession } from '../state/project-session.ts'
import type { Lens } from '../state/rows.ts'
import { isTicked } from '../state/ticks.ts'
import { Watch } from '../state/store.ts'
import { applyText } from '../words/effects.ts'
import { countLabel, countSign, lensLabel } from '../words/labels.ts'
import { plural } from '../words/plural.ts'
import { conflictList, trueConflicts } from './review/conflicts.ts'
import { moreForProposal } from './review/more.ts'
import { sinceNote } from './review/since.ts'
import { askToReject, confirmApply } from './review/verdict-dialogs.ts'
import { withoutMarks } from '../words/plain.ts'

const kinds: readonly CountName[] = ['deleted', 'moved', 'changed', 'added']
const lenses: readonly Lens[] = ['review', 'result', 'original']

/** What is proposed, in one glance, and the verdict. */
@customElement('pw-proposal-bar')
export class ProposalBarView extends View {
  @property({ attribute: false }) declare session: ProjectSession

  constructor() {
    super()
    new Watch(this, () => [this.session?.review, this.session?.tree, this.session?.plan, this.session, this.services?.settings])
  }

  override render(): TemplateResult | typeof nothing {
    const { review } = this.session
    if (review.writing) return this.#writing(review.writing.length)
    const proposal = review.current
    return proposal ? this.#bar(proposal) : nothing
  }

  #writing(count: number): TemplateResult {
    return html`<section class="proposal-bar writing" aria-label=${msg('Proposal')}>
      <div class="bar-line"><span class="spinner"></span><strong>${msg('A proposal is being written')}</strong><span class="hint">${plural(count, msg('1 operation so far'), msg(str`${count} operations so far`))}</span></div>
    </section>`
  }

  #bar(proposal: ProposalWire): TemplateResult {
    return html`
      <section class="proposal-bar" aria-label=${msg('Proposal')} data-testid="proposal-bar" data-proposal-id=${proposal.id}>
        ${this.#title(proposal)}
        <button class="button to-review" data-testid="to-review" @click=${() => this.dispatchEvent(new CustomEvent('show-review', { bubbles: true }))}>${msg('Review one by one')}${icon('arrow-right')}</button>
        ${proposal.rationale ? html`<p class="bar-why">${withoutMarks(proposal.rationale)}</p>` : nothing}
        ${this.#shownAlone(proposal)} ${sinceNote(this.session)} ${this.#standing(proposal)} ${this.#unrequested(proposal)} ${conflictList(this.session)} ${this.#leftOut(proposal)}
        ${this.#verdict(proposal)} ${this.#inTheWay()}
      </section>
    `
  }

  #title(proposal: ProposalWire): TemplateResult {
    const { review, tree, query } = this.session
    const counts = countsOf(proposal.operations)
    const asList = query.read === 'list'
    return html`<div class="bar-line">
      <span class="bar-title">${icon('compare')}<strong>${msg('Proposal')}</strong><span class="hint">${this.#provenance(proposal)}</span></span>
      <span class="counts" role="group" aria-label=${msg('Show only')}>
        ${kinds.map((name) => (counts[name] === 0 ? nothing : html`<button class="count count-${name}" aria-pressed=${String(review.only.has(name))} @click=${() => review.toggleOnly(name)} title=${msg(str`Show only what is ${countLabel(name)}`)}>${countSign[name]}${counts[name]}<span class="count-word"> ${countLabel(name)}</span></button>`))}
      </span>
      <span class="gap"></span>
      <button class="quiet as-list ${asList ? 'on' : ''}" aria-pressed=${String(asList)} data-testid="read-as-list" title=${msg('Read the proposal from top to bottom, in words')} @click=${() => this.session.go({ read: asList ? null : 'list' })}>${icon('text')}<span>${msg('Read as a list')}</span></button>
      <span class="segments" role="radiogroup" aria-label=${msg('Lens (V)')} data-testid="lens">
        ${lenses.map((lens) => html`<button role="radio" aria-checked=${String(tree.lens === lens)} tabindex=${tree.lens === lens ? 0 : -1} @click=${() => this.#setLens(lens)} @keydown=${this.#lensKey}>${lensLabel(lens)}</button>`)}
      </span>
    </div>`
  }

  #verdict(proposal: ProposalWire): TemplateResult {
    const { review } = this.session
    const { verdicts, ticked } = review
    const all = proposal.operations.length
    const reason = this.#whyNot()
    const decided = proposal.operations.filter((operation) => operation.decision !== 'pending').length
    return html`<div class="bar-line verdict">
        <span class="bar-ticks">
          <input type="checkbox" class="tick" .checked=${ticked.length === all} .indeterminate=${ticked.length > 0 && ticked.length < all} aria-label=${msg('Tick all')} title=${msg('Tick all or none')} data-testid="tick-all" @click=${this.#tickAll} />
          <span class="bar-state"><span>${msg(str`${ticked.length} of ${all} ticked`)}${decided > 0 ? html`<span class="hint"> · ${msg(str`${decided} decided`)}</span>` : nothing}</span><span class="hint promise">${msg('Your plan is unchanged until you apply.')}</span></span>
        </span>
        <span class="bar-buttons">
          <button class="button" data-testid="reject" ?disabled=${verdicts.busy !== null} @click=${this.#reject}>${msg('Reject all')}</button>
          <button class="quiet icon-only" aria-label=${msg('More for this proposal')} title=${msg('More')} @click=${this.#more}>${icon('more')}</button>
          <button class="button primary" data-testid="apply" aria-describedby=${reason === null ? nothing : 'apply-reason'} aria-disabled=${reason === null && verdicts.busy === null ? nothing : 'true'} title=${reason ?? msg('Ctrl+Enter')} @click=${() => this.apply()}>
            ${verdicts.busy === 'apply' ? html`<span class="spinner"></span>` : icon('check')}${ticked.length === 0 ? msg('Nothing ticked') : applyText(effectsOf(ticked))}
          </button>
        </span>
        ${reason === null ? nothing : html`<span id="apply-reason" class=${review.ticked.length === 0 ? 'hint why-not' : 'hear'}>${reason}</span>`}
      </div>`
  }

  /** Why nothing can be applied just now; null where it can. */
  #whyNot(): string | null {
    const { review } = this.session
    if (review.ticked.length === 0) return msg('Nothing is ticked. Tick what you want to take, or reject all.')
    const count = trueConflicts(review.verdicts.inTheWay, this.session.plan.plan).length
    return count === 0 ? null : plural(count, msg('1 conflict waits for your choice'), msg(str`${count} conflicts wait for your choice`))
  }

  /** Beside the button that cannot be pressed: why, and what can be done about it. */
  #inTheWay(): TemplateResult | typeof nothing {
    const { verdicts } = this.session.review
    if (verdicts.inTheWay.length === 0) return nothing
    const { fitting } = verdicts
    return html`<span class="bar-line in-the-way">
      <button class="link" data-testid="to-conflict" @click=${this.#toConflict}>${icon('warning')}${this.#whyNot()}</button>
      ${fitting.length === 0 ? nothing : html`<button class="button" data-testid="apply-fitting" ?disabled=${verdicts.busy !== null} @click=${() => this.apply(fitting)}>${plural(fitting.length, msg('Apply the 1 other'), msg(str`Apply the ${fitting.length} others`))}</button>`}
    </span>`
  }

  readonly #toConflict = (): void => {
    const ids = new Set<string | undefined>(this.session.review.verdicts.inTheWay.flatMap(({ operationId }) => operationId ?? []))
    const conflict = [...this.querySelectorAll<HTMLElement>('.conflict')].find(({ dataset }) => ids.has(dataset['conflictOf']))
    conflict?.scrollIntoView({ block: 'nearest' })
    conflict?.querySelector<HTMLElement>('button')?.focus()
  }

  #provenance(proposal: ProposalWire): string {
    const by = proposal.model ? msg(str`by ${proposal.agent} with ${proposal.model}`) : msg(str`by ${proposal.agent}`)
    return proposal.revision > 1 ? `${by} · ${msg(str`revision ${proposal.revision}`)}` : by
  }

  /** What is shown alone can be decided alone, and what that takes along is said before it happens. */
  #shownAlone(proposal: ProposalWire): TemplateResult | typeof nothing {
    const { review } = this.session
    const { shows } = review
    if (!shows) return nothing
    const some = proposal.operations.filter(shows)
    const ids = some.map(({ id }) => id)
    const count = some.length
    if (count === 0) return nothing
    const button = (ticks: boolean, label: string): TemplateResult => {
      const follows = review.followText(ids, ticks)
      return html`<button class="button" aria-describedby=${follows ? `alone-${ticks ? 'takes' : 'leaves'}` : nothing} @pointerenter=${() => review.setPreview(ids, ticks)} @pointerleave=${() => review.setPreview(null)} @click=${() => void review.decide(ids, ticks ? 'accepted' : 'rejected')}>${icon(ticks ? 'check' : 'close')}${label}</button>${follows ? html`<span id="alone-${ticks ? 'takes' : 'leaves'}" class="hint">${follows}</span>` : nothing}`
    }
    return html`<div class="bar-line shown-alone" data-testid="shown-alone">
      <span class="hint">${plural(count, msg('1 shown alone'), msg(str`${count} shown alone`))}</span>
      ${button(true, plural(count, msg('Accept this 1'), msg(str`Accept these ${count}`)))} ${button(false, plural(count, msg('Reject this 1'), msg(str`Reject these ${count}`)))}
      <button class="link" @click=${() => review.showAll()}>${msg('Show everything')}</button>
    </div>`
  }

  #standing(proposal: ProposalWire): TemplateResult | typeof nothing {
    const { review } = this.session
    const { verdicts } = review
    const fitted = verdicts.fitted(proposal.id)
    const made = msg(str`Made on version ${proposal.baseVersion}; the plan is at ${proposal.headVersion}.`)
    if (verdicts.busy === 'rebase')
      return html`<p class="bar-note"><span class="spinner"></span>${msg('The plan moved on; bringing the proposal to the newest version…')}</p>`
    if (proposal.stale && review.conflicts.length > 0) return html`<p class="bar-note">${icon('info')}${made}</p>`
    if (proposal.stale)
      return html`<p class="bar-note">${icon('info')}${made} <button class="link" @click=${() => verdicts.rebase()}>${msg('Bring it to the newest')}</button></p>`
    return fitted ? html`<p class="bar-note">${icon('info')}${fittedText(fitted)}</p>` : nothing
  }

  /** What nobody asked for stands apart, and stays out unless it is ticked. */
  #unrequested(proposal: ProposalWire): TemplateResult | typeof nothing {
    const apart = proposal.operations.filter((operation) => operation.unrequested)
    const [first] = apart
    if (!first) return nothing
    const show = (): void => {
      if (first.taskId === null) this.session.tree.focus('project')
      else this.session.tree.reveal(first.taskId as TaskId)
    }
    return html`<p class="bar-note">${icon('info')}${plural(apart.length, msg('1 operation was not asked for and is left unticked.'), msg(str`${apart.length} operations were not asked for and are left unticked.`))} <button class="link" @click=${show}>${msg('Show')}</button></p>`
  }

  #leftOut(proposal: ProposalWire): TemplateResult | typeof nothing {
    if (proposal.leftOut.length === 0) return nothing
    return html`<details class="left-out">
      <summary>${plural(proposal.leftOut.length, msg('1 operation was left out'), msg(str`${proposal.leftOut.length} operations were left out`))}</summary>
      <ul>${proposal.leftOut.map(({ draft, reason }) => html`<li>${typeof draft?.['title'] === 'string' ? html`<strong>${draft['title']}</strong>: ` : nothing}${reason}</li>`)}</ul>
    </details>`
  }

  // What happens

  /** Asks only where work that was begun would be deleted. */
  async apply(ids: readonly string[] | null = null): Promise<void> {
    const { review } = this.session
    const reason = this.#whyNot()
    if (ids === null && reason !== null) return this.services.announcer.say(reason)
    const taken = review.ticked.filter(({ id }) => ids === null || ids.includes(id))
    if (!(await confirmApply(this.services, taken))) return
    if (await review.verdicts.apply('keep', ids ?? undefined)) this.#toTree()
  }

  /** The buttons may be gone now; the keyboard goes on in the plan. */
  #toTree(): void {
    void this.updateComplete.then(() => {
      if (document.activeElement === document.body || document.activeElement === null)
        document.querySelector<HTMLElement>('pw-tree .row[tabindex="0"]')?.focus()
    })
  }

  readonly #tickAll = (event: Event): void => {
    event.preventDefault()
    const { review } = this.session
    void review.tickAll(review.operations.some((operation) => !isTicked(operation)))
  }

  readonly #reject = async (): Promise<void> => {
    if (await askToReject(this.services, this.session)) this.#toTree()
  }

  readonly #more = (event: Event): void => {
    const { settings, overlays } = this.services
    overlays.openMenu(event.currentTarget as Element, msg('Proposal'), moreForProposal(this.session, settings, this.#whyNot()))
  }

  #setLens(lens: Lens): void {
    this.session.tree.setLens(lens)
    if (this.session.query.read === 'list') this.session.go({ read: null })
  }

  readonly #lensKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const { tree } = this.session
    this.#setLens(lenses[(lenses.indexOf(tree.lens) + step + lenses.length) % lenses.length] ?? 'review')
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('[role=radio][aria-checked=true]')?.focus())
  }
}
