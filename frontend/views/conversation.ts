import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { icon } from '../components/icon.ts'
import { growingMarkdown, markdown } from '../components/markdown.ts'
import { operationChips } from '../components/operation-chips.ts'
import { StayAtEnd } from '../components/stay-at-end.ts'
import { View } from '../components/view.ts'
import type { LiveTurn } from '../state/conversation-store.ts'
import type { Plan, TaskId } from '../state/core.ts'
import type { ProjectSession } from '../state/project-session.ts'
import { memo, Watch } from '../state/store.ts'
import { suggestionsFor } from '../state/suggestions.ts'
import { turnOperations } from '../state/turn-operations.ts'
import { plural } from '../words/plural.ts'
import { answeredText, usageDetail } from '../words/answered.ts'
import { ageText, taskName } from '../words/values.ts'

/** What was said, what came of it, and the box to say more. */
@customElement('pw-conversation')
export class ConversationView extends View {
  @property({ attribute: false }) declare session: ProjectSession
  readonly #log = new StayAtEnd(this, '.turns')
  #shownFor: unknown = null

  constructor() {
    super()
    new Watch(this, () => [this.session, this.session?.conversation, this.session?.review, this.session?.plan])
  }

  override updated(_changed: PropertyValues): void {
    const { conversation } = this.session
    if (this.#shownFor !== conversation) {
      this.#shownFor = conversation
      this.#log.pin()
    }
    const box = this.querySelector<HTMLTextAreaElement>('.say textarea')
    if (box) fit(box)
  }

  override render(): TemplateResult {
    const { conversation } = this.session
    const running = conversation.running
    return html`
      ${this.#head()}
      <div class="turns" role="log" aria-live="off" aria-label=${msg('Conversation')} tabindex="0" @click=${this.#click}><div class="turns-list">
        ${conversation.state === 'failed' ? html`<div class="empty small" role="alert"><p>${conversation.problem?.detail}</p><button class="button" @click=${() => conversation.load()}>${msg('Try again')}</button></div>` : nothing}
        ${conversation.state === 'ready' && conversation.turns.length === 0 ? this.#empty() : nothing}
        ${repeat(
          conversation.turns,
          (live) => live.turn.id,
          (live, index) => this.#turn(live, index === conversation.turns.length - 1),
        )}
      </div></div>
      <form class="say" @submit=${this.#submit}>
        ${running === null ? this.#suggestions() : nothing}
        <div class="say-box">
          <textarea
            rows="1"
            data-testid="message"
            maxlength="100000"
            aria-label=${msg('Message')}
            placeholder=${conversation.taskId === null ? msg('Ask for a change, or ask about the plan') : msg('Say how this task should be done')}
            .value=${conversation.draft}
            @input=${this.#type}
            @keydown=${this.#key}
          ></textarea>
          ${
            running
              ? html`<button type="button" class="button" data-testid="stop" @click=${() => conversation.cancel()}>${icon('stop')}${msg('Stop')}</button>`
              : html`<button class="button primary icon-only" data-testid="send" aria-label=${msg('Send')} title=${msg('Send (Enter)')} ?disabled=${conversation.draft.trim() === ''}>${icon('send')}</button>`
          }
        </div>
        ${this.#refines()}
      </form>
    `
  }

  #head(): TemplateResult {
    const { conversation, plan } = this.session
    if (conversation.taskId === null) return html`<div class="pane-head"><h2>${msg('Conversation')}</h2></div>`
    return html`<div class="pane-head focus-head">
      <button class="quiet" data-testid="leave-focus" @click=${() => this.session.talkAbout(null)}>${icon('arrow-left')}${msg('Project')}</button>
      <h2 title=${taskName(plan.plan, conversation.taskId)}><span class="hint">${msg('About')}</span> ${taskName(plan.plan, conversation.taskId)}</h2>
    </div>`
  }

  #empty(): TemplateResult {
    const { conversation } = this.session
    return html`<div class="empty small"><p>${conversation.taskId === null ? msg('Say what you want to get done, paste an outline, or ask about the plan. Every answer that changes something is a proposal you read first.') : msg('This conversation is about one task. What it proposes stays below that task.')}</p></div>`
  }

  #turn(live: LiveTurn, last: boolean): TemplateResult {
    const { turn, text, problem } = live
    const running = turn.status === 'running'
    const operations = turnOperations(
      live,
      this.session.review.waiting.find(({ id }) => id === turn.proposalId),
    )
    const over = turn.status === 'failed' || turn.status === 'cancelled' || turn.status === 'interrupted'
    return html`
      <article class="turn" data-turn-id=${turn.id}>
        <div class="said"><span class="hear">${msg('You said')}: </span><div class="said-text">${turn.message}</div><button class="quiet icon-only say-again" data-testid="say-again" aria-label=${msg('Edit and send again')} title=${msg('Edit and send again')} @click=${() => this.#again(turn.message)}>${icon('edit')}</button></div>
        <div class="answer" data-status=${turn.status}>
          ${text === '' ? nothing : running ? growingMarkdown(text, live.key) : markdown(text)}
          ${running ? thinking(live) : nothing}
          ${operations.length > 0 ? operationChips({ operations, jumps: true, titleOf: (id) => this.#titleOf(id as TaskId) }) : nothing}
          ${
            turn.question && last && !running
              ? html`<div class="options" role="group" aria-label=${turn.question.text}>
                ${text.includes(turn.question.text) ? nothing : html`<p>${turn.question.text}</p>`}
                ${turn.question.options.map((option) => html`<button class="button" @click=${() => this.#say(option.message)}>${option.label}</button>`)}
              </div>`
              : nothing
          }
          ${turn.proposalId && !running ? this.#proposal(turn.proposalId) : nothing}
          ${problem ? html`<p class="problem" role="alert">${icon('warning')}<span>${problem.detail}</span></p>` : nothing}
          ${turn.status === 'cancelled' ? html`<p class="hint">${msg('Stopped. Nothing was proposed; the message stays.')}</p>` : nothing}
          ${turn.status === 'interrupted' && !problem ? html`<p class="hint">${msg('The server stopped before this was answered.')}</p>` : nothing}
          ${over && last ? html`<span class="options"><button class="button" @click=${() => this.session.conversation.retry(turn.id)}>${icon('restore')}${msg('Try again')}</button><button class="quiet" @click=${() => this.#again(turn.message)}>${icon('edit')}${msg('Edit and resend')}</button></span>` : nothing}
        </div>
        <footer class="turn-foot">${turn.agent ? html`<span>${turn.agent}</span>` : nothing}${running || (over && !turn.usage) ? nothing : html`<span data-testid="answered" title=${turn.usage ? usageDetail(turn.usage) : nothing}>${answeredText(turn)}</span>`}<time datetime=${turn.createdAt}>${ageText(turn.createdAt)}</time></footer>
      </article>
    `
  }

  #titleOf(id: TaskId): string | undefined {
    const { plan, tree } = this.session
    return (plan.plan?.tasks.get(id) ?? tree.shownPlan?.tasks.get(id))?.title
  }

  #proposal(id: string): TemplateResult {
    const { review } = this.session
    const proposal = review.waiting.find((each) => each.id === id)
    if (!proposal) return html`<p class="hint settled">${icon('check')}${msg('This proposal is settled.')}</p>`
    const shown = review.current?.id === id
    return html`<button class="proposal-link" aria-pressed=${String(shown)} @click=${() => this.#show(id)}>${icon('compare')}<span>${plural(proposal.operations.length, msg('1 operation waiting'), msg(str`${proposal.operations.length} operations waiting`))}</span><span class="hint">${shown ? msg('shown in the plan') : msg('show in the plan')}</span></button>`
  }

  /** A message refines what is open; who wants something else says so. */
  #refines(): TemplateResult | typeof nothing {
    const { review, conversation } = this.session
    const proposal = review.current
    if (!proposal || proposal.parked || proposal.taskId !== conversation.taskId || conversation.running) return nothing
    return html`<p class="hint refines">${msg('Your message refines the open proposal.')} <button type="button" class="link" @click=${() => review.verdicts.park(true)}>${msg('Set it aside')}</button></p>`
  }

  #suggestions(): TemplateResult | typeof nothing {
    const { conversation } = this.session
    if (conversation.draft.trim() !== '' || conversation.state !== 'ready') return nothing
    const suggestions = this.#fitting()
    return suggestions.length === 0
      ? nothing
      : html`<div class="chips" role="group" aria-label=${msg('Suggestions')}>${suggestions.map((text) => html`<button type="button" class="chip" @click=${() => this.#say(text)}>${text}</button>`)}</div>`
  }

  #fitting(): readonly string[] {
    const { conversation, tree, review } = this.session
    const plan = tree.shownPlan
    return plan ? this.#suggest(plan, conversation.taskId as TaskId | null, review.current !== null, conversation.turns) : []
  }

  /** A plan may be large, and this renders with every key: only what changed is looked at anew. */
  readonly #suggest = memo((plan: Plan, taskId: TaskId | null, proposes: boolean, turns: readonly LiveTurn[]) =>
    suggestionsFor({ plan, taskId, proposes, said: turns.map(({ turn }) => turn.message), today: new Date().toISOString().slice(0, 10) }),
  )

  // Events

  readonly #click = (event: MouseEvent): void => {
    const chip = (event.target as Element).closest<HTMLElement>('[data-jump]')
    if (!chip) return
    const id = chip.dataset['jump'] ?? ''
    if (id === 'project') this.session.tree.focus('project')
    else this.session.tree.reveal(id as TaskId)
    this.dispatchEvent(new CustomEvent('show-plan', { bubbles: true }))
  }

  #show(id: string): void {
    this.session.go({ proposal: id })
    this.session.tree.setLens('review')
    this.dispatchEvent(new CustomEvent('show-plan', { bubbles: true }))
  }

  readonly #type = (event: InputEvent): void => {
    const box = event.target as HTMLTextAreaElement
    this.session.conversation.setDraft(box.value)
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    this.#send()
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault()
    this.#send()
  }

  #send(): void {
    this.#say(this.session.conversation.draft.trim())
  }

  #say(message: string): void {
    this.#log.pin()
    void this.session.conversation.send(message)
  }

  /** A message goes back into the box; what was being typed there is kept below it. */
  #again(message: string): void {
    const { conversation } = this.session
    const begun = conversation.draft.trim()
    conversation.setDraft(begun === '' || begun === message ? message : `${message}\n\n${begun}`)
    const box = this.querySelector<HTMLTextAreaElement>('.say textarea')
    void this.updateComplete.then(() => {
      box?.focus()
      box?.setSelectionRange(message.length, message.length)
    })
  }
}

/** What is being waited for. */
function thinking({ text, asking }: LiveTurn): TemplateResult | typeof nothing {
  if (asking && (asking.n > 1 || text === ''))
    return html`<p class="thinking"><span class="spinner"></span>${asking.n > 1 ? msg(str`Asking ${asking.provider}/${asking.model} once more (try ${asking.n})…`) : msg(str`Asking ${asking.provider}/${asking.model}…`)}</p>`
  return text === '' ? html`<p class="thinking"><span class="spinner"></span>${msg('Thinking…')}</p>` : nothing
}

/** As high as its text, up to a third of the window. */
function fit(box: HTMLTextAreaElement): void {
  // In a pane that is not shown everything is 0 high.
  if (box.clientHeight === 0) return
  box.style.setProperty('height', 'auto')
  box.style.setProperty('height', `${Math.min(box.scrollHeight, innerHeight / 3)}px`)
}
