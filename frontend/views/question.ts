import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, state } from 'lit/decorators.js'
import { View } from '../components/view.ts'
import { Watch } from '../state/store.ts'

/** The one question that waits for an answer. Escape and a click beside it step back. */
@customElement('pw-question')
export class QuestionView extends View {
  @state() private text = ''
  #asked: unknown = null

  constructor() {
    super()
    new Watch(this, () => [this.services?.overlays])
  }

  override willUpdate(): void {
    const { question } = this.services.overlays
    if (question === this.#asked) return
    this.#asked = question
    this.text = question?.input?.value ?? ''
  }

  override updated(): void {
    const dialog = this.querySelector('dialog')
    if (dialog && !dialog.open) dialog.showModal()
  }

  override render(): TemplateResult | typeof nothing {
    const { question } = this.services.overlays
    if (!question) return nothing
    const ready = question.typed !== undefined ? this.text.trim() === question.typed.trim() : !question.input?.required || this.text.trim() !== ''
    const label = question.typed !== undefined ? msg(str`Type “${question.typed}” to confirm`) : question.input?.label
    return html`
      <dialog class="question" aria-labelledby="question-title" aria-describedby="question-body" data-testid="question" @close=${() => question.answer(null)} @click=${this.#beside}>
        <form
          method="dialog"
          @submit=${(event: Event) => {
            event.preventDefault()
            if (ready) question.answer(this.text.trim())
          }}
        >
          <h2 id="question-title">${question.title}</h2>
          <div id="question-body" class="question-body">${question.body}</div>
          ${label === undefined ? nothing : html`<label class="field"><span>${label}</span>${this.#input(question.input?.lines ?? 1)}</label>`} ${this.#suggestions(question.input?.suggestions ?? [])}
          <div class="question-actions">
            <button type="button" class="button" @click=${() => question.answer(null)}>${msg('Cancel')}</button>
            <button type="submit" class="button ${question.danger ? 'danger-fill' : 'primary'}" ?disabled=${!ready} data-testid="confirm">${question.confirm}</button>
          </div>
        </form>
      </dialog>
    `
  }

  /** Words that may be taken over, and changed then. */
  #suggestions(texts: readonly string[]): TemplateResult | typeof nothing {
    if (texts.length === 0) return nothing
    const take = (text: string): void => {
      this.text = text
      this.querySelector<HTMLElement>('dialog input, dialog textarea')?.focus()
    }
    return html`<div class="chips" role="group" aria-label=${msg('Suggestions')}>${texts.map((text) => html`<button type="button" class="chip" @click=${() => take(text)}>${text}</button>`)}</div>`
  }

  #input(lines: number): TemplateResult {
    const type = (event: InputEvent): void => {
      this.text = (event.target as HTMLInputElement | HTMLTextAreaElement).value
    }
    if (lines === 1) return html`<input autofocus .value=${this.text} maxlength="1000" @input=${type} />`
    const submit = (event: KeyboardEvent): void => {
      // As in the conversation: Shift+Enter makes a new line.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
      event.preventDefault()
      ;(event.target as HTMLTextAreaElement).form?.requestSubmit()
    }
    return html`<textarea autofocus rows=${lines} maxlength="50000" .value=${this.text} @input=${type} @keydown=${submit}></textarea>`
  }

  readonly #beside = (event: MouseEvent): void => {
    if (event.target instanceof HTMLDialogElement) this.services.overlays.question?.answer(null)
  }
}
