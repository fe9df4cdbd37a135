import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { ConflictWire, ProposalWire } from '../api/wire.ts'
import { icon } from '../components/icon.ts'
import { View } from '../components/view.ts'
import { subtreeOf, type TaskId } from '../state/core.ts'
import { countsOf, type CountName } from '../state/counts.ts'
import { fittedText } from '../state/fitted.ts'
import type { ProjectSession } from '../state/project-session.ts'
import type { Lens } from '../state/rows.ts'
import { isTicked } from '../state/ticks.ts'
import { Watch } from '../state/store.ts'
import { conflictLabel, countLabel, countSign, lensLabel } from '../words/labels.ts'
import { plural } from '../words/plural.ts'
import { taskName, valueText } from '../words/values.ts'

const kinds: readonly CountName[] = ['deleted', 'moved', 'changed', 'added']
const lenses: readonly Lens[] = ['review', 'result', 'original']

/** What is proposed, in one glance, and the verdict. */
@customElement('pw-proposal-bar')
export class ProposalBarView extends View {
  @property({ attribute: false }) declare session: ProjectSession

  constructor() {
    super()
    new Watch(this, () => [this.session?.review, this.session?.tree, this.session?.plan])
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
    const { review, tree } = this.session
    const counts = countsOf(proposal.operations)
    const ticked = review.ticked.length
    const all = proposal.operations.length
    const reason = this.#whyNot()
    const decided = proposal.operations.filter((operation) => operation.decision !== 'pending').length
    return html`
      <section class="proposal-bar" aria-label=${msg('Proposal')} data-testid="proposal-bar" data-proposal-id=${proposal.id}>
        <div class="bar-line">
          <span class="bar-title">${icon('compare')}<strong>${msg('Proposal')}</strong><span class="hint">${this.#provenance(proposal)}</span></span>
          <span class="counts" role="group" aria-label=${msg('Show only')}>
            ${kinds.map((name) => (counts[name] === 0 ? nothing : html`<button class="count count-${name}" aria-pressed=${String(review.only.has(name))} @click=${() => review.toggleOnly(name)} title=${msg(str`Show only what is ${countLabel(name)}`)}>${countSign[name]}${counts[name]} ${countLabel(name)}</button>`))}
          </span>
          <span class="gap"></span>
          <span class="segments" role="radiogroup" aria-label=${msg('Lens (V)')} data-testid="lens">
            ${lenses.map((lens) => html`<button role="radio" aria-checked=${String(tree.lens === lens)} tabindex=${tree.lens === lens ? 0 : -1} @click=${() => tree.setLens(lens)} @keydown=${this.#lensKey}>${lensLabel(lens)}</button>`)}
          </span>
        </div>
        ${proposal.rationale ? html`<p class="bar-why">${proposal.rationale}</p>` : nothing}
        ${this.#standing(proposal)} ${this.#unrequested(proposal)} ${this.#conflicts()} ${this.#leftOut(proposal)}
        <div class="bar-line verdict">
          <span class="bar-ticks">
            <input type="checkbox" class="tick" .checked=${ticked === all} .indeterminate=${ticked > 0 && ticked < all} aria-label=${msg('Tick all')} title=${msg('Tick all or none')} data-testid="tick-all" @click=${this.#tickAll} />
            <span>${msg(str`${ticked} of ${all} ticked`)}${decided > 0 ? html`<span class="hint"> · ${msg(str`${decided} decided`)}</span>` : nothing}</span>
          </span>
          <span class="hint promise">${msg('Your plan is unchanged until you apply.')}</span>
          <span class="gap"></span>
          <span class="bar-buttons">
            <button class="button" data-testid="reject" ?disabled=${review.busy !== null} @click=${this.#reject}>${msg('Reject all')}</button>
            <button class="quiet icon-only" aria-label=${msg('More for this proposal')} title=${msg('More')} @click=${this.#more}>${icon('more')}</button>
            <button class="button primary" data-testid="apply" aria-describedby="apply-reason" ?disabled=${reason !== null || review.busy !== null} title=${reason ?? msg('Ctrl+Enter')} @click=${() => this.apply()}>
              ${review.busy === 'apply' ? html`<span class="spinner"></span>` : icon('check')}${this.#applyLabel(ticked, all)}
            </button>
          </span>
          <span id="apply-reason" class="hear">${reason ?? ''}</span>
        </div>
        ${this.#inTheWay()}
      </section>
    `
  }

  /** Why nothing can be applied just now; null where it can. */
  #whyNot(): string | null {
    const { review } = this.session
    if (review.ticked.length === 0) return msg('Nothing is ticked.')
    const count = review.inTheWay.length
    return count === 0 ? null : plural(count, msg('1 conflict waits for your choice'), msg(str`${count} conflicts wait for your choice`))
  }

  /** Beside the button that cannot be pressed: why, and what can be done about it. */
  #inTheWay(): TemplateResult | typeof nothing {
    const { review } = this.session
    if (review.inTheWay.length === 0) return nothing
    const { fitting } = review
    return html`<span class="bar-line in-the-way">
      <button class="link" data-testid="to-conflict" @click=${this.#toConflict}>${icon('warning')}${this.#whyNot()}</button>
      ${fitting.length === 0 ? nothing : html`<button class="button" data-testid="apply-fitting" ?disabled=${review.busy !== null} @click=${() => this.apply(fitting)}>${plural(fitting.length, msg('Apply the 1 other'), msg(str`Apply the ${fitting.length} others`))}</button>`}
    </span>`
  }

  readonly #toConflict = (): void => {
    const ids = new Set<string | null>(this.session.review.inTheWay.map(({ operationId }) => operationId))
    const at = this.session.review.conflicts.findIndex(({ operationId }) => ids.has(operationId))
    const conflict = this.querySelectorAll<HTMLElement>('.conflict')[at]
    conflict?.scrollIntoView({ block: 'nearest' })
    conflict?.querySelector<HTMLElement>('button')?.focus()
  }

  #provenance(proposal: ProposalWire): string {
    const by = proposal.model ? msg(str`by ${proposal.agent} with ${proposal.model}`) : msg(str`by ${proposal.agent}`)
    return proposal.revision > 1 ? `${by} · ${msg(str`revision ${proposal.revision}`)}` : by
  }

  /** The button says what it does, deletes above all. */
  #applyLabel(ticked: number, all: number): string {
    if (ticked === 0) return msg('Nothing ticked')
    return ticked === all ? plural(all, msg('Apply 1 change'), msg(str`Apply ${all} changes`)) : msg(str`Apply ${ticked} of ${all} changes`)
  }

  #standing(proposal: ProposalWire): TemplateResult | typeof nothing {
    const { review } = this.session
    const fitted = review.fitted(proposal.id)
    if (review.busy === 'rebase')
      return html`<p class="bar-note"><span class="spinner"></span>${msg('The plan moved on; bringing the proposal to the newest version…')}</p>`
    if (proposal.stale && review.conflicts.length > 0)
      return html`<p class="bar-note">${icon('info')}${msg(str`Made on version ${proposal.baseVersion}; the plan is at ${proposal.headVersion}.`)}</p>`
    if (proposal.stale)
      return html`<p class="bar-note">${icon('info')}${msg(str`Made on version ${proposal.baseVersion}; the plan is at ${proposal.headVersion}.`)} <button class="link" @click=${() => review.rebase()}>${msg('Bring it to the newest')}</button></p>`
    return fitted ? html`<p class="bar-note">${icon('info')}${fittedText(fitted)}</p>` : nothing
  }

  #conflicts(): TemplateResult | typeof nothing {
    const { review } = this.session
    const { conflicts } = review
    if (conflicts.length === 0) return nothing
    return html`<div class="conflicts" role="group" aria-label=${msg('Conflicts')} data-testid="conflicts">
      <p class="bar-note strong">${icon('warning')}${plural(conflicts.length, msg('1 operation no longer fits the plan. Choose which side stands; nothing was applied.'), msg(str`${conflicts.length} operations no longer fit the plan. Choose which side stands; nothing was applied.`))}</p>
      ${conflicts.map((conflict) => this.#conflict(conflict))}
      ${conflicts.length > 1 ? html`<div class="bar-buttons"><button class="button" @click=${() => this.#resolve(conflicts, 'theirs')}>${msg('Keep the plan everywhere')}</button><button class="button" @click=${() => this.#resolve(conflicts, 'mine')}>${msg('Take the proposal everywhere')}</button></div>` : nothing}
    </div>`
  }

  #conflict(conflict: ConflictWire): TemplateResult {
    const names = [this.session.plan.plan, this.session.tree.shownPlan]
    const field = conflict.field ?? 'title'
    const side = (value: unknown): string =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? String((value as { title?: unknown }).title ?? JSON.stringify(value))
        : valueText(field, value, names)
    return html`<div class="conflict">
      <p><strong>${conflict.taskId ? taskName(names, conflict.taskId) : msg('The project')}</strong> ${conflictLabel(conflict)}</p>
      <dl>
        <div><dt>${msg('before')}</dt><dd>${side(conflict.before)}</dd></div>
        <div><dt>${msg('the plan now')}</dt><dd>${side(conflict.head)}</dd></div>
        <div><dt>${msg('the proposal')}</dt><dd>${side(conflict.after)}</dd></div>
      </dl>
      <span class="bar-buttons"><button class="button" @click=${() => this.#resolve([conflict], 'theirs')}>${msg('Keep the plan')}</button><button class="button" @click=${() => this.#resolve([conflict], 'mine')}>${msg('Take the proposal')}</button></span>
    </div>`
  }

  #resolve(conflicts: readonly ConflictWire[], take: 'mine' | 'theirs'): void {
    const resolutions = conflicts.flatMap(({ operationId, kind, field }) =>
      operationId === null ? [] : [{ operationId, take, ...(kind === 'field-changed' && field !== null ? { field } : {}) }],
    )
    void this.session.review.rebase(resolutions)
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

  /** Asks only where work that was done would be deleted. */
  async apply(ids: readonly string[] | null = null): Promise<void> {
    const { review, plan } = this.session
    if (ids === null && this.#whyNot() !== null) return
    const lost = review.ticked.filter(
      (operation) =>
        (ids === null || ids.includes(operation.id)) &&
        operation.kind === 'delete' &&
        ['done', 'in_progress', 'review'].includes(String(operation.before?.['status'])),
    )
    if (lost.length > 0 && plan.plan) {
      const below = lost.reduce((sum, operation) => sum + (plan.plan ? subtreeOf(plan.plan, operation.taskId as TaskId).length - 1 : 0), 0)
      const yes = await this.services.overlays.confirm({
        title: msg('Delete work that was begun?'),
        body: html`${lost.map((operation) => html`<p>“${String(operation.before?.['title'])}”</p>`)}<p>${msg('You can undo this.')}</p>`,
        confirm: below > 0 ? msg(str`Apply, delete ${lost.length} with ${below} below`) : msg(str`Apply, delete ${lost.length}`),
        danger: true,
      })
      if (!yes) return
    }
    if (await review.apply('keep', ids ?? undefined)) this.#toTree()
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
    const reason = await this.services.overlays.ask({
      title: msg('Reject the whole proposal?'),
      body: msg('The plan stays as it is. A reason, if you give one, is told to the agent.'),
      confirm: msg('Reject all'),
      input: { label: msg('Reason (optional)') },
    })
    if (reason === null) return
    await this.session.review.reject(reason)
    this.#toTree()
  }

  readonly #more = (event: Event): void => {
    const { review, tree } = this.session
    const some = review.ticked.length > 0 && review.ticked.length < review.operations.length
    this.services.overlays.openMenu(event.currentTarget as Element, msg('Proposal'), [
      {
        label: msg('Apply the ticked, reject the rest'),
        icon: 'check',
        ...(some ? (review.inTheWay.length > 0 ? { disabled: this.#whyNot() ?? '' } : {}) : { disabled: msg('Tick some, not all, to use this.') }),
        run: () => void review.apply('reject'),
      },
      { label: msg('Tick all'), separator: true, run: () => void review.tickAll(true) },
      { label: msg('Tick none'), run: () => void review.tickAll(false) },
      { label: msg('Show only what changes'), checked: tree.changesOnly, separator: true, run: () => tree.setChangesOnly(!tree.changesOnly) },
      { label: msg('Set aside for later'), icon: 'inbox', run: () => void review.park(true) },
    ])
  }

  readonly #lensKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const { tree } = this.session
    tree.setLens(lenses[(lenses.indexOf(tree.lens) + step + lenses.length) % lenses.length] ?? 'review')
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('[role=radio][aria-checked=true]')?.focus())
  }
}
