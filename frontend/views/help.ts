import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import { customElement } from 'lit/decorators.js'
import { icon } from '../components/icon.ts'
import { View } from '../components/view.ts'
import { bindings, type Binding, type KeyGroup } from '../state/bindings.ts'
import { keyText } from '../state/keys.ts'
import '../styles/help.css'

/** The keys, grouped by where they work. Written from the table that the handlers read. */
@customElement('pw-help')
export class HelpView extends View {
  override firstUpdated(): void {
    this.querySelector('dialog')?.showModal()
  }

  override render(): TemplateResult {
    return html`
      <dialog class="help" aria-labelledby="help-title" data-testid="help" @close=${() => this.dispatchEvent(new CustomEvent('close'))} @click=${this.#beside}>
        <div class="help-inner">
          <div class="help-head"><h2 id="help-title" class="display">${msg('Keys')}</h2><span class="gap"></span><button class="quiet icon-only" aria-label=${msg('Close')} @click=${() => this.querySelector('dialog')?.close()}>${icon('close')}</button></div>
          <p class="hint">${this.services.settings.letterKeys ? msg('Letters work while a row of the plan has the focus.') : msg('Single letters and signs are turned off; the palette (Ctrl K) and the menus do the same.')} <button class="link" @click=${this.#settings}>${msg('Change it in the settings')}</button></p>
          <div class="help-groups">${groups().map(([group, title]) => html`<section><h3>${title}</h3><dl>${bindings.filter((binding) => binding.group === group).map(line)}</dl></section>`)}</div>
          <p class="hint">${msg('Everything here can be scripted:')} <a href="/api/docs" target="_blank" rel="noopener">${msg('API reference')}</a></p>
        </div>
      </dialog>
    `
  }

  readonly #settings = (): void => {
    this.querySelector('dialog')?.close()
    this.dispatchEvent(new CustomEvent('settings', { bubbles: true, detail: 'keyboard' }))
  }

  readonly #beside = (event: MouseEvent): void => {
    if (event.target instanceof HTMLDialogElement) event.target.close()
  }
}

const line = ({ press, label }: Binding): TemplateResult =>
  html`<div><dt>${press.map((each) => html`<kbd>${keyText(each)}</kbd> `)}</dt><dd>${label()}</dd></div>`

const groups = (): readonly (readonly [KeyGroup, string])[] => [
  ['review', msg('Review a proposal')],
  ['edit', msg('Edit the plan')],
  ['select', msg('Several tasks')],
  ['around', msg('Get around')],
  ['board', msg('On the board')],
  ['timeline', msg('On the timeline')],
  ['everywhere', msg('Everywhere')],
  ['writing', msg('While typing')],
]
