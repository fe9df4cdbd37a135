import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { icon, type IconName } from '../../components/icon.ts'
import { View } from '../../components/view.ts'
import { plural } from '../../words/plural.ts'
import '../../styles/picker.css'

/** One line to choose. */
export interface PickItem {
  readonly key: string
  readonly label: string
  readonly detail?: string | undefined
  readonly group?: string
  readonly icon?: IconName | undefined
  readonly keys?: string | undefined
  /** Why it cannot be chosen, in a sentence. */
  readonly disabled?: string | undefined
}

export interface PickRequest {
  readonly label: string
  readonly placeholder: string
  /** What fits what was typed, the best first. */
  readonly find: (query: string) => readonly PickItem[]
}

/** A box to type into and a list to choose from: a combobox, in a dialog. The keyboard stays in the box. */
@customElement('pw-picker')
export class PickerView extends View {
  @property({ attribute: false }) declare request: PickRequest
  @state() private query = ''
  @state() private at = 0
  #items: readonly PickItem[] = []
  chosen: (item: PickItem | null) => void = () => undefined

  override firstUpdated(): void {
    this.querySelector('dialog')?.showModal()
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('query' as never) || changed.has('request')) {
      this.#items = this.request.find(this.query)
      this.at = Math.max(
        0,
        this.#items.findIndex(({ disabled }) => !disabled),
      )
    }
  }

  override updated(): void {
    this.querySelector('[role=option][aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }

  override render(): TemplateResult {
    const { label, placeholder } = this.request
    const active = this.#items[this.at]
    return html`
      <dialog class="picker" aria-label=${label} data-testid="picker" @close=${() => this.chosen(null)} @click=${this.#beside}>
        <div class="picker-inner">
          <div class="picker-box">${icon('search')}<input autofocus role="combobox" aria-label=${label} aria-expanded="true" aria-controls="picker-list" aria-autocomplete="list" aria-activedescendant=${active ? `pick-${this.at}` : nothing} placeholder=${placeholder} .value=${this.query} @input=${(event: Event) => (this.query = (event.target as HTMLInputElement).value)} @keydown=${this.#key} /><kbd>Esc</kbd></div>
          <div id="picker-list" class="picker-list" role="listbox" aria-label=${label}>${this.#list()}</div>
          ${this.#items.length === 0 ? html`<p class="picker-none">${msg(str`Nothing fits “${this.query.trim()}”.`)}</p>` : nothing}
          <p class="hear" role="status">${plural(this.#items.length, msg('1 result'), msg(str`${this.#items.length} results`))}</p>
        </div>
      </dialog>
    `
  }

  #list(): readonly TemplateResult[] {
    return this.#items.map((item, index) => {
      const head =
        item.group && item.group !== this.#items[index - 1]?.group ? html`<div class="picker-group" role="presentation">${item.group}</div>` : nothing
      return html`${head}<div id="pick-${index}" class="pick" role="option" aria-selected=${String(index === this.at)} aria-disabled=${item.disabled ? 'true' : nothing} data-index=${index} @click=${() => this.#choose(item)} @pointermove=${() => (this.at = index)}>${item.icon ? icon(item.icon) : html`<span class="icon"></span>`}<span class="pick-label">${item.label}${item.detail || item.disabled ? html`<small>${item.disabled ?? item.detail}</small>` : nothing}</span>${item.keys ? html`<kbd>${item.keys}</kbd>` : nothing}</div>`
    })
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.isComposing) return
    const last = this.#items.length - 1
    const to = {
      ArrowDown: this.at === last ? 0 : this.at + 1,
      ArrowUp: this.at === 0 ? last : this.at - 1,
      PageDown: Math.min(last, this.at + 8),
      PageUp: Math.max(0, this.at - 8),
    }[event.key]
    if (to !== undefined && last >= 0) {
      event.preventDefault()
      this.at = to
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const item = this.#items[this.at]
      if (item) this.#choose(item)
    }
  }

  #choose(item: PickItem): void {
    if (item.disabled) return
    this.chosen(item)
  }

  readonly #beside = (event: MouseEvent): void => {
    if (event.target instanceof HTMLDialogElement) event.target.close()
  }
}

/** Asks for one of the items; null where the person stepped back. The keyboard goes back to where it was. */
export function pick(request: PickRequest): Promise<PickItem | null> {
  const back = document.activeElement
  const picker = document.createElement('pw-picker') as PickerView
  picker.request = request
  return new Promise((resolve) => {
    picker.chosen = (item) => {
      picker.chosen = () => undefined
      picker.querySelector('dialog')?.close()
      picker.remove()
      if (back instanceof HTMLElement && back.isConnected) back.focus()
      resolve(item)
    }
    ;(document.querySelector('pw-app') ?? document.body).append(picker)
  })
}
