import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { ProposalSummaryWire } from '../../api/wire.ts'
import { icon } from '../../components/icon.ts'
import { View } from '../../components/view.ts'
import { InboxStore, inboxShelves, type InboxShelf } from '../../state/inbox-store.ts'
import { projectPath } from '../../state/router.ts'
import { Watch } from '../../state/store.ts'
import { countLabel, countSign } from '../../words/labels.ts'
import { plural } from '../../words/plural.ts'
import { ageText } from '../../words/values.ts'
import '../../styles/inbox.css'
import { withoutMarks } from '../../words/plain.ts'

const kinds = ['deleted', 'moved', 'changed', 'added'] as const

/** What waits for an answer in all projects, how old it is and how far the plan has moved on; and what had one, to be reopened. */
@customElement('pw-inbox')
export class InboxView extends View {
  #inbox: InboxStore | undefined
  #release: () => void = () => undefined

  constructor() {
    super()
    new Watch(this, () => [this.#inbox])
  }

  override willUpdate(): void {
    if (this.#inbox) return
    this.#inbox = new InboxStore(this.services)
    this.#release = this.#inbox.start()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#release()
    this.#inbox = undefined
  }

  override render(): TemplateResult {
    const inbox = this.#inbox
    if (!inbox) return html``
    return html`<div class="inbox" data-testid="inbox-page">
      <h1 class="display">${msg('Inbox')}</h1>
      <p class="inbox-lead">${msg('Proposals of all your projects. Nothing in them is in a plan before you apply it.')}</p>
      <div class="segments" role="group" aria-label=${msg('Show')}>${inboxShelves.map((shelf) => html`<button aria-pressed=${String(inbox.shelf === shelf)} @click=${() => inbox.setShelf(shelf)}>${shelfLabel(shelf)}</button>`)}</div>
      ${this.#content(inbox)}
    </div>`
  }

  #content(inbox: InboxStore): TemplateResult {
    if (inbox.state === 'failed')
      return html`<div class="empty" role="alert"><p>${inbox.problem?.detail}</p><button class="button" @click=${() => inbox.load()}>${msg('Try again')}</button></div>`
    if (inbox.state === 'loading') return html`<div class="skeleton rows-skeleton" aria-hidden="true"><span></span><span></span><span></span></div>`
    if (inbox.items.length === 0) return this.#empty(inbox.shelf)
    return html`<ul class="inbox-items">
        ${repeat(
          inbox.items,
          ({ id }) => id,
          (item) => this.#item(inbox, item),
        )}
      </ul>
      ${inbox.next ? html`<button class="button" @click=${() => inbox.load(inbox.next)}>${msg('Show more')}</button>` : nothing}`
  }

  #empty(shelf: InboxShelf): TemplateResult {
    if (shelf !== 'open') return html`<div class="empty small"><p>${msg('There is none.')}</p></div>`
    return html`<div class="empty"><span class="inbox-done">${icon('check')}</span><h2>${msg('Nothing waits for you')}</h2><p>${msg('Whatever an agent, an import or a script proposes turns up here until you decide.')}</p><a class="button" href="/">${msg('To your projects')}</a></div>`
  }

  #item(inbox: InboxStore, item: ProposalSummaryWire): TemplateResult {
    const { counts, decided } = item
    const numbers = { deleted: counts.deleted, moved: counts.moved, changed: counts.updated, added: counts.created }
    const all = counts.deleted + counts.moved + counts.updated + counts.created
    const done = decided.accepted + decided.rejected
    const title = item.message || item.rationale || msg('A proposal')
    const behind = item.headVersion - item.baseVersion
    const isOpen = item.status === 'open'
    return html`<li class="inbox-item" data-proposal-id=${item.id}>
      <div class="inbox-text">
        <h2>${isOpen ? html`<a href=${pathOf(item)} @click=${() => (item.parked ? void inbox.takeUp(item.id) : undefined)}>${title}</a>` : title}</h2>
        <p class="inbox-where"><strong>${item.projectTitle}</strong> · ${item.model ? msg(str`by ${item.agent} with ${item.model}`) : msg(str`by ${item.agent}`)} · <time datetime=${item.createdAt}>${ageText(item.createdAt)}</time>${item.parked ? html` · <span class="badge">${msg('set aside')}</span>` : nothing}</p>
        ${item.rationale && item.rationale !== title ? html`<p class="inbox-why">${withoutMarks(item.rationale)}</p>` : nothing}
        ${item.reason ? html`<p class="inbox-reason"><span class="change-name">${msg('because')}</span> ${item.reason}</p>` : nothing}
        <p class="inbox-facts">
          ${kinds.map((kind) => (numbers[kind] === 0 ? nothing : html`<span class="count count-${kind}">${countSign[kind]}${numbers[kind]} ${countLabel(kind)}</span>`))}
          ${isOpen && done > 0 ? html`<span class="hint">${msg(str`${done} of ${all} decided`)}</span>` : nothing}
          ${isOpen ? html`<span class="hint">${behind === 0 ? msg('up to date') : plural(behind, msg('1 version behind'), msg(str`${behind} versions behind`))}</span>` : nothing}
        </p>
      </div>
      ${isOpen ? nothing : html`<button class="button" @click=${() => this.#reopen(inbox, item)}>${icon('restore')}${msg('Reopen')}</button>`}
    </li>`
  }

  async #reopen(inbox: InboxStore, item: ProposalSummaryWire): Promise<void> {
    if (await inbox.reopen(item.id)) this.services.router.go(pathOf(item))
  }
}

const pathOf = ({ id, projectId, taskId }: ProposalSummaryWire): string => projectPath(projectId, { proposal: id, focus: taskId })

const shelfLabel = (shelf: InboxShelf): string =>
  ({ open: msg('Waiting'), rejected: msg('Rejected'), superseded: msg('Left behind'), accepted: msg('Applied') })[shelf]
