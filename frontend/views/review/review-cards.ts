import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { OperationWire } from '../../api/wire.ts'
import { icon } from '../../components/icon.ts'
import { namesOf } from '../../components/operation-lines.ts'
import { View } from '../../components/view.ts'
import type { Plan, TaskId } from '../../state/core.ts'
import { countName, countsOf } from '../../state/counts.ts'
import { effectsOf, placesOf, readingOrder } from '../../state/effects.ts'
import type { ProjectSession } from '../../state/project-session.ts'
import { memo, Watch } from '../../state/store.ts'
import { applyText } from '../../words/effects.ts'
import { countLabel, countSign } from '../../words/labels.ts'
import { plural } from '../../words/plural.ts'
import { countsText } from '../../words/values.ts'
import { conflictList } from './conflicts.ts'
import { sinceNote } from './since.ts'
import { headline } from './headline.ts'
import { remarks, stateText, storyOf } from './story.ts'
import { askToReject, confirmApply } from './verdict-dialogs.ts'

/** One change at a time, with buttons where the thumb is: the review on a phone. The last card is the verdict. */
@customElement('pw-review-cards')
export class ReviewCardsView extends View {
  /** The operation on the card; null where none was chosen yet; `end` for the last card. */
  @state() private at: string | null = null
  @property({ attribute: false }) declare session: ProjectSession
  #shown: string | null = null
  readonly #ordered = memo((operations: readonly OperationWire[], before: Plan | null, after: Plan | null) =>
    readingOrder(operations, placesOf(before, after)),
  )

  constructor() {
    super()
    new Watch(this, () => [this.session?.review, this.session?.plan])
  }

  /** Another card begins at its top, and is read out. */
  override updated(_changed: PropertyValues): void {
    if (this.#shown === this.at) return
    const isFirst = this.#shown === null
    this.#shown = this.at
    const card = this.querySelector<HTMLElement>('.card')
    card?.scrollTo({ top: 0 })
    if (!isFirst) card?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true })
  }

  override render(): TemplateResult {
    const { review } = this.session
    if (review.writing) return html`<div class="empty"><p><span class="spinner"></span> ${msg('A proposal is being written')}</p></div>`
    if (!review.current)
      return html`<div class="empty"><h2>${msg('Nothing to review')}</h2><p>${msg('Ask for a change in the chat; what is proposed waits here until you decide.')}</p><a class="button" href="/inbox">${msg('Proposals of all projects')}</a></div>`
    const operations = this.#operations
    const index = this.#index
    return index < operations.length ? this.#card(operations[index] as OperationWire, index) : this.#end(operations)
  }

  /** How far one is, and the way back and forth, above the buttons of the thumb. */
  #where(operations: readonly OperationWire[], index: number): TemplateResult {
    const decided = operations.filter(({ decision }) => decision !== 'pending').length
    const [isFirst, isLast] = [index === 0, index >= operations.length]
    return html`<div class="cards-where">
      <button class="quiet icon-only" aria-label=${msg('Back')} aria-disabled=${isFirst ? 'true' : nothing} @click=${() => this.#go(index - 1)}>${icon('arrow-left')}</button>
      <span class="cards-count"><span data-testid="cards-count">${isLast ? msg('The verdict') : msg(str`${index + 1} of ${operations.length}`)}</span> <span class="hint">${msg(str`${decided} decided`)}</span><progress max=${operations.length} .value=${decided} aria-label=${msg('Decided')}></progress></span>
      <button class="quiet icon-only" aria-label=${msg('Forward')} aria-disabled=${isLast ? 'true' : nothing} @click=${() => this.#go(index + 1)}>${icon('arrow-right')}</button>
    </div>`
  }

  get #operations(): readonly OperationWire[] {
    const { review, plan, tree } = this.session
    return this.#ordered(review.current?.operations ?? none, plan.plan, tree.overlay?.after ?? null)
  }

  /** Where nobody went anywhere yet, at the first that is undecided. */
  get #index(): number {
    const operations = this.#operations
    if (this.at === end) return operations.length
    const known = operations.findIndex(({ id }) => id === this.at)
    if (known >= 0) return known
    const open = operations.findIndex(({ decision }) => decision === 'pending')
    return open >= 0 ? open : operations.length
  }

  #card(operation: OperationWire, index: number): TemplateResult {
    const { review, tree, plan } = this.session
    const names = namesOf(this.#operations, [tree.overlay?.after ?? null, plan.plan])
    const kind = countName(operation.kind)
    const told = review.told
    const follows = review.noteFor([operation], true)
    return html`
      <article class="card is-${operation.kind}" data-operation-id=${operation.id} data-testid="review-card">
        <p class="card-kind"><span class="count count-${kind}"><span aria-hidden="true">${countSign[kind]}</span> ${countLabel(kind)}</span>${operation.decision === 'pending' ? nothing : html`<span class="story-state decided-${operation.decision}">${stateText(operation)}</span>`}${operation.kind === 'create' || operation.kind === 'update' ? html`<button class="quiet card-edit" @click=${() => this.#edit(operation)}>${icon('edit')}${msg('Edit')}</button>` : nothing}</p>
        <h2 tabindex="-1"><span class="hear">${msg(str`${index + 1} of ${this.#operations.length}:`)} </span>${headline(operation, names)}</h2>
        ${storyOf(operation, { names, before: plan.plan, after: tree.overlay?.after ?? null, operations: this.#operations })} ${remarks(operation, this.services.settings.user)}
        ${follows ? html`<p class="note">${capital(follows)}</p>` : nothing}
      </article>
      <div class="card-foot">
        ${told ? html`<p class="told" role="status">${capital(told.text)} <button @click=${told.undo}>${msg('Undo')}</button></p>` : nothing}
        ${this.#where(this.#operations, index)}
        <div class="card-buttons">
          <button class="card-button reject" aria-pressed=${String(operation.decision === 'rejected')} @click=${() => this.#decide(operation, 'rejected')}>${icon('close')}${msg('Reject')}</button>
          <button class="card-button later" @click=${() => this.#forward()}>${msg('Skip')}</button>
          <button class="card-button accept" aria-pressed=${String(operation.decision === 'accepted')} @click=${() => this.#decide(operation, 'accepted')}>${icon('check')}${msg('Accept')}</button>
        </div>
      </div>
    `
  }

  /** What was decided, what is still open, and the one button that changes the plan. */
  #end(operations: readonly OperationWire[]): TemplateResult {
    const { review } = this.session
    const { ticked, verdicts } = review
    const open = operations.filter(({ decision }) => decision === 'pending').length
    const out = operations.length - ticked.length
    const reason = ticked.length === 0 ? msg('Nothing is taken.') : verdicts.inTheWay.length > 0 ? msg('A conflict waits for your choice.') : null
    return html`
      <article class="card" data-testid="verdict-card">
        <h2 tabindex="-1">${open === 0 ? msg('All is decided') : plural(open, msg('1 is undecided'), msg(str`${open} are undecided`))}</h2>
        <p>${countsText(countsOf(ticked)) || msg('Nothing')} ${msg('would be applied.')}</p>
        ${out > 0 ? html`<p class="hint">${plural(out, msg('1 stays out.'), msg(str`${out} stay out.`))}</p>` : nothing}
        ${open > 0 ? html`<p class="hint">${msg('What is undecided is applied too, unless it was not asked for.')}</p><button class="button" @click=${() => this.#forward()}>${msg('Go to what is undecided')}</button>` : nothing}
        ${conflictList(this.session)} ${sinceNote(this.session)}
        <p class="hint">${msg('Your plan is unchanged until you apply.')}</p>
      </article>
      <div class="card-foot">
        ${reason === null ? nothing : html`<p id="card-reason" class="hint">${reason}</p>`}
        ${this.#where(operations, operations.length)}
        <div class="card-buttons two">
          <button class="card-button reject" ?disabled=${verdicts.busy !== null} @click=${() => void askToReject(this.services, this.session)}>${msg('Reject all')}</button>
          <button class="card-button primary" data-testid="card-apply" aria-describedby=${reason === null ? nothing : 'card-reason'} aria-disabled=${reason === null && verdicts.busy === null ? nothing : 'true'} @click=${this.#apply}>${ticked.length === 0 ? msg('Nothing ticked') : applyText(effectsOf(ticked))}</button>
        </div>
      </div>
    `
  }

  #decide(operation: OperationWire, decision: 'accepted' | 'rejected'): void {
    void this.session.review.decide([operation.id], decision)
    this.#forward()
  }

  /** In its row in the plan; what was edited is on the card when one comes back. */
  #edit(operation: OperationWire): void {
    const { tree } = this.session
    this.at = operation.id
    this.dispatchEvent(new CustomEvent('show-plan', { bubbles: true }))
    tree.setLens('review')
    tree.reveal(operation.taskId as TaskId)
    tree.startEditing(operation.id)
  }

  /** To the next that is undecided, around the end; where there is none, to the verdict. */
  #forward(): void {
    const operations = this.#operations
    const from = this.#index
    const current = operations[from]?.id
    const around = [...operations.slice(from + 1), ...operations.slice(0, from)]
    this.at = around.find(({ id, decision }) => decision === 'pending' && id !== current)?.id ?? end
  }

  #go(index: number): void {
    const operations = this.#operations
    this.at = index >= operations.length ? end : (operations[Math.max(0, index)]?.id ?? end)
  }

  readonly #apply = async (): Promise<void> => {
    const { review } = this.session
    if (review.ticked.length === 0 || review.verdicts.inTheWay.length > 0) return
    if (!(await confirmApply(this.services, review.ticked))) return
    this.at = null
    if (await review.verdicts.apply()) this.dispatchEvent(new CustomEvent('show-plan', { bubbles: true }))
  }
}

const end = 'end'
const none: readonly never[] = []
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
