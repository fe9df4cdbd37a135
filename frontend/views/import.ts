import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Problem } from '../api/problem.ts'
import type { ExchangeFormat } from '../api/wire.ts'
import { icon } from '../components/icon.ts'
import { View } from '../components/view.ts'
import { formatOf } from '../state/exchange-format.ts'
import { projectPath } from '../state/router.ts'

const formats: readonly ExchangeFormat[] = ['markdown', 'json', 'csv']

/** A plan from elsewhere. It comes in as a proposal, so that it is read before it counts. */
@customElement('pw-import')
export class ImportView extends View {
  @state() private format: ExchangeFormat = 'markdown'
  @state() private content = ''
  @state() private fileName = ''
  @state() private name = ''
  @state() private busy = false
  @state() private problem: Problem | null = null
  @property({ attribute: false }) projectId: string | null = null

  override firstUpdated(): void {
    this.querySelector('dialog')?.showModal()
  }

  override render(): TemplateResult {
    const labels: Readonly<Record<ExchangeFormat, string>> = { markdown: 'Markdown', json: 'JSON', csv: 'CSV' }
    return html`
      <dialog class="question import" aria-labelledby="import-title" @close=${() => this.dispatchEvent(new CustomEvent('close'))}>
        <form @submit=${this.#submit}>
          <h2 id="import-title">${msg('Import a plan')}</h2>
          <p class="question-body">${msg('An outline, a checklist, a table or an export. It comes in as a proposal; nothing changes until you apply it.')}</p>
          <label class="drop" @dragover=${(event: DragEvent) => event.preventDefault()} @drop=${this.#drop}>
            <input type="file" class="hear" accept=".md,.markdown,.txt,.json,.csv,.tsv" @change=${this.#choose} />
            ${icon('upload')}<span>${this.fileName || msg('Choose a file or drop it here')}</span>
          </label>
          <label class="field"><span>${msg('or paste it')}</span><textarea rows="9" class="mono" .value=${this.content} @input=${this.#paste} placeholder=${'# Launch\n- Write the page\n  - Choose pictures\n- Tell everybody'}></textarea></label>
          <div class="import-foot">
            <span class="segments" role="radiogroup" aria-label=${msg('Format')}>${formats.map((format) => html`<button type="button" role="radio" aria-checked=${String(this.format === format)} @click=${() => (this.format = format)}>${labels[format]}</button>`)}</span>
            ${this.projectId === null ? html`<input class="field-input boxed" maxlength="300" aria-label=${msg('Title of the project')} placeholder=${msg('Title (optional)')} .value=${this.name} @input=${(event: Event) => (this.name = (event.target as HTMLInputElement).value)} />` : nothing}
          </div>
          ${this.problem ? html`<p class="problem" role="alert">${icon('warning')}<span>${this.problem.detail}</span></p>` : nothing}
          <div class="question-actions">
            <button type="button" class="button" @click=${() => this.querySelector('dialog')?.close()}>${msg('Cancel')}</button>
            <button class="button primary" ?disabled=${this.busy || this.content.trim() === ''}>${this.busy ? html`<span class="spinner"></span>` : nothing}${msg('Import as a proposal')}</button>
          </div>
        </form>
      </dialog>
    `
  }

  readonly #paste = (event: Event): void => {
    this.content = (event.target as HTMLTextAreaElement).value
    this.fileName = ''
    this.format = formatOf('', this.content) ?? this.format
  }

  readonly #choose = (event: Event): void => {
    const file = (event.target as HTMLInputElement).files?.[0]
    if (file) void this.#read(file)
  }

  readonly #drop = (event: DragEvent): void => {
    event.preventDefault()
    const file = event.dataTransfer?.files[0]
    if (file) void this.#read(file)
  }

  async #read(file: File): Promise<void> {
    this.content = await file.text()
    this.fileName = file.name
    this.format = formatOf(file.name, this.content) ?? this.format
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (this.content.trim() === '' || this.busy) return
    this.busy = true
    this.problem = null
    const answer = await this.services.client.import({
      format: this.format,
      content: this.content,
      ...(this.projectId === null ? {} : { projectId: this.projectId }),
      ...(this.name.trim() === '' ? {} : { title: this.name.trim() }),
    })
    this.busy = false
    if (!answer.ok) {
      this.problem = answer.problem
      return
    }
    this.querySelector('dialog')?.close()
    this.services.router.go(projectPath(answer.value.project.id, { proposal: answer.value.proposal.id }))
  }
}
