import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement } from 'lit/decorators.js'
import { icon } from '../components/icon.ts'
import { markdown } from '../components/markdown.ts'
import { operationChips } from '../components/operation-chips.ts'
import { View } from '../components/view.ts'
import { GoalStore, type LiveAnswer } from '../state/goal-store.ts'
import { Watch } from '../state/store.ts'

/** The box in which everything begins: a sentence becomes a project, a question an answer. */
@customElement('pw-goal')
export class GoalView extends View {
  #goal: GoalStore | undefined

  constructor() {
    super()
    new Watch(this, () => [this.#goal])
  }

  override willUpdate(): void {
    this.#goal ??= new GoalStore(this.services)
  }

  /** One comes here to type. On a phone the keyboard would cover the page. */
  override firstUpdated(): void {
    const isFree = document.activeElement === null || document.activeElement === document.body
    if (isFree && matchMedia('(min-width: 720px) and (pointer: fine)').matches)
      this.querySelector<HTMLElement>('#goal')?.focus({ preventScroll: true })
  }

  override render(): TemplateResult {
    const goal = this.#goal
    if (!goal) return html``
    const asking = goal.running !== null
    return html`
      <section class="goal" aria-labelledby="goal-title">
        <h1 id="goal-title">${msg('What do you want to get done?')}</h1>
        <p class="goal-lead">${msg('Say it in a sentence, or paste an outline. You get a plan to read first; nothing is yours until you apply it.')}</p>
        <form class="goal-box" @submit=${this.#submit}>
          <textarea
            id="goal"
            data-testid="goal"
            aria-labelledby="goal-title"
            rows="2"
            maxlength="100000"
            placeholder=${msg('Build a new user authentication flow')}
            .value=${goal.text}
            ?readonly=${asking}
            @input=${(event: InputEvent) => goal.setText((event.target as HTMLTextAreaElement).value)}
            @keydown=${this.#key}
          ></textarea>
          <div class="goal-foot">
            <span class="hint">${asking ? html`<span class="spinner"></span>${msg('Planning…')}` : msg('Enter to plan it · Shift+Enter for a new line')}</span>
            ${
              asking
                ? html`<button type="button" class="button" data-testid="goal-stop" @click=${() => goal.stop()}>${icon('stop')}${msg('Stop')}</button>`
                : html`<button class="button primary" data-testid="goal-send" ?disabled=${goal.text.trim() === ''}>${msg('Plan it')}${icon('arrow-right')}</button>`
            }
          </div>
        </form>
        ${goal.problem ? html`<p class="problem" role="alert">${icon('warning')} ${goal.problem.detail}</p>` : nothing}
        ${goal.stopped ? html`<p class="hint" role="status">${msg('Stopped. Nothing was made; your words stay.')}</p>` : nothing}
        ${goal.running ? this.#live(goal.running) : nothing} ${this.#answer()} ${asking ? nothing : this.#examples()}
      </section>
    `
  }

  #live({ text, operations }: LiveAnswer): TemplateResult | typeof nothing {
    if (text === '' && operations.length === 0) return nothing
    return html`<div class="reply" data-testid="goal-live" aria-busy="true">${text === '' ? nothing : markdown(text)} ${operations.length === 0 ? nothing : operationChips({ operations, jumps: false })}</div>`
  }

  #answer(): TemplateResult | typeof nothing {
    const answer = this.#goal?.answer
    if (!answer) return nothing
    const { reply, question } = answer
    return html`<div class="reply" role="status">
      ${markdown(reply)} ${question && !reply.includes(question.text) ? html`<p>${question.text}</p>` : nothing}
      ${question ? html`<span class="options">${question.options.map((option) => html`<button class="button" @click=${() => this.#send(option.message)}>${option.label}</button>`)}</span>` : nothing}
    </div>`
  }

  #examples(): TemplateResult {
    const examples = [
      msg('Build a new user authentication flow'),
      msg('Move the company to a new office'),
      msg('Launch a podcast in six weeks'),
      msg('Migrate the database to PostgreSQL'),
    ]
    return html`<div class="chips" role="group" aria-label=${msg('Examples')}>
      <span class="hint">${msg('Try')}</span>
      ${examples.map((example) => html`<button class="chip" @click=${() => this.#send(example)}>${example}</button>`)}
    </div>`
  }

  // What happens

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    void this.#send(this.#goal?.text ?? '')
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault()
    void this.#send(this.#goal?.text ?? '')
  }

  async #send(message: string): Promise<void> {
    const path = await this.#goal?.send(message)
    if (!path) return
    const { router, toasts } = this.services
    if (this.isConnected) router.go(path)
    // Who went elsewhere meanwhile is not pulled away from there.
    else toasts.show(msg('Your plan is ready to be read.'), { label: msg('Open'), run: () => router.go(path) })
  }
}
