import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { icon } from '../../components/icon.ts'
import { View } from '../../components/view.ts'
import { Watch } from '../../state/store.ts'
import '../../styles/settings.css'
import { sections } from './sections.ts'

/** How the page looks and listens to this person. Everything counts at once; there is nothing to save but the name. */
@customElement('pw-settings')
export class SettingsView extends View {
  @property() section = 'appearance'

  constructor() {
    super()
    new Watch(this, () => [this.services?.settings])
  }

  override firstUpdated(): void {
    this.querySelector('dialog')?.showModal()
  }

  override render(): TemplateResult {
    const shown = sections.find(({ id }) => id === this.section) ?? sections[0]
    return html`
      <dialog class="settings" aria-labelledby="settings-title" data-testid="settings" @close=${() => this.dispatchEvent(new CustomEvent('close'))} @click=${this.#beside}>
        <div class="settings-inner">
          <div class="settings-head"><h2 id="settings-title" class="display">${msg('Settings')}</h2><span class="gap"></span><button class="quiet icon-only" aria-label=${msg('Close')} @click=${() => this.querySelector('dialog')?.close()}>${icon('close')}</button></div>
          <div class="settings-tabs" role="tablist" aria-label=${msg('Settings')} aria-orientation="vertical" @keydown=${this.#key}>
            ${sections.map(({ id, icon: name, title }) => html`<button role="tab" id="tab-${id}" aria-selected=${String(id === shown?.id)} aria-controls="settings-panel" tabindex=${id === shown?.id ? 0 : -1} @click=${() => (this.section = id)}>${icon(name)}<span>${title()}</span></button>`)}
          </div>
          <div id="settings-panel" class="settings-panel" role="tabpanel" aria-labelledby="tab-${shown?.id}" tabindex="0">${shown?.render(this.services)}</div>
        </div>
      </dialog>
    `
  }

  readonly #key = (event: KeyboardEvent): void => {
    const at = sections.findIndex(({ id }) => id === this.section)
    const last = sections.length - 1
    const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: last }[event.key]
    if (to === undefined) return
    event.preventDefault()
    this.section = sections[(to + sections.length) % sections.length]?.id ?? this.section
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus())
  }

  readonly #beside = (event: MouseEvent): void => {
    if (event.target instanceof HTMLDialogElement) event.target.close()
  }
}
