import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { OperationWire } from '../../api/wire.ts'
import { icon } from '../../components/icon.ts'
import { namesOf } from '../../components/operation-lines.ts'
import { View } from '../../components/view.ts'
import type { Plan, TaskId } from '../../state/core.ts'
import { countName, type CountName } from '../../state/counts.ts'
import { placesOf, readingOrder } from '../../state/effects.ts'
import type { ProjectSession } from '../../state/project-session.ts'
import { commandOf } from '../../state/keys.ts'
import { memo, Watch } from '../../state/store.ts'
import { countLabel, countSign } from '../../words/labels.ts'
import type { Names } from '../../words/values.ts'
import { isTyping } from '../typing.ts'
import { askForComment } from './comment.ts'
import { operationsBelow } from './operations-below.ts'
import { headline } from './headline.ts'
import { remarks, stateText, storyOf } from './story.ts'

/** A proposal to be read from top to bottom: a heading for each kind, an item for each operation, everything in words. */
@customElement('pw-review-list')
export class ReviewListView extends View {
  @state() private focused: string | null = null
  @property({ attribute: false }) declare session: ProjectSession
  #focusWanted = false
  readonly #ordered = memo((operations: readonly OperationWire[], before: Plan | null, after: Plan | null) =>
    readingOrder(operations, placesOf(before, after)),
  )

  constructor() {
    super()
    new Watch(this, () => [this.session?.review, this.session?.plan, this.session?.tree])
    this.addEventListener('keydown', this.#key)
  }

  override updated(_changed: PropertyValues): void {
    if (!this.#focusWanted) return
    this.#focusWanted = false
    this.querySelector<HTMLElement>('.story[tabindex="0"]')?.focus()
  }

  override render(): TemplateResult {
    const { review, plan, tree } = this.session
    const proposal = review.current
    if (!proposal) return html`<div class="empty small"><p>${msg('Nothing waits for you here.')}</p></div>`
    const operations = this.#operations
    const names = namesOf(operations, [tree.overlay?.after ?? null, plan.plan])
    const kinds = [...new Set(operations.map(({ kind }) => countName(kind)))]
    const decided = operations.filter(({ decision }) => decision !== 'pending').length
    return html`<div class="review-list" data-testid="review-list">
      <h2 tabindex="-1">${proposal.message || msg('The proposal')}</h2>
      <p class="hint">${msg(str`${operations.length} operations, ${decided} decided. Your plan is unchanged until you apply.`)}</p>
      ${kinds.map((kind) => this.#group(kind, operations, names))}
    </div>`
  }

  get #operations(): readonly OperationWire[] {
    const { review } = this.session
    return this.#shown(review.current?.operations ?? none, review.shows)
  }

  readonly #shown = memo((operations: readonly OperationWire[], shows: ProjectSession['review']['shows']) => {
    const { plan, tree } = this.session
    return this.#ordered(shows ? operations.filter(shows) : operations, plan.plan, tree.overlay?.after ?? null)
  })

  #group(kind: CountName, all: readonly OperationWire[], names: Names): TemplateResult {
    const items = all.filter((operation) => countName(operation.kind) === kind)
    return html`<section aria-labelledby="list-${kind}">
      <h3 id="list-${kind}"><span class="count count-${kind}" aria-hidden="true">${countSign[kind]}${items.length}</span> ${capital(countLabel(kind))}<span class="hear"> ${items.length}</span></h3>
      <ol class="stories">${repeat(
        items,
        ({ id }) => id,
        (operation) => this.#item(operation, all, names),
      )}</ol>
    </section>`
  }

  #item(operation: OperationWire, all: readonly OperationWire[], names: Names): TemplateResult {
    const { review } = this.session
    const first = this.focused ?? all[0]?.id
    const note = review.noteFor([operation], operation.id === this.focused)
    const told = review.told?.id === operation.id ? review.told : null
    const label = `${headline(operation, names)}. ${msg(str`Operation ${all.indexOf(operation) + 1} of ${all.length}, ${stateText(operation).toLowerCase()}`)}`
    return html`<li class="story is-${operation.kind} decided-${operation.decision}" data-operation-id=${operation.id} tabindex=${operation.id === first ? 0 : -1} aria-label=${label} @focusin=${() => (this.focused = operation.id)}>
      <div class="story-text">
        <h4>${headline(operation, names)}</h4>
        ${storyOf(operation, { names, before: this.session.plan.plan, after: this.session.tree.overlay?.after ?? null, operations: all })} ${remarks(operation, this.services.settings.user)}
        ${note ? html`<p class="note">${note}</p>` : nothing}
        ${told ? html`<p class="told">${told.text} <button @click=${told.undo}>${msg('Undo')}</button></p>` : nothing}
      </div>
      <div class="story-verdict">
        <span class="story-state">${stateText(operation)}</span>
        ${this.#button(operation, 'accepted')} ${this.#button(operation, 'rejected')}
        ${operation.taskId === null ? nothing : html`<button class="quiet icon-only" tabindex="-1" aria-label=${msg('Show in the plan')} title=${msg('Show in the plan')} @click=${() => this.#toPlan(operation.taskId as TaskId)}>${icon('tree')}</button>`}
      </div>
    </li>`
  }

  #button({ id, decision, unticked }: OperationWire, verdict: 'accepted' | 'rejected'): TemplateResult {
    const { review } = this.session
    const isOn = decision === verdict && !unticked
    const label = verdict === 'accepted' ? msg('Accept') : msg('Reject')
    return html`<button class="act-wide ${verdict}" tabindex="-1" aria-pressed=${String(isOn)} @pointerenter=${() => review.setPreview([id], verdict === 'accepted')} @pointerleave=${() => review.setPreview(null)} @click=${() => void review.decide([id], isOn ? 'pending' : verdict)}>${icon(verdict === 'accepted' ? 'check' : 'close')}${label}</button>`
  }

  /** To its row in the plan; `editing`: with the editor open there. */
  #toPlan(id: TaskId, editing: string | null = null): void {
    this.session.go({ read: null })
    this.session.tree.setLens('review')
    this.session.tree.reveal(id)
    if (editing !== null) this.session.tree.startEditing(editing)
  }

  #decideBelow({ id, taskId }: OperationWire, at: number, decision: 'accepted' | 'rejected'): void {
    void this.session.review.decide(taskId === null ? [id] : operationsBelow(this.session, taskId as TaskId), decision)
    if (this.services.settings.advance) this.#toPending(at, 1)
  }

  // Keys: those of the tree, as far as they mean something here.

  readonly #key = (event: KeyboardEvent): void => {
    if (isTyping(event) || !(event.target as Element).closest('.story')) return
    const pressed = { key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey, alt: event.altKey }
    const command = commandOf(pressed, this.services.settings.letterKeys)
    const operations = this.#operations
    const at = operations.findIndex(({ id }) => id === this.focused)
    const operation = operations[at]
    if (!command || !operation) return
    const { review } = this.session
    const steps: Readonly<Partial<Record<typeof command, number>>> = { down: at + 1, up: at - 1, first: 0, last: operations.length - 1 }
    const to = steps[command]
    if (to !== undefined) this.#focusOn(operations[Math.max(0, Math.min(operations.length - 1, to))]?.id)
    else if (command === 'accept' || command === 'reject') {
      void review.decide([operation.id], command === 'accept' ? 'accepted' : 'rejected')
      if (this.services.settings.advance) this.#toPending(at, 1)
    } else if (command === 'pending') void review.decide([operation.id], 'pending')
    else if (command === 'next-pending' || command === 'previous-pending') this.#toPending(at, command === 'next-pending' ? 1 : -1)
    else if (command === 'accept-below' || command === 'reject-below')
      this.#decideBelow(operation, at, command === 'accept-below' ? 'accepted' : 'rejected')
    else if (command === 'comment') void askForComment(this.services, review, operation).then(() => this.#focusOn(operation.id))
    else if (command === 'edit' && operation.taskId && operation.kind !== 'delete') this.#toPlan(operation.taskId as TaskId, operation.id)
    else if (command === 'apply') this.dispatchEvent(new CustomEvent('apply', { bubbles: true }))
    else if (command === 'jump' && operation.taskId) this.#toPlan(operation.taskId as TaskId)
    else return
    event.preventDefault()
  }

  #toPending(at: number, step: 1 | -1): void {
    const operations = this.#operations
    const around = operations.map((_, index) => operations[(at + step * (index + 1) + operations.length * (index + 1)) % operations.length])
    this.#focusOn(around.find((each) => each?.decision === 'pending')?.id ?? this.focused ?? undefined)
  }

  #focusOn(id: string | undefined): void {
    if (id === undefined) return
    this.focused = id
    this.#focusWanted = true
    this.requestUpdate()
  }
}

const none: readonly never[] = []
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
